import { hasRead } from '../../core/chart/chart.ts';
import type { Review } from '../../core/review/review.ts';
import type { EntryKind } from '../../core/stay/entry.ts';
import type { Timer } from '../../core/stay/stay.ts';
import { Button } from '../ui/Button.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { type MarkState, StateMark } from '../ui/StateMark.tsx';
import { Table } from '../ui/Table.tsx';
import styles from './Block.module.css';
import { SourceText } from './SourceText.tsx';
import { hoursMinutes, zonedTime } from './wall.ts';
import { urWords } from './words.ts';

/** Opens the form of an entry with its first field chosen. */
export type Enter = (kind: EntryKind, choice: string) => void;

const MARK: Readonly<Record<Timer['state'], MarkState>> = { waiting: 'info', due: 'look', passed: 'look', done: 'fine' };
const ORDER: readonly Timer['state'][] = ['due', 'passed', 'waiting', 'done'];

/** Clocks that an entry stops: which kind, which word. */
const STOPPED_BY: Readonly<Record<string, readonly [EntryKind, string]>> = {
  'T-OBS-24': ['notice-given', 'moon'],
  'T-OBS-36': ['notice-given', 'moon'],
  'T-MCSN': ['notice-given', 'mcsn'],
  'T-CC44': ['notice-given', 'cc44'],
  'T-IM': ['notice-given', 'im'],
  'T-UNSIGNED': ['order-signature', 'signed'],
  'T-PAYER-CLINICALS': ['payer-decision', ''],
  'T-PAYER-PEER-TO-PEER': ['payer-decision', ''],
};

/** The clocks of this stay: due and passed first, each with when it is due and a way to enter what stops it; on demand what starts and stops each. */
export function Clocks({ review, onEnter }: { readonly review: Review; readonly onEnter: Enter }) {
  const { timers } = review.levelOfCare;
  const words = urWords.timers;
  const time = (at: number) => zonedTime(at, review.zone);
  // Entries kept here are not all there is: silence is no word that a notice was not given.
  const isTold = hasRead(review.chart, 'notice-given');
  const sorted = [...timers].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.at - b.at);
  return (
    <section aria-labelledby="ur-clocks" class={styles.plain} data-stop tabIndex={-1}>
      <h2 id="ur-clocks" class={styles.sub}>
        {words.title}
      </h2>
      {review.levelOfCare.regime === 'unknown' ? (
        <p>
          <StateMark state="unknown">{words.payerUnknown}</StateMark>
        </p>
      ) : (
        timers.length === 0 && <p class="meta">{words.none}</p>
      )}
      <ul class={styles.lines}>
        {sorted.map((timer) => {
          const name = words.names[timer.id] ?? timer.id;
          const state = words.state[timer.state](time(timer.at), timer.deadline === null ? null : time(timer.deadline));
          const stop = STOPPED_BY[timer.id];
          const left = timer.deadline !== null && timer.state !== 'done' ? timer.deadline - review.asOf : null;
          return (
            <li key={`${timer.id} ${timer.at}`} class={styles.row}>
              <span>
                <StateMark state={MARK[timer.state]}>{name}</StateMark>{' '}
                <SourceText title={`${name}: ${state}`} sources={timer.from}>
                  {state}
                  {left !== null && left > 0 && `, ${words.left(hoursMinutes(left))}`}
                </SourceText>
                {stop?.[0] === 'notice-given' && timer.state !== 'done' && (
                  <span class="meta">; {isTold ? words.notGiven : words.notEntered}</span>
                )}
              </span>
              {stop && timer.state !== 'done' && timer.state !== 'waiting' && (
                <Button dense look="second" onClick={() => onEnter(stop[0], stop[1])}>
                  {words.enter[stop[0]] ?? words.enterOther}
                  <span class="hidden-text">: {name}</span>
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {timers.length > 0 && (
        <Disclosure title={<span class="meta">{words.how}</span>}>
          <Table caption={words.title} head={words.head}>
            {sorted.map((timer) => (
              <tr key={`${timer.id} ${timer.at}`}>
                <th scope="row">{words.names[timer.id] ?? timer.id}</th>
                <td>
                  {words.starts[timer.id] ?? ''} <span class="meta numbers">{time(timer.at)}</span>
                </td>
                <td class="numbers">{timer.deadline === null ? words.noDeadline : time(timer.deadline)}</td>
                <td>{words.stops[timer.id] ?? ''}</td>
              </tr>
            ))}
          </Table>
        </Disclosure>
      )}
    </section>
  );
}
