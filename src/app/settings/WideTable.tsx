import type { ComponentChildren } from 'preact';
import styles from './Room.module.css';
import { settingsWords } from './words.ts';

/** A real table that scrolls inside its own frame when it is wider than the screen; the frame can be reached and scrolled by keyboard. */
export function WideTable({
  caption,
  head,
  children,
}: {
  readonly caption: string;
  readonly head: readonly string[];
  readonly children: ComponentChildren;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse
    <section class={styles.scroller} aria-label={settingsWords.tableOf(caption)} tabIndex={0}>
      <table class={styles.table}>
        <caption class="hidden-text">{caption}</caption>
        <thead>
          <tr>
            {head.map((text) => (
              <th key={text} scope="col">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
