import { type Chart, factsOf } from '../chart/chart.ts';
import type { StatusChange } from '../stay/status-change.ts';
import type { LevelOfCare } from '../stay/stay.ts';
import { wallTime } from './clock.ts';
import { CONDITION_WORDS } from './coded-words.ts';
import { factSources, statementOf } from './sources.ts';
import type { Statement } from './statement.ts';
import { ascii } from './wording.ts';

const CHANGE_WORDS: Readonly<Record<StatusChange['path'], string>> = {
  'condition-code-44': 'Change from inpatient to outpatient before release',
  'self-denial': 'Review by the UR committee after discharge',
  upgrade: 'Change to inpatient by a new order',
  'payer-downgrade': 'Lower level decided by the plan; the status in the hospital is as ordered',
};
const STATE_WORDS: Readonly<Record<StatusChange['state'], string>> = {
  complete: 'all conditions shown',
  blocked: 'open',
  'not-available': 'no longer available',
};
const OUTCOME_WORDS: Readonly<Record<string, string>> = { met: 'met', 'not-met': 'not met', 'not-reviewed': 'not reviewed' };

/**
 * What utilization review entered, and what follows from it, as sentences: outcome of a criteria set, outpatient days before the order (where the
 * rules of Medicare may apply), changes of status. A change never stands without the conditions that are not shown.
 */
export function utilizationLines(chart: Chart, care: LevelOfCare): Statement[] {
  const { utilization, regime } = care;
  if (!utilization) return [];
  const { criteria, outpatientSpan, changes } = utilization;
  const time = (at: number) => wallTime(at, chart.zone, chart.asOf);
  const out: Statement[] = [];
  if (criteria) {
    const name = criteria.set === null ? 'Criteria set' : `Criteria set ${criteria.set}`;
    out.push(
      statementOf(
        ascii(`${name}: ${OUTCOME_WORDS[criteria.outcome] ?? criteria.outcome}, entered ${time(criteria.at)}`),
        [criteria.from],
        chart,
      ),
    );
  }
  if (outpatientSpan && (regime === 'medicare-ffs' || regime === 'medicare-advantage' || regime === 'unknown')) {
    const sources = [...factSources(factsOf(chart, 'care-start')), ...factSources(factsOf(chart, 'inpatient-status'))];
    out.push(statementOf(`Outpatient days before the order: ${outpatientSpan.from} to ${outpatientSpan.through}`, sources, chart));
  }
  for (const change of changes) {
    const unmet = change.conditions.filter(({ verdict }) => verdict !== 'met').map(({ id }) => CONDITION_WORDS[id]);
    const rest = unmet.length === 0 ? '' : `; not shown: ${unmet.join(', ')}`;
    out.push(
      statementOf(
        `${CHANGE_WORDS[change.path]}, ${time(change.at)}: ${STATE_WORDS[change.state]}${rest}`,
        [...change.from, ...change.conditions.flatMap(({ from }) => from)],
        chart,
      ),
    );
  }
  return out;
}
