import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { PromptKind } from '../../../core/checklist/kinds.ts';
import type { FilterName } from '../../../core/worklist/workflow.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { cdiWords } from '../words.ts';
import styles from './Filters.module.css';
import { DAY_BANDS, type DayBand, type Filter } from './filters.ts';
import type { Row } from './row.ts';

const distinct = (values: readonly (string | null)[]): string[] =>
  [...new Set(values.filter((value): value is string => value !== null))].sort((a, b) => a.localeCompare(b));

/** What narrows the list: words, four switches and four choices; those that the hospital's file names. */
export function Filters({
  rows,
  filter,
  offered,
  onChange,
  onLeave,
  children,
}: {
  readonly rows: readonly Row[];
  readonly filter: Filter;
  readonly offered: readonly FilterName[];
  readonly onChange: (filter: Filter) => void;
  /** Leaves the text field for the first row. */
  readonly onLeave: () => void;
  /** What else belongs under the same heading: adding by id. */
  readonly children?: ComponentChildren;
}) {
  const id = useId();
  const { filter: say } = cdiWords.list;
  const set = (more: Partial<Filter>) => onChange({ ...filter, ...more });
  const has = (name: FilterName) => offered.includes(name);
  const units = distinct(rows.map((row) => row.core.unit ?? row.location));
  const services = distinct(rows.map((row) => row.core.service));
  const kinds = [...new Set(rows.flatMap((row) => row.core.kinds.map(({ kind }) => kind)))];
  const switches = [
    ['mine', 'mine', say.mine],
    ['due', 'due', say.due],
    ['open-query', 'query', say.query],
    ['high-risk', 'risk', say.risk],
  ] as const;
  const chosen = [filter.unit, filter.service, filter.day, filter.kind].filter((value) => value !== null).length;
  return (
    <search class={styles.filters}>
      <label class={styles.find} for={`${id}-text`}>
        <span class="meta">{say.text}</span>
        <input
          id={`${id}-text`}
          type="search"
          autocomplete="off"
          data-filter
          aria-keyshortcuts="/"
          placeholder={say.hint}
          value={filter.text}
          onInput={(event) => set({ text: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' && event.key !== 'Enter' && event.key !== 'ArrowDown') return;
            event.preventDefault();
            event.stopPropagation();
            onLeave();
          }}
        />
      </label>
      <fieldset class={styles.switches} aria-label={say.legend}>
        {switches
          .filter(([name]) => has(name))
          .map(([name, key, text]) => (
            <button key={name} type="button" class={styles.switch} aria-pressed={filter[key]} onClick={() => set({ [key]: !filter[key] })}>
              {text}
            </button>
          ))}
      </fieldset>
      <Disclosure title={<span class="meta">{chosen > 0 ? `${say.more} (${chosen})` : say.more}</span>}>
        <div class={styles.choices}>
          {has('unit') && (
            <Choice label={say.unit} value={filter.unit} entries={units.map((unit) => [unit, unit])} onChoose={(unit) => set({ unit })} />
          )}
          {has('service') && (
            <Choice
              label={say.service}
              value={filter.service}
              entries={services.map((each) => [each, each])}
              onChoose={(service) => set({ service })}
            />
          )}
          {has('day-of-stay') && (
            <Choice
              label={say.day}
              value={filter.day}
              entries={DAY_BANDS.map((band) => [band, say.days[band]])}
              onChoose={(day) => set({ day: day as DayBand | null })}
            />
          )}
          {has('reason') && (
            <Choice
              label={say.kind}
              value={filter.kind}
              entries={kinds.map((kind) => [kind, cdiWords.list.kind[kind]])}
              onChoose={(kind) => set({ kind: kind as PromptKind | null })}
            />
          )}
        </div>
        {children}
      </Disclosure>
    </search>
  );
}

function Choice({
  label,
  value,
  entries,
  onChoose,
}: {
  readonly label: string;
  readonly value: string | null;
  readonly entries: readonly (readonly [string, string])[];
  readonly onChoose: (value: string | null) => void;
}) {
  return (
    <label class={styles.choice}>
      <span class="meta">{label}</span>
      <select value={value ?? ''} onChange={(event) => onChoose(event.currentTarget.value === '' ? null : event.currentTarget.value)}>
        <option value="">{cdiWords.list.filter.all}</option>
        {entries.map(([id, text]) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
