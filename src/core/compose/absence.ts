import type { Chart } from '../chart/chart.ts';
import type { Answer, ChecklistResult, ItemResult } from '../evaluate/result.ts';
import { wallTime } from './clock.ts';
import type { ComposeContext } from './context.ts';
import { searchOf, statementOf } from './sources.ts';
import type { Statement } from './statement.ts';
import { partWords } from './wording.ts';

/** 'Not found: repeat lactate (03-02 01:55 to 03-02 12:55)', with the search that found nothing. Null when nothing was looked for in vain. */
export function absenceOf(label: string, answer: Answer, chart: Chart): Statement | null {
  if (answer.verdict !== 'not-found') return null;
  const search = searchOf(answer, chart);
  if (search === null) return null;
  const { window } = answer;
  const time = (at: number) => wallTime(at, chart.zone, chart.asOf);
  const place = window === null ? '' : ` (${time(window.from)} to ${time(Math.min(window.to, chart.asOf))})`;
  return statementOf(`Not found: ${label}${place}`, [search], chart);
}

/** What a missing item, or an unsupported diagnosis, lacks: the item itself, unmeasured parts of a score, criteria without any data. */
export function absentOf(item: ItemResult, isStatus: boolean, result: ChecklistResult, { chart }: ComposeContext): readonly Statement[] {
  const out: Statement[] = [];
  const answer = item.found;
  const search = searchOf(answer, chart);
  if (answer.missing.length > 0 && search !== null)
    out.push(statementOf(`Not measured: ${answer.missing.map(partWords).join(', ')}`, [search], chart));
  else if (!isStatus) {
    const found = absenceOf(lowerFirst(item.label), answer, chart);
    if (found) out.push(found);
  }
  if (!isStatus) return out;
  for (const criterion of Object.values(result.criteria)) {
    const found = criterion.missing.length > 0 ? null : absenceOf(lowerFirst(criterion.label), criterion, chart);
    if (found && !out.some((each) => each.text === found.text)) out.push(found);
  }
  return out.slice(0, 4);
}

/** Names of people and plans that stand first in a label: "Glasgow coma score", "Medicare". A name followed by 's ("Crohn's") is seen by its form. */
const NAMES =
  /^(?:Glasgow|Richmond|Berlin|Apgar|Foley|Venturi|Ringer|Doppler|Gram|Swan|Wells|Charlson|Child|Alzheimer|Parkinson|Medicare|Medicaid)\b/;

/** 'Repeat lactate' -> 'repeat lactate'; names and what has a capital or digit inside stay: 'Glasgow coma score', 'SpO2', 'PaCO2', 'SOFA'. */
export const lowerFirst = (text: string): string =>
  /^[A-Z][a-z]+(?:[\s,-]|$)/.test(text) && !NAMES.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
