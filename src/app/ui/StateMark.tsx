import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';
import styles from './StateMark.module.css';

/** The five states a thing can be shown in. `stop` is only for the app's own failure and wrong-patient stops. */
export type MarkState = 'look' | 'info' | 'fine' | 'unknown' | 'stop';

/** Icon and word together: colour alone never says anything. */
export function StateMark({ state, children }: { readonly state: MarkState; readonly children: ComponentChildren }) {
  return (
    <span class={`${styles.mark} ${styles[state]}`}>
      <Icon name={state} />
      <span>{children}</span>
    </span>
  );
}
