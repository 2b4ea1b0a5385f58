import type { QueryDraft } from '../../../core/compose/statement.ts';
import type { LintFinding } from '../../../core/lint/index.ts';
import type { Override } from './draft-edit.ts';
import { queryWords } from './words.ts';

/** The linter's rules in twelve questions a CDI specialist would ask. Every rule of a query record belongs to one; the last takes what is new. */
export const CHECKS: readonly { readonly text: string; readonly rules: readonly string[] }[] = [
  { text: 'Findings are shown, each with value, time and source', rules: ['QL001', 'QL002', 'QL011'] },
  { text: 'Each answer is documented or rests on a finding shown', rules: ['QL003', 'QL032', 'QL065'] },
  { text: 'Other and unable to determine can be answered', rules: ['QL004', 'QL005', 'QL007', 'QL035', 'QL066'] },
  { text: 'One question, in a format that fits its purpose', rules: ['QL006', 'QL008', 'QL064', 'QL067'] },
  {
    text: 'Goes to a provider of this encounter, and is not asked or answered already',
    rules: ['QL009', 'QL010', 'QL012', 'QL013', 'QL079'],
  },
  { text: 'Title and question name no condition that is not documented', rules: ['QL020', 'QL021', 'QL078'] },
  { text: 'Nothing directs, persuades or asks to remove', rules: ['QL022', 'QL023', 'QL031', 'QL062', 'QL072'] },
  { text: 'No word about payment, ratings, payers or discipline', rules: ['QL024', 'QL025', 'QL026', 'QL027'] },
  { text: 'Answers have equal weight; none is chosen, none is a code', rules: ['QL028', 'QL029', 'QL030', 'QL033', 'QL034'] },
  { text: 'Values, units and times agree with the record now', rules: ['QL040', 'QL041', 'QL049', 'QL050', 'QL075'] },
  { text: 'Both sides are shown, and the statement in question is quoted', rules: ['QL042', 'QL060', 'QL061', 'QL063'] },
  { text: 'Sources, length and words are fit to be sent', rules: [] },
];

export interface CheckResult {
  readonly text: string;
  /** What keeps the query from leaving: it must be changed (E), or kept with a reason (W). */
  readonly blocks: readonly LintFinding[];
  /** Advice. */
  readonly considers: readonly LintFinding[];
  /** Warnings kept with a reason. */
  readonly kept: readonly { readonly finding: LintFinding; readonly reason: string }[];
}

/** Findings sorted under the questions; a check passes when nothing in it blocks. */
export function checkResults(findings: readonly LintFinding[], overrides: readonly Override[]): CheckResult[] {
  const at = (rule: string) => {
    const found = CHECKS.findIndex((check) => check.rules.includes(rule));
    return found < 0 ? CHECKS.length - 1 : found;
  };
  const reasonFor = (finding: LintFinding) =>
    finding.severity === 'W' ? overrides.find((each) => each.rule === finding.rule && each.at === finding.at)?.reason : undefined;
  return CHECKS.map(({ text }, index) => {
    const own = findings.filter((finding) => at(finding.rule) === index);
    return {
      text,
      blocks: own.filter((finding) => finding.severity !== 'I' && reasonFor(finding) === undefined),
      considers: own.filter((finding) => finding.severity === 'I'),
      kept: own.flatMap((finding) => {
        const reason = reasonFor(finding);
        return reason === undefined ? [] : [{ finding, reason }];
      }),
    };
  });
}

/** Where a remark points, in words: 'Answer "Sepsis ruled out"'. */
export function placeWords(at: string, draft: QueryDraft): string {
  const { place } = queryWords;
  const [, list, number] = /^(\w+)\[(\d+)\]/.exec(at) ?? [];
  const option = list === 'options' ? draft.options[Number(number)] : undefined;
  if (option) return queryWords.answer(option.text);
  const indicator = list === 'indicators' ? draft.indicators[Number(number)] : undefined;
  if (indicator) return queryWords.finding(indicator.label);
  if (list === 'documentedStatements') return queryWords.quote(Number(number) + 1);
  return Object.hasOwn(place, at) ? place[at as keyof typeof place] : place.body;
}

/** The place in the composer that a remark leads to: the value of its `data-place`. The text as a whole is written in the question. */
export function placeOf(at: string): string {
  const place = /^(?:options|indicators|documentedStatements)\[\d+\]|^\w+/.exec(at)?.[0] ?? 'question';
  const known = ['title', 'question', 'options', 'indicators', 'recipient', 'format', 'rationale', 'documentedStatements'];
  return known.some((each) => place.startsWith(each)) ? place : 'question';
}
