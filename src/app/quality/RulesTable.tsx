import { DISMISS_REASONS } from '../../store/index.ts';
import styles from '../settings/Room.module.css';
import { WideTable } from '../settings/WideTable.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { StateMark } from '../ui/StateMark.tsx';
import { words } from '../words.ts';
import { COLUMNS } from './columns.ts';
import type { RuleQuality } from './quality.ts';
import { qualityWords as own } from './words.ts';

/** One row per rule; what is flagged says why beside its name. */
export function RulesTable({ rules }: { readonly rules: readonly RuleQuality[] }) {
  const dismissed = rules.filter((rule) => rule.dismissed > 0);
  return (
    <>
      <WideTable caption={own.rules} head={[own.columns.rule[0], ...COLUMNS.map(({ name }) => name)]}>
        {rules.map((rule) => (
          <tr key={rule.rule}>
            <th scope="row">
              {rule.rule} <span class="meta">{rule.versions.join(', ')}</span>
              {rule.flags.map((flag) => (
                <StateMark key={flag} state="look">
                  {own.flagged}: {own.flags[flag]}
                </StateMark>
              ))}
            </th>
            {COLUMNS.map((column) => (
              <td key={column.name} class={styles.number}>
                {column.show(rule)}
              </td>
            ))}
          </tr>
        ))}
      </WideTable>
      <p class="meta">{own.flagNote}</p>
      <Disclosure title={own.formulas}>
        <dl class={styles.facts}>
          {[...COLUMNS].map(({ name, formula }) => [<dt key={name}>{name}</dt>, <dd key={formula}>{formula}</dd>])}
        </dl>
      </Disclosure>
      {dismissed.length > 0 && (
        <Disclosure title={own.reasons}>
          {dismissed.map((rule) => (
            <WideTable key={rule.rule} caption={own.reasonsOf(rule.rule)} head={[own.reason, own.count]}>
              {DISMISS_REASONS.filter((reason) => rule.reasons[reason] > 0).map((reason) => (
                <tr key={reason}>
                  <th scope="row">{words.dismiss.reasons[reason]}</th>
                  <td>{rule.reasons[reason]}</td>
                </tr>
              ))}
            </WideTable>
          ))}
        </Disclosure>
      )}
    </>
  );
}
