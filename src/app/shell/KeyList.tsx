import type { Role } from '../model.ts';
import { words } from '../words.ts';
import styles from './KeyList.module.css';

/** The keys of one workplace and what they do. */
export function KeyList({ workplace }: { readonly workplace: Role }) {
  return (
    <dl class={styles.keys}>
      {words.help.shortcuts[workplace].map(([key, text]) => [<dt key={key}>{key}</dt>, <dd key={text}>{text}</dd>])}
    </dl>
  );
}
