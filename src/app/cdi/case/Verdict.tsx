import type { Verdict } from '../../../core/chart/verdict.ts';
import type { ItemResult } from '../../../core/evaluate/result.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { cdiWords } from '../words.ts';
import styles from './Verdict.module.css';

const ICON: Readonly<Record<Verdict, IconName>> = { met: 'fine', 'not-met': 'close', 'not-found': 'search', 'not-known': 'unknown' };

/** A verdict as icon and word. "Not known" has a dashed mark of its own: it is never "fine" and never "missing". */
export function VerdictMark({ verdict }: { readonly verdict: Verdict }) {
  return (
    <span class={`${styles.mark} ${styles[verdict]}`}>
      <Icon name={ICON[verdict]} />
      {cdiWords.case.verdict[verdict]}
    </span>
  );
}

const ITEM: Readonly<Record<ItemResult['state'], readonly [IconName, string]>> = {
  present: ['fine', 'met'],
  clear: ['fine', 'met'],
  missing: ['look', 'raised'],
  raised: ['look', 'raised'],
  open: ['clock', 'not-found'],
  'not-applicable': ['info', 'not-found'],
  'cannot-check': ['unknown', 'not-known'],
};

/** State of an expected or conflicting item as icon and word. */
export function StateOfItem({ state }: { readonly state: ItemResult['state'] }) {
  const [icon, look] = ITEM[state];
  return (
    <span class={`${styles.mark} ${styles[look]}`}>
      <Icon name={icon} />
      {cdiWords.case.state[state]}
    </span>
  );
}
