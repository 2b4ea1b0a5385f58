import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useApp } from '../model.ts';
import { Button } from '../ui/Button.tsx';
import { words } from '../words.ts';
import styles from './Room.module.css';

/** A room over the workplace: back button, heading with the focus, Escape closes from anywhere inside. */
export function RoomFrame({
  title,
  actions,
  isWide,
  children,
}: {
  readonly title: string;
  readonly actions?: ComponentChildren;
  /** Takes the whole width of the window, for wide tables. */
  readonly isWide?: boolean;
  readonly children: ComponentChildren;
}) {
  const app = useApp();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const close = () => {
    app.over.value = null;
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from anywhere inside, a text field too
    <div
      class={`${styles.room} ${isWide ? styles.whole : ''}`}
      data-over
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        close();
      }}
    >
      <div class={`${styles.row} no-print`}>
        <Button icon="back" shortcut="Escape" onClick={close}>
          {words.back}
        </Button>
        {actions}
      </div>
      <h1 ref={heading} tabIndex={-1} class={styles.title}>
        {title}
      </h1>
      {children}
    </div>
  );
}

/** A part of a room under its own heading. */
export function Part({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <section class={styles.part} aria-label={title}>
      <h2 class={styles.heading}>{title}</h2>
      {children}
    </section>
  );
}
