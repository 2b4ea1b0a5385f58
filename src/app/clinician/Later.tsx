import type { Prompt } from '../../core/compose/statement.ts';
import type { Review } from '../../core/review/review.ts';
import type { SnoozeUntil } from '../../store/index.ts';
import { useApp } from '../model.ts';
import { nextMorning } from '../time.ts';
import { Button } from '../ui/Button.tsx';
import { words } from '../words.ts';
import styles from './Choices.module.css';

const CHOICES = ['4h', 'tomorrow', 'next-result', 'discharge'] as const;

/** Puts a prompt off, to a time or to an event: one click. */
export function Later({ prompt, review, onClosed }: { readonly prompt: Prompt; readonly review: Review; readonly onClosed: () => void }) {
  const app = useApp();
  const now = app.load.value.readAt ?? review.asOf;
  const until = (choice: (typeof CHOICES)[number]): SnoozeUntil => {
    if (choice === '4h') return { at: now + 4 * 3_600_000 };
    if (choice === 'tomorrow') return { at: nextMorning(now, review.zone) };
    return { event: choice };
  };
  const put = (choice: (typeof CHOICES)[number]) => {
    app.record({
      key: prompt.key,
      fingerprint: prompt.fingerprint,
      action: 'snoozed',
      reason: null,
      comment: '',
      until: until(choice),
      seen: review.chart.facts.length,
      at: now,
    });
    app.undoable.value = { text: words.later.done(words.later[choice]), undo: () => app.takeBack(prompt.key) };
    onClosed();
  };
  return (
    <div class={styles.box}>
      <h3 class={styles.title}>{words.later.title}</h3>
      <div class={styles.row}>
        {CHOICES.map((choice) => (
          <Button key={choice} look="second" onClick={() => put(choice)}>
            {words.later[choice]}
          </Button>
        ))}
      </div>
    </div>
  );
}
