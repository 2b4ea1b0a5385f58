import { useId } from 'preact/hooks';
import styles from './Field.module.css';

/** Labelled text of one or more lines. */
export function Field({
  label,
  value,
  onInput,
  rows = 1,
  hint,
  inline,
}: {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly rows?: number;
  readonly hint?: string;
  /** One line at first, with the label in front of it; grows with what is written. */
  readonly inline?: boolean;
}) {
  const id = useId();
  const common = { id, value, class: styles.input, 'aria-describedby': hint ? `${id}-hint` : undefined };
  return (
    <div class={`${styles.field} ${inline ? styles.inline : ''}`}>
      <label for={id} class={styles.label}>
        {label}
      </label>
      {rows > 1 ? (
        <textarea {...common} rows={inline ? 1 : rows} onInput={(event) => onInput(event.currentTarget.value)} />
      ) : (
        <input {...common} type="text" autocomplete="off" onInput={(event) => onInput(event.currentTarget.value)} />
      )}
      {hint && (
        <span id={`${id}-hint`} class="meta">
          {hint}
        </span>
      )}
    </div>
  );
}
