import { nodesOf } from '../checklist/criterion.ts';
import type { Criterion, LinkedChecklist, SourceEntry } from '../checklist/linked.ts';
import { absenceOf, soughtBy } from '../compose/absence.ts';
import { cannotCheck } from '../compose/cannot-check.ts';
import { labelOf } from '../compose/concept-words.ts';
import { criterionLine } from '../compose/criterion-words.ts';
import { lowerFirst } from '../compose/first-letter.ts';
import { inline, type RuleLine } from '../compose/rule-line.ts';
import { ruleWords } from '../compose/rule-text.ts';
import { searchOf } from '../compose/sources.ts';
import { partWords } from '../compose/wording.ts';
import type { Answer, ChecklistResult, CriterionResult } from '../evaluate/index.ts';
import { factLines, type LineContext, sentence } from './line.ts';
import type { Citation, PacketDefinition, PacketLine, PacketRow, PacketSection } from './packet.ts';
import { fullTime, HEADINGS } from './words.ts';

/** What the sections about a checklist are made from. */
export interface CheckContext extends LineContext {
  readonly result: ChecklistResult;
  readonly checklist: LinkedChecklist;
}

const leftOut = (count: number): string | null =>
  count === 0
    ? null
    : `Left out: ${count} ${count === 1 ? 'definition' : 'definitions'} whose words name a condition that no provider has documented in this stay.`;

/** Every definition of the checklist with what it asks, how it was answered, and its publication; the governing one first. */
export function definitionsSection(context: CheckContext): PacketSection {
  const { result, checklist, concepts, gate } = context;
  const words = ruleWords(checklist, concepts);
  const all = Object.values(result.definitions);
  const definitions = all.flatMap((one): PacketDefinition[] => {
    const label = gate.said(one.label);
    if (label === null) return [];
    const criterion = checklist.definitions[one.id]?.criterion;
    const asks = criterion ? inline(saidLine(criterionLine(criterion, words), context)) : null;
    return [
      {
        label,
        governs: one.id === result.governing,
        asks: asks === null ? null : gate.said(asks),
        verdict: one.verdict,
        citation: citationOf(one.source, context),
      },
    ];
  });
  return {
    ...{ id: 'definitions', heading: HEADINGS.definitions, kind: 'definitions' },
    definitions: definitions.sort((a, b) => Number(b.governs) - Number(a.governs)),
    leftOut: leftOut(all.length - definitions.length),
  };
}

/** What a definition asks, its parts by name as far as they may be named. */
const saidLine = (line: RuleLine, context: CheckContext): RuleLine => {
  if (context.gate.said(inline(line)) !== null) return line;
  if (line.parts.length > 0) return { ...line, parts: line.parts.map((part) => saidLine(part, context)) };
  const named = line.name === null ? undefined : context.checklist.criteria[line.name]?.criterion;
  return { ...line, text: named ? lowerFirst(aboutOf(named, context)) : 'a criterion whose name is not shown' };
};

/** A criterion by what it looks at, where its own name says what nobody documented: 'A criterion about PaCO2 (arterial), pH (arterial)'. */
function aboutOf(criterion: Criterion, { checklist, concepts, gate }: CheckContext): string {
  const labels = new Set<string>();
  const seen = new Set<string>();
  const walk = (from: Criterion): void => {
    for (const node of nodesOf(from)) {
      if (node.form === 'fact') for (const concept of [node.concept, ...node.inputs]) labels.add(lowerFirst(labelOf(concept, concepts)));
      const next = node.form === 'met' && !seen.has(node.name) ? checklist.criteria[node.name]?.criterion : undefined;
      if (node.form !== 'met' || !next) continue;
      seen.add(node.name);
      walk(next);
    }
  };
  walk(criterion);
  const said = [...labels].filter((label) => gate.maySay(label)).slice(0, MOST_LABELS);
  return said.length > 0 ? `A criterion about ${said.join(', ')}` : 'A criterion whose name is not shown';
}

const MOST_LABELS = 4;

function citationOf(source: string, { checklist, result, gate }: CheckContext): Citation | null {
  const entry = checklist.sources[source];
  const title = entry ? gate.cited(entry.title) : null;
  if (!entry || title === null) return null;
  return { title, link: entry.link, holds: holdsWords(entry, result.outOfPeriod.includes(source)) };
}

/** 'holds 2025-10-01 to 2026-12-31', and whether the stay lies outside. */
function holdsWords({ from, until }: SourceEntry, isOutside: boolean): string | null {
  if (from === null && until === null) return null;
  const span = from === null ? `until ${until}` : until === null ? `from ${from}` : `${from} to ${until}`;
  return `holds ${span}${isOutside ? '; this stay lies outside' : ''}`;
}

/**
 * Every criterion, in the order of the checklist: what it found, what it looked for in vain, or why it is not known. One whose label names what nobody documented
 * stands under what it asks, or without a name: its facts may point either way.
 */
export function criteriaSection(context: CheckContext): PacketSection {
  const { result, checklist, concepts, gate } = context;
  const words = ruleWords(checklist, concepts);
  let unnamed = 0;
  const rows = Object.values(result.criteria).map((one): PacketRow => {
    const criterion = checklist.criteria[one.id]?.criterion;
    const label = gate.said(one.label) ?? (criterion ? gate.said(inline(criterionLine(criterion, words))) : null);
    if (label === null) unnamed += 1;
    const source = checklist.sources[one.source];
    return {
      label: label ?? (criterion ? aboutOf(criterion, context) : 'A criterion whose name is not shown'),
      verdict: one.verdict,
      citation: source ? gate.cited(source.title) : null,
      lines: answerLines(one, context),
    };
  });
  const note = `Name not shown: ${unnamed} of ${rows.length}, because it names a condition that no provider has documented in this stay.`;
  return { id: 'criteria', heading: HEADINGS.criteria, kind: 'criteria', rows, leftOut: unnamed === 0 ? null : note };
}

/** What an answer rests on: its facts; and where something is missing, the search with its time, or the reason. */
function answerLines(one: CriterionResult, context: CheckContext): readonly PacketLine[] {
  const { chart, checklist, gate } = context;
  const lines: PacketLine[] = [...factLines(one.facts, context)];
  const search = searchOf(one, chart);
  const looked = fullTime(one.searchedAt ?? chart.asOf, chart.zone);
  if (one.missing.length > 0 && search !== null)
    lines.push(sentence(`Not measured: ${one.missing.map(partWords).join(', ')}`, [search], context));
  if (one.verdict === 'not-found') {
    const sought = soughtBy(one, checklist);
    const absent = absenceOf(gate.maySay(sought) ? sought : 'what the criterion asks for', withoutWholeLife(one), chart);
    lines.push(sentence(`${absent?.text ?? 'Not found'}; looked ${looked}`, absent?.sources ?? [], context));
  }
  if (one.verdict === 'not-known') lines.push(...notKnown(one, context));
  if (lines.length === 0) {
    const says = one.verdict === 'met' ? 'Nothing was found that would exclude it' : 'No fact of the record bears on it';
    lines.push(sentence(`${says}; looked ${looked}`, search === null ? [] : [search], context));
  }
  if (one.open)
    lines.push(sentence('The time it looks at has not ended: the answer may still change', search === null ? [] : [search], context));
  return lines;
}

/** A look back over a whole life is told without its first day, which is no date of the record: '1926-03-27'. */
const withoutWholeLife = (one: CriterionResult): CriterionResult =>
  one.window !== null && one.window.to - one.window.from > LONGEST_WINDOW_MS ? { ...one, window: null } : one;

const LONGEST_WINDOW_MS = 20 * 365 * 24 * 3_600_000;

/** Why an answer is not known, in the words in which the screens say so. */
export function notKnown(answer: Answer, context: CheckContext): readonly PacketLine[] {
  const { result, chart, gate } = context;
  const item = {
    id: '',
    ref: '',
    kind: 'validation',
    audience: [],
    label: '',
    source: '',
    when: null,
    prompt: null,
    title: null,
    group: null,
  } as const;
  const asked: ChecklistResult = {
    ...result,
    status: 'quiet',
    statusItem: null,
    conflicts: {},
    expect: { one: { ...item, answers: [], state: 'cannot-check', found: answer } },
    // nothing is named by it here: the row carries the label
    documentation: { ...result.documentation, state: 'silent' },
  };
  return cannotCheck(asked, chart).map(({ text, sources }) => {
    const why = text.replace(/^Cannot check - /, 'Not known - ');
    return sentence(gate.maySay(why) ? why : 'Not known - the chart could not be read for it', sources, context);
  });
}
