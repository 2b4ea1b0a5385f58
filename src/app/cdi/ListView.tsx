import type { App } from '../model.ts';
import { clock } from '../time.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { ListTools } from './ListTools.tsx';
import styles from './ListView.module.css';
import { inOrder, type Row, type RowSummary, summaryOf } from './row.ts';
import { cdiWords } from './words.ts';
import type { Worklist } from './worklist.ts';

/** The open encounters: why each is in its place, in words, and whether it has been read at all. */
export function ListView({
  list,
  app,
  shown,
  onOpen,
}: {
  readonly list: Worklist;
  readonly app: App;
  /** Id of the encounter on screen. */
  readonly shown: string;
  readonly onOpen: (row: Row) => void;
}) {
  const launched = app.others?.launched ?? app;
  const rows = inOrder(list.rows.value.map((row) => withLaunched(row, launched)));
  return (
    <section class={styles.list} aria-labelledby="list-head" data-part="list">
      <h2 id="list-head" class={styles.title} tabIndex={-1}>
        {cdiWords.list.title}
      </h2>
      <ListTools list={list} rows={rows} />
      <ul class={styles.rows} data-keys>
        {rows.map((row) => (
          <li key={row.encounter}>
            <RowButton
              row={row}
              isShown={row.encounter === shown}
              isLaunched={row.encounter === launched.session.encounter}
              onOpen={onOpen}
            />
          </li>
        ))}
      </ul>
      <p class="meta">{cdiWords.list.order}</p>
    </section>
  );
}

/** The row of the launched encounter shows the review that is on screen anyway. */
function withLaunched(row: Row, launched: App): Row {
  if (row.encounter !== launched.session.encounter) return row;
  const review = launched.review.value;
  const { phase, progress } = launched.load.value;
  const done = progress.filter((source) => source.state !== 'waiting' && source.state !== 'reading').length;
  const state: Row['state'] =
    review && phase !== 'reading'
      ? { kind: 'read', summary: summaryOf(review, progress) }
      : launched.problem.value
        ? { kind: 'failed', why: cdiWords.list.noStay }
        : { kind: 'reading', done, all: progress.length };
  return { ...row, identity: launched.identity.value, state };
}

function RowButton({
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

/** Back to the chart that is open in the EHR. */
export const BackButton = ({ onClick }: { readonly onClick: () => void }) => (
  <Button look="second" dense icon="back" onClick={onClick}>
    {cdiWords.case.back}
  </Button>
);
