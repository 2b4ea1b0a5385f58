import { expect, test } from 'vitest';
import { fetchSite } from '../../src/ehr/site.ts';

const packs = { policies: ['base', 'example-ma'], sites: ['riverside'], workflows: ['base', 'night'] };
const file = (more: object) => () =>
  Promise.resolve(new Response(JSON.stringify({ servers: [{ iss: 'https://ehr.example.org/fhir', clientId: 'x' }], ...more })));
const read = (more: object) => fetchSite('https://app.example.org/index.html', packs, file(more) as typeof fetch);

test('a policy, workflow or site that the build does not hold is a fault with field and remedy', async () => {
  const result = await read({ policy: 'bse', workflow: 'nigth', site: 'nowhere' });
  expect(result).toEqual({
    ok: false,
    faults: [
      { field: 'policy', remedy: 'Not in this build. It holds: base, example-ma.' },
      { field: 'workflow', remedy: 'Not in this build. It holds: base, night.' },
      { field: 'site', remedy: 'Not in this build. It holds: riverside.' },
    ],
  });
});

test('a policy and site of the build are taken', async () => {
  expect(await read({ policy: 'example-ma', site: 'riverside' })).toMatchObject({ ok: true });
  expect(await read({})).toMatchObject({ ok: true });
});

test('a workflow of the build is taken; without one it is base', async () => {
  expect(await read({ workflow: 'night' })).toMatchObject({ ok: true, site: { workflow: 'night' } });
  expect(await read({})).toMatchObject({ ok: true, site: { workflow: 'base' } });
  expect(await read({ workflow: 3 })).toMatchObject({ ok: false, faults: [{ field: 'workflow' }] });
});
