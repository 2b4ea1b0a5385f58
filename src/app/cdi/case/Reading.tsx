import { wallTime } from '../../../core/compose/index.ts';
import type { Prompt, Statement } from '../../../core/compose/statement.ts';
import type { ChecklistResult } from '../../../core/evaluate/result.ts';
import type { Review } from '../../../core/review/review.ts';
import { promptsFor } from '../../../core/worklist/index.ts';
import { RuleLink } from '../../shell/RuleLink.tsx';
import { words } from '../../words.ts';
import { cdiWords } from '../words.ts';
import styles from './CaseView.module.css';
import type { WorkContext } from './case-context.ts';
import { SourceLink } from './FactLink.tsx';

/** Documentation against evidence, and what follows from the two. */
export function Reading({ result, review }: { readonly result: ChecklistResult; readonly review: Review }) {
  const { documentation } = result;
  const first = [...documentation.statements].sort((a, b) => a.at - b.at)[0];
  const governing = result.definitions[result.governing];
  // A checklist about the record itself: nothing is documented or shown, so only its own definition is read.
  const isAboutRecord = result.about === 'note';
  const said =
    !documentation.known && documentation.state === 'silent' ? cdiWords.case.notesUnread : cdiWords.case.documentation[documentation.state];
  return (
    <dl class={styles.reading}>
      {!isAboutRecord && (
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
      )}
      <div>
        <dt>{isAboutRecord ? cdiWords.case.record : cdiWords.case.evidence}</dt>
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

/** The prompts of the condition, those asked together with another's too: title, text, every reason with its source, what was not found and where. */
export function Reasons({ result, context }: { readonly result: ChecklistResult; readonly context: WorkContext }) {
  const { review, workflow } = context;
  const prompts = promptsFor(review, 'cdi', workflow).filter(
    (prompt) => prompt.checklist === result.id || prompt.also?.some(({ checklist }) => checklist === result.id),
  );
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
              <span class={styles.kind}>{words.kinds[prompt.kind]}</span> <Said statement={prompt.title} strong />{' '}
              <RuleLink checklist={prompt.checklist} entry={prompt.item} label={prompt.title.text} />
            </div>
            <p class={styles.text}>{prompt.text.text}</p>
            <Joined prompt={prompt} review={review} />
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

/** Why one question is asked by several items: each reason with its source, and which other items it answers. */
function Joined({ prompt, review }: { readonly prompt: Prompt; readonly review: Review }) {
  const reasons = (prompt.reasons ?? []).filter((reason) => reason.text !== prompt.title.text);
  const others = (prompt.also ?? []).map(({ checklist, item, ref }) => {
    const of = review.checklists.find(({ id }) => id === checklist);
    const found = of?.expect[item] ?? of?.conflicts[item] ?? (of?.statusItem?.id === item ? of.statusItem : undefined);
    return found?.label ?? ref;
  });
  if (reasons.length === 0 && others.length === 0) return null;
  return (
    <>
      {reasons.length > 0 && (
        <ul class={styles.joined} aria-label={cdiWords.case.moreReasons}>
          {reasons.map((reason) => (
            <li key={reason.text}>
              <Said statement={reason} />
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && <p class="meta">{cdiWords.case.asksToo([...new Set(others)])}</p>}
    </>
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
