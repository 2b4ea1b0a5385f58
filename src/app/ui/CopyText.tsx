import type { RefObject } from 'preact';
import styles from './CopyText.module.css';

/** Exactly what will be copied, line by line. */
export function CopyText({ text }: { readonly text: string }) {
  return <pre class={styles.text}>{text}</pre>;
}

/**
 * The box a copy falls back to: off screen until the browser refuses to copy, then shown with the text selected in it, to be copied by hand.
 * `copyText` fills and selects it.
 */
export function CopyBox({
  name,
  isShown,
  boxRef,
}: {
  readonly name: string;
  readonly isShown: boolean;
  readonly boxRef: RefObject<HTMLTextAreaElement | null>;
}) {
  return (
    <textarea
      ref={boxRef}
      readOnly
      class={isShown ? styles.box : `${styles.box} ${styles.offscreen}`}
      tabIndex={isShown ? 0 : -1}
      aria-hidden={!isShown}
      aria-label={name}
    />
  );
}
