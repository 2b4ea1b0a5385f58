import type { EvidenceLine } from '../../core/compose/statement.ts';
import { words } from '../words.ts';
import styles from './EvidenceChip.module.css';
import { Sparkline } from './Sparkline.tsx';

/** One fact, the same everywhere: label, value, unit, time, small trend. Opens where it comes from. */
export function EvidenceChip({ line, onOpen }: { readonly line: EvidenceLine; readonly onOpen: () => void }) {
  const withdrawn = line.flags.includes('withdrawn');
  const prior = line.flags.includes('other-stay');
  const spoken = [
    line.label,
    line.value,
    line.unit,
    line.time,
    line.polarity === 'against' ? words.evidence.against : null,
    withdrawn ? words.evidence.withdrawn : null,
    words.evidence.open,
  ]
    .filter(Boolean)
    .join(', ');
  return (
    <button
      type="button"
      class={`${styles.chip} ${line.polarity === 'against' ? styles.against : ''}`}
      aria-label={spoken}
      onClick={onOpen}
    >
      <span class={`${styles.text} ${withdrawn ? styles.withdrawn : ''}`}>
        <span class={styles.label}>
          <bdi>{line.label}</bdi>
        </span>{' '}
        {line.value !== null && (
          <span class={styles.value}>
            <bdi>{line.value}</bdi>
          </span>
        )}{' '}
        <span class="meta numbers">
          {line.unit && <span>{line.unit} </span>}
          <span>{line.time}</span>
          {line.polarity === 'against' && <span> · {words.evidence.against}</span>}
          {prior && <span> · {words.evidence.prior}</span>}
        </span>
      </span>
      {line.trend.length > 1 && <Sparkline points={line.trend} threshold={line.threshold} />}
    </button>
  );
}
