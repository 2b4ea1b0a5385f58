/** E blocks sending, W needs a recorded reason, I is advice. */
export type Severity = 'E' | 'W' | 'I';

/** One remark on a draft or prompt: which rule, where, and what to do, in words. */
export interface LintFinding {
  readonly rule: string;
  readonly severity: Severity;
  /** The place: 'title', 'body', 'options[2]', 'indicators[0].unit' ... */
  readonly at: string;
  readonly message: string;
}

/** Version of the rules as code; the words they look for carry their own version in the lexicon. */
export const LINT_VERSION = '1.0.0';

/** Builds a finding; keeps the rule functions free of object noise. */
export const finding = (rule: string, severity: Severity, at: string, message: string): LintFinding => ({ rule, severity, at, message });

/** True when nothing blocks sending. Warnings and advice may remain. */
export const mayBeSent = (findings: readonly LintFinding[]): boolean => findings.every((each) => each.severity !== 'E');
