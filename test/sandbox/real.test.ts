import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { visit } from './visitor.ts';

const isThere = existsSync(join(import.meta.dirname, '../../../shared/data/mimic-iv-demo-fhir/uscore/encounter-bundles.ndjson.gz'));

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ real: true });
});
afterAll(() => sandbox.close());

describe('the real stays beside the checkout', () => {
  test('one plain sentence says whether they are there, and the written patients can be used before', async () => {
    expect((await visit(sandbox)).grant.patient).toBe('vig-01-patient');
    expect(await sandbox.ready).toMatch(isThere ? /^50 real, de-identified patients/ : /are not beside this checkout/);
  });

  if (isThere) {
    test('a long stay is shown open, nothing later than its clock is served, and diagnoses coded at discharge are not there yet', async () => {
      await sandbox.ready;
      const list = await visit(sandbox, {
        patient: null,
        person: 'sandbox-tate',
        scope: 'launch user/Encounter.rs user/Observation.s user/Condition.s',
      });
      const open = await list.all('Encounter?status=in-progress&_count=500');
      expect(open.length).toBe(62);
      const sizes = await Promise.all(
        open.map(async (encounter) => {
          const patient = (encounter.subject as { reference: string }).reference.slice('Patient/'.length);
          return { patient, size: (await list.get(`Observation?patient=${patient}&_summary=count`)).body.total ?? 0 };
        }),
      );
      const largest = sizes.sort((a, b) => b.size - a.size)[0]?.patient ?? '';
      const stay = sandbox.clocks.stay(largest);
      const at = sandbox.clocks.set(largest, (stay?.end ?? 0) - 3_600_000);
      const app = await visit(sandbox, { patient: largest });
      const observations = await app.all('Observation?_count=500');
      expect(observations.length).toBeGreaterThan(2500);
      expect(observations.filter((one) => Date.parse(String(one.effectiveDateTime)) > at)).toEqual([]);
      const now = (await app.all('Condition')).map((one) => String(one.recordedDate));
      expect(now.filter((date) => Date.parse(date) > at)).toEqual([]);
      const times = [];
      for (let run = 0; run < 9; run += 1) {
        const before = performance.now();
        await app.get(`Observation?patient=${largest}&category=laboratory&_count=200`);
        times.push(performance.now() - before);
      }
      expect(times.sort((a, b) => a - b)[4]).toBeLessThan(80);
    });
  }
});
