import type { Review } from '../../core/review/review.ts';
import { useApp } from '../model.ts';
import { itemOf, type PromptNow } from '../prompt-life.ts';
import { Button } from '../ui/Button.tsx';
import { StateMark } from '../ui/StateMark.tsx';
import { words } from '../words.ts';
import styles from './PromptCard.module.css';
import { changesSince, closedWords } from './reopened.ts';

const LOOK = new Set(['validation', 'level-of-care', 'conflict']);

/** What a card is about: condition and kind, title, and, when it comes back, how it was closed and what has changed. Folded it has a button that opens it. */
export function CardHead({
  entry,
  review,
  condition,
  onRespond,
}: {
  readonly entry: PromptNow;
  readonly review: Review;
  /** Name of the condition where it is documented. */
  readonly condition: string | null;
  /** Absent on an open card: its answers stand there. */
  readonly onRespond?: () => void;
}) {
  const app = useApp();
  const { prompt, isReopened, feedback } = entry;
  return (
    <>
      <div class={styles.head}>
        <StateMark state={LOOK.has(prompt.kind) ? 'look' : 'info'}>
          {[condition, words.kinds[prompt.kind]].filter(Boolean).join(' · ')}
        </StateMark>
        {onRespond && (
          <span class={styles.respond}>
            <Button dense expanded={false} onClick={onRespond}>
              {words.prompt.respond}
            </Button>
          </span>
        )}
      </div>
      <h2 class={styles.title}>{prompt.title.text}</h2>
      {isReopened && feedback && (
        <p class={styles.reopened}>
          {closedWords(feedback, app.load.value.readAt ?? review.asOf, review.zone)}{' '}
          {words.reopened.reopened(changesSince(feedback.fingerprint, prompt.fingerprint, review, itemOf(review, prompt)).join(', '))}
        </p>
      )}
    </>
  );
}
