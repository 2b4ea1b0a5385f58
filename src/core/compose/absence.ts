import type { Chart } from '../chart/chart.ts';
import type { Criterion, LinkedChecklist } from '../checklist/linked.ts';
import type { Answer, ChecklistResult, ItemResult } from '../evaluate/result.ts';
import { wallTime } from './clock.ts';
import type { ComposeContext } from './context.ts';
import { lowerFirst } from './first-letter.ts';
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

/**
 * What was looked for in vain, in words: the criterion; or, where it counts from an event nobody found, that event. "Not found: lactate above the limit near
 * the infection" beside a high lactate would be read as a contradiction when it is the infection's time that is missing.
 */
export function soughtBy(criterion: Answer & { readonly label: string }, { anchors }: LinkedChecklist): string {
  const name = criterion.window === null ? /^no ([a-z0-9-]+)$/.exec(criterion.why ?? '')?.[1] : undefined;
  const anchor = name === undefined || !Object.hasOwn(anchors, name) ? undefined : anchors[name];
  if (name === undefined || anchor === undefined) return lowerFirst(criterion.label);
  return anchor.form === 'fact' ? lowerFirst(anchor.label) : name.replaceAll('-', ' ');
}

/** What a missing item, or an unsupported diagnosis, lacks: the item itself, unmeasured parts of a score, criteria without any data. */
export function absentOf(
  item: ItemResult,
  isStatus: boolean,
  result: ChecklistResult,
  { chart, checklist }: ComposeContext,
): readonly Statement[] {
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
  for (const name of supporting(checklist)) {
    const criterion = result.criteria[name];
    const found = !criterion || criterion.missing.length > 0 ? null : absenceOf(soughtBy(criterion, checklist), criterion, chart);
    if (found && !out.some((each) => each.text === found.text)) out.push(found);
  }
  return out.slice(0, 4);
}

const known = new WeakMap<LinkedChecklist, readonly string[]>();

/**
 * Criteria that would speak for the governing definition. What must not be there ("no stated target") and what other items ask is left out: that nobody wrote
 * it says nothing against the diagnosis.
 */
function supporting(checklist: LinkedChecklist): readonly string[] {
  const before = known.get(checklist);
  if (before) return before;
  const governing = checklist.definitions[checklist.governing]?.criterion;
  const names = governing ? narrowestIn(governing, checklist) : [];
  known.set(checklist, names);
  return names;
}

/** The criteria a form names, each taken apart into those it is made of: the narrowest names. */
function narrowestIn(from: Criterion, checklist: LinkedChecklist): readonly string[] {
  const names = new Set<string>();
  const walk = (criterion: Criterion): boolean => {
    if (criterion.form === 'fact' || criterion.form === 'not') return false;
    if (criterion.form !== 'met') return criterion.parts.map(walk).some((named) => named);
    const { name } = criterion;
    const own = checklist.criteria[name]?.criterion;
    const target = own ?? checklist.definitions[name]?.criterion;
    if (target === undefined) return false;
    if (!walk(target) && own !== undefined) names.add(name);
    return true;
  };
  walk(from);
  return [...names];
}
