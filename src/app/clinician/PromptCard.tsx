import { useState } from 'preact/hooks';
import type { Review } from '../../core/review/review.ts';
import { useApp } from '../model.ts';
import { documentedTitle, type PromptNow } from '../prompt-life.ts';
import { useShortcuts } from '../shell/shortcuts.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { StateMark } from '../ui/StateMark.tsx';
import { words } from '../words.ts';
import { Compose } from './Compose.tsx';
import { Evidence } from './Evidence.tsx';
import { clinicianFacts } from './facts.ts';
import { Later } from './Later.tsx';
import { NotNeeded } from './NotNeeded.tsx';
import styles from './PromptCard.module.css';

const LOOK = new Set(['validation', 'level-of-care', 'conflict']);

type Part = 'compose' | 'later' | 'not-needed' | null;

/** One prompt: what the record shows, its facts, what was not found and where it was looked for, and three things to do. */
export function PromptCard({
  entry,
  review,
  position,
  count,
  isCurrent,
  onCurrent,
  onAnswered,
  onClosed,
  cardRef,
}: {
  readonly entry: PromptNow;
  readonly review: Review;
  readonly position: number;
  readonly count: number;
  readonly isCurrent: boolean;
  readonly onCurrent: () => void;
  /** The text was copied: the card stays, so that the report can be read, until `onClosed`. */
  readonly onAnswered: () => void;
  readonly onClosed: () => void;
  readonly cardRef: (element: HTMLElement | null) => void;
}) {
  const app = useApp();
  const { prompt, isReopened, feedback } = entry;
  const [part, setPart] = useState<Part>(null);
  const toggle = (next: Part) => setPart(part === next ? null : next);
  const condition = documentedTitle(review, prompt.checklist);
  const rating = app.kept.value.ratings.findLast((each) => each.key === prompt.key && each.fingerprint === prompt.fingerprint);
  const facts = clinicianFacts(prompt.evidence);
  useShortcuts(app.site.switches.shortcuts && isCurrent, {
    r: () => setPart('compose'),
    s: () => setPart('later'),
    x: () => setPart('not-needed'),
    e: () => {
      const [line] = facts;
      if (line) app.drawer.value = { kind: 'fact', line, prompt };
    },
    Escape: () => setPart(null),
  });
  return (
    <Card
      name={words.prompt.position(words.kinds[prompt.kind], condition, words.prompt.active, position, count)}
      current={isCurrent}
      cardRef={cardRef}
      onFocusIn={onCurrent}
    >
      <div class={styles.head}>
        <StateMark state={LOOK.has(prompt.kind) ? 'look' : 'info'}>
          {[condition, words.kinds[prompt.kind]].filter(Boolean).join(' · ')}
        </StateMark>
        <span class={styles.why}>
          <Button
            dense
            onClick={() => {
              app.drawer.value = { kind: 'why', prompt };
            }}
          >
            {words.rules.whyShort}
            <span class="hidden-text"> {words.rules.whyMore}</span>
          </Button>
        </span>
      </div>
      <h2 class={styles.title}>{prompt.title.text}</h2>
      <p>{prompt.text.text}</p>
      {(prompt.reasons ?? []).length > 1 && (
        <ul class={styles.reasons}>
          {prompt.reasons?.map((reason) => (
            <li key={reason.text}>{reason.text}</li>
          ))}
        </ul>
      )}
      {isReopened && feedback && (
        <p class="meta">
          {words.prompt.reopened(feedback.reason ? words.dismiss.reasons[feedback.reason].toLowerCase() : words.prompt.answeredBefore)}
        </p>
      )}
      <Evidence prompt={prompt} facts={facts} />
      <div class={styles.actions}>
        <Button look="primary" shortcut="r" expanded={part === 'compose'} onClick={() => toggle('compose')}>
          {words.prompt.respond}
        </Button>
        <Button shortcut="s" expanded={part === 'later'} onClick={() => toggle('later')}>
          {words.prompt.later}
        </Button>
        <Button shortcut="x" expanded={part === 'not-needed'} onClick={() => toggle('not-needed')}>
          {words.prompt.notNeeded}
        </Button>
        <span class={styles.thumbs}>
          <IconButton dense icon="up" label={words.prompt.helpful} pressed={rating?.up === true} onClick={() => app.rate(prompt, true)} />
          <IconButton
            dense
            icon="down"
            label={words.prompt.notHelpful}
            pressed={rating?.up === false}
            onClick={() => app.rate(prompt, false)}
          />
        </span>
      </div>
      {part === 'compose' && <Compose prompt={prompt} hasKeys={isCurrent} onAnswered={onAnswered} onClosed={onClosed} />}
      {part === 'later' && <Later prompt={prompt} review={review} onClosed={onClosed} />}
      {part === 'not-needed' && <NotNeeded prompt={prompt} onClosed={onClosed} />}
    </Card>
  );
}
