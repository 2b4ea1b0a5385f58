import type { ComponentChildren } from 'preact';
import type { Answer } from '../../core/evaluate/result.ts';
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
}: {
  readonly label: string;
  readonly mark: ComponentChildren;
  readonly answer: Answer;
  readonly context: CaseContext;
}) {
  return (
    <TableRow name={label}>
      <td class={styles.verdict}>{mark}</td>
      <td>
        <AnswerFacts answer={answer} label={label} context={context} />
      </td>
    </TableRow>
  );
}
