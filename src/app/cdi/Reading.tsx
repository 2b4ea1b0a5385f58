import { wallTime } from '../../core/compose/index.ts';
import type { Statement } from '../../core/compose/statement.ts';
import type { ChecklistResult } from '../../core/evaluate/result.ts';
import type { Review } from '../../core/review/review.ts';
import { RuleLink } from '../shell/RuleLink.tsx';
import { words } from '../words.ts';
import styles from './CaseView.module.css';
import { SourceLink } from './FactLink.tsx';
import { cdiPrompts } from './row.ts';
import { cdiWords } from './words.ts';

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

/** The prompts of the condition: title, text, what was not found and where. */
export function Reasons({ result, review }: { readonly result: ChecklistResult; readonly review: Review }) {
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
              <span class={styles.kind}>{words.kinds[prompt.kind]}</span> <Said statement={prompt.title} strong />{' '}
              <RuleLink checklist={prompt.checklist} entry={prompt.item} label={prompt.title.text} />
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
