export { checklistsUnder, type ReviewContent, type Toolkit, toolkitOf } from './content.ts';
export { type Edited, editedContent } from './edited.ts';
export { type PromptReason, type PromptRule, promptRule, type ReadableRule, readableRules } from './prompt-rule.ts';
export { REPORTED_MEASURES, type Review } from './review.ts';
export { type ReviewInput, type ReviewOptions, reviewStays } from './review-stays.ts';
export {
  type ChangedAnswer,
  type ChangedPrompt,
  compareReviews,
  type SimulatedPrompt,
  type SimulatedStay,
  type SimulationTotals,
  simulationTotals,
} from './simulate.ts';
