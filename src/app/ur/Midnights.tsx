import type { Brief } from '../../core/compose/brief.ts';
import type { Review } from '../../core/review/review.ts';
import { Disclosure } from '../ui/Disclosure.tsx';
import { type MarkState, StateMark } from '../ui/StateMark.tsx';
import { Table } from '../ui/Table.tsx';
import styles from './Block.module.css';
import { SourceText } from './SourceText.tsx';
import { zonedTime } from './wall.ts';
import { urWords } from './words.ts';

type Night = Brief['nights'][number];

const MARK: Readonly<Record<Night['counts'], MarkState>> = { countable: 'fine', excluded: 'info', 'before-care': 'info' };
/** A week and more is folded away: the counts above say the sum. */
const FOLD = 6;

/** How the midnights were counted: each with its date, the status then, and whether it counts and why. The same rows a hand count would have. */
export function Midnights({ review, brief }: { readonly review: Review; readonly brief: Brief }) {
  const words = urWords.midnights;
  const { nights } = brief;
  const { total } = review.levelOfCare.midnights;
  const rows = (
    <Table caption={words.how} head={words.head}>
      {nights.map((night) => (
        <tr key={night.at}>
          <th scope="row" class="numbers">
            <SourceText title={night.text} sources={night.sources}>
              {zonedTime(night.at, review.zone)}
            </SourceText>
          </th>
          <td>{urWords.status[night.status]}</td>
          <td>
            <StateMark state={MARK[night.counts]}>{words.counts[night.counts]}</StateMark> <span class="meta">{night.why}</span>
          </td>
        </tr>
      ))}
    </Table>
  );
  return (
    <section class={styles.plain} aria-label={words.how} data-stop tabIndex={-1}>
      {nights.length === 0 && <h2 class={styles.sub}>{words.how}</h2>}
      {nights.length === 0 && <p class="meta">{total === null ? words.notCounted : words.noneYet}</p>}
      {nights.length > 0 && (nights.length > FOLD ? <Disclosure title={words.all(nights.length)}>{rows}</Disclosure> : rows)}
    </section>
  );
}
