import type { Review } from '../../core/review/review.ts';
import styles from './index.module.css';
import { SourceText } from './SourceText.tsx';
import { zonedTime } from './wall.ts';
import { urWords } from './words.ts';

/** 'Inpatient since 01-10 13:30 EST, by order', and where that is known from. */
export function StatusLine({ review }: { readonly review: Review }) {
  const { levelOfCare: care, zone } = review;
  const last = care.timeline.at(-1);
  const text = [
    last && care.status === last.status
      ? `${urWords.status[care.status]} ${urWords.since(zonedTime(last.from, zone))}`
      : urWords.status[care.status],
    care.end === null ? null : urWords.ended(zonedTime(care.end, zone)),
  ].filter(Boolean);
  const by = last ? (urWords.by[last.by] ?? last.by) : null;
  return (
    <div>
      <h1 class={styles.status}>
        <SourceText title={`${text.join(', ')}, ${by ?? ''}`} sources={last ? [last.source] : care.sources} look="value">
          {text.join(', ')}
        </SourceText>{' '}
        <span class={styles.by}>{by}</span>
      </h1>
    </div>
  );
}
