import { clock } from '../../time.ts';
import { Icon } from '../../ui/Icon.tsx';
import { cdiWords } from '../words.ts';
import styles from './ListView.module.css';
import type { Row, RowSummary } from './row.ts';

/** One encounter: who, where, which day; why it is here, in words; and how far it has been read. */
export function RowButton({
  row,
  isShown,
  isLaunched,
  onOpen,
}: {
  readonly row: Row;
  readonly isShown: boolean;
  readonly isLaunched: boolean;
  readonly onOpen: (row: Row) => void;
}) {
  const { state, identity } = row;
  const summary = state.kind === 'read' ? state.summary : null;
  return (
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
        <bdi class={styles.name}>{identity?.name ?? (row.patient === '' ? row.encounter : cdiWords.list.unknown)}</bdi>
        {summary?.day != null && <span class={styles.day}>{cdiWords.list.day(summary.day)}</span>}
      </span>
      <span class={styles.meta}>
        {[
          row.location ?? (row.patient === '' ? null : cdiWords.list.noPlace),
          summary?.day == null && row.start ? cdiWords.list.since(row.start.slice(5, 10)) : null,
          isLaunched ? cdiWords.list.here : null,
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      {summary && <Reasons summary={summary} />}
      <ReadState row={row} />
    </button>
  );
}

function Reasons({ summary }: { readonly summary: RowSummary }) {
  const { kinds, reason, queries, unchecked } = summary;
  const counts = [
    ...kinds.map(([kind, n]) => `${n} ${cdiWords.list.kind[kind]}`),
    ...(queries > 0 ? [cdiWords.list.queries(queries)] : []),
  ].join(' · ');
  return (
    <>
      {kinds.length > 0 && (
        <span class={styles.kinds}>
          <Icon name="look" />
          <span>{counts}</span>
        </span>
      )}
      {reason && <span>{reason}</span>}
      {kinds.length === 0 && (
        <span class={styles.meta}>
          {unchecked > 0 ? cdiWords.list.nothingButUnknown : [cdiWords.list.nothing, counts].filter(Boolean).join(' · ')}
        </span>
      )}
      {unchecked > 0 && <span class={styles.unread}>{cdiWords.list.unchecked(unchecked)}</span>}
    </>
  );
}

/** How far this row can be believed: not read, being read, read when and how completely, or not to be read and why. */
function ReadState({ row: { state } }: { readonly row: Row }) {
  if (state.kind === 'waiting') return <span class={styles.unread}>{cdiWords.list.waiting}</span>;
  if (state.kind === 'reading') return <span class={styles.unread}>{cdiWords.list.reading(state.done, state.all)}</span>;
  if (state.kind === 'failed') {
    return (
      <span class={styles.unread}>
        <Icon name="unknown" /> {cdiWords.list.failed(state.why)}
      </span>
    );
  }
  const { asOf, zone, partial } = state.summary;
  if (partial === 0) return <span class={styles.meta}>{cdiWords.list.read(clock(asOf, zone))}</span>;
  return <span class={styles.unread}>{cdiWords.list.readPart(clock(asOf, zone), partial)}</span>;
}
