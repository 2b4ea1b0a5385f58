import { useId } from 'preact/hooks';
import styles from '../settings/Room.module.css';
import type { Filter } from './quality.ts';
import { qualityWords as own } from './words.ts';

/** By view, rule and days. */
export function Filters({
  filter,
  roles,
  rules,
  onFilter,
}: {
  readonly filter: Filter;
  readonly roles: readonly string[];
  readonly rules: readonly string[];
  readonly onFilter: (filter: Filter) => void;
}) {
  const id = useId();
  const choice = (name: 'role' | 'rule', label: string, any: string, values: readonly string[], text: (value: string) => string) => (
    <div class={styles.field}>
      <label for={`${id}${name}`} class="meta">
        {label}
      </label>
      <select
        id={`${id}${name}`}
        class={styles.select}
        value={filter[name]}
        onChange={(event) => onFilter({ ...filter, [name]: event.currentTarget.value })}
      >
        <option value="">{any}</option>
        {values.map((value) => (
          <option key={value} value={value}>
            {text(value)}
          </option>
        ))}
      </select>
    </div>
  );
  const day = (name: 'from' | 'to', label: string) => (
    <div class={styles.field}>
      <label for={`${id}${name}`} class="meta">
        {label}
      </label>
      <input
        id={`${id}${name}`}
        type="date"
        class={styles.select}
        value={filter[name]}
        onChange={(event) => onFilter({ ...filter, [name]: event.currentTarget.value })}
      />
    </div>
  );
  return (
    <fieldset class={`${styles.row} ${styles.filters}`} aria-label={own.filter}>
      {choice('role', own.role, own.anyRole, roles, (value) => own.roles[value] ?? value)}
      {choice('rule', own.rule, own.anyRule, rules, (value) => value)}
      {day('from', own.from)}
      {day('to', own.to)}
    </fieldset>
  );
}
