import { useState } from 'preact/hooks';
import type { EvidenceLine } from '../../core/compose/statement.ts';
import { words } from '../words.ts';
import { IconButton } from './Button.tsx';
import styles from './EvidenceChip.module.css';
import { Sparkline } from './Sparkline.tsx';

/** A value of more characters than this may break over lines. */
const SHORT = 16;
/** A quotation of more characters than this does not fit in two lines of a narrow panel: it is clipped and can be opened. */
const LONG = 80;

/** One fact, the same everywhere: label, value, unit, small trend, time. Opens where it comes from. A long quotation is clipped until it is asked for. */
export function EvidenceChip({ line, onOpen }: { readonly line: EvidenceLine; readonly onOpen: () => void }) {
  const [isWhole, setWhole] = useState(false);
  const withdrawn = line.flags.includes('withdrawn');
  const isQuote = line.value?.startsWith('"') ?? false;
  const isLong = isQuote && (line.value?.length ?? 0) > LONG;
  const notes = [
    line.polarity === 'against' ? words.evidence.against : null,
    line.flags.includes('other-stay') ? words.evidence.prior : null,
    withdrawn ? (line.flags.includes('replaced') ? words.evidence.replaced : words.evidence.withdrawn) : null,
    !withdrawn && line.flags.includes('amended') ? words.evidence.amended : null,
  ].filter((note) => note !== null);
  const look = isQuote
    ? isLong && !isWhole
      ? styles.clipped
      : ''
    : `${styles.value} ${(line.value?.length ?? 0) <= SHORT ? styles.short : ''}`;
  return (
    <div class={styles.row}>
      <button
        type="button"
        class={`${styles.chip} ${isQuote ? styles.quote : ''} ${line.polarity === 'against' ? styles.against : ''}`}
        onClick={onOpen}
      >
        <span class={`${styles.text} ${withdrawn ? styles.withdrawn : ''}`}>
          <bdi>{line.label}</bdi>{' '}
          {line.value !== null && (
            <span class={look}>
              <bdi>{line.value}</bdi>
            </span>
          )}
          {line.unit && <span class="meta"> {line.unit}</span>}
        </span>
        {line.trend.length > 1 && <Sparkline points={line.trend} threshold={line.threshold} width={48} height={16} />}
        <span class={`${styles.when} meta numbers`}>
          <span>{line.time}</span>
          {notes.map((note) => (
            <span key={note}> · {note}</span>
          ))}
          <span class="hidden-text">, {words.evidence.open}</span>
        </span>
      </button>
      {isLong && (
        <IconButton
          dense
          icon={isWhole ? 'fold' : 'unfold'}
          label={words.evidence.whole}
          expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        />
      )}
    </div>
  );
}
