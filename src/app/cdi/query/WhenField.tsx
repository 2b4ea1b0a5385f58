import { useId } from 'preact/hooks';
import { fieldValue, momentOf } from '../case/wall-clock.ts';
import styles from './Life.module.css';
import { lifeWords as say } from './words.ts';

/** A moment on the hospital's clock as it is typed; null: none that can be read. */
export const typedMoment = (value: string, zone: string | null): number | null => momentOf(value, zone);
export const momentText = (at: number, zone: string | null): string => fieldValue(at, zone);

/** Day and time of something that happened, in 24 hours on the hospital's clock. `value`: '2026-03-03T14:20'. */
export function WhenField({
  label,
  value,
  onInput,
}: {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
}) {
  const id = useId();
  const [day = '', time = ''] = value.split('T');
  return (
    <fieldset class={styles.when}>
      <legend id={id}>{label}</legend>
      <input
        type="date"
        aria-label={`${label}: ${say.day}`}
        value={day}
        onInput={({ currentTarget }) => onInput(`${currentTarget.value}T${time}`)}
      />
      <input
        type="text"
        inputMode="numeric"
        autocomplete="off"
        placeholder="hh:mm"
        maxLength={5}
        aria-label={`${label}: ${say.time}`}
        value={time}
        onInput={({ currentTarget }) => onInput(`${day}T${currentTarget.value}`)}
      />
    </fieldset>
  );
}
