import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { orderBy, orderWords } from '../../../core/worklist/index.ts';
import type { App } from '../../model.ts';
import { KeyList } from '../../shell/KeyList.tsx';
import { Button } from '../../ui/Button.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { announce } from '../../ui/Live.tsx';
import { words } from '../../words.ts';
import { cdiWords } from '../words.ts';
import { DayNumbers } from './DayNumbers.tsx';
import { Filters } from './Filters.tsx';
import { type Filter, fits, isNarrowed, NO_FILTER } from './filters.ts';
import { ListTools, PasteIds } from './ListTools.tsx';
import styles from './ListView.module.css';
import { RowItem } from './RowItem.tsx';
import type { Row } from './row.ts';
import type { Worklist } from './worklist.ts';

/** The open encounters in the hospital's order: why each is in its place, in words, and whether it has been read at all. */
export function ListView({
  list,
  app,
  shown,
  filter,
  onFilter,
  onOpen,
}: {
  readonly list: Worklist;
  readonly app: App;
  /** Id of the encounter on screen. */
  readonly shown: string;
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly onOpen: (row: Row) => void;
}) {
  const root = useRef<HTMLElement>(null);
  const launched = (app.others?.launched ?? app).session.encounter;
  const all = list.rows.value;
  const { rows, unknown } = shownRows(list, filter);
  const { filter: say } = cdiWords.list;
  // Rows that did not change keep their element: one row that is being read does not touch the other 199.
  const drawn = useRef(new Map<string, { readonly row: Row; readonly isShown: boolean; readonly made: VNode }>());
  const latest = useRef(onOpen);
  latest.current = onOpen;
  const draw = (row: Row): VNode => {
    const isShown = row.encounter === shown;
    const before = drawn.current.get(row.encounter);
    if (before?.row === row && before.isShown === isShown) return before.made;
    const made = (
      <RowItem
        key={row.encounter}
        row={row}
        isShown={isShown}
        isLaunched={row.encounter === launched}
        workflow={list.workflow}
        onOpen={(each) => latest.current(each)}
        onRetry={(each) => list.retry(each.encounter)}
      />
    );
    drawn.current.set(row.encounter, { row, isShown, made });
    return made;
  };
  const count = isNarrowed(filter) ? [say.shown(rows.length, all.length), unknown > 0 ? say.unknown(unknown) : ''].join(' ').trim() : '';
  useEffect(() => {
    if (count !== '') announce(count);
  }, [count]);
  return (
    <section ref={root} class={styles.list} aria-labelledby="list-head" data-part="list">
      <h2 id="list-head" class={styles.title} tabIndex={-1}>
        {cdiWords.list.title}
      </h2>
      <DayNumbers list={list} />
      {(all.length > 1 || list.mayAdd) && (
        <Filters
          rows={all}
          filter={filter}
          offered={list.workflow.worklist.filters}
          onChange={onFilter}
          onLeave={() => root.current?.querySelector<HTMLElement>('[data-row]:not(:disabled)')?.focus()}
        >
          {list.mayAdd && <PasteIds list={list} />}
        </Filters>
      )}
      <ListTools list={list} rows={all} />
      {count !== '' && (
        <p class={styles.count}>
          <span class="numbers">{count}</span>{' '}
          <Button dense onClick={() => onFilter(NO_FILTER)}>
            {say.clear}
          </Button>
        </p>
      )}
      {rows.length === 0 && <p class={styles.empty}>{all.length === 0 ? cdiWords.list.empty : say.nothing}</p>}
      <ul class={styles.rows} data-keys>
        {rows.map(draw)}
      </ul>
      <p class="meta">{orderWords(list.workflow.worklist)}</p>
      {app.site.switches.shortcuts && (
        <Disclosure title={<span class="meta">{words.help.keys}</span>}>
          <KeyList workplace="cdi" />
        </Disclosure>
      )}
    </section>
  );
}

/** The rows on screen, in the hospital's order, and how many were left out because their chart is not read. */
export function shownRows(list: Worklist, filter: Filter): { readonly rows: readonly Row[]; readonly unknown: number } {
  const now = Date.now();
  const all = list.rows.peek();
  const judged = isNarrowed(filter) ? all.map((row) => ({ row, is: fits(row, filter, now) })) : null;
  const left = judged ? judged.filter(({ is }) => is === 'yes').map(({ row }) => row) : all;
  return {
    rows: orderBy(left, (row) => row.core, list.workflow.worklist),
    unknown: judged?.filter(({ is }) => is === 'unknown').length ?? 0,
  };
}

/** Back to the chart that is open in the EHR. */
export const BackButton = ({ onClick }: { readonly onClick: () => void }) => (
  <Button look="second" dense icon="back" onClick={onClick}>
    {cdiWords.case.back}
  </Button>
);
