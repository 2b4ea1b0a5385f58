import type { QueryDraft } from '../../../core/compose/statement.ts';
import { inFormat } from '../../../core/query/in-format.ts';
import { FORMATS, permitted, type QueryFormat } from '../../../core/query/matrix.ts';
import type { QueryPolicy } from '../../../core/query/policy.ts';
import { FORMAT_WORDS, PURPOSE_WORDS } from '../../../core/query/words.ts';
import styles from './Query.module.css';
import { queryWords as say } from './words.ts';

/** What the query is for and how it is asked: only permitted pairs can be chosen, the others say why not. `whole`: the draft with all that can be ticked. */
export function FormatChoice({
  draft,
  format,
  policy,
  onChoose,
}: {
  readonly draft: QueryDraft;
  readonly format: QueryFormat;
  readonly policy: QueryPolicy;
  readonly onChoose: (format: QueryFormat) => void;
}) {
  const pairs = FORMATS.map((each) => {
    const pair = permitted(draft.purpose, each, policy);
    const made = inFormat(draft, each);
    return { format: each, why: pair.permitted ? (made.ok ? null : made.why) : pair.why };
  });
  const offered = pairs.filter((each) => each.why === null || each.format === format);
  const others = pairs.filter((each) => each.why !== null);
  return (
    <div data-place="format">
      <fieldset class={styles.formats}>
        <legend class="meta">
          {say.format} ({PURPOSE_WORDS[draft.purpose]})
        </legend>
        {offered.map((each) => (
          <label key={each.format} class={styles.formatChoice}>
            <input type="radio" name="query-format" checked={each.format === format} onChange={() => onChoose(each.format)} />
            <span>{FORMAT_WORDS[each.format]}</span>
          </label>
        ))}
      </fieldset>
      {others.map((each) => (
        <p key={each.format} class="meta">
          {say.notOffered}: {FORMAT_WORDS[each.format]}. {each.why}
        </p>
      ))}
    </div>
  );
}
