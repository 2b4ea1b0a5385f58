export { type AuditRow, type AuditSheet, auditSheet } from './audit-sheet.ts';
export { answeredAt, countedRound, type Round, roundOf, roundsOf, UNDO_MS } from './course.ts';
export { denialLink, type Outcome } from './denial-link.ts';
export { type Conclusion, documentedBy, withdrawal } from './documented.ts';
export { type Due, dueAt, escalationText, reminderText, type Step, type Timeliness, timelinessOf } from './due.ts';
export {
  type Built,
  communicationOf,
  documentOf,
  type Filing,
  IDENTIFIER_SYSTEM,
  identifierOf,
  ifNoneExist,
  provenanceOf,
  taskOf,
} from './fhir.ts';
export type { Written } from './fhir-shapes.ts';
export { eventWords, type HistoryLine, historyWords } from './history-words.ts';
export { formatsOf, type InFormat, inFormat } from './in-format.ts';
export {
  ageHours,
  append,
  appendAll,
  isOpen,
  isRefusal,
  isWaiting,
  openQueryFor,
  type Refusal,
  stateOf,
  unfit,
} from './life.ts';
export { lintRecord } from './lint-record.ts';
export { FORMATS, matrix, type Pair, permitted, type QueryFormat } from './matrix.ts';
export { memorialOf, memorialText, type Verbal } from './memorial.ts';
export type { Metric } from './metric.ts';
export { type MetricsInput, metricsOf, type Reviewed } from './metrics.ts';
export { DEFAULT_QUERY_POLICY, type PolicyFault, type PolicyReading, PURPOSES, type QueryPolicy, YES_NO_PURPOSES } from './policy.ts';
export { filing, heldByPolicy } from './policy-gate.ts';
export { policyWords } from './policy-words.ts';
export { questionnaireOf, questionnaireResponseOf } from './questionnaire.ts';
export { readQueryRecord } from './read.ts';
export { readQueryPolicy } from './read-policy.ts';
export { type QueryEvent, type QueryRecord, type QueryResponse, type QueryState, RESPONSES, type SentBy } from './record.ts';
export { metricsBy, SEGMENTS, type Segment, type SegmentMetrics } from './segments.ts';
export {
  FORMAT_WORDS,
  ORIGIN_WORDS,
  PURPOSE_WORDS,
  RESPONSE_WORDS,
  SENT_WORDS,
  STATE_WORDS,
  TIMING_WORDS,
  WITHDRAWN_WORDS,
} from './words.ts';
