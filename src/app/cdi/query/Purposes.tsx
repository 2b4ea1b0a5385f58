import type { QueryPurpose } from '../../../core/checklist/linked.ts';
import { FORMATS, matrix } from '../../../core/query/matrix.ts';
import { PURPOSES, type QueryPolicy } from '../../../core/query/policy.ts';
import { FORMAT_WORDS, PURPOSE_WORDS } from '../../../core/query/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Table } from '../../ui/Table.tsx';
import styles from './Query.module.css';
import { queryWords as say } from './words.ts';

/**
 * All purposes by all formats under the hospital's policy: those with a draft due in this case can be chosen, the others say why not. A purpose is never chosen
 * freely: what the record asks for makes it.
 */
export function Purposes({
  policy,
  shown,
  due,
  onChoose,
}: {
  readonly policy: QueryPolicy;
  readonly shown: QueryPurpose;
  /** Purposes of the drafts of this case. */
  readonly due: readonly QueryPurpose[];
  readonly onChoose: (purpose: QueryPurpose) => void;
}) {
  const pairs = matrix(policy);
  const whys = [...new Set(pairs.flatMap((each) => (each.permitted ? [] : [each.why])))];
  const inCase = (purpose: QueryPurpose) => {
    if (purpose === shown) return <strong>{say.purposeShown}</strong>;
    if (!due.includes(purpose)) return <span class="meta">{say.purposeNotDue}</span>;
    return (
      <Button dense look="second" onClick={() => onChoose(purpose)}>
        {say.purposeChoose}
        <span class="hidden-text">: {PURPOSE_WORDS[purpose]}</span>
      </Button>
    );
  };
  return (
    <Disclosure title={<span class="meta">{say.matrix}</span>}>
      <Table caption={say.matrix} head={[say.purpose, say.inThisCase, ...FORMATS.map((each) => FORMAT_WORDS[each])]}>
        {PURPOSES.map((purpose) => (
          <tr key={purpose}>
            <th scope="row">{PURPOSE_WORDS[purpose]}</th>
            <td>{inCase(purpose)}</td>
            {FORMATS.map((format) => {
              const pair = pairs.find((each) => each.purpose === purpose && each.format === format);
              return <td key={format}>{pair?.permitted ? say.yes : say.no}</td>;
            })}
          </tr>
        ))}
      </Table>
      {whys.length > 0 && (
        <ul class={`${styles.whys} meta`} aria-label={say.whyNot}>
          {whys.map((why) => (
            <li key={why}>{why}</li>
          ))}
        </ul>
      )}
    </Disclosure>
  );
}
