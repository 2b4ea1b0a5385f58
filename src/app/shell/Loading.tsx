import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../model.ts';
import { Disclosure } from '../ui/Disclosure.tsx';
import { words } from '../words.ts';
import styles from './Loading.module.css';
import { SourceList } from './SourceList.tsx';

/** After so long the wait is explained. */
const SLOW_MS = 5_000;

/** How far reading has come, by kind of source. Prompts appear above it as soon as they are known. */
export function Loading() {
  const { progress, phase } = useApp().load.value;
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    if (phase !== 'reading') return undefined;
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, [phase]);
  if (phase !== 'reading') return null;
  const open = progress
    .filter((source) => source.state === 'waiting' || source.state === 'reading')
    .map((source) => words.sources[source.kind]);
  const done = progress.filter((source) => source.state !== 'waiting' && source.state !== 'reading').length;
  const text =
    progress.length === 0
      ? words.loading.title
      : done < progress.length
        ? `${words.loading.title}: ${words.loading.progress(done, progress.length)}`
        : words.loading.reviewing;
  return (
    <section class={styles.box} aria-label={words.loading.title}>
      <output class="meta">{text}</output>
      <progress class={styles.bar} max={Math.max(1, progress.length)} value={done} aria-label={words.loading.title} />
      {isSlow && <p>{open.length > 0 ? words.loading.slow(open.slice(0, 3).join(', '), open.length - 3) : words.loading.slowStart}</p>}
      {progress.length > 0 && (
        <Disclosure title={<span class="meta">{words.help.read}</span>}>
          <SourceList progress={progress} />
        </Disclosure>
      )}
    </section>
  );
}
