import type { Fact } from '../../core/chart/fact.ts';
import { hasFlag } from '../../core/chart/fact.ts';
import { dayClock } from '../time.ts';
import styles from './Moons.module.css';
import { urWords } from './words.ts';

/** More than this are told by the number alone. */
const MOST = 8;

const kindOf = (fact: Fact): 'excluded' | 'inpatient' | 'countable' =>
  hasFlag(fact, 'excluded') ? 'excluded' : hasFlag(fact, 'after-order') ? 'inpatient' : 'countable';

/** One moon per midnight of the stay: full after the inpatient order, outlined before it, dashed when it does not count. The words beside it say the same. */
export function Moons({ midnights, zone }: { readonly midnights: readonly Fact[]; readonly zone: string | null }) {
  if (midnights.length === 0) return null;
  const said = midnights.map((fact) => `${dayClock(fact.at, zone)} ${urWords.midnights.moon[kindOf(fact)]}`).join('; ');
  return (
    <span class={styles.moons} role="img" aria-label={said}>
      {midnights.slice(0, MOST).map((fact) => (
        <Moon key={fact.at} kind={kindOf(fact)} />
      ))}
      {midnights.length > MOST && <span class="meta">+{midnights.length - MOST}</span>}
    </span>
  );
}

/** A crescent of 16 px. */
export function Moon({ kind }: { readonly kind: 'excluded' | 'inpatient' | 'countable' }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" class={styles[kind]} aria-hidden="true" focusable="false">
      <path d="M10.6 2.2a6 6 0 1 0 3 8.5 5 5 0 0 1-3-8.5Z" />
    </svg>
  );
}
