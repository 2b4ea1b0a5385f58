import { useId } from 'preact/hooks';
import { dayClock } from '../time.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Entries.module.css';
import { entryWords } from './entry-words.ts';
import { zonedTime } from './wall.ts';
import { wallInput } from './wall-input.ts';

/** A time on the hospital's clock, typed in few keys; what it was understood as stands beside it, with the zone. "Now" is one click. */
export function TimeField({
  label,
  value,
  zone,
  now,
  isAhead = false,
  onInput,
}: {
  readonly label: string;
  readonly value: string;
  readonly zone: string | null;
  /** The moment the screen shows. */
  readonly now: number;
  readonly isAhead?: boolean;
  readonly onInput: (value: string) => void;
}) {
  const id = useId();
  const at = wallInput(value, zone, now, isAhead);
  return (
    <div class={styles.field}>
      <label for={id} class={styles.label}>
        {label}
      </label>
      <div class={styles.time}>
        <input
          id={id}
          type="text"
          autocomplete="off"
          class={styles.input}
          value={value}
          aria-describedby={`${id}-read`}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
        {!isAhead && (
          <Button dense look="second" onClick={() => onInput(dayClock(now, zone))}>
            {entryWords.fields.now}
          </Button>
        )}
      </div>
      <span id={`${id}-read`} class="meta numbers">
        {at === null ? entryWords.fields.whenHint : zonedTime(at, zone)}
      </span>
    </div>
  );
}
