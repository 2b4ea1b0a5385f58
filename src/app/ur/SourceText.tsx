import type { ComponentChildren } from 'preact';
import type { Source } from '../../core/compose/statement.ts';
import { useApp } from '../model.ts';
import { openSources } from './open.ts';
import styles from './SourceText.module.css';
import { urWords } from './words.ts';

/** A number, a time or a sentence of the record as a link to where it stands. Prints as plain text. */
export function SourceText({
  title,
  sources,
  children,
  look = 'plain',
  onOpen,
}: {
  /** What the drawer is about; also what is shown when nothing else is given. */
  readonly title: string;
  readonly sources: readonly Source[];
  readonly children?: ComponentChildren;
  /** `value`: the thing to see first. `search`: a dashed frame, for what was looked for in vain. */
  readonly look?: 'plain' | 'value' | 'search';
  readonly onOpen?: () => void;
}) {
  const app = useApp();
  const shown = children ?? <bdi>{title}</bdi>;
  if (sources.length === 0) return <span class={look === 'value' ? styles.value : ''}>{shown}</span>;
  return (
    <button type="button" data-source class={`${styles.link} ${styles[look]}`} onClick={onOpen ?? (() => openSources(app, title, sources))}>
      {shown}
      <span class="hidden-text">, {urWords.source}</span>
    </button>
  );
}
