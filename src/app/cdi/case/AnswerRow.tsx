import type { ComponentChildren } from 'preact';
import type { Answer } from '../../../core/evaluate/result.ts';
import { RuleLink } from '../../shell/RuleLink.tsx';
import { AnswerFacts } from './AnswerFacts.tsx';
import styles from './Case.module.css';
import type { CaseContext } from './case-context.ts';
import { TableRow } from './RowTable.tsx';

/** What was looked for, how it stands (`mark`), and what that rests on. */
export function AnswerRow({
  label,
  mark,
  answer,
  context,
  entry,
}: {
  readonly label: string;
  readonly mark: ComponentChildren;
  readonly answer: Answer;
  readonly context: CaseContext;
  /** Where it stands in the rules: checklist and entry. */
  readonly entry: readonly [checklist: string, entry: string];
}) {
  return (
    <TableRow name={label}>
      <td class={styles.verdict}>{mark}</td>
      <td>
        <div class={styles.withRule}>
          <AnswerFacts answer={answer} label={label} context={context} />
          <RuleLink checklist={entry[0]} entry={entry[1]} label={label} />
        </div>
      </td>
    </TableRow>
  );
}
