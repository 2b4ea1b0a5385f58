import { useState } from 'preact/hooks';
import type { Review } from '../../../core/review/review.ts';
import { attendingOf } from '../../../ehr/index.ts';
import { useApp } from '../../model.ts';
import { cdiWords } from '../words.ts';
import styles from './Query.module.css';
import { QueryEditor } from './QueryEditor.tsx';

/** The query drafts that are due in this case; the one of the condition on screen first. */
export function QueryPanel({ review, condition }: { readonly review: Review; readonly condition: string }) {
  const app = useApp();
  const [chosen, setChosen] = useState<string | null>(null);
  const drafts = [...review.queries].sort((a, b) => Number(b.checklist === condition) - Number(a.checklist === condition));
  const keyOf = (draft: Review['queries'][number]) => `${draft.checklist}/${draft.id}`;
  const draft = drafts.find((each) => keyOf(each) === chosen) ?? drafts[0];
  const encounter = app.resource(review.encounter);
  const attending = encounter ? attendingOf(encounter, (ref) => app.resource(ref as Parameters<typeof app.resource>[0])) : null;
  return (
    <section class={styles.query} aria-labelledby="query-head" data-part="query">
      <h2 id="query-head" class={styles.title} tabIndex={-1}>
        {cdiWords.query.title}
      </h2>
      {!draft && (
        <>
          <p>{cdiWords.query.none}</p>
          <p class="meta">{cdiWords.query.noneMore}</p>
        </>
      )}
      {drafts.length > 1 && (
        <fieldset class={styles.which} aria-label={cdiWords.query.which}>
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
      {draft && <QueryEditor key={`${review.encounter} ${keyOf(draft)}`} draft={draft} review={review} recipient={attending} />}
    </section>
  );
}
