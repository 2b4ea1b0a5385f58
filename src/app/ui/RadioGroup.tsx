import { useId } from 'preact/hooks';
import styles from './RadioGroup.module.css';

/** Options of equal weight in a fixed order; nothing is chosen until the user chooses. */
export function RadioGroup({
  legend,
  options,
  chosen,
  onChoose,
  quiet,
}: {
  readonly legend: string;
  readonly options: readonly { readonly id: string; readonly text: string }[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  /** The legend in the meta style: the question stands right above it. */
  readonly quiet?: boolean;
}) {
  const name = useId();
  return (
    <fieldset class={styles.group}>
      <legend class={`${styles.legend} ${quiet ? 'meta' : ''}`}>{legend}</legend>
      {options.map((option) => (
        <label key={option.id} class={styles.option}>
          <input type="radio" name={name} value={option.id} checked={chosen === option.id} onChange={() => onChoose(option.id)} />
          <span>{option.text}</span>
        </label>
      ))}
    </fieldset>
  );
}
