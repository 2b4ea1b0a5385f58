import { useState } from 'preact/hooks';
import type { QueryDraft, QueryOption } from '../../../core/compose/statement.ts';
import { FORMAT_WORDS } from '../../../core/query/words.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Field } from '../../ui/Field.tsx';
import { isNeeded } from './draft-edit.ts';
import styles from './Query.module.css';
import { queryWords as say } from './words.ts';

/** The answers that are offered, in the fixed order of the template, none of them chosen. What the format cannot do without stays, and says so when it is to go. */
export function Answers({
  whole,
  edited,
  dropped,
  onToggle,
  onRationale,
}: {
  readonly whole: QueryDraft;
  readonly edited: QueryDraft;
  readonly dropped: readonly string[];
  readonly onToggle: (text: string) => void;
  readonly onRationale: (text: string) => void;
}) {
  const [refused, setRefused] = useState<QueryOption | null>(null);
  const place = (option: QueryOption) => edited.options.findIndex((each) => each.text === option.text);
  const offersOne = edited.options.filter(({ kind }) => kind === 'diagnosis').length === 1;
  return (
    <>
      <fieldset class={styles.set} data-keys data-place="options">
        <legend>{say.answers}</legend>
        {whole.options.length === 0 && <p class="meta">{say.open}</p>}
        {whole.options.map((option) => {
          const needed = isNeeded(option, whole.format);
          return (
            <label key={option.text} class={styles.tick} data-place={place(option) < 0 ? undefined : `options[${place(option)}]`}>
              <input
                type="checkbox"
                data-row
                checked={needed || !dropped.includes(option.text)}
                onChange={(event) => {
                  if (!needed) return onToggle(option.text);
                  event.currentTarget.checked = true;
                  setRefused(option);
                }}
              />
              <span>
                {option.text}
                {needed && <span class="hidden-text">, {say.needed}</span>}
              </span>
            </label>
          );
        })}
      </fieldset>
      {refused && <Banner state="stop">{say.neededSaid(refused.text, FORMAT_WORDS[whole.format])}</Banner>}
      {(offersOne || whole.rationale !== null) && whole.options.length > 0 && (
        <div data-place="rationale">
          <Field label={say.rationale} value={edited.rationale ?? ''} onInput={onRationale} />
        </div>
      )}
    </>
  );
}
