import * as z from 'zod/mini';
import type { SourceRef } from '../chart/fact.ts';
import { appendAll, isRefusal } from './life.ts';
import { PURPOSES } from './policy.ts';
import { type QueryRecord, RESPONSES } from './record.ts';

const text = z.string();
const given = z.string().check(z.regex(/\S/));
const instant = z.number().check(z.gte(-8.64e15), z.lte(8.64e15));
const ref = z.custom<SourceRef>((value) => typeof value === 'string' && value !== '');
const polarity = z.enum(['supports', 'against', 'neutral']);

const search = z.strictObject({ search: text, at: instant });
const source = z.union([ref, search]);
const line = z.strictObject({
  text,
  sources: z.tuple([source], source),
  concept: text,
  label: text,
  value: z.nullable(text),
  unit: z.nullable(text),
  at: instant,
  time: text,
  polarity,
  trend: z.array(z.strictObject({ at: instant, value: z.number() })),
  threshold: z.nullable(z.number()),
  flags: z.array(text),
});

const indicator = z.strictObject({
  ref: given,
  label: text,
  value: z.nullable(text),
  unit: z.nullable(text),
  time: text,
  scope: z.enum(['current', 'prior']),
  relevance: z.exactOptional(text),
  polarity,
  line,
});

const option = z.strictObject({
  text: given,
  kind: z.enum(['diagnosis', 'other', 'undetermined', 'no-additional', 'not-significant', 'ruled-out', 'confirmed', 'yes', 'no']),
  indicatorRefs: z.array(text),
  alreadyDocumented: z.boolean(),
});

const draft = z.strictObject({
  id: given,
  checklist: given,
  version: given,
  purpose: z.enum(PURPOSES),
  format: z.enum(['multiple-choice', 'open', 'yes-no']),
  title: text,
  documentedStatements: z.array(z.strictObject({ quote: text, author: text, noteType: text, time: text, ref: text })),
  indicators: z.array(indicator),
  question: text,
  options: z.array(option),
  body: text,
  rationale: z.nullable(text),
});

const common = { at: instant, by: text, comment: z.exactOptional(text) };
const step = z.int().check(z.gte(1));
const via = z.enum(['copy', 'print', 'verbal', 'communication', 'task', 'document', 'questionnaire-response']);
const event = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('drafted'), ...common }),
  z.strictObject({ kind: z.literal('sent'), ...common, to: text, via, ref: z.exactOptional(text) }),
  z.strictObject({ kind: z.literal('viewed'), ...common }),
  z.strictObject({ kind: z.literal('reminded'), ...common, step }),
  z.strictObject({ kind: z.literal('escalated'), ...common, step, to: text }),
  z.strictObject({ kind: z.literal('responded'), ...common, response: z.enum(RESPONSES), basis: z.nullable(text) }),
  z.strictObject({ kind: z.literal('documented'), ...common, ref: z.nullable(ref) }),
  z.strictObject({
    kind: z.literal('withdrawn'),
    ...common,
    reason: z.enum(['superseded', 'answered-in-chart', 'discharged', 'sent-in-error']),
  }),
  z.strictObject({ kind: z.literal('reopened'), ...common, reason: text }),
  z.strictObject({ kind: z.literal('closed'), ...common, how: z.enum(['answered', 'unresponded']) }),
  z.strictObject({ kind: z.literal('sent-undone'), ...common }),
]);

const record = z.strictObject({
  key: given,
  encounter: ref,
  patient: ref,
  createdAt: instant,
  author: z.strictObject({ name: given, role: text }),
  origin: z.enum(['human', 'rule', 'ai-assisted']),
  recipient: z.nullable(z.strictObject({ name: given, ref: z.nullable(ref) })),
  timing: z.enum(['concurrent', 'retrospective', 'post-bill']),
  concept: given,
  draft,
  text,
  lint: z.strictObject({
    version: text,
    findings: z.array(z.strictObject({ rule: given, severity: z.enum(['E', 'W', 'I']), at: text, message: text })),
    overrides: z.array(z.strictObject({ rule: given, at: text, reason: text })),
  }),
  evidenceHash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  history: z.array(event),
});

/**
 * A query record as it comes out of the store or an import; null when anything in it is not what it must be: a field more or less, a hash that is none, or a
 * history that could not have happened. A record with a blocking finding that says it was sent is refused as well (QL077: import is no way around).
 */
export function readQueryRecord(value: unknown): QueryRecord | null {
  const read = z.safeParse(record, value);
  if (!read.success) return null;
  const made: QueryRecord = read.data;
  return isRefusal(appendAll({ ...made, history: [] }, made.history)) ? null : made;
}
