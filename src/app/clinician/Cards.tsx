import { useRef, useState } from 'preact/hooks';
import type { Review } from '../../core/review/review.ts';
import { useApp } from '../model.ts';
import type { PromptNow } from '../prompt-life.ts';
import { useShortcuts } from '../shell/shortcuts.ts';
import styles from './ClinicianPanel.module.css';
import { PromptCard } from './PromptCard.tsx';

/** The cards in order: one open at a time, the first of them until the user opens another. j and k move between them, Enter opens. */
export function Cards({
  shown,
  gone,
  review,
  afterLast,
  onAnswered,
  onClosed,
}: {
  readonly shown: readonly PromptNow[];
  readonly gone: readonly PromptNow[];
  readonly review: Review;
  /** Takes the focus when the last card was closed. */
  readonly afterLast: () => void;
  readonly onAnswered: (key: string) => void;
  readonly onClosed: (key: string) => void;
}) {
  const app = useApp();
  const cards = useRef(new Map<string, HTMLElement>());
  const [currentKey, setCurrentKey] = useState<string | null>(null);
  const [chosenKey, setChosenKey] = useState<string | null>(null);
  const has = (key: string | null) => shown.some(({ prompt }) => prompt.key === key);
  const openKey = has(chosenKey) ? chosenKey : (shown[0]?.prompt.key ?? null);
  const current = has(currentKey) ? currentKey : null;
  const step = (by: number) => {
    const at = shown.findIndex(({ prompt }) => prompt.key === current);
    const next = shown[Math.min(Math.max(at + by, 0), shown.length - 1)];
    if (next) cards.current.get(next.prompt.key)?.focus();
  };
  useShortcuts(app.site.switches.shortcuts, { j: () => step(1), k: () => step(-1) });
  const open = (entry: PromptNow) => {
    if (entry.prompt.key === openKey) return;
    setChosenKey(entry.prompt.key);
  };
  const close = (entry: PromptNow) => {
    const at = shown.indexOf(entry);
    const next = shown[at + 1] ?? shown[at - 1];
    setChosenKey(null);
    onClosed(entry.prompt.key);
    setTimeout(() => (next ? cards.current.get(next.prompt.key)?.focus() : afterLast()), 0);
  };
  return (
    <div class={styles.cards}>
      {shown.map((entry, index) => (
        <PromptCard
          key={entry.prompt.key}
          entry={entry}
          review={review}
          position={index + 1}
          count={shown.length}
          // Keys work on the open card before any card has the focus: the first prompt is one key away.
          isCurrent={entry.prompt.key === (current ?? openKey)}
          isOpen={entry.prompt.key === openKey}
          isGone={gone.includes(entry)}
          events={{
            onCurrent: () => setCurrentKey(entry.prompt.key),
            onOpen: () => open(entry),
            onAnswered: () => {
              setChosenKey(entry.prompt.key);
              onAnswered(entry.prompt.key);
            },
            onClosed: () => close(entry),
          }}
          cardRef={(element) => {
            if (element) cards.current.set(entry.prompt.key, element);
            else cards.current.delete(entry.prompt.key);
          }}
        />
      ))}
    </div>
  );
}
