import type { RefObject } from 'preact';
import type { Brief } from '../../core/compose/brief.ts';
import type { Review } from '../../core/review/review.ts';
import { StateMark } from '../ui/StateMark.tsx';
import styles from './Board.module.css';
import { CaseState } from './CaseState.tsx';
import { Clocks, type Enter } from './Clocks.tsx';
import { Decision } from './Decision.tsx';
import { Elements } from './Elements.tsx';
import { Entries, type Wanted } from './Entries.tsx';
import { FactList } from './FactList.tsx';
import { Handover } from './Handover.tsx';
import { Midnights } from './Midnights.tsx';
import { Questions } from './Questions.tsx';
import { Rules } from './Rules.tsx';
import { statusChecklist } from './rules.ts';
import { Said } from './Said.tsx';
import { StatusStrip } from './StatusStrip.tsx';
import { TimelineBar } from './TimelineBar.tsx';
import { zoneShort } from './wall.ts';
import { urWords } from './words.ts';

/** The level-of-care board: where the stay stands; what is written and what is asked beside the facts, so that one look holds them; what the user decides. */
export function Board({
  review,
  brief,
  wanted,
  onEnter,
  boardRef,
  decisionRef,
}: {
  readonly review: Review;
  readonly brief: Brief;
  readonly wanted: Wanted | null;
  readonly onEnter: Enter;
  readonly boardRef: RefObject<HTMLDivElement | null>;
  readonly decisionRef: RefObject<HTMLElement | null>;
}) {
  const { levelOfCare: care, zone } = review;
  const result = statusChecklist(review);
  const marked = result?.criteria['abnormal-findings'];
  const far = new Set(marked?.verdict === 'met' ? marked.facts.flatMap((fact) => fact.from) : []);
  const remarks = care.flags.flatMap((flag) => urWords.flags[flag] ?? []);
  const lists = urWords.lists;
  return (
    <div ref={boardRef} class={styles.board}>
      <section class={styles.top} aria-label={urWords.strip.name}>
        <StatusStrip review={review} />
        <TimelineBar review={review} />
        <div class={styles.under}>
          <Clocks review={review} onEnter={onEnter} />
          <Midnights review={review} brief={brief} />
        </div>
        <p class="meta">{zone ? urWords.zone(zone, zoneShort(review.asOf, zone)) : urWords.zoneUnknown}</p>
        {remarks.length > 0 && (
          <ul class={styles.remarks}>
            {[...new Set(remarks)].map((remark) => (
              <li key={remark}>
                <StateMark state="unknown">{remark}</StateMark>
              </li>
            ))}
          </ul>
        )}
      </section>
      <div class={styles.three}>
        <FactList
          id="ur-severity"
          title={lists.severity}
          more={lists.severityMore}
          lines={brief.severity}
          gaps={brief.gaps.severity}
          marked={far}
        />
        <div class={styles.column}>
          <Said review={review} brief={brief} />
          <FactList
            id="ur-intensity"
            title={lists.intensity}
            more={lists.intensityMore}
            lines={brief.intensity}
            gaps={brief.gaps.intensity}
          />
        </div>
        <div class={styles.column}>
          <Questions review={review} />
          <FactList id="ur-risk" title={lists.risk} more={lists.riskMore} lines={brief.risk} gaps={brief.gaps.risk} />
        </div>
      </div>
      <div class={styles.two}>
        <div class={styles.column}>
          {result && <Elements result={result} isClosed={care.end !== null} zone={zone} />}
          {result && <Rules review={review} result={result} />}
        </div>
        <div class={styles.column}>
          <Decision review={review} blockRef={decisionRef} />
          <Handover review={review} />
        </div>
      </div>
      <div class={styles.two}>
        <Entries review={review} wanted={wanted} />
        <CaseState review={review} />
      </div>
    </div>
  );
}
