import { useId } from 'preact/hooks';
import type { Concepts } from '../../core/chart/concept.ts';
import { wallTime } from '../../core/compose/index.ts';
import type { Statement } from '../../core/compose/statement.ts';
import type { ChecklistResult } from '../../core/evaluate/result.ts';
import type { Review } from '../../core/review/review.ts';
import { words } from '../words.ts';
import styles from './CaseView.module.css';
import { Criteria } from './Criteria.tsx';
import type { CaseContext } from './case-context.ts';
import { Definitions } from './Definitions.tsx';
import { SourceLink } from './FactLink.tsx';
import { Items } from './Items.tsx';
import { linesFor } from './lines.ts';
import { cdiPrompts } from './row.ts';
import { Sides } from './Sides.tsx';
import { Statements } from './Statements.tsx';
import { cdiWords } from './words.ts';

/** A case, one condition at a time: what it says, why it is looked at, and every criterion with its facts. */
export function CaseView({
  review,
  concepts,
  chosen,
  onChoose,
}: {
  readonly review: Review;
  readonly concepts: Concepts;
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}) {
  const panel = useId();
  const result = review.checklists.find((each) => each.id === chosen) ?? review.checklists[0];
  const context: CaseContext = { review, concepts, lineOf: linesFor(review, concepts) };
  const step = (event: KeyboardEvent, index: number) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = by === undefined ? undefined : review.checklists[(index + by + review.checklists.length) % review.checklists.length];
    if (!next) return;
    event.preventDefault();
    onChoose(next.id);
    document.getElementById(`${panel}-${next.id}`)?.focus();
  };
  if (!result) return null;
  return (
    <div class={styles.case}>
      <div class={styles.tabs} role="tablist" aria-label={cdiWords.case.tabs}>
        {review.checklists.map((each, index) => (
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
        <Reasons result={result} review={review} />
        <Criteria key={result.id} result={result} context={context} />
        <Definitions result={result} context={context} />
        <Statements result={result} context={context} />
        <Sides result={result} context={context} />
        <Items result={result} context={context} />
      </div>
    </div>
  );
}

/** Documentation against evidence, and what follows from the two. */
function Reading({ result, review }: { readonly result: ChecklistResult; readonly review: Review }) {
  const { documentation } = result;
  const first = [...documentation.statements].sort((a, b) => a.at - b.at)[0];
  const governing = result.definitions[result.governing];
  const said =
    !documentation.known && documentation.state === 'silent' ? cdiWords.case.notesUnread : cdiWords.case.documentation[documentation.state];
  return (
    <dl class={styles.reading}>
      <div>
        <dt>{cdiWords.case.documented}</dt>
        <dd>
          {said}
          {first && documentation.state !== 'silent' && (
            <>
              {' '}
              <SourceLink text={wallTime(first.at, review.zone, review.asOf)} title={result.title} sources={first.from} />
            </>
          )}
          {documentation.state === 'silent' && documentation.coded && <span class="meta"> ({cdiWords.case.coded})</span>}
        </dd>
      </div>
      <div>
        <dt>{cdiWords.case.evidence}</dt>
        <dd>
          {cdiWords.case.verdict[governing?.verdict ?? result.evidence]}
          {governing && <span class="meta"> {governing.label}</span>}
        </dd>
      </div>
      <div>
        <dt>{cdiWords.case.result}</dt>
        <dd>{cdiWords.case.status[result.status]}</dd>
      </div>
    </dl>
  );
}

/** The prompts of the condition: title, text, what was not found and where. */
function Reasons({ result, review }: { readonly result: ChecklistResult; readonly review: Review }) {
  const prompts = cdiPrompts(review).filter((prompt) => prompt.checklist === result.id);
  if (prompts.length === 0) return null;
  return (
    <section aria-labelledby="reasons-head">
      <h3 id="reasons-head" class={styles.reasonsHead}>
        {cdiWords.case.reasons(prompts.length)}
      </h3>
      <ul class={styles.reasons}>
        {prompts.map((prompt) => (
          <li key={prompt.key} class={styles.reason}>
            <div>
              <span class={styles.kind}>{words.kinds[prompt.kind]}</span> <Said statement={prompt.title} strong />
            </div>
            <p class={styles.text}>{prompt.text.text}</p>
            {prompt.absent.map((absent) => (
              <div key={absent.text}>
                <Said statement={absent} />
              </div>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

const Said = ({ statement, strong }: { readonly statement: Statement; readonly strong?: boolean }) =>
  strong ? (
    <strong>
      <SourceLink text={statement.text} title={statement.text} sources={statement.sources} />
    </strong>
  ) : (
    <SourceLink text={statement.text} title={statement.text} sources={statement.sources} />
  );
