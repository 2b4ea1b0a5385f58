import { type Role, useApp } from '../model.ts';
import { keyFor } from '../prefs.ts';
import { words } from '../words.ts';
import styles from './KeyList.module.css';

/** The keys of one workplace and what they do, as this user set them. */
export function KeyList({ workplace }: { readonly workplace: Role }) {
  const prefs = useApp().prefs.value;
  const own = (keys: string) =>
    keys
      .split(' / ')
      .map((key) => (key === 'space' ? keyFor(prefs, ' ') : keyFor(prefs, key)))
      .map((key) => (key === ' ' ? 'space' : key))
      .join(' / ');
  return (
    <dl class={styles.keys}>
      {words.help.shortcuts[workplace].map(([key, text]) => [<dt key={key}>{own(key)}</dt>, <dd key={text}>{text}</dd>])}
    </dl>
  );
}
