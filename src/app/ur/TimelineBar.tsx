import { factsOf } from '../../core/chart/chart.ts';
import type { Review } from '../../core/review/review.ts';
import type { LevelOfCare } from '../../core/stay/stay.ts';
import { SourceText } from './SourceText.tsx';
import styles from './TimelineBar.module.css';
import { hours, zonedTime } from './wall.ts';
import { urWords } from './words.ts';

type Segment = LevelOfCare['timeline'][number];

/** Segments narrower than this share of the bar carry no text inside; the list under it names every one. */
const ROOM = 0.11;

/** The status as it changed, drawn to scale with the midnights, and the same as a list with sources. */
export function TimelineBar({ review }: { readonly review: Review }) {
  const { levelOfCare: care, zone, asOf, chart } = review;
  const first = care.timeline[0];
  if (!first) return <p class="meta">{urWords.timeline.none}</p>;
  const end = care.end ?? asOf;
  const span = Math.max(1, end - first.from);
  const share = (at: number) => Math.min(1, Math.max(0, (at - first.from) / span));
  const percent = (part: number) => `${(part * 100).toFixed(2)}%`;
  const midnights = factsOf(chart, 'midnight').filter((fact) => fact.at > first.from && fact.at < end);
  return (
    <section aria-label={urWords.timeline.title}>
      <svg
        class={styles.bar}
        width="100%"
        height="44"
        role="img"
        aria-label={urWords.timeline.text(care.timeline.map((one) => spoken(one, end, zone, care.end === null)))}
      >
        {care.timeline.map((one) => {
          const from = share(one.from);
          const width = Math.max(0.002, share(one.to ?? end) - from);
          return (
            <svg key={one.from} aria-hidden="true" x={percent(from)} y="14" width={percent(width)} height="30">
              <rect class={`${styles.segment} ${styles[one.status]}`} width="100%" height="30" />
              {width > ROOM && (
                <text class={`${styles.label} ${styles[`${one.status}Label`] ?? ''}`} x="8" y="20">
                  {nameOf(one)} {hours((one.to ?? end) - one.from)}
                </text>
              )}
            </svg>
          );
        })}
        {midnights.map((fact) => (
          <svg key={fact.at} aria-hidden="true" x={percent(share(fact.at))} y="0" width="12" height="44" overflow="visible">
            <line class={styles.midnight} x1="0" x2="0" y1="12" y2="44" />
            <path class={styles.moon} d="M1.5 1.2a5 5 0 1 0 4.4 7.4A4.2 4.2 0 0 1 1.5 1.2Z" />
          </svg>
        ))}
        {care.end === null && <line class={styles.now} x1="100%" x2="100%" y1="8" y2="44" />}
      </svg>
      <ol class={styles.list}>
        {care.timeline.map((one) => (
          <li key={one.from}>
            <span class={`${styles.key} ${styles[one.status]}`} aria-hidden="true" />
            <span>
              <SourceText title={spoken(one, end, zone, care.end === null)} sources={[one.source]}>
                <b>{nameOf(one)}</b> {zonedTime(one.from, zone)} - {one.to === null ? urWords.timeline.ongoing : zonedTime(one.to, zone)},{' '}
                {hours((one.to ?? end) - one.from)}
              </SourceText>{' '}
              <span class="meta">{urWords.by[one.by] ?? one.by}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Before the first order of a stay that did not begin in the emergency department there is no status to name. */
const nameOf = (one: Segment): string => (one.status === 'unknown' && one.by === 'arrival' ? urWords.before : urWords.status[one.status]);

function spoken(one: Segment, end: number, zone: string | null, isOpen: boolean): string {
  const to = one.to === null && isOpen ? urWords.timeline.ongoing : zonedTime(one.to ?? end, zone);
  return urWords.timeline.segment(nameOf(one), zonedTime(one.from, zone), to, hours((one.to ?? end) - one.from));
}
