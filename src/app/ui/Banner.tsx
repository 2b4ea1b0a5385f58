import type { ComponentChildren } from 'preact';
import styles from './Banner.module.css';
import { Icon } from './Icon.tsx';
import type { MarkState } from './StateMark.tsx';

/** A line across a panel that says how things stand, with at most one thing to do about it. */
export function Banner({
  state,
  children,
  action,
}: {
  readonly state: MarkState;
  readonly children: ComponentChildren;
  readonly action?: ComponentChildren;
}) {
  return (
    <div class={`${styles.banner} ${styles[state]}`} role={state === 'stop' ? 'alert' : 'note'}>
      <Icon name={state} />
      <div class={styles.text}>{children}</div>
      {action}
    </div>
  );
}
