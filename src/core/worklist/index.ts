export type { DocumentationChange, PromptChange, VerdictChange } from './changes.ts';
export { type CaseDelta, deltaSince, whenWords } from './delta.ts';
export { type Discharge, dischargeOf } from './discharge.ts';
export { type CaseLook, lookOf, readLook } from './look.ts';
export { type CaseState, type Due, isDue, type NextReview, proposeNextReview, ruleWords } from './next-review.ts';
export { type OpenQuery, openQueriesOf } from './open-queries.ts';
export { orderBy, orderRows, orderWords, whyHere } from './order.ts';
export {
  caseStateOf,
  dayOfStay,
  type KeptCase,
  promptsFor,
  type RowSetting,
  rowOf,
  uncheckedIn,
  unreadRow,
  type WorklistRow,
} from './row.ts';
export { type SecondLevel, secondLevelOf, type Trigger } from './second-level.ts';
export { type Blank, type DefinitionRow, type PrincipalCheck, type SignOffRow, type SignOffSheet, signOffSheet } from './sign-off.ts';
export type { SpecificityCheck, Stated } from './specificity.ts';
export type * from './workflow.ts';
