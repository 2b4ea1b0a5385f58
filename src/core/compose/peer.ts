import { type Chart, factsOf, hasRead } from '../chart/chart.ts';
import { type Fact, hasFlag } from '../chart/fact.ts';
import type { ChecklistResult } from '../evaluate/result.ts';
import type { LevelOfCare } from '../stay/stay.ts';
import type { Brief } from './brief.ts';
import { wallTime } from './clock.ts';
import { STATUS_WORDS } from './coded-words.ts';
import { statementOf } from './sources.ts';
import type { EvidenceLine, Source, Statement } from './statement.ts';
import { ascii } from './wording.ts';

/** What is said in a call, in the order it is said: why hospital care, what was done, risk, the stated expectation, the course. */
export type PointId = 'severity' | 'intensity' | 'risk' | 'expectation' | 'course';

/** One thing to say: a sentence that stands for itself, and further facts to have at hand. An absence is said as what it is. */
export interface PeerPoint {
  readonly id: PointId;
  readonly sentence: Statement;
  readonly facts: readonly Statement[];
}

/** The brief as five things to say, with what speaks against, and what is not known: a physician who is asked must not be surprised. */
export interface PeerSheet {
  readonly points: readonly PeerPoint[];
  readonly against: readonly Statement[];
  readonly unknown: readonly Statement[];
}

type PageFacts = Omit<Brief, 'peer'>;

export interface PeerInput {
  readonly chart: Chart;
  readonly levelOfCare: LevelOfCare;
  readonly result: ChecklistResult | null;
  readonly facts: PageFacts;
}

/** So many facts are said in one breath; the others stand under the sentence, up to `BESIDE`. */
const SPOKEN = 3;
const BESIDE = 4;
/** A sheet of paper holds so many lines of each. */
const MOST = { against: 7, unknown: 6, nights: 6 } as const;

/** The sheet of one stay as of `chart.asOf`. Facts in sentences; what the level of care should be is never said. */
export function peerSheet(input: PeerInput): PeerSheet {
  return {
    points: [severity(input), intensity(input), risk(input), expectation(input), course(input)],
    against: against(input).slice(0, MOST.against),
    unknown: unknown(input.facts, input.chart).slice(0, MOST.unknown),
  };
}

const listed = (lines: readonly Statement[]): string => lines.map(({ text }) => text).join('; ');
const sourcesIn = (lines: readonly Statement[]): readonly Source[] => lines.flatMap(({ sources }) => sources);

/** Nothing to say: because nothing is there, or because not all of it could be looked at. The searches go with it. */
function nothing(list: keyof Brief['gaps'], what: string, { facts, chart }: PeerInput): Statement {
  const gaps = facts.gaps[list];
  const isUnread = gaps.some((gap) => gap.problem !== null);
  const text = isUnread ? `${what} could not be read in full, so nothing is claimed` : `${what}: not found in what was read`;
  return statementOf(
    text,
    gaps.map(({ source }) => source),
    chart,
  );
}

/** Values as known when the order was written, where there is one: what came later did not inform it (LOC-2MN-2). */
function severity(input: PeerInput): PeerPoint {
  const { facts, chart, levelOfCare, result } = input;
  const order = levelOfCare.inpatientOrder;
  const known = facts.atDecision ?? [];
  const lines = known.length > 0 ? known : facts.severity;
  const isAtOrder = known.length > 0 && order !== null;
  const marked = result?.criteria['abnormal-findings'];
  const refs = new Set<Source>(marked?.verdict === 'met' ? marked.facts.flatMap((fact) => fact.from) : []);
  const far = lines.filter((line) => line.sources.some((source) => refs.has(source)));
  if (lines.length === 0) return { id: 'severity', sentence: nothing('severity', 'Vital signs and results', input), facts: [] };
  const first = (far.length > 0 ? far : lines).slice(0, SPOKEN);
  const when = isAtOrder ? `Known when the inpatient order was written, ${wallTime(order, chart.zone, chart.asOf)}` : 'Values charted';
  const how = far.length > 0 ? ', far from normal by the checklist' : '';
  return {
    id: 'severity',
    sentence: statementOf(`${when}${how}: ${listed(first)}`, sourcesIn(first), chart),
    facts: [...far, ...lines.filter((line) => !far.includes(line))].filter((line) => !first.includes(line)).slice(0, BESIDE),
  };
}

function intensity(input: PeerInput): PeerPoint {
  const lines = input.facts.intensity;
  if (lines.length === 0) return { id: 'intensity', sentence: nothing('intensity', 'Services of hospital care', input), facts: [] };
  const first = lines.slice(0, SPOKEN);
  return {
    id: 'intensity',
    sentence: statementOf(`Given and done in the hospital: ${listed(first)}`, sourcesIn(first), input.chart),
    facts: lines.slice(SPOKEN, SPOKEN + BESIDE),
  };
}

const isQuote = (line: EvidenceLine): boolean => line.value?.startsWith('"') ?? false;

/** The quotation with who wrote it and when, without the label in front of it. */
function quotation(line: EvidenceLine): string {
  const from = line.text.indexOf('"');
  return from < 0 ? line.text : line.text.slice(from);
}

function risk(input: PeerInput): PeerPoint {
  const { risk: lines } = input.facts;
  const spoken = lines.find((line) => isQuote(line) && line.concept === 'risk-statement') ?? lines.find(isQuote);
  const rest = lines.filter((line) => line !== spoken);
  if (spoken) {
    const sentence = statementOf(`In the words of a provider: ${quotation(spoken)}`, spoken.sources, input.chart);
    return { id: 'risk', sentence, facts: rest.slice(0, BESIDE) };
  }
  const sentence = nothing('risk', 'A statement of risk by a provider', input);
  return { id: 'risk', sentence, facts: rest.slice(0, BESIDE) };
}

function expectation({ facts, chart, levelOfCare }: PeerInput): PeerPoint {
  const [first, ...rest] = facts.expectation;
  if (!first) return { id: 'expectation', sentence: statementOf('Expected stay: not known', [chart.encounter], chart), facts: [] };
  const said = levelOfCare.expectation === 'documented' && first.text.startsWith('"');
  const sentence = said ? { ...first, text: `Expected stay as written: ${first.text}` } : first;
  return { id: 'expectation', sentence, facts: rest.slice(0, 2) };
}

function course({ facts, chart, levelOfCare: care }: PeerInput): PeerPoint {
  const time = (at: number) => wallTime(at, chart.zone, chart.asOf);
  const began = care.careStart === null ? null : `Hospital care began ${time(care.careStart)}`;
  const now = `${STATUS_WORDS[care.status].toLowerCase()} ${care.end === null ? 'now' : `to the end, ${time(care.end)}`}`;
  const [midnights, ...more] = facts.midnights;
  const text = [began, now, midnights?.text.replace(/^M/, 'm')].filter(Boolean).join('; ');
  const sources = [...care.timeline.map(({ source }) => source), ...(midnights?.sources ?? [])];
  const sentence = statementOf(`${text.charAt(0).toUpperCase()}${text.slice(1)}`, sources, chart);
  return {
    id: 'course',
    sentence,
    facts: [...facts.nights.slice(0, MOST.nights), ...more.filter(({ text: line }) => !/^Next/.test(line))],
  };
}

/** Facts that the other side may raise. Only what was looked at: a source that could not be read speaks neither way. */
function against({ facts, chart, levelOfCare: care, result }: PeerInput): Statement[] {
  const out: Statement[] = [];
  const isFederal = care.regime === 'medicare-ffs' || care.regime === 'medicare-advantage';
  for (const one of facts.contradictions) out.push({ ...one, text: `Points to a shorter stay: ${one.text}` });
  if (isFederal)
    for (const fact of shorterThanTwo(chart)) {
      const quote = facts.expectation.find(({ sources }) => sources.some((source) => fact.from.some((ref) => ref === source)));
      if (quote && !out.some(({ text }) => text.includes(quote.text)))
        out.push({ ...quote, text: `A stay shorter than two midnights as written: ${quote.text}` });
    }
  const marked = result?.criteria['abnormal-findings'];
  if (marked?.verdict === 'not-met') {
    const sources = facts.severity.length > 0 ? sourcesIn(facts.severity) : marked.facts.flatMap((fact) => fact.from);
    out.push(statementOf('No value charted is far from normal by the checklist', sources, chart));
  }
  if (isFederal && care.end !== null && care.midnights.countable !== null && care.midnights.countable < 2)
    out.push(statementOf(`The stay ended with fewer than two countable midnights: ${care.midnights.countable}`, care.sources, chart));
  for (const night of facts.nights) if (night.counts === 'excluded') out.push(night);
  for (const [flag, text] of Object.entries(FLAG_WORDS))
    if (care.flags.includes(flag))
      out.push(statementOf(text, flag === 'order.missing' ? searchFor('inpatient-order', chart) : care.sources, chart));
  const criteria = care.utilization?.criteria;
  if (criteria?.outcome === 'not-met')
    out.push(statementOf(ascii(`Criteria set ${criteria.set ?? ''}: not met, as entered`.replace(/ +/g, ' ')), [criteria.from], chart));
  return out;
}

/** What the reading of the stay noticed and a reviewer will too. */
const FLAG_WORDS: Readonly<Record<string, string>> = {
  'order.missing': 'No inpatient order was found',
  'order.unsigned': 'The inpatient order is not signed',
  'order.after-discharge': 'A status order was written after the stay had ended',
  'status.conflict': 'Orders, class history and type of the encounter do not agree on the status',
  'careStart.ambiguous': 'Counted from arrival the midnights would differ: waiting may be part of that time',
};

const shorterThanTwo = (chart: Chart): readonly Fact[] =>
  factsOf(chart, 'expected-midnights').filter(
    (fact) =>
      fact.standing !== 'withdrawn' &&
      !hasFlag(fact, 'other-stay') &&
      fact.value !== undefined &&
      (fact.comparator === '<' ? fact.value <= 2 : fact.comparator === undefined && fact.value < 2),
  );

/** What could not be looked at first, then what was looked for in vain. */
function unknown(facts: PageFacts, chart: Chart): Statement[] {
  const gaps = Object.values(facts.gaps).flat();
  const unread = new Map<string, { readonly labels: Set<string>; readonly sources: Source[] }>();
  for (const gap of gaps) {
    if (gap.problem === null) continue;
    const group = unread.get(gap.problem) ?? { labels: new Set<string>(), sources: [] };
    for (const label of gap.labels) group.labels.add(label);
    group.sources.push(gap.source);
    unread.set(gap.problem, group);
  }
  const lines = [...unread.values()].map(({ labels, sources }) =>
    statementOf(`Could not be read: ${[...labels].join(', ')}`, sources, chart),
  );
  const orders = hasRead(chart, 'inpatient-order')
    ? []
    : [statementOf('Orders could not be read in full', searchFor('inpatient-order', chart), chart)];
  // What a line hides is for whoever works on the record; in a call the source alone is said.
  const unchecked = facts.cannotCheck.map((one) => ({ ...one, text: one.text.replace(/\. Hidden by it:.*$/s, '') }));
  return [...orders, ...lines, ...unchecked, ...facts.notFound];
}

function searchFor(concept: string, chart: Chart): readonly Source[] {
  const read = chart.reads.get(concept);
  return read ? [{ search: read.search, at: read.at }] : [];
}
