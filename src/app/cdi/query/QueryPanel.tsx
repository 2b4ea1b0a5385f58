import { useRef, useState } from 'preact/hooks';
import type { Concepts } from '../../../core/chart/concept.ts';
import type { QueryDraft } from '../../../core/compose/statement.ts';
import type { Review } from '../../../core/review/review.ts';
import type { Workflow } from '../../../core/worklist/workflow.ts';
import { hospitalNow } from '../../hospital-now.ts';
import { useApp } from '../../model.ts';
import { Lives } from './Lives.tsx';
import styles from './Query.module.css';
import { QueryEditor } from './QueryEditor.tsx';
import { SheetView } from './SheetView.tsx';
import { queryWords as say } from './words.ts';

/** The queries of this case: those written, with their state, and the drafts that are due; the one of the condition on screen first. */
export function QueryPanel({
  review,
  condition,
  concepts,
  workflow,
}: {
  readonly review: Review;
  readonly condition: string;
  readonly concepts: Concepts;
  readonly workflow: Workflow;
}) {
  const app = useApp();
  const root = useRef<HTMLElement>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [life, setLife] = useState<string | null>(null);
  const [sheet, setSheet] = useState<string | null>(null);
  const drafts = [...review.queries].sort((a, b) => Number(b.checklist === condition) - Number(a.checklist === condition));
  const keyOf = (each: Pick<QueryDraft, 'checklist' | 'id'>) => `${each.checklist}/${each.id}`;
  const draft = drafts.find((each) => keyOf(each) === chosen) ?? drafts[0];
  const shown = app.kept.value.queries.find(({ key }) => key === sheet);
  const show = (key: string) => {
    setSheet(null);
    setLife(key);
    setTimeout(() => {
      const line = root.current?.querySelector<HTMLElement>(`[data-life="${CSS.escape(key)}"] button`);
      line?.focus();
      line?.scrollIntoView?.({ block: 'nearest' });
    }, 0);
  };
  return (
    <section ref={root} class={styles.query} aria-labelledby="query-head" data-part="query">
      <h2 id="query-head" class={`${styles.title} no-print`} tabIndex={-1}>
        {say.title}
      </h2>
      {shown && (
        <SheetView
          record={shown}
          zone={review.zone}
          now={hospitalNow(app)}
          onBack={() => {
            setSheet(null);
            show(shown.key);
          }}
        />
      )}
      <div class={`${styles.query} ${shown ? styles.aside : ''}`}>
        <div class="no-print">
          <Lives
            review={review}
            policy={workflow.queries}
            shown={life}
            onShow={setLife}
            onDraft={(record) => setChosen(keyOf(record.draft))}
            onSheet={setSheet}
          />
        </div>
        {!draft && (
          <div class="no-print">
            <p>{say.none}</p>
            <p class="meta">{say.noneMore}</p>
          </div>
        )}
        {drafts.length > 1 && (
          <fieldset class={`${styles.which} no-print`} aria-label={say.which}>
            {drafts.map((each) => (
              <button
                key={keyOf(each)}
                type="button"
                class={styles.choice}
                aria-pressed={each === draft}
                onClick={() => setChosen(keyOf(each))}
              >
                {each.title}
              </button>
            ))}
          </fieldset>
        )}
        {draft && (
          <QueryEditor
            key={`${review.encounter} ${keyOf(draft)}`}
            draft={draft}
            review={review}
            concepts={concepts}
            policy={workflow.queries}
            isPrinted={!shown}
            due={drafts.map(({ purpose }) => purpose)}
            onPurpose={(purpose) => {
              const first = drafts.find((each) => each.purpose === purpose);
              setChosen(first ? keyOf(first) : null);
              root.current?.querySelector<HTMLElement>('#query-head')?.focus();
            }}
            onShow={show}
          />
        )}
      </div>
    </section>
  );
}
