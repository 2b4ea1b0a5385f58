import { resolve } from 'node:path';
import { workflowsForBrowser } from '../../../src/content/workflow.ts';
import { type Review, reviewStays } from '../../../src/core/review/index.ts';
import { type KeptCase, type RowSetting, rowOf, type WorklistRow } from '../../../src/core/worklist/index.ts';
import { content, type Resource, untouched, written } from '../../promises/stays.ts';

export { content, lexicon, type Resource, review, written } from '../../promises/stays.ts';

export const concepts = content.concepts;
export const workflows = workflowsForBrowser(resolve(import.meta.dirname, '../../..'));
const base = workflows.base;
if (!base) throw new Error('no base workflow');
export const workflow = base;
export const setting: RowSetting = { concepts, workflow };
export const NOTHING_KEPT: KeptCase = { lastLook: null, queries: [] };

const HOUR = 3_600_000;

/** Every written stay as it stands at its end, with its resources. */
export const stays = written.flatMap((stay) => untouched(stay).map((one) => ({ id: stay.id, resources: stay.resources, review: one })));

/** A stay as it was known so many hours before its end; null where nothing of it was known yet. */
export const before = (resources: readonly Resource[], last: Review, hours: number): Review | null =>
  reviewStays({ resources, content, options: { encounter: last.encounter, asOf: last.asOf - hours * HOUR } })[0] ?? null;

/** The same resources with one kind refused by the EHR. */
export function withoutNotes(resources: readonly Resource[], last: Review): Review {
  const at = last.asOf;
  const types = [...new Set(resources.map(({ resourceType }) => resourceType))];
  const sources = types.map((type) => ({
    type,
    read:
      type === 'DocumentReference'
        ? ({ ok: false, search: type, at, problem: { kind: 'not-permitted', what: type, detail: '403' } } as const)
        : ({ ok: true, search: type, at, complete: true } as const),
  }));
  const rest = resources.filter(({ resourceType }) => resourceType !== 'DocumentReference');
  const [one] = reviewStays({ resources: rest, sources, content, options: { encounter: last.encounter, asOf: at } });
  if (!one) throw new Error('no review');
  return one;
}

/** A row with one thing changed, for tests of the order. */
export const rowLike = (change: Partial<WorklistRow> = {}): WorklistRow => {
  const [first] = stays;
  if (!first) throw new Error('no stay');
  const row = rowOf(first.review, NOTHING_KEPT, setting);
  const plain: Partial<WorklistRow> = {
    ...{ kinds: [], reason: null, unchecked: 0, delta: null, openQueries: [], drafts: 0, support: 'supported', day: 2 },
    discharge: { state: 'none', at: null, statement: null },
    nextReview: { due: false, at: null, why: null },
    secondLevel: { raised: [], notKnown: [] },
    lastReviewAt: row.asOf,
  };
  return { ...row, ...plain, ...change };
};
