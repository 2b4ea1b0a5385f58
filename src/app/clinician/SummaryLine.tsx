import type { Ref } from 'preact';
import { StateMark } from '../ui/StateMark.tsx';
import { words } from '../words.ts';
import styles from './SummaryLine.module.css';

/** One sentence that is the whole state: so many to look at, so many fine, so many that cannot be checked. With nothing to look at, it says so in words. */
export function SummaryLine({
  look,
  fine,
  cannot,
  nothing,
  isPartial,
  lineRef,
}: {
  readonly look: number;
  readonly fine: number;
  readonly cannot: number;
  /** 'Checked 3 conditions at 08:14. Nothing needed.', when that is so. */
  readonly nothing: string | null;
  readonly isPartial: boolean;
  readonly lineRef: Ref<HTMLHeadingElement>;
}) {
  return (
    <div>
      <h1 ref={lineRef} tabIndex={-1} class={nothing ? styles.nothing : styles.line}>
        {nothing ?? (
          <>
            {look > 0 && <StateMark state="look">{words.summary.look(look)}</StateMark>}
            {fine > 0 && (
              <StateMark state="fine">
                {fine} <span class={styles.roomy}>{words.summary.checked} </span>
                {words.summary.fineWord}
              </StateMark>
            )}
            {cannot > 0 && <StateMark state="unknown">{words.summary.cannot(cannot)}</StateMark>}
          </>
        )}
        {isPartial && <span class="meta">{look + fine > 0 ? words.summary.soFar : words.loading.title}</span>}
      </h1>
      {nothing && cannot > 0 && <StateMark state="unknown">{words.summary.cannot(cannot)}</StateMark>}
    </div>
  );
}
