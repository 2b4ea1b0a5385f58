import { finding, type LintFinding } from './finding.ts';

/** QL084: no variable in a title, none that could carry a diagnosis in the text. A slot left in a finished draft is a fault too. */
export function slotFindings(title: string, text: string): LintFinding[] {
  const out: LintFinding[] = [];
  if (/\{[^}]*\}/.test(title)) out.push(finding('QL084', 'E', 'title', 'The title holds a variable.'));
  if (/\{[^}]*\b(?:dx|diagnosis|diagnoses|condition|disease|impression)\b[^}]*\}/i.test(text))
    out.push(finding('QL084', 'E', 'body', 'A variable could put a diagnosis into the text.'));
  return out;
}
