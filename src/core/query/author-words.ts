import type { QueryDraft } from '../compose/statement.ts';
import type { LintFinding } from '../lint/index.ts';

/** Letters of another alphabet that look like Latin ones. Greek ones of medicine (alpha, beta, mu) are none of them. */
const LOOK_ALIKE =
  /\p{Script=Latin}[\p{Script=Cyrillic}\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03bd\u03c1]|[\p{Script=Cyrillic}\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03bd\u03c1]\p{Script=Latin}/u;
const MARKUP = /<\/?[a-z!][^<>]*>/i;
const CHOSEN = /[\u2611\u2612\u2713-\u2718\u2705\u25c9\u25cf\u25a0]|[[(]\s*[x*]\s*[\])]/i;
const OTHERS = /\b(?:your|the other|all other|most other) (?:colleagues|peers|partners|fellow (?:physicians|providers))\b/i;

const CHECKS: readonly { readonly rule: string; readonly fits: RegExp; readonly message: string }[] = [
  { rule: 'QL077', fits: MARKUP, message: 'Markup stands in it: what a reader would see cannot be judged. Write plain text.' },
  { rule: 'QL077', fits: LOOK_ALIKE, message: 'A word mixes letters of two alphabets and cannot be judged. Type it anew.' },
  { rule: 'QL034', fits: CHOSEN, message: 'A mark stands in it that reads as a chosen answer. Nothing is chosen beforehand.' },
  { rule: 'QL022', fits: OTHERS, message: 'What other clinicians write is no clinical finding, and persuades.' },
];

/**
 * What the author of a query typed over the template (title, question), judged beside the linter: words that it cannot read, a choice made beforehand, and the
 * example of others. Findings and quotes are the record's own words and are not asked.
 */
export function authorFaults({ title, question }: Pick<QueryDraft, 'title' | 'question'>): readonly LintFinding[] {
  return (
    [
      ['title', title],
      ['question', question],
    ] as const
  ).flatMap(([at, text]) =>
    CHECKS.flatMap(({ rule, fits, message }): LintFinding[] => (fits.test(text) ? [{ rule, severity: 'E', at, message }] : [])),
  );
}
