import { useState } from 'preact/hooks';
import type { QueryDraft } from '../../../core/compose/statement.ts';
import type { Review } from '../../../core/review/review.ts';
import { useApp } from '../../model.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Field } from '../../ui/Field.tsx';
import { cdiWords } from '../words.ts';
import { Checks } from './Checks.tsx';
import { applyEdits, changesSince, type Edits, isEdited, noEdits, readEdits } from './draft-edit.ts';
import { Findings } from './Findings.tsx';
import styles from './Query.module.css';
import { QueryCopy } from './QueryCopy.tsx';
import { QueryPrint } from './QueryPrint.tsx';
import { useLint } from './use-lint.ts';

/** One draft: to whom, what it shows, what it asks; checked as it is changed. Only what is ticked is in it. */
export function QueryEditor({
  draft,
  review,
  recipient,
}: {
  readonly draft: QueryDraft;
  readonly review: Review;
  readonly recipient: string | null;
}) {
  const app = useApp();
  const key = `${review.encounter} query ${draft.checklist} ${draft.id}`;
  const kept = app.kept.value.drafts.find((entry) => entry.key === key);
  const [edits, setEdits] = useState<Edits>(() => (kept ? readEdits(kept.words) : null) ?? noEdits(draft));
  const change = (more: Partial<Edits>) => {
    const next = { ...edits, ...more };
    setEdits(next);
    app.keepDraft(key, null, isEdited(next) ? JSON.stringify(next) : '');
  };
  const edited = applyEdits(draft, edits);
  const to = recipient === null ? null : `${recipient}, ${cdiWords.query.attending}`;
  const lint = useLint(app, edited, to);
  const changes = changesSince(draft, edits);
  const isChanged = changes.gone.length > 0 || changes.came.length > 0;
  const toggle = (list: readonly string[], entry: string) =>
    list.includes(entry) ? list.filter((each) => each !== entry) : [...list, entry];
  return (
    <div class={styles.editor}>
      <p class={styles.to}>
        <span class="meta">{cdiWords.query.to}</span>{' '}
        {to === null ? <span class={styles.unknown}>{cdiWords.query.toUnknown}</span> : <bdi>{to}</bdi>}
      </p>
      {isChanged && (
        <Banner
          state="look"
          action={
            <Button look="second" dense onClick={() => change({ seen: noEdits(draft).seen })}>
              {cdiWords.query.reviewed}
            </Button>
          }
        >
          {cdiWords.query.changed}
          {changes.gone.map((text) => (
            <div key={text}>
              {cdiWords.query.gone}: <s>{text}</s>
            </div>
          ))}
          {changes.came.map((text) => (
            <div key={text}>
              {cdiWords.query.came}: {text}
            </div>
          ))}
        </Banner>
      )}
      <Field label={cdiWords.query.titleField} value={edited.title} onInput={(title) => change({ title })} />
      <Findings draft={draft} dropped={edits.dropped} onToggle={(each) => change({ dropped: toggle(edits.dropped, each) })} />
      <Field label={cdiWords.query.question} rows={3} value={edited.question} onInput={(question) => change({ question })} />
      <fieldset class={styles.set} data-keys>
        <legend>{cdiWords.query.answers}</legend>
        {draft.options.length === 0 && <p class="meta">{cdiWords.query.open}</p>}
        {draft.options.map((option) => (
          <label key={option.text} class={styles.tick}>
            <input
              type="checkbox"
              data-row
              checked={!edits.droppedOptions.includes(option.text)}
              onChange={() => change({ droppedOptions: toggle(edits.droppedOptions, option.text) })}
            />
            <span>{option.text}</span>
          </label>
        ))}
      </fieldset>
      <Disclosure title={<span class="meta">{cdiWords.query.preview}</span>}>
        <CopyText text={`${edited.title}\n\n${edited.body}`} />
      </Disclosure>
      <div class={`${styles.foot} no-print`}>
        <Checks draft={edited} lint={lint} />
        <QueryCopy
          draft={edited}
          lint={lint}
          recipient={to}
          isChanged={isChanged}
          onReset={isEdited(edits) ? () => change(noEdits(draft)) : null}
        />
      </div>
      <QueryPrint draft={edited} lint={lint} recipient={to} isChanged={isChanged} />
    </div>
  );
}
