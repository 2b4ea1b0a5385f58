import { type Chart, factsOf } from '../chart/chart.ts';
import { type Fact, hasFlag } from '../chart/fact.ts';
import { isoInZone } from '../chart/instant.ts';
import type { LinkedQuery } from '../checklist/linked.ts';
import type { ChecklistResult, CriterionResult } from '../evaluate/result.ts';
import { absenceOf, soughtBy } from './absence.ts';
import { wallTime } from './clock.ts';
import type { ComposeContext } from './context.ts';
import { undocumentedName } from './documented.ts';
import { balanced, linesOf, MOST_LINES } from './evidence.ts';
import { lowerFirst, upperFirst } from './first-letter.ts';
import { isOtherWay } from './legs.ts';
import { documentOf, type Said, statementsFor } from './quotes.ts';
import type { EvidenceLine, QueryIndicator } from './statement.ts';
import { turningPoints } from './thin.ts';
import { ascii } from './wording.ts';

type Polarity = EvidenceLine['polarity'];
/** Purposes that weigh evidence; the others ask for a detail of what is settled, and nothing points the other way. */
const TWO_SIDED: ReadonlySet<LinkedQuery['purpose']> = new Set([
  ...(['clinical-validation', 'resolve-conflict', 'indicators-without-diagnosis', 'treatment-without-diagnosis', 'poa'] as const),
]);

/** Clinical indicators: facts behind the cited criteria and concepts always shown, for and against, each with its source. */
export function indicatorsFor(
  query: LinkedQuery,
  result: ChecklistResult,
  context: ComposeContext,
  most: number,
): readonly QueryIndicator[] {
  const { chart } = context;
  const both = query.purpose === 'clinical-validation' || query.purpose === 'resolve-conflict';
  const byCriterion = query.cite.map((name): readonly (readonly [Fact, Polarity])[] => {
    const criterion = result.criteria[name] ?? result.definitions[name];
    if (!criterion) return [];
    // one way that is not met is no argument against another that is; a documented diagnosis in question is shown all of it
    const isAgainst = TWO_SIDED.has(query.purpose) && (both || !isOtherWay(name, result, context.checklist));
    const polarity: Polarity = criterion.verdict === 'met' ? 'supports' : isAgainst ? 'against' : 'neutral';
    // what is denied ("no home oxygen") is the ground a criterion stands on, never a sign of it
    return criterion.facts.map((fact) => [fact, fact.says === 'denied' && polarity === 'supports' ? 'neutral' : polarity] as const);
  });
  const sides: readonly (readonly [Fact, Polarity])[] = both
    ? [...result.for.map((fact) => [fact, 'supports'] as const), ...result.against.map((fact) => [fact, 'against'] as const)]
    : [];
  const always = query.show.map((concept) => usable(factsOf(chart, concept), chart.asOf));
  const shown = always.flatMap((facts) => turningPoints(facts.filter((fact) => !isWorded(fact))).map((fact) => [fact, 'neutral'] as const));
  const courses = linesOf(
    always.flatMap((facts) => facts.filter(isWorded).map((fact) => [fact, 'neutral'] as const)),
    context,
  );
  // courses take room: then every criterion keeps its first facts
  const cited = courses.length > 0 ? inTurn(byCriterion) : byCriterion.flat();
  // a statement that is printed anyway ("no home oxygen") takes no side of its own
  const weighed = [...cited, ...sides].filter(([fact]) => !(isStatement(fact) && query.show.includes(fact.concept)));
  const drawn = linesOf([...weighed, ...shown], context).filter((line) => !line.flags.includes('withdrawn'));
  const values = withoutQuoted(drawn, statementsFor(query, result, context));
  const isLong = values.length + courses.length > most;
  const { left, taken } = isLong ? withoutCovered(values, courses) : { left: values, taken: courses };
  const own = inTurnOfConcept(taken, MOST_LINES - Math.min(LEAST_VALUES, left.length));
  const lines = [...balanced(left, Math.max(LEAST_VALUES, most - own.length)), ...own];
  const indicators = lines.map((line) => indicatorOf(line, chart));
  return query.purpose === 'clinical-validation' ? [...indicators, ...absences(query, indicators, result, context)] : indicators;
}

/** A sentence that stands under "Documented" is no finding beside itself; it stays where nothing else would be left on its side. */
function withoutQuoted(lines: readonly EvidenceLine[], statements: readonly Said[]): readonly EvidenceLine[] {
  const quoted = new Set(statements.map((each) => `${documentOf(each.ref)} "${ascii(each.quote)}"`));
  const isQuoted = (line: EvidenceLine) =>
    typeof line.sources[0] === 'string' && quoted.has(`${documentOf(line.sources[0])} ${line.value}`);
  const kept = lines.filter((line) => !isQuoted(line));
  const hasSupport = (each: readonly EvidenceLine[]) => each.some((line) => line.polarity === 'supports');
  return kept.length === 0 || (hasSupport(lines) && !hasSupport(kept)) ? lines : kept;
}

/**
 * Where a draft grows too long: a value that a course gives in words ("85 % on room air, lowest of 3") stands there alone, and the course takes its side,
 * so that neither a side nor the ground of an option is lost. What a course only spans is kept.
 */
function withoutCovered(
  values: readonly EvidenceLine[],
  courses: readonly EvidenceLine[],
): { readonly left: readonly EvidenceLine[]; readonly taken: readonly EvidenceLine[] } {
  const sides = new Map<EvidenceLine, Polarity>();
  const left = values.filter((value) => {
    const course = courses.find((each) => each.sources[0] === value.sources[0] && !sides.has(each) && gives(each, value));
    if (course) sides.set(course, value.polarity);
    return course === undefined;
  });
  return { left, taken: courses.map((course) => ({ ...course, polarity: sides.get(course) ?? course.polarity })) };
}

/** True where the words of a course begin with a value: "85 % on room air" gives SpO2 85 %, "nasal cannula, 2 L/min" the device. */
function gives(course: EvidenceLine, { value, unit }: EvidenceLine): boolean {
  const words = [value, unit].filter((part) => part !== null).join(' ');
  return words !== '' && [' ', ','].some((end) => `${course.value},`.startsWith(`${words}${end}`));
}

/**
 * At most `most` courses: the first of each concept, then the second of each, the last concepts first (the strongest support before another
 * gas or saturation); in the order they had.
 */
function inTurnOfConcept(lines: readonly EvidenceLine[], most: number): readonly EvidenceLine[] {
  const groups = [...new Set(lines.map(({ concept }) => concept))].map((concept) => lines.filter((line) => line.concept === concept));
  const firsts = groups.flatMap((group) => group.slice(0, 1));
  const kept = new Set([...firsts, ...inTurn(groups.map((group) => group.slice(1)).reverse())].slice(0, most));
  return lines.filter((line) => kept.has(line));
}

/** Values of a concept within the stay that can be compared. */
const usable = (facts: readonly Fact[], asOf: number): readonly Fact[] =>
  facts.filter((fact) => fact.at <= asOf && fact.standing !== 'withdrawn' && !hasFlag(fact, 'other-stay') && !hasFlag(fact, 'implausible'));

/** The first of each list, then the second of each ... */
const inTurn = <T>(lists: readonly (readonly T[])[]): readonly T[] =>
  Array.from({ length: Math.max(0, ...lists.map((list) => list.length)) }, (_, index) =>
    lists.flatMap((list) => list.slice(index, index + 1)),
  ).flat();

/** A course in words (gases, support, treatment, what is said about home oxygen): the author wants it in every draft. */
const isWorded = (fact: Fact): boolean => isStatement(fact) || (fact.value === undefined && fact.text !== undefined && fact.text !== '');

const isStatement = (fact: Fact): boolean => fact.note !== undefined && fact.says !== undefined;

/** However many courses there are, both sides keep a few values of their own. */
const LEAST_VALUES = 5;

/** A line as a query shows it: an earlier encounter labelled so, a search named as one. */
export function indicatorOf(line: EvidenceLine, chart: Chart): QueryIndicator {
  const source = line.sources[0];
  const prior = line.flags.includes('other-stay');
  return {
    ref: typeof source === 'string' ? source : `search:${source.search}`,
    label: prior ? `${line.label}, prior encounter` : line.label,
    value: line.value ?? 'charted',
    unit: line.unit,
    time: isoInZone(line.at, chart.zone),
    scope: prior ? 'prior' : 'current',
    ...(prior ? { relevance: 'baseline for the values of this encounter' } : {}),
    polarity: line.polarity,
    line,
  };
}

/**
 * A validation with nothing measured on one side says so: what was looked for and not found speaks against, with its search; never
 * silence. Only criteria that were read in full count.
 */
function absences(
  query: LinkedQuery,
  shown: readonly QueryIndicator[],
  result: ChecklistResult,
  context: ComposeContext,
): readonly QueryIndicator[] {
  const { chart } = context;
  if (shown.some((each) => each.polarity === 'against')) return [];
  // Only what the author cites: other criteria are guards ("no dialysis") whose absence says nothing here, and a definition is a sum of many searches.
  const names = query.cite;
  const found = [...new Set(names)].flatMap((name) => {
    const criterion = result.criteria[name] ?? result.definitions[name];
    const sought = criterion ? neutral(criterion, context) : '';
    const absent = criterion ? absenceOf(sought, criterion, chart) : null;
    if (!criterion || absent === null) return [];
    const at = criterion.searchedAt ?? chart.asOf;
    const line: EvidenceLine = {
      ...absent,
      text: `${absent.text}, searched ${wallTime(at, chart.zone, chart.asOf)}`,
      concept: name,
      label: upperFirst(sought),
      value: 'not found',
      unit: null,
      at,
      time: wallTime(at, chart.zone, chart.asOf),
      polarity: 'against',
      trend: [],
      threshold: null,
      flags: ['not-found'],
    };
    return [indicatorOf(line, chart)];
  });
  return found.filter((each, index) => found.findIndex((other) => other.line.text === each.line.text) === index).slice(0, 3);
}

/** What was sought, without the name of a diagnosis: that would lead even as something not found. Then what nobody measured stands there instead. */
function neutral(criterion: CriterionResult, { checklist, concepts }: ComposeContext): string {
  const isNeutral = (text: string) => undocumentedName(text, new Set(), concepts) === null;
  const label = soughtBy(criterion, checklist);
  if (isNeutral(label)) return label;
  const unmeasured = (criterion.why ?? '').split('; ').flatMap((why) => /^no (.+)$/.exec(why)?.[1] ?? []);
  return lowerFirst(unmeasured.find(isNeutral) ?? label);
}

/** One line of the body: '- Lactate 3.1 mmol/L, 03-02 00:55'. */
export const indicatorText = (indicator: QueryIndicator): string => `- ${ascii(indicator.line.text)}`;
