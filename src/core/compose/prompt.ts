import { factsOf } from '../chart/chart.ts';
import type { ConceptId, Fact } from '../chart/fact.ts';
import { fingerprint } from '../evaluate/index.ts';
import type { Audience, ChecklistResult, ItemResult, PromptKind } from '../evaluate/result.ts';
import { absentOf } from './absence.ts';
import { wallDay } from './clock.ts';
import type { ComposeContext } from './context.ts';
import { documentedConcepts, subjectOf, undocumentedName } from './documented.ts';
import { evidenceOf } from './evidence.ts';
import { fillTemplate } from './fill.ts';
import { joinPrompts, yieldsIn } from './join.ts';
import { optionsFor } from './options.ts';
import { factSources, searchOf, statementOf } from './sources.ts';
import type { Prompt, Source, Statement } from './statement.ts';
import { ascii } from './wording.ts';

/** Order of urgency (users and workflows, 3.1). What weakens a diagnosis ranks with what strengthens one. */
const RANK: Readonly<Record<PromptKind, number>> = {
  validation: 1,
  'level-of-care': 1,
  conflict: 2,
  specificity: 3,
  indicator: 3,
  linkage: 4,
  source: 4,
};

/** Kinds that question what is documented: these show both sides. */
const BOTH_SIDES: ReadonlySet<PromptKind> = new Set<PromptKind>(['validation', 'conflict']);

/**
 * The prompts of one checklist: what is missing, contradicts, or is asked by documentation and evidence together. Never from what is still
 * open or could not be checked. A template with an empty slot gives no prompt; one that would name an undocumented diagnosis falls back to
 * neutral words. Ordered by rank, then as the checklist has them.
 */
export function promptsOf(result: ChecklistResult, context: ComposeContext): readonly Prompt[] {
  if (result.stage === 'retired') return [];
  const documented = documentedConcepts(context.chart, result, context.concepts);
  const make = (item: ItemResult, isStatus: boolean) => promptFrom(item, isStatus, result, context, documented);
  const asked = [
    ...(result.statusItem?.state === 'raised' ? [make(result.statusItem, true)] : []),
    ...Object.values(result.conflicts).map((item) => (item.state === 'raised' ? make(item, false) : null)),
    ...Object.values(result.expect).map((item) => (item.state === 'missing' ? make(item, false) : null)),
  ].filter((prompt): prompt is Prompt => prompt !== null);
  return rankPrompts(joinPrompts(asked, yieldsIn([context.checklist])));
}

function promptFrom(
  item: ItemResult,
  isStatus: boolean,
  result: ChecklistResult,
  context: ComposeContext,
  documented: ReadonlySet<ConceptId>,
): Prompt | null {
  if (item.prompt === null) return null;
  const { chart, concepts, checklist } = context;
  const filled = fillTemplate(item.prompt, result, item, context);
  if (filled === null) return null;
  const evidence = evidenceOf(item, filled.facts, BOTH_SIDES.has(item.kind), result, context);
  const absent = absentOf(item, isStatus, result, context).filter((each) => undocumentedName(each.text, documented, concepts) === null);
  const audience = audienceOf(item, context);
  if (audience.length === 0) return null;
  const sources = reasons(item, filled.facts, result, context);
  const leads = undocumentedName(filled.text, documented, concepts) !== null;
  return {
    key: `${chart.encounter} ${result.id} ${item.id}`,
    fingerprint: fingerprint(checklist, result, item),
    checklist: result.id,
    item: item.id,
    ref: item.ref,
    kind: item.kind,
    audience,
    title: titleOf(item, isStatus, result, context, documented, sources),
    text: statementOf(leads ? neutralText(filled.facts, context) : filled.text, sources, chart),
    evidence,
    absent,
    options: optionsFor(item, result, concepts, isStatus).filter((option) => undocumentedName(option.text, documented, concepts) === null),
    version: result.version,
  };
}

/** What a sentence of the prompt rests on: the facts it names, what made the item apply, and the search where something was not found. */
function reasons(item: ItemResult, inText: readonly Fact[], result: ChecklistResult, { chart }: ComposeContext): readonly Source[] {
  const search = item.found.verdict === 'not-found' ? searchOf(item.found, chart) : null;
  const facts = [...inText, ...(item.when?.facts ?? []), ...(item.state === 'raised' ? item.found.facts : [])];
  const named = facts.length > 0 ? facts : [...result.documentation.statements.slice(-1), ...item.found.facts];
  return [...factSources(named), ...(search === null ? [] : [search])];
}

/** The checklist's title, else what the record shows: the documented condition and the day, or only that there are findings. */
function titleOf(
  item: ItemResult,
  isStatus: boolean,
  result: ChecklistResult,
  context: ComposeContext,
  documented: ReadonlySet<ConceptId>,
  sources: readonly Source[],
): Statement {
  const { chart, concepts } = context;
  const own = item.title === null ? null : fillTemplate(item.title, result, item, context);
  const subject = subjectOf(result, concepts);
  const said = result.documentation.statements.findLast((fact) => fact.says === 'affirmed' || fact.says === 'uncertain');
  const day = said === undefined ? '' : ` ${wallDay(said.at, chart.zone, chart.asOf)}`;
  const candidates = [
    own?.text,
    isStatus && subject !== null ? `${subject} is documented${day}` : null,
    subject !== null || concepts[result.about]?.family !== 'diagnosis' ? item.label : null,
  ];
  const chosen = candidates.find(
    (text): text is string => typeof text === 'string' && undocumentedName(text, documented, concepts) === null,
  );
  return statementOf(ascii(chosen ?? neutralTitle(context)), [...factSources(own?.facts ?? []), ...sources], chart);
}

const neutralTitle = ({ chart }: ComposeContext): string => `Clinical findings to ${wallDay(chart.asOf, chart.zone, chart.asOf)}`;

const neutralText = (facts: readonly Fact[], { chart }: ComposeContext): string => {
  const first = facts[0];
  const since = first === undefined ? '' : ` from ${wallDay(first.at, chart.zone, chart.asOf)}`;
  return `Findings${since} are listed below. Which diagnosis, if any, do they represent?`;
};

/**
 * Who sees it. After discharge nobody asks a clinician to supply an expectation or an order: such findings go to UR and the physician advisor.
 */
function audienceOf(item: ItemResult, { chart }: ComposeContext): readonly Audience[] {
  const isClosed = factsOf(chart, 'discharged').some((fact) => fact.at <= chart.asOf && fact.standing !== 'withdrawn');
  if (item.kind !== 'level-of-care' || !isClosed) return item.audience;
  const kept = item.audience.filter((who) => who !== 'clinician');
  return [...new Set<Audience>([...kept, 'ur', 'physician-advisor'])];
}

/** By rank; within a rank as they come. */
export function rankPrompts(prompts: readonly Prompt[]): readonly Prompt[] {
  return prompts
    .map((prompt, index) => ({ prompt, index }))
    .sort((a, b) => RANK[a.prompt.kind] - RANK[b.prompt.kind] || a.index - b.index)
    .map(({ prompt }) => prompt);
}
