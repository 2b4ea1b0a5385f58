import type { EvidenceLine } from '../../core/compose/statement.ts';
import { words } from '../words.ts';
import styles from './EvidenceChip.module.css';
import { Sparkline } from './Sparkline.tsx';

/** One fact, the same everywhere: label, value, unit, time, small trend. Opens where it comes from. */
export function EvidenceChip({ line, onOpen }: { readonly line: EvidenceLine; readonly onOpen: () => void }) {
  const withdrawn = line.flags.includes('withdrawn');
  const notes = [
    line.polarity === 'against' ? words.evidence.against : null,
    line.flags.includes('other-stay') ? words.evidence.prior : null,
    withdrawn ? words.evidence.withdrawn : null,
  ].filter((note) => note !== null);
  return (
    <button type="button" class={`${styles.chip} ${line.polarity === 'against' ? styles.against : ''}`} onClick={onOpen}>
      <span class={`${styles.text} ${withdrawn ? styles.withdrawn : ''}`}>
        <bdi>{line.label}</bdi>{' '}
        {line.value !== null && (
          <span class={`${styles.value} ${line.value.startsWith('"') ? styles.quote : line.value.length <= 16 ? styles.short : ''}`}>
            <bdi>{line.value}</bdi>
          </span>
        )}
        <span class={`${styles.when} meta numbers`}>
          {line.unit && <span>{line.unit} </span>}
          <span>{line.time}</span>
          {notes.map((note) => (
            <span key={note}> · {note}</span>
          ))}
          <span class="hidden-text">, {words.evidence.open}</span>
        </span>
      </span>
      {line.trend.length > 1 && <Sparkline points={line.trend} threshold={line.threshold} />}
    </button>
  );
}
