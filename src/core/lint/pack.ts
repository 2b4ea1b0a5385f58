import { lintText } from './draft-lint.ts';
import { finding, type LintFinding } from './finding.ts';
import type { LintLexicon } from './lexicon.ts';
import { slotFindings } from './pack-slots.ts';

/** A query template of a checklist, as the pack rules need it. */
export interface LintTemplate {
  readonly id: string;
  readonly purpose: string | null;
  readonly format: string | null;
  readonly title: string;
  readonly ask: string;
  readonly options: readonly { readonly text: string; readonly bound: boolean; readonly diagnosis: boolean }[];
  /** Named evidence that speaks against. */
  readonly against: readonly string[];
  readonly reviewedOn: string | null;
  readonly owner: string | null;
  /** What a provider must have written before the template applies: its words may then be used. */
  readonly documented: readonly string[];
}

const PAIRS: Readonly<Record<string, readonly string[]>> = {
  'indicators-without-diagnosis': ['open', 'multiple-choice'],
  'treatment-without-diagnosis': ['open', 'multiple-choice'],
  specificity: ['open', 'multiple-choice'],
  'resolve-conflict': ['open', 'multiple-choice', 'yes-no'],
  'clinical-validation': ['open', 'multiple-choice', 'yes-no'],
  'cause-effect': ['open', 'multiple-choice', 'yes-no'],
  poa: ['open', 'multiple-choice', 'yes-no'],
  'substantiate-report': ['open', 'multiple-choice', 'yes-no'],
  complication: ['open', 'multiple-choice', 'yes-no'],
};
const YEAR = 366 * 24 * 3_600_000;
/** QL080-QL084 for one template. `today` is an instant so that the same input gives the same answer. */
export function lintTemplate(template: LintTemplate, options: { readonly lexicon: LintLexicon; readonly today?: number }): LintFinding[] {
  const out: LintFinding[] = [];
  const formats = template.purpose === null ? undefined : PAIRS[template.purpose];
  if (!formats || template.format === null || !formats.includes(template.format))
    out.push(finding('QL080', 'E', 'purpose', 'Declare a purpose and a format that this purpose allows.'));
  template.options.forEach((option, index) => {
    if (option.diagnosis && !option.bound)
      out.push(finding('QL081', 'E', `options[${index}]`, 'Bind this answer to the indicators that can support it.'));
  });
  if (template.against.length === 0) out.push(finding('QL082', 'W', 'against', 'Name the findings that would speak against.'));
  const reviewed = template.reviewedOn === null ? Number.NaN : Date.parse(template.reviewedOn);
  if (template.owner === null || Number.isNaN(reviewed) || (options.today !== undefined && options.today - reviewed > YEAR))
    out.push(finding('QL083', 'W', 'owner', 'A named clinical owner reviews each template once a year.'));
  return [...out, ...slotFindings(template.title, template.ask), ...templateWords(template, options.lexicon)];
}

function templateWords(template: LintTemplate, lexicon: LintLexicon): LintFinding[] {
  // a slot is quoted record text wherever it is filled: what stands around it must read neutral whatever it holds
  const fixed = template.ask.replace(/\{[^}]*\}/g, ' ');
  return lintText({ title: template.title, text: fixed, documented: template.documented }, lexicon)
    .filter((each) => each.severity === 'E')
    .map((each) => finding('QL084', 'E', each.at, each.message));
}
