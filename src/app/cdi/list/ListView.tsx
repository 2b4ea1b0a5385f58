import type { App } from '../../model.ts';
import { KeyList } from '../../shell/KeyList.tsx';
import { Button } from '../../ui/Button.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { words } from '../../words.ts';
import { cdiWords } from '../words.ts';
import { ListTools } from './ListTools.tsx';
import styles from './ListView.module.css';
import { RowButton } from './RowButton.tsx';
import { inOrder, type Row, summaryOf } from './row.ts';
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
      {app.site.switches.shortcuts && (
        <Disclosure title={<span class="meta">{words.help.keys}</span>}>
          <KeyList workplace="cdi" />
        </Disclosure>
      )}
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

/** Back to the chart that is open in the EHR. */
export const BackButton = ({ onClick }: { readonly onClick: () => void }) => (
  <Button look="second" dense icon="back" onClick={onClick}>
    {cdiWords.case.back}
  </Button>
);
