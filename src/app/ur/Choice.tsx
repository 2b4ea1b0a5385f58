import { useEffect, useId, useRef } from 'preact/hooks';
import styles from './Entries.module.css';

export interface ChoiceOption {
  readonly id: string;
  readonly text: string;
  readonly group?: string;
}

/** A labelled list to choose one from; nothing is chosen until the user does. */
export function Choice({
  label,
  none,
  options,
  value,
  onChoose,
  isFirst,
}: {
  readonly label: string;
  readonly none: string;
  readonly options: readonly ChoiceOption[];
  readonly value: string;
  readonly onChoose: (id: string) => void;
  /** Takes the focus when it appears. */
  readonly isFirst?: boolean;
}) {
  const id = useId();
  const own = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    if (isFirst) own.current?.focus();
  }, []);
  const groups = [...new Set(options.map(({ group }) => group ?? ''))];
  const entries = (group: string) =>
    options
      .filter((option) => (option.group ?? '') === group)
      .map((option) => (
        <option key={option.id} value={option.id}>
          {option.text}
        </option>
      ));
  return (
    <div class={styles.field}>
      <label for={id} class={styles.label}>
        {label}
      </label>
      <select ref={own} id={id} class={styles.select} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        <option value="">{none}</option>
        {groups.map((group) =>
          group === '' ? (
            entries(group)
          ) : (
            <optgroup key={group} label={group}>
              {entries(group)}
            </optgroup>
          ),
        )}
      </select>
    </div>
  );
}
