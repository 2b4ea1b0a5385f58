import { useEffect, useRef, useState } from 'preact/hooks';
import type { Concepts } from '../../core/chart/concept.ts';
import { promptsFor, type Workflow } from '../../core/worklist/index.ts';
import { useApp } from '../model.ts';
import { useShortcuts } from '../shell/shortcuts.ts';
import styles from './CdiWorkplace.module.css';
import { CasePart } from './case/CasePart.tsx';
import { type Filter, NO_FILTER } from './list/filters.ts';
import { ListView, shownRows } from './list/ListView.tsx';
import type { Row } from './list/row.ts';
import { worklistOf } from './list/worklist.ts';
import { QueryPanel } from './query/QueryPanel.tsx';
import { stepRow } from './step.ts';
import { cdiWords } from './words.ts';

type Part = 'list' | 'case' | 'query';
const PARTS: readonly Part[] = ['list', 'case', 'query'];

/** The CDI specialist's workplace: encounters, the case on screen, and its query; side by side where there is room, one at a time where there is not. */
export function CdiWorkplace({ concepts, workflow }: { readonly concepts: Concepts; readonly workflow: Workflow }) {
  const app = useApp();
  const root = useRef<HTMLDivElement>(null);
  const finish = useRef<(() => void) | null>(null);
  const list = worklistOf(app, { concepts, workflow });
  const [part, setPart] = useState<Part>('list');
  const [condition, setCondition] = useState<string | null>(null);
  const [filter, setFilter] = useState<Filter>(NO_FILTER);
  const [asksReason, setAsksReason] = useState(false);
  const [isSecond, setSecond] = useState(false);
  useEffect(() => list.start(), [list]);
  const { encounter } = app.session;
  const review = app.review.value;
  const first =
    review &&
    (promptsFor(review, 'cdi', workflow)[0]?.checklist ??
      review.checklists.find((each) => each.status !== 'quiet')?.id ??
      review.checklists[0]?.id);
  const chosen = condition ?? first ?? '';

  /** Shows a part and puts the focus there, after it is on screen. */
  const go = (to: Part, selector = '[tabindex="-1"]') => {
    setPart(to);
    setTimeout(() => root.current?.querySelector<HTMLElement>(`[data-part="${to}"] ${selector}`)?.focus(), 0);
  };
  /** The query stands in the place of the second-level sheet, and comes back with its going. */
  const visit = (to: Part) => {
    if (to === 'query') setSecond(false);
    go(to);
  };
  const toRow = (id: string) => go('list', `[data-encounter="${CSS.escape(id)}"]`);
  const leaveCase = () => {
    setCondition(null);
    setAsksReason(false);
    setSecond(false);
  };
  const open = (row: Pick<Row, 'encounter' | 'patient'>) => {
    if (row.encounter !== encounter) {
      leaveCase();
      // What was done a moment ago can be taken back from the next case too; its words name no patient.
      const undoable = app.undoable.value;
      app.others?.open(row.encounter === app.others.launched.session.encounter ? null : row);
      const now = app.others?.shown.value ?? app.others?.launched;
      if (undoable && now && now !== app) now.undoable.value = undoable;
    }
    go('case');
  };
  const back = () => {
    if (asksReason) return setAsksReason(false);
    if (part === 'query') return go('case');
    if (isSecond) {
      setSecond(false);
      return go('case');
    }
    toRow(encounter);
  };
  /** Asked before a review is kept, since that may move rows: to the row after this case, or the first when there is none. */
  const leaving = () => {
    const rows = shownRows(list, filter).rows.filter((row) => row.patient !== '');
    const at = rows.findIndex((row) => row.encounter === encounter);
    const next = rows[at + 1] ?? rows.find((row) => row.encounter !== encounter);
    return () => {
      leaveCase();
      toRow(next?.encounter ?? encounter);
    };
  };
  useShortcuts(app.site.switches.shortcuts, {
    j: () => stepRow(root.current, part, 1),
    k: () => stepRow(root.current, part, -1),
    e: () => document.activeElement?.closest('tr, [data-row]')?.querySelector<HTMLElement>('button:not([data-rule] button)')?.click(),
    q: () => visit('query'),
    n: () => {
      const isInList = document.activeElement?.closest('[data-part="list"]') !== null;
      if (isInList || !finish.current) stepRow(root.current, 'list', 1);
      else finish.current();
    },
    x: () => {
      // The reasons stand in the case: what a key opens is on screen.
      setSecond(false);
      setPart('case');
      setAsksReason(true);
    },
    '/': () => {
      setPart('list');
      setTimeout(() => root.current?.querySelector<HTMLElement>('[data-filter]')?.focus(), 0);
    },
    Escape: back,
  });
  return (
    <div ref={root} class={styles.room} data-shows={part} data-prints={isSecond ? 'case' : 'query'} data-second={isSecond || undefined}>
      <h1 class="hidden-text no-print">{cdiWords.title}</h1>
      <nav class={`${styles.nav} no-print`} aria-label={cdiWords.nav}>
        {PARTS.map((each) => (
          <button key={each} type="button" class={styles.to} aria-current={part === each ? 'page' : undefined} onClick={() => visit(each)}>
            {cdiWords.parts[each]}
          </button>
        ))}
      </nav>
      <div class={`${styles.list} no-print`}>
        <ListView list={list} app={app} shown={encounter} filter={filter} onFilter={setFilter} onOpen={open} />
      </div>
      <CasePart
        list={list}
        condition={chosen}
        onCondition={setCondition}
        asksReason={asksReason}
        onAsk={setAsksReason}
        isSecond={isSecond}
        onSecond={(shows) => {
          setSecond(shows);
          go('case');
        }}
        finish={finish}
        leaving={leaving}
        onBackToChart={() => {
          leaveCase();
          app.others?.open(null);
        }}
      />
      <div class={styles.query}>
        {review && !isSecond && (
          <QueryPanel key={review.encounter} review={review} condition={chosen} concepts={concepts} workflow={workflow} />
        )}
      </div>
    </div>
  );
}
