import type { Prompt } from '../../core/compose/statement.ts';
import type { Review } from '../../core/review/review.ts';
import type { SnoozeUntil } from '../../store/index.ts';
import { useApp } from '../model.ts';
import { knownOf } from '../prompt-life.ts';
import { clock, nextMorning } from '../time.ts';
import { Button } from '../ui/Button.tsx';
import { words } from '../words.ts';
import styles from './Choices.module.css';

const HOUR = 3_600_000;
/** So long before midnight a status question is asked again: time enough to write. */
const BEFORE_MIDNIGHT = 2 * HOUR;

interface Choice {
  /** A code that is counted. */
  readonly id: string;
  readonly text: string;
  readonly until: SnoozeUntil;
}

/** The times and events a prompt can be put off to; "before midnight" only while that is still to come. */
function choicesAt(now: number, review: Review): Choice[] {
  const { nextMidnight } = review.levelOfCare;
  const before = nextMidnight === null ? null : nextMidnight - BEFORE_MIDNIGHT;
  return [
    { id: '4h', text: words.later['4h'], until: { at: now + 4 * HOUR } },
    { id: 'tomorrow', text: words.later.tomorrow, until: { at: nextMorning(now, review.zone) } },
    { id: 'next-result', text: words.later['next-result'], until: { event: 'next-result' } },
    { id: 'next-note', text: words.later['next-note'], until: { event: 'next-note' } },
    ...(before !== null && before > now
      ? [{ id: 'before-midnight', text: words.later.beforeMidnight(clock(before, review.zone)), until: { at: before } }]
      : []),
    ...(nextMidnight !== null && nextMidnight > now
      ? [{ id: 'after-midnight', text: words.later.afterMidnight, until: { at: nextMidnight } }]
      : []),
    { id: 'discharge', text: words.later.discharge, until: { event: 'discharge' } },
  ];
}

/** Puts a prompt off, to a time or to an event: one click. */
export function Later({
  prompt,
  review,
  since,
  onClosed,
}: {
  readonly prompt: Prompt;
  readonly review: Review;
  readonly since: number;
  readonly onClosed: () => void;
}) {
  const app = useApp();
  const now = app.load.value.readAt ?? review.asOf;
  const put = ({ id, text, until }: Choice) => {
    const event = 'event' in until && until.event !== 'discharge' ? until.event : null;
    app.record({
      ...{ key: prompt.key, fingerprint: prompt.fingerprint, action: 'snoozed', reason: null, comment: '', until, at: now },
      seen: event ? knownOf(review, event) : null,
    });
    app.count('prompt.snoozed', { prompt, detail: id });
    app.count('time.toAction', { prompt, detail: 'snoozed', ms: Date.now() - since });
    app.audit('prompt-snoozed', prompt.ref);
    app.undoable.value = {
      text: words.later.done(text),
      undo: () => {
        app.takeBack(prompt.key);
        app.audit('undo', prompt.ref);
      },
    };
    onClosed();
  };
  return (
    <div class={styles.box}>
      <h3 class={styles.title}>{words.later.title}</h3>
      <div class={styles.reasons}>
        {choicesAt(now, review).map((choice) => (
          <Button key={choice.id} onClick={() => put(choice)}>
            {choice.text}
          </Button>
        ))}
      </div>
    </div>
  );
}
