import type { Trouble } from '../../store/index.ts';
import { words } from '../words.ts';
import styles from './Footer.module.css';
import { shellWords } from './words.ts';

/** The visible mark that work ends with this window, and why. */
export function StoreMark({ trouble }: { readonly trouble: Trouble | null }) {
  return <span class={styles.wide}>{trouble ? shellWords.trouble[trouble] : words.footer.memory}</span>;
}
