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
  /** The legend is only heard: the question it answers stands right above it. Rows are dense. */
  readonly quiet?: boolean;
}) {
  const name = useId();
  return (
    <fieldset class={`${styles.group} ${quiet ? styles.quiet : ''}`}>
      <legend class={quiet ? 'hidden-text' : styles.legend}>{legend}</legend>
      {options.map((option) => (
        <label key={option.id} class={styles.option}>
          <input type="radio" name={name} value={option.id} checked={chosen === option.id} onChange={() => onChoose(option.id)} />
          <span>{option.text}</span>
        </label>
      ))}
    </fieldset>
  );
}
