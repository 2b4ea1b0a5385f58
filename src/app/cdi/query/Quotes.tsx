import { wallTime } from '../../../core/compose/clock.ts';
import type { QueryDraft } from '../../../core/compose/statement.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import styles from './Query.module.css';
import { queryWords as say } from './words.ts';

/** What the query quotes of the notes, each with who wrote it and when; nothing where it quotes nothing. */
export function Quotes({
  statements,
  zone,
  asOf,
}: {
  readonly statements: QueryDraft['documentedStatements'];
  readonly zone: string | null;
  readonly asOf: number;
}) {
  if (statements.length === 0) return null;
  return (
    <Disclosure
      title={
        <span class="meta">
          {say.quoted} ({statements.length})
        </span>
      }
    >
      <ul class={styles.quotes}>
        {statements.map((each, index) => (
          <li key={`${each.ref} ${each.quote}`} data-place={`documentedStatements[${index}]`}>
            <bdi>"{each.quote}"</bdi>{' '}
            <span class="meta">
              {each.author}, {each.noteType}, {wallTime(Date.parse(each.time), zone, asOf)}
            </span>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
