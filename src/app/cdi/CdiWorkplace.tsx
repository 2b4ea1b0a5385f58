import { useEffect, useRef, useState } from 'preact/hooks';
import type { Concepts } from '../../core/chart/concept.ts';
import { useApp } from '../model.ts';
import { Loading } from '../shell/Loading.tsx';
import { StaleBanner } from '../shell/StaleBanner.tsx';
import { useShortcuts } from '../shell/shortcuts.ts';
import { Banner } from '../ui/Banner.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { words } from '../words.ts';
import styles from './CdiWorkplace.module.css';
import { CaseView } from './case/CaseView.tsx';
import { BackButton, ListView } from './list/ListView.tsx';
import { cdiPrompts, type Row } from './list/row.ts';
import { worklistOf } from './list/worklist.ts';
import { QueryPanel } from './query/QueryPanel.tsx';
import { stepRow } from './step.ts';
import { cdiWords } from './words.ts';

type Part = 'list' | 'case' | 'query';
const PARTS: readonly Part[] = ['list', 'case', 'query'];

/** The CDI specialist's workplace: encounters, the case on screen, and its query; side by side where there is room, one at a time where there is not. */
export function CdiWorkplace({ concepts }: { readonly concepts: Concepts }) {
  const app = useApp();
  const root = useRef<HTMLDivElement>(null);
  const list = worklistOf(app);
  const [part, setPart] = useState<Part>('list');
  const [condition, setCondition] = useState<string | null>(null);
  useEffect(() => list.start(), [list]);
  const review = app.review.value;
  const first =
    review &&
    (cdiPrompts(review)[0]?.checklist ?? review.checklists.find((each) => each.status !== 'quiet')?.id ?? review.checklists[0]?.id);
  const chosen = condition ?? first ?? '';

  /** Shows a part and puts the focus there, after it is on screen. */
  const go = (to: Part, selector = '[tabindex="-1"]') => {
    setPart(to);
    setTimeout(() => root.current?.querySelector<HTMLElement>(`[data-part="${to}"] ${selector}`)?.focus(), 0);
  };
  const open = (row: Row) => {
    setCondition(null);
    app.others?.open(row.encounter === app.others.launched.session.encounter ? null : row);
    go('case');
  };
  const back = () => {
    if (part === 'query') return go('case');
    go('list', `[data-encounter="${CSS.escape(app.session.encounter)}"]`);
  };
  useShortcuts(app.site.switches.shortcuts, {
    j: () => stepRow(root.current, part, 1),
    k: () => stepRow(root.current, part, -1),
    e: () => document.activeElement?.closest('tr, [data-row]')?.querySelector<HTMLElement>('button:not([data-rule] button)')?.click(),
    q: () => go('query'),
    Escape: back,
  });
  const isForeign = app.others !== undefined && app.others.launched !== app;
  return (
    <div ref={root} class={styles.room} data-shows={part}>
      <nav class={`${styles.nav} no-print`} aria-label={cdiWords.nav}>
        {PARTS.map((each) => (
          <button key={each} type="button" class={styles.to} aria-current={part === each ? 'page' : undefined} onClick={() => go(each)}>
            {cdiWords.parts[each]}
          </button>
        ))}
      </nav>
      <div class={`${styles.list} no-print`}>
        <ListView list={list} app={app} shown={app.session.encounter} onOpen={open} />
      </div>
      <section class={`${styles.case} no-print`} data-part="case" aria-labelledby="case-head">
        <h2 id="case-head" class="hidden-text" tabIndex={-1}>
          {cdiWords.parts.case} {app.identity.value?.name}
        </h2>
        {isForeign && (
          <Banner
            state="look"
            action={
              <BackButton
                onClick={() => {
                  setCondition(null);
                  app.others?.open(null);
                }}
              />
            }
          >
            {cdiWords.case.foreign}
          </Banner>
        )}
        {app.problem.value && <Banner state="stop">{problemWords(app.problem.value)}</Banner>}
        <Loading />
        <StaleBanner />
        {review && <CaseView key={review.encounter} review={review} concepts={concepts} chosen={chosen} onChoose={setCondition} />}
        {!review && !app.problem.value && (
          <>
            <p class="meta">{cdiWords.case.loading}</p>
            <Skeleton lines={8} />
          </>
        )}
      </section>
      <div class={styles.query}>{review && <QueryPanel key={review.encounter} review={review} condition={chosen} />}</div>
    </div>
  );
}

const problemWords = ({ kind, what }: { readonly kind: keyof typeof words.problems; readonly what: string }): string =>
  kind === 'unsupported' && what === 'Encounter' ? words.states.noStay : `${words.states.crashed} (${words.problems[kind]})`;
