import type { Review } from '../../core/review/review.ts';
import type { Timer } from '../../core/stay/stay.ts';
import { type MarkState, StateMark } from '../ui/StateMark.tsx';
import styles from './Block.module.css';
import { SourceText } from './SourceText.tsx';
import { zonedTime } from './wall.ts';
import { urWords } from './words.ts';

const MARK: Readonly<Record<Timer['state'], MarkState>> = { waiting: 'info', due: 'look', passed: 'look', done: 'fine' };
/** Clocks of a paper that is handed over: the chart does not say whether it was. */
const NOTICES: ReadonlySet<string> = new Set(['T-OBS-24', 'T-OBS-36']);

/** The clocks of this stay: due and passed first, each with its times and what it runs on. */
export function Clocks({ review }: { readonly review: Review }) {
  const { timers } = review.levelOfCare;
  const time = (at: number) => zonedTime(at, review.zone);
  const order = ['due', 'passed', 'waiting', 'done'];
  const sorted = [...timers].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return (
    <section aria-labelledby="ur-clocks">
      <h2 id="ur-clocks" class="hidden-text">
        {urWords.timers.title}
      </h2>
      {timers.length === 0 && <p class="meta">{urWords.timers.none}</p>}
      <ul class={styles.lines}>
        {sorted.map((timer) => {
          const name = urWords.timers.names[timer.id] ?? timer.id;
          const state = urWords.timers.state[timer.state](time(timer.at), timer.deadline === null ? null : time(timer.deadline));
          return (
            <li key={timer.id}>
              <StateMark state={MARK[timer.state]}>{name}</StateMark>{' '}
              <SourceText title={`${name}: ${state}`} sources={timer.from}>
                {state}
              </SourceText>
              {NOTICES.has(timer.id) && <div class="meta">{urWords.timers.notice}</div>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
