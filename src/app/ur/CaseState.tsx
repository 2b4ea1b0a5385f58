import type { Verdict } from '../../core/chart/verdict.ts';
import { CONDITION_WORDS } from '../../core/compose/coded-words.ts';
import type { Review } from '../../core/review/review.ts';
import type { StatusChange } from '../../core/stay/status-change.ts';
import { type MarkState, StateMark } from '../ui/StateMark.tsx';
import { Table } from '../ui/Table.tsx';
import styles from './Block.module.css';
import { SourceText } from './SourceText.tsx';
import { zonedTime } from './wall.ts';
import { urWords } from './words.ts';

const MARK: Readonly<Record<Verdict, MarkState>> = { met: 'fine', 'not-met': 'look', 'not-found': 'info', 'not-known': 'unknown' };
const AXES = ['hospitalStatus', 'orderStatus', 'urReview', 'payerDecision', 'billing'] as const;
/** Axes that only entries can tell: without one, nothing is known of them. */
const ENTERED: ReadonlySet<string> = new Set(['urReview', 'payerDecision', 'billing']);
/** The one condition that a calendar tells, not an entry. */
const BY_CALENDAR = 'within-a-year';

/** Where the case stands on its five axes, and the changes of status under way, each with all of its conditions. Facts; never that it be done. */
export function CaseState({ review }: { readonly review: Review }) {
  const { utilization } = review.levelOfCare;
  const words = urWords.caseState;
  if (!utilization) return null;
  const { axes, changes, outpatientSpan, observationServiceHours, threeInpatientDays, criteria } = utilization;
  const also: readonly (readonly [string, string])[] = [
    ...(criteria ? [[words.criteria, `${criteria.set ?? ''}: ${words.outcome[criteria.outcome] ?? criteria.outcome}`] as const] : []),
    ...(outpatientSpan ? [[words.span, `${outpatientSpan.from} to ${outpatientSpan.through}`] as const] : []),
    ...(observationServiceHours === null ? [] : [[words.services, `${observationServiceHours} h`] as const]),
    ...(threeInpatientDays === null ? [] : [[words.threeDays, threeInpatientDays ? words.yes : words.no] as const]),
  ];
  return (
    <section class={styles.block} aria-labelledby="ur-case" data-stop tabIndex={-1}>
      <h2 id="ur-case" class={styles.title}>
        {words.title}
      </h2>
      <dl class={styles.pairs}>
        {AXES.map((axis) => (
          <div key={axis}>
            <dt class="meta">{words.axes[axis]}</dt>
            <dd>
              {axes[axis] === 'unknown' ? (
                <StateMark state="unknown">{ENTERED.has(axis) ? words.notEntered : words.states.unknown}</StateMark>
              ) : (
                (words.states[axes[axis]] ?? axes[axis])
              )}
            </dd>
          </div>
        ))}
        {also.map(([name, value]) => (
          <div key={name}>
            <dt class="meta">{name}</dt>
            <dd class="numbers">{value}</dd>
          </div>
        ))}
      </dl>
      <h3 class={styles.sub}>{words.changes}</h3>
      {changes.length === 0 && <p class="meta">{words.noChange}</p>}
      {changes.map((change) => (
        <Change key={`${change.path} ${change.at}`} change={change} zone={review.zone} />
      ))}
    </section>
  );
}

function Change({ change, zone }: { readonly change: StatusChange; readonly zone: string | null }) {
  const words = urWords.caseState;
  const name = words.paths[change.path];
  const names = (...verdicts: readonly Verdict[]) =>
    change.conditions
      .filter(({ verdict }) => verdicts.includes(verdict))
      .map(({ id }) => CONDITION_WORDS[id])
      .join(', ');
  const missing = names('not-met', 'not-found');
  const unknown = names('not-known');
  const said = ({ id, verdict }: StatusChange['conditions'][number]) =>
    verdict === 'not-known' && id !== BY_CALENDAR ? words.notEntered : words.verdicts[verdict];
  return (
    <div class={styles.plain}>
      <p>
        <SourceText title={name} sources={change.from}>
          <b>{name}</b>
        </SourceText>{' '}
        <span class="meta numbers">{zonedTime(change.at, zone)}</span>{' '}
        <StateMark state={change.state === 'complete' ? 'fine' : change.state === 'blocked' ? 'look' : 'info'}>
          {words.changeState[change.state]}
        </StateMark>
      </p>
      <Table caption={words.conditions(name)} head={words.head}>
        {change.conditions.map((one) => (
          <tr key={one.id}>
            <th scope="row">{CONDITION_WORDS[one.id]}</th>
            <td>
              <StateMark state={MARK[one.verdict]}>{said(one)}</StateMark>{' '}
              {one.from.length > 0 && (
                <SourceText title={`${CONDITION_WORDS[one.id]}: ${said(one)}`} sources={one.from}>
                  {urWords.rules.facts(one.from.length)}
                </SourceText>
              )}
            </td>
          </tr>
        ))}
      </Table>
      {missing !== '' && <p class="meta">{words.missing(missing)}</p>}
      {unknown !== '' && <p class="meta">{words.unknown(unknown)}</p>}
    </div>
  );
}
