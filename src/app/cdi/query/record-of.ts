import type { QueryDraft } from '../../../core/compose/statement.ts';
import { roundOf } from '../../../core/query/course.ts';
import type { QueryRecord } from '../../../core/query/record.ts';
import type { Review } from '../../../core/review/review.ts';
import type { App } from '../../model.ts';
import { dischargedAt } from './discharged.ts';
import type { Override } from './draft-edit.ts';
import type { Recipient } from './recipients.ts';

/** What the author of queries is called here; a hospital's `override-roles` name the same. */
export const AUTHOR_ROLE = 'CDI specialist';

/** A record as the composer holds it: not yet hashed, checked or kept. */
export interface Composed {
  readonly app: App;
  readonly review: Review;
  readonly draft: QueryDraft;
  readonly recipient: Recipient | null;
  readonly overrides: readonly Override[];
  /** The kept draft that this one goes on with; null: a new query. */
  readonly before: QueryRecord | null;
  readonly now: number;
}

/** The draft as the record that would be kept: text exactly as it leaves, reasons for what is kept. `evidenceHash` and the key of a new one come at the way out. */
export function recordOf({ app, review, draft, recipient, overrides, before, now }: Composed): QueryRecord {
  const about = review.checklists.find(({ id }) => id === draft.checklist)?.about ?? draft.checklist;
  const name = app.session.userName ?? app.session.fhirUser ?? AUTHOR_ROLE;
  return {
    key: before?.key ?? '',
    encounter: review.encounter,
    patient: review.patient,
    createdAt: before?.createdAt ?? now,
    author: before?.author ?? { name, role: AUTHOR_ROLE },
    origin: 'rule',
    recipient: recipient === null ? null : { name: recipient.name, ref: recipient.ref },
    timing: dischargedAt(review) === null ? 'concurrent' : 'retrospective',
    concept: about,
    draft,
    text: `${draft.title}\n\n${draft.body}`,
    lint: { version: '', findings: [], overrides },
    evidenceHash: before?.evidenceHash ?? '',
    history: before?.history ?? [],
  };
}

/** True where a query can be sent as it is: drafted, reopened, or returned as sent to the wrong person. */
export const canBeSent = (record: QueryRecord): boolean => {
  const { state, misdirected } = roundOf(record);
  return state === 'drafted' || misdirected;
};

/** The query that the composer goes on with, of the same template. */
export const openDraft = (kept: readonly QueryRecord[], { checklist, id }: Pick<QueryDraft, 'checklist' | 'id'>): QueryRecord | null =>
  kept.findLast((each) => each.draft.checklist === checklist && each.draft.id === id && canBeSent(each)) ?? null;

/** SHA-256 (hex) over what a query rests on: each finding and quote with its source, value, unit and time. */
export async function evidenceHash({ indicators, documentedStatements }: QueryDraft): Promise<string> {
  const rests = [
    indicators.map(({ ref, label, value, unit, time }) => [ref, label, value, unit, time]),
    documentedStatements.map(({ ref, quote, time }) => [ref, quote, time]),
  ];
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(rests)));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
