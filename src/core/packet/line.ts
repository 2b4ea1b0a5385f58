import type { Chart } from '../chart/chart.ts';
import type { Concepts } from '../chart/concept.ts';
import { type ConceptId, type Fact, hasFlag } from '../chart/fact.ts';
import type { ResourceIndex } from '../chart/resource-index.ts';
import { FINDINGS } from '../compose/documented.ts';
import { evidenceLine } from '../compose/evidence-line.ts';
import { lowerFirst } from '../compose/first-letter.ts';
import { sourcesOf } from '../compose/sources.ts';
import type { EvidenceLine, Source, Statement } from '../compose/statement.ts';
import { ascii, flagWords } from '../compose/wording.ts';
import { type Gate, withoutPayers } from './naming.ts';
import type { PacketLine } from './packet.ts';
import { byOf, resourceOf } from './people.ts';
import { fullTime, withYears } from './words.ts';

/** What lines are made from. `documented`: diagnoses that providers named in this stay; no other is named in words of ours. */
export interface LineContext {
  readonly chart: Chart;
  readonly concepts: Concepts;
  readonly index: ResourceIndex;
  readonly documented: ReadonlySet<ConceptId>;
  readonly gate: Gate;
}

/** A sentence of ours about the record, with its source; `at` where it speaks of one moment. */
export function sentence(says: string, sources: readonly Source[], { chart }: LineContext, at: number | null = null): PacketLine {
  const time = fullTime(at, chart.zone);
  const shown = ascii(withYears(withoutPayers(says), null, chart.asOf, chart.zone));
  return {
    text: time === null ? shown : `${shown}, ${time}`,
    sources: sourcesOf(sources) ?? [chart.encounter],
    says: shown,
    at: time === null ? null : at,
    ...{ time, by: null, quote: null, measured: null },
  };
}

/** A composed statement as a line of the page; the words of a note inside it are known by its marks. */
export function lineFrom(statement: Statement, { chart }: LineContext): PacketLine {
  const quote = /^"([\s\S]*)" \(/.exec(statement.text)?.[1] ?? null;
  const says = withYears(quote === null ? withoutPayers(statement.text) : statement.text, quote, chart.asOf, chart.zone);
  return { text: says, sources: statement.sources, says, at: null, time: null, by: null, quote, measured: null };
}

/**
 * A fact as a line: what, when, by whom, from where. A diagnosis that no provider named in this stay is not named by us: a sentence about it stands as
 * a quotation, a code as "a diagnosis code". The fact itself is never left out.
 */
export function factLine(fact: Fact, context: LineContext): PacketLine {
  const { chart, concepts, index, documented, gate } = context;
  const line = evidenceLine(fact, chart, concepts);
  const isDiagnosis = concepts[fact.concept]?.family === 'diagnosis';
  const isNamed = !isDiagnosis || FINDINGS.has(fact.concept) || documented.has(fact.concept);
  const quote = fact.note !== undefined && fact.says !== undefined ? ascii(fact.note.snippet.trim()) : null;
  const label = isNamed
    ? withoutPayers(line.label)
    : quote === null
      ? 'A diagnosis code that no provider has put in words in this stay'
      : 'Statement';
  // the display of a code may name more than its concept: "septic shock" under sepsis
  const value = quote !== null || (isNamed && !(isDiagnosis && line.value !== null && !gate.maySay(line.value))) ? line.value : null;
  const isMeasured = isNamed && quote === null && fact.value !== undefined && value !== null;
  const body = [value === null || isMeasured ? label : `${label}:`, value, isNamed ? line.unit : null].filter(
    (part) => part !== null && part !== '',
  );
  const says = ascii(`${body.join(' ')}${remarksOf(line, quote !== null)}`);
  const time = spanOf(fact, chart);
  const by = byOf(fact, index);
  return {
    text: [says, time, by].filter((part) => part !== null).join(', '),
    sources: fact.from,
    says,
    at: time === null ? null : fact.at,
    time,
    by,
    quote,
    measured: isMeasured ? { concept: fact.concept, value, unit: line.unit, flags: line.flags } : null,
  };
}

/** What to know about a value, in brackets: 'computed', 'amended', the parts of a score. Of a statement the author stands in a column of his own. */
function remarksOf(line: EvidenceLine, isStatement: boolean): string {
  if (isStatement) {
    const words = [...new Set(line.flags.flatMap((flag) => flagWords(flag) ?? []))];
    return words.length > 0 ? ` (${words.join(', ')})` : '';
  }
  const shown = ascii([line.label, line.value, line.unit].filter((part) => part !== null && part !== '').join(' '));
  const rest = line.text.slice(`${shown}, ${line.time}`.length);
  return line.text.startsWith(`${shown}, ${line.time}`) ? rest : '';
}

/** '2026-03-02 14:05', or with the end of what lasts: '2026-03-02 14:05 to 16:00'. */
function spanOf(fact: Fact, { zone }: Chart): string | null {
  const from = fullTime(fact.at, zone);
  const until = fact.until === undefined || fact.until <= fact.at ? null : fullTime(fact.until, zone);
  if (from === null || until === null) return from;
  return `${from} to ${until.slice(0, 10) === from.slice(0, 10) ? until.slice(11) : until}`;
}

/**
 * Facts as lines in order of time, each once: the same value of one resource under two concepts is one line, and so is a sentence of a note that names
 * several ("Infection; sepsis"). Withdrawn facts match nothing and are left out.
 */
export function factLines(facts: readonly Fact[], context: LineContext): readonly PacketLine[] {
  const groups = new Map<string, { readonly line: PacketLine; readonly labels: Set<string>; readonly sources: Source[] }>();
  for (const fact of [...facts].sort(inTime)) {
    if (hasFlag(fact, 'withdrawn') || fact.standing === 'withdrawn') continue;
    const line = factLine(fact, context);
    const isCode = fact.note === undefined && context.concepts[fact.concept]?.family === 'diagnosis';
    const [label = '', ...rest] = line.says.split(line.quote === null ? ': ' : ': "');
    const key =
      line.quote !== null
        ? `${resourceOf(fact.from[0])} ${fact.says} ${rest.join(': ')}`
        : `${fact.from[0]} ${isCode ? 'code' : line.measured === null ? rest.join(': ') || line.says : `${line.measured.value} ${line.measured.unit}`}`;
    const group = groups.get(key);
    if (!group) groups.set(key, { line, labels: new Set([label]), sources: [...fact.from] });
    else if (line.quote !== null) {
      group.labels.add(lowerFirst(label));
      group.sources.push(...fact.from);
    }
  }
  return [...groups.values()].map(({ line, labels, sources }) => {
    const names = [...labels].filter((label, at) => at === 0 || (label !== 'statement' && lowerFirst([...labels][0] ?? '') !== label));
    if (names.length < 2) return line;
    const says = `${names.join('; ')}${line.says.slice(names[0]?.length)}`;
    return { ...line, says, text: `${says}${line.text.slice(line.says.length)}`, sources: sourcesOf(sources) ?? line.sources };
  });
}

const inTime = (a: Fact, b: Fact): number =>
  a.at - b.at ||
  (a.concept < b.concept ? -1 : a.concept > b.concept ? 1 : 0) ||
  (a.from[0] < b.from[0] ? -1 : a.from[0] > b.from[0] ? 1 : 0);
