export { lintDraft, lintText } from './draft-lint.ts';
export type { CurrentResource, LintEncounter } from './encounter.ts';
export { LINT_VERSION, type LintFinding, mayBeSent, type Severity } from './finding.ts';
export type { LintOptions } from './lens.ts';
export { type LintLexicon, readLexicon } from './lexicon.ts';
export { type LintLine, lintLine } from './line.ts';
export { type LintTemplate, lintTemplate } from './pack.ts';
export { lintPrompt } from './prompt.ts';
export { withConcepts } from './with-concepts.ts';
