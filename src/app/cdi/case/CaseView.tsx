import { useId } from 'preact/hooks';
import { promptsFor } from '../../../core/worklist/index.ts';
import { useApp } from '../../model.ts';
import { encounterRef, type Row } from '../list/row.ts';
import type { Worklist } from '../list/worklist.ts';
import { cdiWords } from '../words.ts';
import styles from './CaseView.module.css';
import { Criteria } from './Criteria.tsx';
import type { WorkContext } from './case-context.ts';
import { Definitions } from './Definitions.tsx';
import { DeltaBanner } from './DeltaBanner.tsx';
import { History } from './History.tsx';
import { Items } from './Items.tsx';
import { Jump } from './Jump.tsx';
import { Reading, Reasons } from './Reading.tsx';
import { Sides } from './Sides.tsx';
import { Statements } from './Statements.tsx';
import { Timeline } from './Timeline.tsx';

/** A case, one condition at a time: what is new, what it says, why it is looked at, and every criterion with its facts. */
export function CaseView({
  context,
  row,
  list,
  chosen,
  onChoose,
}: {
  readonly context: WorkContext;
  readonly row: Row | undefined;
  readonly list: Worklist;
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}) {
  const panel = useId();
  const app = useApp();
  const { review, workflow } = context;
  const asked = new Set(promptsFor(review, 'cdi', workflow).map(({ checklist }) => checklist));
  // What asks something stands first; of equals the order of the checklists.
  const tabs = [...review.checklists].sort((a, b) => Number(asked.has(b.id)) - Number(asked.has(a.id)));
  const result = review.checklists.find((each) => each.id === chosen) ?? review.checklists[0];
  const hasReview = list.memory.reviews().some(({ key }) => key === encounterRef(row?.encounter ?? ''));
  const step = (event: KeyboardEvent, index: number) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = by === undefined ? undefined : tabs[(index + by + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    onChoose(next.id);
    document.getElementById(`${panel}-${next.id}`)?.focus();
  };
  if (!result) return null;
  return (
    <div class={styles.case}>
      {row?.core.reading === 'read' && <DeltaBanner delta={row.core.delta} hasReview={hasReview} />}
      <div class={styles.tabs} role="tablist" aria-label={cdiWords.case.tabs}>
        {tabs.map((each, index) => (
          <button
            key={each.id}
            id={`${panel}-${each.id}`}
            type="button"
            role="tab"
            aria-selected={each === result}
            aria-controls={panel}
            tabIndex={each === result ? 0 : -1}
            class={styles.tab}
            onClick={() => onChoose(each.id)}
            onKeyDown={(event) => step(event, index)}
          >
            <span>{each.title}</span>
            <span class={styles.state}>{cdiWords.case.status[each.status]}</span>
          </button>
        ))}
      </div>
      <div id={panel} class={styles.panel} role="tabpanel" aria-labelledby={`${panel}-${result.id}`}>
        <Reading result={result} review={review} />
        <Reasons result={result} context={context} />
        <Jump result={result} />
        <Timeline result={result} context={context} queries={app.kept.value.queries} />
        <Criteria key={result.id} result={result} context={context} />
        <Definitions key={`${result.id} definitions`} result={result} context={context} />
        <Statements result={result} context={context} />
        <Sides result={result} context={context} />
        <Items result={result} context={context} />
        <History context={context} />
      </div>
    </div>
  );
}
