export { DECLARED_USES } from './attributes.ts';
export { contentHash } from './canonical.ts';
export { type LinkOptions, type LinkResult, linkChecklist } from './link.ts';
export type {
  Attributes,
  AttributeUse,
  Criterion,
  Leaf,
  LinkedChecklist,
  LinkedItem,
  LinkedOption,
  LinkedQuery,
  NamedCriterion,
  QueryPurpose,
  SourceEntry,
} from './linked.ts';
export { approve, isReviewDue, type Lock, lockFaults } from './lock.ts';
export { chartFromNotation, type NotationResult, type Vocabulary } from './notation.ts';
export { BASE_POLICY, type Policy, policyFrom } from './policy.ts';
export { type PlannedRead, readPlan } from './read-plan.ts';
export { type Notes, notesFor } from './reading.ts';
export { allItems } from './resolve.ts';
export { parseTemplate, type Slot, type SlotField, type SlotPick } from './template.ts';
