import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { IconButton } from './Button.tsx';
import styles from './Drawer.module.css';

/**
 * More about one thing, over the screen when narrow and beside it when wide. Takes the focus when it opens, keeps Tab inside, closes with Escape, and gives
 * the focus back to what opened it. Whoever shows it makes the rest `inert`.
 */
export function Drawer({
  title,
  closeLabel,
  onClose,
  children,
}: {
  readonly title: ComponentChildren;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}) {
  const id = useId();
  const panel = useRef<HTMLElement>(null);
  // Taken before the rest of the screen is made inert: that takes the focus from what opened the drawer, sooner or later.
  const opener = useRef(document.activeElement);
  useEffect(() => {
    const before = opener.current;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onClose();
      return;
    }
    if (event.key !== 'Tab') return;
    const stops = [
      ...(panel.current?.querySelectorAll<HTMLElement>('button:not([disabled]), a[href], input, textarea, select, [tabindex="0"]') ?? []),
    ];
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    const other = event.shiftKey ? stops.at(-1) : stops[0];
    if (document.activeElement === edge || document.activeElement === panel.current) {
      if (document.activeElement === edge || event.shiftKey) {
        event.preventDefault();
        other?.focus();
      }
    }
  };
  return (
    <section ref={panel} class={styles.drawer} role="dialog" aria-modal="true" aria-labelledby={id} tabIndex={-1} onKeyDown={onKeyDown}>
      <div class={styles.head}>
        <h2 id={id} class={styles.title}>
          {title}
        </h2>
        <IconButton icon="close" label={closeLabel} onClick={onClose} />
      </div>
      <div class={styles.body}>{children}</div>
    </section>
  );
}
