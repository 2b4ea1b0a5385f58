import type { ComponentChildren } from 'preact';
import type { Source } from '../../core/compose/statement.ts';
import { useApp } from '../model.ts';
import { entriesIn } from '../ur/entry-list.ts';
import styles from './Packet.module.css';
import { packetWords } from './words.ts';

/** What stands in the record or was searched in it; an entry of utilization review is on the page itself and has nothing behind it. */
function openable(sources: readonly Source[]): readonly Source[] {
  const seen = new Set<string>();
  return sources.filter((source) => {
    const key = typeof source === 'string' ? source : source.search;
    if (seen.has(key)) return false;
    seen.add(key);
    return entriesIn([source]).length === 0;
  });
}

/** A line of the packet as the way to what it rests on. On paper plain text. */
export function SourceLink({
  text,
  sources,
  children,
}: {
  readonly text: string;
  readonly sources: readonly Source[];
  readonly children?: ComponentChildren;
}) {
  const app = useApp();
  const found = openable(sources);
  const shown = children ?? <bdi>{text}</bdi>;
  if (found.length === 0) return <span>{shown}</span>;
  return (
    <button
      type="button"
      class={styles.link}
      data-source
      onClick={() => {
        app.count('evidence.opened');
        app.drawer.value = { kind: 'sources', title: text, sources: found };
      }}
    >
      {shown}
      <span class="hidden-text">, {packetWords.openSource}</span>
    </button>
  );
}
