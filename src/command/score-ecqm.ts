import { join } from 'node:path';
import { mapResources } from '../core/chart/facts-from.ts';
import { indexResources } from '../core/chart/resource-index.ts';
import { NO_SITE } from '../core/chart/site.ts';
import { type ReviewContent, reviewStays } from '../core/review/index.ts';
import { patientsIn } from '../core/review/patients.ts';
import { staysIn } from '../core/stay/stays.ts';
import { bundleOf, linesOf } from './input.ts';
import { type Answered, agreementRow, binaryRow, type Compared, type Row } from './score-row.ts';
import { truthRows } from './score-truth.ts';

/** KDIGO stage from which the kidney-injury measure counts harm: a doubled creatinine. */
const HARM_STAGE = 2;
const KIDNEY = /HHAKI/;
/** The cases stand in UTC and name no place. */
const ZONE = 'UTC';

interface Read {
  readonly stays: number;
  readonly encounters: number;
  readonly bugs: number;
  readonly stage: number;
}

/**
 * Test patients written by measure authors. Scored is what can be: every case is read without a mistake of ours, no encounter is lost or
 * counted twice, and a doubled creatinine is seen where the measure's numerator counts one. The counts are for the measure: its exclusions
 * and its age limits are not ours, so the kidney row is for reading.
 */
export async function ecqmRows(folder: string, content: ReviewContent): Promise<Row[]> {
  const truth = await truthRows(join(folder, 'expected.csv'));
  const found = new Map<string, Read>();
  for await (const text of linesOf(join(folder, 'testcase-bundles.ndjson.gz'))) {
    if (text.trim() === '') continue;
    const bundle = bundleOf({ where: 'testcase-bundles.ndjson.gz', text });
    const entries = 'error' in bundle || !Array.isArray(bundle.entry) ? [] : (bundle.entry as readonly unknown[]);
    // Bundle ids may be cut to 64 characters; the case id, a UUID, is their end.
    const id = 'error' in bundle ? '' : String(bundle.id).slice(-36);
    found.set(id, readCase(entries, content));
  }
  const read: Compared[] = [];
  const joined: Compared[] = [];
  const harmed: Answered[] = [];
  for (const row of truth) {
    const id = `${row.measure}-${row.case_id}`;
    const one = found.get(row.case_id ?? '');
    const description = row.description ?? '';
    read.push({ id, ours: one ? `${one.bugs} mistakes` : 'not there', truth: description, agrees: one?.bugs === 0 });
    const expected = Number(row.encounters);
    joined.push({
      id,
      ours: `${one?.stays ?? 0} stays of ${one?.encounters ?? 0} encounters`,
      truth: `${expected} encounters: ${description}`,
      agrees: one?.encounters === expected,
    });
    if (KIDNEY.test(row.measure ?? '')) {
      const numerator = numeratorOf(row.expected_populations ?? '');
      harmed.push({
        id,
        ours: (one?.stage ?? 0) >= HARM_STAGE,
        truth: numerator > 0,
        detail: { ours: `highest stage ${one?.stage ?? 'none'}`, truth: `numerator ${numerator}: ${description}` },
      });
    }
  }
  return [
    agreementRow('ecqm-read', 'test patients read without a mistake', read),
    agreementRow('ecqm-joined', 'test patients: every encounter in one stay', joined),
    binaryRow('ecqm-kidney', 'test patients: creatinine doubled', harmed),
  ];
}

function readCase(entries: readonly unknown[], content: ReviewContent): Read {
  const reviews = reviewStays({ resources: entries, content, options: { zone: ZONE } });
  const stays = patientsIn(indexResources(entries)).flatMap(({ index, patient }) =>
    staysIn(mapResources(index, { concepts: content.concepts, patient, site: NO_SITE, zone: ZONE }).encounters, ZONE),
  );
  const stages = reviews.flatMap((review) => (review.measures['kdigo-stage'] ?? []).map((fact) => fact.parts?.creatinine ?? 0));
  return {
    stays: stays.length,
    encounters: stays.reduce((sum, stay) => sum + stay.members.length, 0),
    bugs: reviews.reduce((sum, review) => sum + review.problems.filter((problem) => problem.kind === 'bug').length, 0),
    stage: Math.max(0, ...stages),
  };
}

function numeratorOf(populations: string): number {
  const counts = JSON.parse(populations || '{}') as { readonly numerator?: number };
  return counts.numerator ?? 0;
}
