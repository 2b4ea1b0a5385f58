import type { ChecklistResult, ItemResult } from '../../../core/evaluate/result.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { cdiWords } from '../words.ts';
import { AnswerRow } from './AnswerRow.tsx';
import styles from './Case.module.css';
import type { CaseContext } from './case-context.ts';
import { RowTable } from './RowTable.tsx';
import { StateOfItem } from './Verdict.tsx';

const ORDER: Readonly<Record<ItemResult['state'], number>> = {
  raised: 0,
  missing: 1,
  'cannot-check': 2,
  open: 3,
  present: 4,
  clear: 5,
  'not-applicable': 6,
};

/** What payers' reviewers expect to see, and what contradicts, each with its state; what does not apply stands folded at the end. */
export function Items({ result, context }: { readonly result: ChecklistResult; readonly context: CaseContext }) {
  const all = [...Object.values(result.conflicts), ...Object.values(result.expect)].sort((a, b) => ORDER[a.state] - ORDER[b.state]);
  const applying = all.filter((item) => item.state !== 'not-applicable');
  const others = all.filter((item) => item.state === 'not-applicable');
  if (all.length === 0) return null;
  return (
    <section class={styles.section} aria-labelledby="items-head">
      <h3 id="items-head">{cdiWords.case.items}</h3>
      {applying.length > 0 && (
        <RowTable heads={cdiWords.case.itemHead}>
          {applying.map((item) => (
            <AnswerRow
              key={item.id}
              label={item.label}
              mark={<StateOfItem state={item.state} />}
              answer={answerOf(item)}
              context={context}
              entry={[result.id, item.id]}
            />
          ))}
        </RowTable>
      )}
      {others.length > 0 && (
        <Disclosure title={<span class="meta">{cdiWords.case.notApplicable(others.length)}</span>}>
          <ul class={styles.plain}>
            {others.map((item) => (
              <li key={item.id}>{item.label}</li>
            ))}
          </ul>
        </Disclosure>
      )}
    </section>
  );
}

/** The leg of an item that decides its state: where it could not be checked, the one that was not known. */
const answerOf = (item: ItemResult) =>
  item.state === 'cannot-check' && item.found.verdict !== 'not-known' ? (item.when ?? item.found) : item.found;
