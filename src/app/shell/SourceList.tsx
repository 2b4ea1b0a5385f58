import type { SourceProgress } from '../../ehr/index.ts';
import { words } from '../words.ts';
import styles from './Loading.module.css';

/** Each source with how its reading went, in words. */
export function SourceList({ progress }: { readonly progress: readonly SourceProgress[] }) {
  return (
    <ul class={styles.list}>
      {progress.map((source) => (
        <li key={source.kind} class={styles.row}>
          <span>{words.sources[source.kind]}</span>
          <span class="meta numbers">
            {words.loading.state[source.state]}
            {source.resources > 0 && `, ${source.resources}`}
            {source.detail && (source.state === 'failed' || source.state === 'partial') && ` (${source.detail})`}
          </span>
        </li>
      ))}
    </ul>
  );
}
