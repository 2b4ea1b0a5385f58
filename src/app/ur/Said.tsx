import { hasRead } from '../../core/chart/chart.ts';
import type { Brief } from '../../core/compose/brief.ts';
import type { Review } from '../../core/review/review.ts';
import { type MarkState, StateMark } from '../ui/StateMark.tsx';
import styles from './Block.module.css';
import { SourceText } from './SourceText.tsx';
import { urWords } from './words.ts';

const MARK: Readonly<Record<Review['levelOfCare']['expectation'], MarkState>> = {
  documented: 'fine',
  'not-found': 'info',
  'not-known': 'unknown',
};

/** The expectation in the writer's own words, or that it was not found, or could not be looked for; and the sentences that point the other way. */
export function Said({ review, brief }: { readonly review: Review; readonly brief: Brief }) {
  const { expectation } = review.levelOfCare;
  const isKnown = hasRead(review.chart, 'contradiction-statement');
  return (
    <section class={styles.block} aria-labelledby="ur-expectation" data-stop tabIndex={-1}>
      <h2 id="ur-expectation" class={styles.title}>
        {urWords.expectation.title}
      </h2>
      <p>
        <StateMark state={MARK[expectation]}>{urWords.expectation.state[expectation]}</StateMark>
      </p>
      <ul class={expectation === 'documented' ? styles.quotes : styles.lines}>
        {brief.expectation.map((statement) => (
          <li key={statement.text}>
            <SourceText title={statement.text} sources={statement.sources} look={expectation === 'documented' ? 'plain' : 'search'} />
          </li>
        ))}
      </ul>
      <h3 class={styles.sub}>{urWords.contradictions.title}</h3>
      {brief.contradictions.length === 0 && isKnown && <p class="meta">{urWords.contradictions.none}</p>}
      {!isKnown && (
        <p class={styles.unknown}>
          <StateMark state="unknown">{urWords.contradictions.unread}</StateMark>
        </p>
      )}
      <ul class={styles.quotes}>
        {brief.contradictions.map((statement) => (
          <li key={statement.text}>
            <SourceText title={statement.text} sources={statement.sources} />
          </li>
        ))}
      </ul>
    </section>
  );
}
