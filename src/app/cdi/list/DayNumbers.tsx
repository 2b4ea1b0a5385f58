import { cdiWords } from '../words.ts';
import { dayNumbers } from './day-numbers.ts';
import styles from './ListView.module.css';
import type { Worklist } from './worklist.ts';

/** What this person did today: three counts, no target, nobody else. */
export function DayNumbers({ list }: { readonly list: Worklist }) {
  // Read for its change alone: the counts follow what is kept.
  void list.kept.value;
  const { reviewed, noQuery, sent } = dayNumbers(list.memory.reviews(), list.memory.queries(), list.nowOf);
  const { today } = cdiWords.list;
  return (
    <p class={`${styles.today} numbers`}>
      <span class="meta">{today.title}</span> {[today.reviewed(reviewed), today.noQuery(noQuery), today.sent(sent)].join(' · ')}
    </p>
  );
}
