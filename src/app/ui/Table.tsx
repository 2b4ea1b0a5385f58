import type { ComponentChildren } from 'preact';
import styles from './Table.module.css';

/** A real table: caption, column headers, and the first cell of each row as its header. Scrolls inside itself when too wide. */
export function Table({
  caption,
  head,
  children,
}: {
  readonly caption: string;
  readonly head: readonly string[];
  readonly children: ComponentChildren;
}) {
  return (
    <div class={styles.scroll}>
      <table class={styles.table}>
        <caption>{caption}</caption>
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
    </div>
  );
}
