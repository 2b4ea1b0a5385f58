import { useState } from 'preact/hooks';
import type { QueryIndicator } from '../../../core/compose/statement.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Field } from '../../ui/Field.tsx';
import { indicatorKey } from './draft-edit.ts';
import styles from './Query.module.css';
import { queryWords as say } from './words.ts';

const MOST = 8;

/** Adds a fact of the condition that the draft does not show: searched by words of its line, added with one click, ticked. */
export function AddFinding({
  offered,
  shown,
  onAdd,
}: {
  readonly offered: readonly QueryIndicator[];
  readonly shown: readonly QueryIndicator[];
  readonly onAdd: (indicator: QueryIndicator) => void;
}) {
  const [wanted, setWanted] = useState('');
  const known = new Set(shown.map(indicatorKey));
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const found = offered.filter(
    (each) => !known.has(indicatorKey(each)) && words.every((word) => each.line.text.toLowerCase().includes(word)),
  );
  if (offered.every((each) => known.has(indicatorKey(each)))) return null;
  return (
    <Disclosure title={<span class="meta">{say.add}</span>}>
      <Field label={say.add} value={wanted} onInput={setWanted} hint={say.addHint} />
      <ul class={styles.offers}>
        {found.slice(0, MOST).map((each) => (
          <li key={indicatorKey(each)}>
            <button type="button" class={styles.offer} data-row onClick={() => onAdd(each)}>
              <span class="hidden-text">{say.addOne('')}</span>
              <span aria-hidden="true">+</span> <bdi>{each.line.text}</bdi>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p class="meta">{say.addNone}</p>}
      {found.length > MOST && <p class="meta">{say.addMore(found.length - MOST)}</p>}
    </Disclosure>
  );
}
