import { useId } from 'preact/hooks';
import { dayClock } from '../../time.ts';
import { Field } from '../../ui/Field.tsx';
import styles from './Query.module.css';
import type { Recipient } from './recipients.ts';
import { queryWords as say } from './words.ts';

/** To whom the query goes: the present attending with since when, or another provider of the stay. Where the encounter names nobody, a name can be written. */
export function Addressee({
  recipients,
  chosen,
  zone,
  onChoose,
}: {
  readonly recipients: readonly Recipient[];
  readonly chosen: Recipient | null;
  readonly zone: string | null;
  readonly onChoose: (name: string) => void;
}) {
  const id = useId();
  if (recipients.length === 0) {
    return (
      <div data-place="recipient">
        <p class={styles.to}>
          <span class={styles.unknown}>{say.toUnknown}</span>
        </p>
        <Field label={say.toName} value={chosen?.name ?? ''} onInput={onChoose} />
      </div>
    );
  }
  return (
    <div class={styles.toLine} data-place="recipient">
      <label for={id} class="meta">
        {say.to}
      </label>
      <select id={id} class={styles.select} value={chosen?.name} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        {recipients.map((each) => (
          <option key={each.name} value={each.name}>
            {recipientWords(each, zone)}
          </option>
        ))}
      </select>
    </div>
  );
}

/** 'Rivera, Alma, attending since 03-02 12:10'; 'Okoye, Samuel, wrote the consult of ...'. */
export function recipientWords({ name, role, since, wrote }: Recipient, zone: string | null): string {
  const at = since === null ? Number.NaN : Date.parse(since);
  const time = Number.isNaN(at) ? null : dayClock(at, zone);
  if (role === 'author') return [`${name}, ${say.role.author} ${wrote ?? ''}`.trim(), time].filter(Boolean).join(' ');
  return [`${name}, ${say.role[role]}`, time === null ? null : say.since(time)].filter(Boolean).join(' ');
}
