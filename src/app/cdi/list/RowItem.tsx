import type { WorklistRow } from '../../../core/worklist/index.ts';
import { whenWords, whyHere } from '../../../core/worklist/index.ts';
import type { Workflow } from '../../../core/worklist/workflow.ts';
import { clock } from '../../time.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { cdiWords } from '../words.ts';
import styles from './Row.module.css';
import { nowIn, type Row } from './row.ts';

/** One encounter: who, where, which day; why it is here, in words; what is due; and how far it has been read. */
export function RowItem({
  row,
  isShown,
  isLaunched,
  workflow,
  onOpen,
  onRetry,
}: {
  readonly row: Row;
  readonly isShown: boolean;
  readonly isLaunched: boolean;
  readonly workflow: Workflow;
  readonly onOpen: (row: Row) => void;
  readonly onRetry: (row: Row) => void;
}) {
  const { state, identity, core } = row;
  const isRead = core.reading === 'read';
  const name = identity?.name ?? (row.patient === '' ? row.encounter : cdiWords.list.unknown);
  return (
    <li class={styles.item}>
      <button
        type="button"
        class={styles.row}
        data-row
        data-encounter={row.encounter}
        aria-current={isShown ? 'true' : undefined}
        disabled={row.patient === ''}
        onClick={() => onOpen(row)}
      >
        <span class={styles.who}>
          <bdi class={styles.name}>{name}</bdi>
          {core.day !== null && <span class={styles.day}>{cdiWords.list.day(core.day)}</span>}
        </span>
        <span class={`${styles.meta} ${styles.place}`}>
          {[
            row.location ?? (row.patient === '' ? null : cdiWords.list.noPlace),
            core.service,
            core.day === null && row.start ? cdiWords.list.since(row.start.slice(5, 10)) : null,
            isLaunched ? cdiWords.list.here : null,
            plainRead(row),
          ]
            .filter(Boolean)
            .join(' · ')}
          <ReadState row={row} />
          {isRead && core.unchecked > 0 && <span class={styles.unread}>{cdiWords.list.unchecked(core.unchecked)}</span>}
        </span>
        {isRead && <Reasons core={core} workflow={workflow} />}
        <Work row={row} />
      </button>
      {state.kind === 'failed' && (
        <span class={styles.retry}>
          <Button dense icon="refresh" onClick={() => onRetry(row)}>
            {cdiWords.list.retry}
          </Button>
        </span>
      )}
    </li>
  );
}

function Reasons({ core, workflow }: { readonly core: WorklistRow; readonly workflow: Workflow }) {
  const { kinds, reason, drafts, unchecked } = core;
  // What stands in the lines above is not said twice: the day, the kinds or that there is none, and what could not be checked.
  const shown = ['day-of-stay', kinds.length > 0 ? 'kind' : 'asks-something', 'could-not-be-checked'] as const;
  const counts = [
    ...kinds.map(({ kind, count }) => `${count} ${cdiWords.list.kind[kind]}`),
    ...(drafts > 0 ? [cdiWords.list.queries(drafts)] : []),
  ].join(' · ');
  return (
    <>
      {kinds.length > 0 && (
        <span class={styles.kinds}>
          <Icon name="look" />
          <span>{counts}</span>
        </span>
      )}
      {reason && <span>{reason.text}</span>}
      {kinds.length === 0 && (
        <span class={styles.meta}>
          {unchecked > 0 ? cdiWords.list.nothingButUnknown : [cdiWords.list.nothing, counts].filter(Boolean).join(' · ')}
        </span>
      )}
      <span class={styles.meta}>{cdiWords.list.why(whyHere(core, workflow.worklist, shown).text)}</span>
    </>
  );
}

/** What was done and what is due: last look and what is new since, queries that wait, the next look, a second reader. */
function Work({ row }: { readonly row: Row }) {
  const { core } = row;
  const time = (at: number) => whenWords(at, { zone: core.zone, asOf: nowIn(row, Date.now()) });
  const { lastReviewAt, nextReview, delta, secondLevel } = core;
  const line = [
    lastReviewAt === null ? null : cdiWords.list.lastReview(time(lastReviewAt)),
    lastReviewAt !== null && nextReview.at !== null && !nextReview.due ? cdiWords.list.next(time(nextReview.at)) : null,
    lastReviewAt !== null && nextReview.due ? cdiWords.list.due : null,
    secondLevel.raised.length > 0 ? cdiWords.list.secondLevel : null,
  ].filter(Boolean);
  return (
    <>
      {core.openQueries.map((query) => (
        <span key={query.key} class={query.overdue ? styles.overdue : styles.query}>
          <Icon name="clock" />
          <span>
            {query.waits
              ? [cdiWords.list.openQuery(Math.floor(query.hours)), query.overdue ? (query.overdueWords ?? cdiWords.list.overdue) : null]
                  .filter(Boolean)
                  .join(', ')
              : cdiWords.list.answered}
          </span>
        </span>
      ))}
      {delta && !delta.isEmpty && <span class={styles.delta}>{delta.summary.text}</span>}
      {line.length > 0 && <span class={styles.meta}>{line.join(' · ')}</span>}
    </>
  );
}

const OLD_MS = 2 * 3_600_000;

/** 'read 08:14' of a row that was read in full and not long ago; null where more is to be said. */
function plainRead({ state, core }: Row): string | null {
  if (state.kind !== 'read' || state.partial > 0 || Date.now() - state.at > OLD_MS) return null;
  return cdiWords.list.read(clock(core.asOf ?? state.at, core.zone));
}

/** How far this row can be believed, where it is not plain: not read, being read, read in part or long ago, or not to be read and why. */
function ReadState({ row }: { readonly row: Row }) {
  const { state, core } = row;
  if (plainRead(row) !== null) return null;
  const before = core.asOf === null ? null : cdiWords.list.read(clock(core.asOf, core.zone));
  const again = (text: string) => [before, text].filter(Boolean).join(' · ');
  if (state.kind === 'waiting') return <span class={styles.unread}>{again(cdiWords.list.waiting)}</span>;
  if (state.kind === 'reading') return <span class={styles.unread}>{again(cdiWords.list.reading(state.done, state.all))}</span>;
  if (state.kind === 'failed') {
    return (
      <span class={styles.unread}>
        <Icon name="unknown" /> {cdiWords.list.failed(state.why)}
      </span>
    );
  }
  const time = clock(core.asOf ?? state.at, core.zone);
  if (state.partial > 0) return <span class={styles.unread}>{cdiWords.list.readPart(time, state.partial)}</span>;
  return <span class={styles.unread}>{cdiWords.list.readOld(time, Math.floor((Date.now() - state.at) / 3_600_000))}</span>;
}
