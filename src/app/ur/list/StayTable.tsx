import { Button } from '../../ui/Button.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { hoursMinutes, zonedTime } from '../wall.ts';
import { urWords } from '../words.ts';
import type { Standing, StayRow } from './row.ts';
import { nowIn } from './row.ts';
import styles from './StayList.module.css';
import { stayWords } from './words.ts';

/** The stays as a table; a row that was not read says so in the place of its values, and nothing is concluded from it. */
export function StayTable({
  rows,
  launched,
  shown,
  canRead,
  onOpen,
  onRetry,
}: {
  readonly rows: readonly StayRow[];
  readonly launched: string;
  readonly shown: string;
  readonly canRead: boolean;
  readonly onOpen: (row: StayRow) => void;
  readonly onRetry: (row: StayRow) => void;
}) {
  const device = Date.now();
  return (
    <table class={styles.table}>
      <caption>{stayWords.more}</caption>
      <thead>
        <tr>
          {stayWords.head.map((text) => (
            <th key={text} scope="col">
              {text}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const { encounter, identity, location, state } = row;
          const where = [
            location ?? stayWords.noPlace,
            encounter === launched ? stayWords.here : null,
            encounter === shown && encounter !== launched ? stayWords.shown : null,
          ];
          return (
            <tr key={encounter} aria-current={encounter === shown ? 'true' : undefined}>
              <th scope="row">
                <button type="button" class={styles.open} data-row data-encounter={encounter} onClick={() => onOpen(row)}>
                  <bdi>{identity?.name ?? stayWords.unknown}</bdi>
                </button>
                <span class={`meta ${styles.cell}`}>{where.filter(Boolean).join(' · ')}</span>
              </th>
              {state.kind === 'read' ? (
                <Values standing={state.standing} now={nowIn(state, device)} partial={state.partial} />
              ) : (
                <td colSpan={stayWords.head.length - 1}>
                  <StateMark state={state.kind === 'failed' ? 'unknown' : 'info'}>
                    {state.kind === 'failed'
                      ? stayWords.failed(state.why)
                      : state.kind === 'reading'
                        ? stayWords.reading(state.done, state.all)
                        : stayWords.waiting}
                  </StateMark>{' '}
                  {state.kind === 'failed' && canRead && encounter !== launched && encounter !== shown && (
                    <Button dense icon="refresh" onClick={() => onRetry(row)}>
                      {stayWords.retry}
                      <span class="hidden-text">: {identity?.name ?? stayWords.unknown}</span>
                    </Button>
                  )}
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Values({ standing, now, partial }: { readonly standing: Standing; readonly now: number; readonly partial: number }) {
  const { status, since, isClear, midnights, nextMidnight, end, support, cannotCheck, zone } = standing;
  const [, , nights, next, shows, cannot] = stayWords.head;
  return (
    <>
      <td>
        {urWords.status[status]} {since !== null && <span class="meta numbers">{stayWords.since(zonedTime(since, zone))}</span>}
        {!isClear && (
          <span class={styles.cell}>
            <StateMark state="look">{stayWords.unclear}</StateMark>
          </span>
        )}
      </td>
      <td class="numbers">
        <span class={styles.label}>{nights}: </span>
        {midnights ? stayWords.midnights(midnights.total, midnights.countable, midnights.inpatient) : stayWords.notCountable}
      </td>
      <td class="numbers">
        <span class={styles.label}>{next}: </span>
        {nextMidnight === null
          ? end === null
            ? stayWords.notCountable
            : stayWords.ended
          : nextMidnight <= now
            ? stayWords.passed
            : stayWords.inTime(hoursMinutes(nextMidnight - now))}
      </td>
      <td>
        <span class={styles.label}>{shows}: </span>
        {stayWords.support[support]}
      </td>
      <td>
        <span class={styles.label}>{cannot}: </span>
        {stayWords.cannot(cannotCheck)}
        {partial > 0 && <span class={`meta ${styles.cell}`}>{stayWords.partial(partial)}</span>}
      </td>
    </>
  );
}
