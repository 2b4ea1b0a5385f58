import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Review } from '../../core/review/review.ts';
import { useApp } from '../model.ts';
import { documentedTitle, type PromptNow } from '../prompt-life.ts';
import { useShortcuts } from '../shell/shortcuts.ts';
import { Card } from '../ui/Card.tsx';
import { words } from '../words.ts';
import { CardHead } from './CardHead.tsx';
import { CardActions, CardPart, type Part } from './CardParts.tsx';
import { Compose } from './Compose.tsx';
import { Evidence } from './Evidence.tsx';
import styles from './PromptCard.module.css';
import { Timed } from './Timed.tsx';
import { useAnswer } from './use-answer.ts';

/** What a card may tell its panel. */
export interface CardEvents {
  readonly onCurrent: () => void;
  readonly onOpen: () => void;
  /** The text was copied: the card stays, so that the report can be read, until `onClosed`. */
  readonly onAnswered: () => void;
  readonly onClosed: () => void;
}

/**
 * One prompt. Open: what the record shows, its facts, what was not found and where it was looked for, the answers, and three things to do. Folded: its title, until
 * it is asked for; what was begun in it stays.
 */
export function PromptCard({
  entry,
  review,
  position,
  count,
  isCurrent,
  isOpen,
  isGone,
  events,
  cardRef,
}: {
  readonly entry: PromptNow;
  readonly review: Review;
  readonly position: number;
  readonly count: number;
  readonly isCurrent: boolean;
  readonly isOpen: boolean;
  /** The record no longer asks this, but words were being written. */
  readonly isGone: boolean;
  readonly events: CardEvents;
  readonly cardRef: (element: HTMLElement | null) => void;
}) {
  const app = useApp();
  const { prompt, isReopened } = entry;
  const [part, setPart] = useState<Part>(null);
  const root = useRef<HTMLDivElement>(null);
  const condition = documentedTitle(review, prompt.checklist);
  const answer = useAnswer(prompt, review, events.onAnswered);
  const wanted = useRef<'answer' | null>(null);
  const isCounted = useRef(false);
  /** The first card stands open by itself: it counts as opened when somebody goes into it. */
  const opened = () => {
    if (isCounted.current) return;
    isCounted.current = true;
    app.count('prompt.opened', { prompt });
  };
  const unfold = () => {
    opened();
    events.onOpen();
  };
  const openPart = (next: Part) => {
    unfold();
    setPart(next);
  };
  const respond = () => {
    wanted.current = 'answer';
    openPart(null);
    focusAnswer();
  };
  const focusAnswer = () => {
    const first = root.current?.querySelector<HTMLElement>('input[type="radio"]:checked, input[type="radio"]');
    if (first) wanted.current = null;
    first?.focus();
  };
  useLayoutEffect(() => {
    if (isOpen && wanted.current === 'answer') focusAnswer();
  });
  const back = () => {
    setPart(null);
    root.current?.closest('article')?.focus();
  };
  useShortcuts(app.site.switches.shortcuts && isCurrent, {
    r: respond,
    s: () => openPart('later'),
    x: () => openPart('not-needed'),
    c: () => void answer.copy(),
    e: () => {
      const [line] = answer.lines;
      if (!line) return;
      app.count('evidence.opened', { prompt });
      app.drawer.value = { kind: 'fact', line, prompt };
    },
    Escape: back,
  });
  const enter = () => {
    events.onCurrent();
    if (isOpen) opened();
  };
  const state = isGone ? 'gone' : entry.state === 'answered' ? 'answered' : isReopened ? 'reopened' : 'active';
  const name = words.prompt.position(words.kinds[prompt.kind], condition, words.prompt.states[state], position, count);
  return (
    <Card name={name} current={isCurrent} cardRef={cardRef} onFocusIn={enter} onEnter={isOpen ? respond : unfold}>
      <div ref={root} class={styles.inside}>
        <CardHead entry={entry} review={review} condition={condition} {...(isOpen ? {} : { onRespond: respond })} />
        {isOpen && (
          <>
            {isGone && <p class="meta">{words.prompt.gone}</p>}
            <p class={styles.text}>
              <Timed text={prompt.text.text} />
            </p>
            {(prompt.reasons ?? []).length > 1 && (
              <ul class={styles.reasons}>
                {prompt.reasons?.map((reason) => (
                  <li key={reason.text}>
                    <Timed text={reason.text} />
                  </li>
                ))}
              </ul>
            )}
            <Evidence prompt={prompt} facts={answer.lines} />
            <Compose prompt={prompt} answer={answer} isAside={part !== null} onClosed={events.onClosed}>
              <CardActions prompt={prompt} part={part} onPart={setPart} />
            </Compose>
            <CardPart
              part={part}
              since={answer.shownAt}
              prompt={prompt}
              review={review}
              facts={answer.lines}
              onPart={setPart}
              onBack={back}
              onClosed={events.onClosed}
            />
          </>
        )}
      </div>
    </Card>
  );
}
