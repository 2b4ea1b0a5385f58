import { cannotCheck, wallDay, wallTime } from '../../../core/compose/index.ts';
import type { ChecklistResult } from '../../../core/evaluate/result.ts';
import type { QueryRecord } from '../../../core/query/record.ts';
import { isKnownZone, midnightsBetween } from '../../../core/stay/civil.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { cdiWords } from '../words.ts';
import caseStyles from './Case.module.css';
import { type CaseContext, notesWereRead } from './case-context.ts';
import { SourceLink } from './FactLink.tsx';
import { RowTable, TableRow } from './RowTable.tsx';
import styles from './Timeline.module.css';
import { LANES, type TimelineEvent, timelineEvents } from './timeline-events.ts';
import { laneLabels } from './timeline-labels.ts';

/** A line of labels above the line of marks. */
const LANE_PX = 34;
const MARK_PX = 23;
const LABEL_PX = 12;
const HOUR = 3_600_000;

/** The case on one axis of time: what was stated, found, ordered and asked. The picture is for the eye; the same entries stand in a table behind it. */
export function Timeline({
  result,
  context,
  queries,
}: {
  readonly result: ChecklistResult;
  readonly context: CaseContext;
  readonly queries: readonly QueryRecord[];
}) {
  const { review } = context;
  const { timeline: say } = cdiWords.case;
  const { events, left } = timelineEvents(result, context, queries);
  const time = (at: number) => wallTime(at, review.zone, review.asOf);
  // An empty lane is no silence where its source was not read.
  const isRead = notesWereRead(review);
  const hidden = cannotCheck(result, review.chart);
  return (
    <section class={caseStyles.section} aria-labelledby="timeline-head">
      <h3 id="timeline-head">{say.title}</h3>
      {(!isRead || hidden.length > 0) && <p class={caseStyles.unknown}>{isRead ? say.unread : say.notesUnread}</p>}
      {events.length === 0 ? (
        <p class={caseStyles.plain}>{say.none}</p>
      ) : (
        <>
          <Picture events={events} context={context} time={time} />
          <Disclosure title={<span class="meta">{say.table}</span>}>
            <RowTable heads={say.head}>
              {events.map((event) => (
                <TableRow key={event.key} name={<span class="numbers">{time(event.at)}</span>}>
                  <td>{say.lanes[event.lane]}</td>
                  <td>{event.sources ? <SourceLink text={event.text} title={event.text} sources={event.sources} /> : event.text}</td>
                </TableRow>
              ))}
            </RowTable>
          </Disclosure>
          {left > 0 && <p class={caseStyles.plain}>{say.more(left)}</p>}
        </>
      )}
    </section>
  );
}

function Picture({
  events,
  context: { review },
  time,
}: {
  readonly events: readonly TimelineEvent[];
  readonly context: CaseContext;
  readonly time: (at: number) => string;
}) {
  const { timeline: say } = cdiWords.case;
  const lanes = LANES.filter((lane) => events.some((event) => event.lane === lane));
  const times = events.map(({ at }) => at);
  const [first, last] = [Math.min(...times), Math.max(...times, Math.min(review.asOf, Math.max(...times) + 12 * HOUR))];
  const margin = Math.max((last - first) * 0.02, HOUR / 2);
  const [from, to] = [first - margin, last + margin];
  const part = (at: number) => ((at - from) / (to - from)) * 100;
  const x = (at: number) => `${part(at).toFixed(2)}%`;
  const days = isKnownZone(review.zone) ? midnightsBetween(from, to, review.zone) : [];
  const every = Math.max(1, Math.ceil(days.length / 8));
  const counts = lanes.map((lane) => `${say.lanes[lane]} ${events.filter((event) => event.lane === lane).length}`).join(', ');
  const height = lanes.length * LANE_PX + 18;
  return (
    <div class={styles.picture}>
      <div class={styles.lanes} aria-hidden="true">
        {lanes.map((lane) => (
          <span key={lane} style={{ height: `${LANE_PX}px` }}>
            {say.lanes[lane]}
          </span>
        ))}
      </div>
      <svg class={styles.axis} height={height} role="img" aria-label={say.describe(counts, time(first), time(last))}>
        {days.map(({ at }, index) => (
          <g key={at} class={styles.day}>
            <line x1={x(at)} x2={x(at)} y1="0" y2={height - 16} />
            {index % every === 0 && (
              <text x={x(at)} y={height - 4} text-anchor="middle">
                {wallDay(at, review.zone, review.asOf)}
              </text>
            )}
          </g>
        ))}
        {lanes.map((lane, index) => (
          <g key={lane}>
            <line class={styles.lane} x1="0" x2="100%" y1={index * LANE_PX + MARK_PX} y2={index * LANE_PX + MARK_PX} />
            {events
              .filter((event) => event.lane === lane)
              .map((event) => (
                <svg key={event.key} class={`${styles.mark} ${styles[event.mark]}`} x={x(event.at)} y={index * LANE_PX + MARK_PX}>
                  <title>{`${time(event.at)} ${event.text}`}</title>
                  <Shape event={event} />
                </svg>
              ))}
            <text class={styles.laneName} x="0" y={index * LANE_PX + LABEL_PX}>
              {say.lanes[lane]}
            </text>
            {laneLabels(
              events.filter((event) => event.lane === lane),
              part,
            ).map((label) => (
              <text
                key={label.key}
                class={styles.label}
                x={`${label.x.toFixed(2)}%`}
                y={index * LANE_PX + LABEL_PX}
                text-anchor={label.anchor}
              >
                {label.text}
              </text>
            ))}
          </g>
        ))}
      </svg>
    </div>
  );
}

function Shape({ event }: { readonly event: TimelineEvent }) {
  if (event.mark === 'cross') return <path d="M-4-4 4 4M4-4-4 4" />;
  if (event.mark === 'square') return <rect x="-4" y="-4" width="8" height="8" />;
  if (event.lane === 'order') return <path d="M0-5 5 0 0 5-5 0Z" />;
  if (event.lane === 'query') return <path d="M-3 5V-5H5L3-2 5 1H-3" />;
  return <circle r="4" />;
}
