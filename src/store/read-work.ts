import { ENTRY_WORDS } from '../core/stay/entry.ts';
import { DISMISS_REASONS, type WorkKind, type WorkValues } from './work.ts';

type Check = (value: unknown) => boolean;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text: Check = (value) => typeof value === 'string';
const time: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const flag: Check = (value) => typeof value === 'boolean';
const anything: Check = () => true;
const oneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && words.includes(value);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const shape =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isRecord(value) && Object.entries(fields).every(([name, check]) => check(Object.hasOwn(value, name) ? value[name] : undefined));
const texts: Check = (value) => isRecord(value) && Object.values(value).every(text);

const until: Check = (value) => shape({ at: time })(value) || shape({ event: oneOf('next-result', 'next-note', 'discharge') })(value);

const event = shape({ at: time, by: text, kind: text, comment: optional(text) });
const indicator = shape({ ref: text, label: text, time: text, line: isRecord });
const draft = shape({
  id: text,
  checklist: text,
  version: text,
  purpose: text,
  format: text,
  title: text,
  question: text,
  body: text,
  rationale: orNull(text),
  documentedStatements: list(isRecord),
  indicators: list(indicator),
  options: list(shape({ text, kind: text })),
});
const recipient = shape({ name: text, ref: orNull(text) });

const past = shape({
  at: time,
  by: optional(text),
  outcome: oneOf('reviewed', 'no-query', 'query'),
  reason: orNull(text),
  comment: text,
});

/** What each kind must look like to be shown. Fields that a newer build adds are let through. */
const CHECKS: Readonly<Record<WorkKind, Check>> = {
  feedback: shape({
    key: text,
    fingerprint: text,
    action: oneOf('dismissed', 'snoozed', 'answered'),
    reason: orNull(oneOf(...DISMISS_REASONS)),
    comment: text,
    until: orNull(until),
    seen: orNull(time),
    at: time,
  }),
  rating: shape({ key: text, fingerprint: text, up: flag, at: time }),
  draft: shape({ key: text, option: orNull(text), words: text, at: time }),
  'case-review': shape({
    key: text,
    by: optional(text),
    earlier: optional(list(past)),
    at: time,
    outcome: oneOf('reviewed', 'no-query', 'query'),
    reason: orNull(text),
    comment: text,
    nextAt: orNull(time),
    look: anything,
  }),
  query: shape({
    key: text,
    encounter: text,
    patient: text,
    createdAt: time,
    author: shape({ name: text, role: text }),
    origin: oneOf('human', 'rule', 'ai-assisted'),
    recipient: orNull(recipient),
    timing: oneOf('concurrent', 'retrospective', 'post-bill'),
    concept: text,
    draft,
    text,
    lint: shape({ version: text, findings: list(isRecord), overrides: list(isRecord) }),
    evidenceHash: text,
    history: list(event),
  }),
  entry: shape({
    key: text,
    at: time,
    entry: shape({
      id: text,
      encounter: text,
      kind: oneOf(...Object.keys(ENTRY_WORDS)),
      at: time,
      until: optional(time),
      text: optional(text),
    }),
  }),
  handover: shape({
    key: text,
    encounter: text,
    at: time,
    by: text,
    question: text,
    view: orNull(text),
    answer: orNull(shape({ at: time, by: text, view: text, reason: text })),
  }),
  decision: shape({
    key: text,
    encounter: text,
    at: time,
    by: text,
    choice: oneOf('inpatient', 'observation', 'unclear'),
    reason: text,
    fingerprint: text,
    takenBack: orNull(time),
  }),
  'sign-off': shape({
    key: text,
    at: time,
    by: text,
    outcome: oneOf('agree', 'query', 'return'),
    reason: text,
    rows: texts,
    fingerprint: text,
  }),
  sending: shape({ key: text, encounter: text, query: text, type: text, to: text, at: time }),
};

/** The value as its kind, or null when it has not the shape of one: it came from a device or a file, and neither is trusted. */
export const readWork = <K extends WorkKind>(kind: K, value: unknown): WorkValues[K] | null =>
  CHECKS[kind](value) ? (value as WorkValues[K]) : null;
