import type { Ref } from 'preact';
import { StateMark } from '../ui/StateMark.tsx';
import { words } from '../words.ts';
import styles from './SummaryLine.module.css';

/** One sentence that is the whole state: so many to look at, so many fine, so many that cannot be checked. */
export function SummaryLine({
  look,
  fine,
  cannot,
  isPartial,
  lineRef,
}: {
  readonly look: number;
  readonly fine: number;
  readonly cannot: number;
  readonly isPartial: boolean;
  readonly lineRef: Ref<HTMLHeadingElement>;
}) {
  return (
    <h1 ref={lineRef} tabIndex={-1} class={styles.line}>
      {look > 0 && <StateMark state="look">{words.summary.look(look)}</StateMark>}
      {fine > 0 && <StateMark state="fine">{words.summary.fine(fine)}</StateMark>}
      {cannot > 0 && <StateMark state="unknown">{words.summary.cannot(cannot)}</StateMark>}
      {isPartial && <span class="meta">{words.summary.soFar}</span>}
    </h1>
  );
}
