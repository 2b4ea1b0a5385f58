import { useState } from 'preact/hooks';
import type { EvidenceLine, Prompt } from '../../core/compose/statement.ts';
import type { Review } from '../../core/review/review.ts';
import { DISMISS_REASONS, type DismissReason } from '../../store/index.ts';
import { useApp } from '../model.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { words } from '../words.ts';
import styles from './Choices.module.css';
import { notesRead } from './notes-read.ts';

/** Closes a prompt with a coded reason: one click; three reasons ask for a detail first, one of them must have it. */
export function NotNeeded({
  prompt,
  review,
  facts,
  since,
  onClosed,
}: {
  readonly prompt: Prompt;
  readonly review: Review;
  readonly facts: readonly EvidenceLine[];
  readonly since: number;
  readonly onClosed: () => void;
}) {
  const app = useApp();
  const [asked, setAsked] = useState<DismissReason | null>(null);
  const [comment, setComment] = useState('');
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const close = (reason: DismissReason, more: string) => {
    app.record({
      ...{ key: prompt.key, fingerprint: prompt.fingerprint, action: 'dismissed', reason, comment: more, until: null, seen: null },
      at: app.load.value.readAt ?? Date.now(),
    });
    app.count('prompt.dismissed', { prompt, detail: reason });
    app.count('time.toAction', { prompt, detail: 'dismissed', ms: Date.now() - since });
    app.audit('prompt-dismissed', prompt.ref);
    app.undoable.value = {
      text: words.dismiss.done(words.dismiss.reasons[reason]),
      undo: () => {
        app.takeBack(prompt.key);
        app.audit('undo', prompt.ref);
      },
    };
    onClosed();
  };
  const choose = (reason: DismissReason) => {
    const asks = reason === 'other' || reason === 'already-documented' || (reason === 'evidence-wrong' && facts.length > 0);
    if (asks) setAsked(reason);
    else close(reason, '');
  };
  if (asked === null) {
    return (
      <div class={styles.box}>
        <h3 class={styles.title}>{words.dismiss.title}</h3>
        <div class={styles.reasons}>
          {DISMISS_REASONS.map((reason) => (
            <Button key={reason} onClick={() => choose(reason)}>
              {words.dismiss.reasons[reason]}
            </Button>
          ))}
        </div>
      </div>
    );
  }
  const notes = asked === 'already-documented' ? notesRead(review) : [];
  const needsMore = (asked === 'other' && comment.trim() === '') || (asked === 'evidence-wrong' && wrong.length === 0);
  return (
    <form
      class={styles.box}
      onSubmit={(event) => {
        event.preventDefault();
        if (!needsMore) close(asked, asked === 'evidence-wrong' ? wrong.join('; ') : comment.trim());
      }}
    >
      <h3 class={styles.title}>{words.dismiss.reasons[asked]}</h3>
      {asked === 'evidence-wrong' && (
        <fieldset class={styles.set}>
          <legend>{words.dismiss.which}</legend>
          {facts.map(({ text }) => (
            <label key={text} class={styles.tick}>
              <input
                type="checkbox"
                checked={wrong.includes(text)}
                onChange={() => setWrong(wrong.includes(text) ? wrong.filter((each) => each !== text) : [...wrong, text])}
              />
              <span>{text}</span>
            </label>
          ))}
        </fieldset>
      )}
      {notes.length > 0 && (
        <fieldset class={styles.set}>
          <legend>{words.dismiss.inNote}</legend>
          <div class={styles.reasons}>
            {notes.map(({ ref, text }) => (
              <Button key={ref} onClick={() => close(asked, `${text} (${ref})`)}>
                {text}
              </Button>
            ))}
          </div>
        </fieldset>
      )}
      {asked !== 'evidence-wrong' && (
        <Field
          label={asked === 'other' ? words.dismiss.comment : notes.length > 0 ? words.dismiss.elsewhere : words.dismiss.where}
          value={comment}
          onInput={setComment}
        />
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
