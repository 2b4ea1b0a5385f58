import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../ui/Icon.tsx';
import { words } from '../words.ts';
import styles from './Plate.module.css';

/** A whole page that says one thing: what happened, and what to do next. Shows nothing of any patient. */
export function Plate({
  title,
  children,
  isStop,
}: {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly isStop?: boolean;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <main class={styles.plate}>
      <p class="meta">{words.app}</p>
      <h1 ref={heading} tabIndex={-1} class={`${styles.title} ${isStop ? styles.stop : ''}`}>
        {isStop && <Icon name="stop" />} {title}
      </h1>
      {children}
    </main>
  );
}
