import { useState } from 'preact/hooks';
import type { EvidenceLine, Source } from '../../../core/compose/statement.ts';
import { useApp } from '../../model.ts';
import { Sparkline } from '../../ui/Sparkline.tsx';
import { words } from '../../words.ts';
import { cdiWords } from '../words.ts';
import styles from './FactLink.module.css';

/** One fact in a table: label, value, unit, time, small trend; opens where it comes from. */
export function FactLink({ line }: { readonly line: EvidenceLine }) {
  const app = useApp();
  const isWithdrawn = line.flags.includes('withdrawn');
  const notes = [
    line.flags.includes('other-stay') ? words.evidence.prior : null,
    isWithdrawn ? words.evidence.withdrawn : null,
    line.flags.includes('copied') ? cdiWords.case.copiedOnly : null,
  ].filter((note) => note !== null);
  const spoken = [line.label, line.value, line.unit, line.time, ...notes, words.evidence.open].filter(Boolean).join(', ');
  const isQuote = line.value?.startsWith('"') ?? false;
  return (
    <button
      type="button"
      class={styles.fact}
      aria-label={spoken}
      onClick={() => {
        app.count('evidence.opened');
        app.drawer.value = { kind: 'fact', line, prompt: null };
      }}
    >
      <span class={`${styles.text} ${isWithdrawn ? styles.withdrawn : ''}`}>
        <bdi>{line.label}</bdi> {line.value !== null && <bdi class={isQuote ? styles.quote : styles.value}>{line.value}</bdi>}{' '}
        {line.unit && <span class={styles.meta}>{line.unit}</span>} <span class={styles.meta}>{[line.time, ...notes].join(' · ')}</span>
      </span>
      {line.trend.length > 1 && <Sparkline points={line.trend} threshold={line.threshold} width={56} height={16} />}
    </button>
  );
}

/** Some facts, the first few of them at once. */
export function FactLinks({ lines, most = 3 }: { readonly lines: readonly EvidenceLine[]; readonly most?: number }) {
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? lines : lines.slice(0, most);
  return (
    <div class={styles.list}>
      {shown.map((line) => (
        <FactLink key={`${line.sources[0]}-${line.concept}-${line.at}-${line.value}`} line={line} />
      ))}
      {lines.length > most && (
        <button type="button" class={styles.more} aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? cdiWords.case.fewer : cdiWords.case.more(lines.length - most)}
        </button>
      )}
    </div>
  );
}

/** Words that open what they rest on: a search, or resources. */
export function SourceLink({
  text,
  title,
  sources,
}: {
  readonly text: string;
  readonly title: string;
  readonly sources: readonly Source[];
}) {
  const app = useApp();
  return (
    <button
      type="button"
      class={styles.more}
      aria-label={`${title}, ${text}`}
      onClick={() => {
        app.count('evidence.opened');
        app.drawer.value = { kind: 'sources', title, sources };
      }}
    >
      {text}
    </button>
  );
}
