import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import styles from './Disclosure.module.css';
import { Icon } from './Icon.tsx';

/** A heading that shows and hides what is under it. Closed at first unless told otherwise. */
export function Disclosure({
  title,
  children,
  startOpen = false,
}: {
  readonly title: ComponentChildren;
  readonly children: ComponentChildren;
  readonly startOpen?: boolean;
}) {
  const [open, setOpen] = useState(startOpen);
  const id = useId();
  return (
    <section>
      <h3 class={styles.heading}>
        <button
          type="button"
          class={`${styles.summary} ${open ? styles.open : ''}`}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <Icon name="open" />
          <span>{title}</span>
        </button>
      </h3>
      <div id={id} class={styles.body} hidden={!open}>
        {open && children}
      </div>
    </section>
  );
}
