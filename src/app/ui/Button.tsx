import type { ComponentChildren, Ref } from 'preact';
import styles from './Button.module.css';
import { Icon, type IconName } from './Icon.tsx';

export interface ButtonProps {
  readonly onClick?: (event: MouseEvent) => void;
  readonly children: ComponentChildren;
  /** `primary`: the one thing to do here. `second`: bordered. `plain`: text. */
  readonly look?: 'primary' | 'second' | 'plain';
  readonly icon?: IconName;
  readonly dense?: boolean;
  readonly disabled?: boolean;
  readonly type?: 'button' | 'submit';
  readonly expanded?: boolean;
  readonly controls?: string;
  readonly shortcut?: string;
  /** Why it is off, or what it does beyond its word. */
  readonly title?: string;
  readonly buttonRef?: Ref<HTMLButtonElement>;
}

/** A real button with a word on it. */
export function Button({
  look = 'plain',
  icon,
  dense,
  children,
  expanded,
  controls,
  shortcut,
  title,
  buttonRef,
  type = 'button',
  disabled,
  onClick,
}: ButtonProps) {
  return (
    <button
      ref={buttonRef ?? null}
      type={type}
      disabled={disabled ?? false}
      onClick={onClick}
      class={`${styles.button} ${styles[look]} ${dense ? styles.dense : ''}`}
      aria-expanded={expanded}
      aria-controls={controls}
      aria-keyshortcuts={shortcut}
      title={title}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

/** A button that shows only an icon; `label` is its name for everybody who does not see it. */
export function IconButton({
  label,
  icon,
  pressed,
  expanded,
  dense,
  onClick,
}: {
  readonly label: string;
  readonly icon: IconName;
  readonly pressed?: boolean;
  readonly expanded?: boolean;
  readonly dense?: boolean;
  readonly onClick: () => void;
}) {
  return (
    <button
      type="button"
      class={`${styles.button} ${styles.icon} ${dense ? styles.dense : ''}`}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      aria-expanded={expanded}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
