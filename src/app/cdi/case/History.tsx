import { useApp } from '../../model.ts';
import { dayClock } from '../../time.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { cdiWords } from '../words.ts';
import styles from './Case.module.css';
import type { CaseContext } from './case-context.ts';
import { historyEntries } from './history-entries.ts';
import { RowTable, TableRow } from './RowTable.tsx';

/** What became of the prompts and queries of this case, newest first, as far as this device knows. */
export function History({ context: { review } }: { readonly context: CaseContext }) {
  const app = useApp();
  const { history: say } = cdiWords.case;
  const entries = historyEntries(review, app.kept.value, app.resolved.value, app.session.encounter);
  return (
    <section class={styles.section} aria-label={say.title}>
      <Disclosure title={`${say.title} (${entries.length})`} startOpen={entries.length > 0 && entries.length < 6}>
        {entries.length === 0 ? (
          <p class={styles.plain}>{say.none}</p>
        ) : (
          <RowTable heads={say.head}>
            {entries.map((entry) => (
              <TableRow key={entry.key} name={<span class="numbers">{dayClock(entry.at, review.zone)}</span>}>
                <td>{entry.what}</td>
                <td>{entry.outcome}</td>
              </TableRow>
            ))}
          </RowTable>
        )}
        <p class={styles.plain}>{say.only}</p>
      </Disclosure>
    </section>
  );
}
