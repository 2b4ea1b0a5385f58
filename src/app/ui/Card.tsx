import type { ComponentChildren, Ref } from 'preact';
import styles from './Card.module.css';

/** A bordered piece of a screen; an article when it has a name of its own. `name` is what a screen reader says first. */
export function Card({
  children,
  name,
  current,
  cardRef,
  onFocusIn,
  onEnter,
}: {
  readonly children: ComponentChildren;
  readonly name?: string;
  readonly current?: boolean;
  readonly cardRef?: Ref<HTMLElement>;
  readonly onFocusIn?: () => void;
  /** Enter while the card itself has the focus, not something inside it. */
  readonly onEnter?: () => void;
}) {
  const look = `${styles.card} ${current ? styles.current : ''}`;
  if (name === undefined) return <div class={look}>{children}</div>;
  return (
    <article
      ref={cardRef ?? null}
      class={look}
      aria-label={name}
      tabIndex={-1}
      onFocusIn={onFocusIn}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.target !== event.currentTarget || !onEnter) return;
        event.preventDefault();
        onEnter();
      }}
    >
      {children}
    </article>
  );
}
