export { type Case, type CaseResult, casesFrom, runCases } from './cases.ts';
export { casesOwed } from './cases-owed.ts';
export type { EvaluateOptions } from './context.ts';
export { evaluate } from './evaluate.ts';
export { fingerprint } from './fingerprint.ts';
export { queriesDue } from './queries-due.ts';
export type {
  Answer,
  Audience,
  ChecklistResult,
  ConflictState,
  CriterionResult,
  Documentation,
  DocumentationResult,
  ItemResult,
  ItemState,
  PromptKind,
  Status,
} from './result.ts';
export { isByProvider } from './select.ts';
export { slotFact } from './slot-facts.ts';
