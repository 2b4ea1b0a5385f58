import { useLayoutEffect, useRef } from 'preact/hooks';
import type { EvidenceLine, Prompt } from '../../core/compose/statement.ts';
import type { Review } from '../../core/review/review.ts';
import { useApp } from '../model.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { words } from '../words.ts';
import styles from './Choices.module.css';
import { DepartureRoom } from './DepartureRoom.tsx';
import { Later } from './Later.tsx';
import { NotNeeded } from './NotNeeded.tsx';

/** Kinds that ask about words alone: no course of care differed. */
const ABOUT_WORDS: ReadonlySet<Prompt['kind']> = new Set(['linkage', 'source', 'specificity']);

/** What stands under a card's buttons. */
export type Part = 'later' | 'not-needed' | 'departure' | null;

/** Later, Not needed (with a reason), and the thumbs. */
export function CardActions({
  prompt,
  part,
  onPart,
}: {
  readonly prompt: Prompt;
  readonly part: Part;
  readonly onPart: (next: Part) => void;
}) {
  const app = useApp();
  const toggle = (next: Part) => onPart(part === next ? null : next);
  const rating = app.kept.value.ratings.findLast((each) => each.key === prompt.key && each.fingerprint === prompt.fingerprint);
  const rate = (up: boolean) => {
    app.rate(prompt, up);
    app.count('prompt.thumb', { prompt, detail: up ? 'up' : 'down' });
  };
  return (
    <>
      <Button shortcut="s" expanded={part === 'later'} onClick={() => toggle('later')}>
        {words.prompt.later}
      </Button>
      <Button shortcut="x" expanded={part === 'not-needed'} onClick={() => toggle('not-needed')}>
        {words.prompt.notNeeded}
      </Button>
      <span class={styles.thumbs}>
        <IconButton dense icon="up" label={words.prompt.helpful} pressed={rating?.up === true} onClick={() => rate(true)} />
        <IconButton dense icon="down" label={words.prompt.notHelpful} pressed={rating?.up === false} onClick={() => rate(false)} />
      </span>
    </>
  );
}

/** The part that is open, with the focus in it; Escape goes back to the card. */
export function CardPart({
  part,
  prompt,
  review,
  facts,
  since,
  onPart,
  onBack,
  onClosed,
}: {
  readonly part: Part;
  readonly prompt: Prompt;
  readonly review: Review;
  readonly facts: readonly EvidenceLine[];
  /** When the card was first shown. */
  readonly since: number;
  readonly onPart: (next: Part) => void;
  readonly onBack: () => void;
  readonly onClosed: () => void;
}) {
  const root = useRef<HTMLDivElement>(null);
  // Before the next key: whoever types x and Enter means the first reason.
  useLayoutEffect(() => {
    if (part && part !== 'departure') root.current?.querySelector<HTMLElement>('button, input, textarea')?.focus();
  }, [part]);
  const app = useApp();
  if (part === null) {
    return (
      <div class={styles.foot}>
        <Button
          dense
          onClick={() => {
            app.drawer.value = { kind: 'why', prompt };
          }}
        >
          {words.rules.why}
        </Button>
        {!ABOUT_WORDS.has(prompt.kind) && (
          <Button dense onClick={() => onPart('departure')}>
            {words.departure.open}
          </Button>
        )}
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape goes back from anywhere inside, a text field too
    <div
      ref={root}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onBack();
      }}
    >
      {part === 'later' && <Later prompt={prompt} review={review} since={since} onClosed={onClosed} />}
      {part === 'not-needed' && <NotNeeded prompt={prompt} review={review} facts={facts} since={since} onClosed={onClosed} />}
      {part === 'departure' && <DepartureRoom prompt={prompt} onBack={onBack} />}
    </div>
  );
}
