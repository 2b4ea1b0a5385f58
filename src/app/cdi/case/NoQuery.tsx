import { useEffect, useRef, useState } from 'preact/hooks';
import type { DismissReason } from '../../../store/index.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { words } from '../../words.ts';
import { cdiWords } from '../words.ts';
import styles from './Finish.module.css';

/** The coded reasons of "no query": one choice keeps it; "other" needs words first. Arrow keys move, Enter or a number chooses. */
export function NoQuery({
  reasons,
  onKeep,
  onCancel,
}: {
  readonly reasons: readonly DismissReason[];
  readonly onKeep: (reason: DismissReason, comment: string) => void;
  readonly onCancel: () => void;
}) {
  const root = useRef<HTMLFieldSetElement>(null);
  const [comment, setComment] = useState('');
  const [isMissing, setMissing] = useState(false);
  const { finish: say } = cdiWords.case;
  const buttons = () => [...(root.current?.querySelectorAll<HTMLElement>('[data-reason]') ?? [])];
  useEffect(() => buttons()[0]?.focus(), []);
  const choose = (reason: DismissReason) => {
    if (reason === 'other' && comment.trim() === '') {
      setMissing(true);
      root.current?.querySelector<HTMLElement>('input')?.focus();
    } else onKeep(reason, comment.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isTyping = event.target instanceof HTMLInputElement;
    if (event.key === 'Escape') {
      event.stopPropagation();
      event.preventDefault();
      return onCancel();
    }
    if (isTyping) {
      if (event.key === 'Enter' && comment.trim() !== '') choose('other');
      return undefined;
    }
    const all = buttons();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowRight: at + 1, j: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, k: at - 1 }[event.key];
    const nth = reasons[Number(event.key) - 1];
    if (to !== undefined) all[(to + all.length) % all.length]?.focus();
    else if (nth !== undefined) choose(nth);
    else return undefined;
    event.preventDefault();
    event.stopPropagation();
    return undefined;
  };
  return (
    <fieldset ref={root} class={styles.reasons} onKeyDown={onKeyDown}>
      <legend class={styles.reasonsHead}>{say.reasons}</legend>
      <div class={styles.choices}>
        {reasons.map((reason, index) => (
          <button
            key={reason}
            type="button"
            class={styles.reason}
            data-reason
            aria-keyshortcuts={String(index + 1)}
            onClick={() => choose(reason)}
          >
            <span class={styles.number} aria-hidden="true">
              {index + 1}
            </span>
            {words.dismiss.reasons[reason]}
          </button>
        ))}
      </div>
      <Field label={say.comment} value={comment} onInput={setComment} {...(isMissing ? { hint: say.commentNeeded } : {})} />
      <div>
        <Button dense onClick={onCancel}>
          {say.cancel}
        </Button>
      </div>
    </fieldset>
  );
}
