import { useState } from 'preact/hooks';
import type { Prompt } from '../../core/compose/statement.ts';
import { DISMISS_REASONS, type DismissReason } from '../../store/index.ts';
import { useApp } from '../model.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { words } from '../words.ts';
import styles from './Choices.module.css';
import { clinicianFacts } from './facts.ts';

/** Closes a prompt with a coded reason: one click; three reasons ask for a detail first, one of them must have it. */
export function NotNeeded({ prompt, onClosed }: { readonly prompt: Prompt; readonly onClosed: () => void }) {
  const app = useApp();
  const [asked, setAsked] = useState<DismissReason | null>(null);
  const [comment, setComment] = useState('');
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const close = (reason: DismissReason, more: string) => {
    app.record({
      key: prompt.key,
      fingerprint: prompt.fingerprint,
      action: 'dismissed',
      reason,
      comment: more,
      until: null,
      seen: null,
      at: app.load.value.readAt ?? Date.now(),
    });
    app.undoable.value = { text: words.dismiss.done(words.dismiss.reasons[reason]), undo: () => app.takeBack(prompt.key) };
    onClosed();
  };
  const choose = (reason: DismissReason) => {
    const asks = reason === 'other' || reason === 'already-documented' || (reason === 'evidence-wrong' && prompt.evidence.length > 0);
    if (asks) setAsked(reason);
    else close(reason, '');
  };
  if (asked === null) {
    return (
      <div class={styles.box}>
        <h3 class={styles.title}>{words.dismiss.title}</h3>
        <div class={styles.reasons}>
          {DISMISS_REASONS.map((reason) => (
            <Button key={reason} look="plain" onClick={() => choose(reason)}>
              {words.dismiss.reasons[reason]}
            </Button>
          ))}
        </div>
      </div>
    );
  }
  const needsMore = asked === 'other' && comment.trim() === '';
  const isWrongFact = asked === 'evidence-wrong';
  return (
    <form
      class={styles.box}
      onSubmit={(event) => {
        event.preventDefault();
        if (!needsMore) close(asked, isWrongFact ? wrong.join('; ') : comment.trim());
      }}
    >
      <h3 class={styles.title}>{words.dismiss.reasons[asked]}</h3>
      {isWrongFact ? (
        <fieldset class={styles.set}>
          <legend>{words.dismiss.which}</legend>
          {clinicianFacts(prompt.evidence).map((line) => {
            const { text } = line;
            return (
              <label key={text} class={styles.tick}>
                <input
                  type="checkbox"
                  checked={wrong.includes(text)}
                  onChange={() => setWrong(wrong.includes(text) ? wrong.filter((each) => each !== text) : [...wrong, text])}
                />
                <span>{text}</span>
              </label>
            );
          })}
        </fieldset>
      ) : (
        <Field label={asked === 'other' ? words.dismiss.comment : words.dismiss.where} value={comment} onInput={setComment} />
      )}
      <div class={styles.row}>
        <Button type="submit" look="primary" disabled={needsMore}>
          {words.dismiss.close}
        </Button>
        <Button onClick={() => setAsked(null)}>{words.back}</Button>
      </div>
    </form>
  );
}
