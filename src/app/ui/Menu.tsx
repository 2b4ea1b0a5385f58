import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from './Button.tsx';
import { Icon, type IconName } from './Icon.tsx';
import styles from './Menu.module.css';

export interface MenuEntry {
  readonly id: string;
  readonly text: string;
  readonly chosen?: boolean;
}

/** A button with a short list under (or over) it. Arrow keys move, Escape closes and gives the focus back. */
export function Menu({
  label,
  icon,
  entries,
  onChoose,
  below,
}: {
  readonly label: ComponentChildren;
  readonly icon?: IconName;
  readonly entries: readonly MenuEntry[];
  readonly onChoose: (id: string) => void;
  readonly below?: boolean;
}) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const items = () => [...(root.current?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
  const close = (back: boolean) => {
    setOpen(false);
    if (back) button.current?.focus();
  };
  useEffect(() => {
    if (!open) return undefined;
    items()[0]?.focus();
    const outside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!open) return;
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.stopPropagation();
      close(event.key === 'Escape');
    } else if (to !== undefined) {
      event.preventDefault();
      all[(to + all.length) % all.length]?.focus();
    }
  };
  return (
    <div ref={root} class={`${styles.menu} ${below ? styles.below : ''}`}>
      <Button buttonRef={button} expanded={open} onClick={() => setOpen(!open)} {...(icon ? { icon } : {})}>
        {label}
      </Button>
      {open && (
        <div class={styles.list} role="menu" tabIndex={-1} onKeyDown={onKeyDown}>
          {entries.map((entry) => (
            <button
              key={entry.id}
              type="button"
              role="menuitemradio"
              aria-checked={entry.chosen ?? false}
              class={styles.entry}
              onClick={() => {
                close(true);
                onChoose(entry.id);
              }}
            >
              <span class={styles.tick}>{entry.chosen && <Icon name="fine" />}</span>
              {entry.text}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
