import { type Chart, factsOf, type Problem } from '../chart/chart.ts';
import { chartFrom } from '../chart/chart-from.ts';
import type { Concepts } from '../chart/concept.ts';
import type { ConceptId, Fact, Instant, SourceRef } from '../chart/fact.ts';
import { countUnmapped, mapResources, type Reading } from '../chart/facts-from.ts';
import { bundleReads } from '../chart/reads.ts';
import type { SourceRead } from '../chart/record.ts';
import { indexResources } from '../chart/resource-index.ts';
import type { LinkedChecklist } from '../checklist/linked.ts';
import { type Brief, brief, joinPrompts, promptsOf, queriesOf, yieldsIn } from '../compose/index.ts';
import { type ChecklistResult, evaluate } from '../evaluate/index.ts';
import { guardPrompts, guardQueries, type LintFinding } from '../lint/index.ts';
import { runMeasures } from '../measures/index.ts';
import { factsFromNotes, type Lexicon } from '../notes/index.ts';
import { type UrEntry, withEntries } from '../stay/entry.ts';
import type { LevelOfCare, Stay, Support } from '../stay/stay.ts';
import { staysIn } from '../stay/stays.ts';
import { withMovements } from '../stay/with-movements.ts';
import { defaultAsOf } from './as-of.ts';
import { checklistsUnder, type ReviewContent, type Toolkit, toolkitOf } from './content.ts';
import { patientsIn } from './patients.ts';
import { REPORTED_MEASURES, type Review } from './review.ts';

export interface ReviewOptions {
  /** Only this stay, by any of its encounters: 'Encounter/12'. */
  readonly encounter?: string;
  /** Nothing known later counts. Left out: see defaultAsOf. */
  readonly asOf?: Instant;
  readonly policy?: string;
  readonly site?: string;
  /** IANA zone where neither the site nor the chart says. */
  readonly zone?: string;
  readonly checklists?: readonly string[];
  /** Retrospective audits of data without notes: a confirmed encounter diagnosis counts as documented. */
  readonly codedCounts?: boolean;
}

export interface ReviewInput {
  /** Resources, or Bundle entries with their fullUrl, in any order, of one patient or of many. */
  readonly resources: readonly unknown[];
  /** How each source was read. Left out: the resources are a file, read whole. */
  readonly sources?: readonly SourceRead[];
  readonly content: ReviewContent;
  readonly options?: ReviewOptions;
  /** What utilization review entered about these stays. Left out: nobody was asked, so what only they can tell is not known. */
  readonly entries?: readonly UrEntry[];
  /** False: the entries are what one person kept on one device, so what is not among them is not known. Left out: they are all there are. */
  readonly entriesAreComplete?: boolean;
}

/**
 * Resources in, reviews out: one for each hospital stay found, in order of patient and start. Pure; the same resources in any order give the
 * same reviews. Throws RangeError for a policy, site or checklist that the content does not hold. A mistake of ours inside one checklist
 * becomes a problem of kind `bug`; the other checklists stand.
 */
export function reviewStays(input: ReviewInput): Review[] {
  const { content, options = {} } = input;
  const toolkit = toolkitOf(content);
  const checklists = checklistsFor(content, options);
  const site = toolkit.site(options.site ?? '');
  if (!site) throw new RangeError(`unknown site "${options.site}"`);
  const index = indexResources(input.resources);
  const reviews: Review[] = [];
  for (const part of patientsIn(index)) {
    const reading = mapResources(part.index, {
      concepts: content.concepts,
      patient: part.patient,
      site,
      ...(options.zone ? { zone: options.zone } : {}),
    });
    const { zone } = reading;
    for (const stay of staysIn(reading.encounters, zone)) {
      if (options.encounter !== undefined && !stay.members.some((member) => member.ref === options.encounter)) continue;
      const review = reviewStay(stay, reading, input.sources ?? null, {
        toolkit,
        checklists,
        zone: stay.zone ?? zone,
        options,
        entries: input.entries ?? null,
        entriesAreComplete: input.entriesAreComplete ?? true,
      });
      if (review) reviews.push(review);
    }
  }
  return reviews;
}

function checklistsFor(content: ReviewContent, options: ReviewOptions): readonly LinkedChecklist[] {
  const policy = options.policy ?? 'base';
  const all = checklistsUnder(content, policy);
  if (!all) throw new RangeError(`unknown policy "${policy}" (known: ${Object.keys(content.checklists).join(', ')})`);
  const wanted = options.checklists ?? [];
  const unknown = wanted.find((id) => !all.some((checklist) => checklist.id === id));
  if (unknown !== undefined) throw new RangeError(`unknown checklist "${unknown}" (known: ${all.map(({ id }) => id).join(', ')})`);
  return wanted.length === 0 ? all : all.filter(({ id }) => wanted.includes(id));
}

interface Setting {
  readonly toolkit: Toolkit;
  readonly checklists: readonly LinkedChecklist[];
  readonly zone: string | null;
  readonly options: ReviewOptions;
  readonly entries: readonly UrEntry[] | null;
  readonly entriesAreComplete: boolean;
}

function reviewStay(stay: Stay, reading: Reading, given: readonly SourceRead[] | null, setting: Setting): Review | null {
  const { toolkit, options } = setting;
  const { concepts } = toolkit.content;
  const notes = notesOf(reading, toolkit.lexiconOf(options.site ?? ''));
  const facts = [...reading.facts, ...notes.facts];
  const asOf = options.asOf ?? defaultAsOf(stay, facts, reading.notes, reading.encounterOf);
  if (asOf === null) return null;
  const sources = withUnreadNotes(given ?? bundleReads(typesIn(reading), asOf), [...notes.unread, ...undatedNotes(reading, stay)], asOf);
  const drawn = chartFrom({
    stay: { ...stay, members: stay.members.map((member) => member.ref) },
    asOf,
    zone: setting.zone,
    facts: [...facts, ...reading.recordFacts, ...notes.named],
    encounterOf: reading.encounterOf,
    sources,
    concepts,
    doubts: reading.doubts,
  });
  const read = options.codedCounts ? withCodedReads(drawn, sources, concepts) : drawn;
  const known = withEntries(
    read,
    setting.entries,
    stay.members.map((member) => member.ref),
    setting.entriesAreComplete,
  );
  const { chart: moved, reading: care } = withMovements(known.chart, stay, concepts);
  const chart = runMeasures(moved);

  const problems: Problem[] = [...reading.problems, ...notes.problems, ...known.problems];
  const results: ChecklistResult[] = [];
  const prompts: Review['prompts'][number][] = [];
  const queries: Review['queries'][number][] = [];
  for (const checklist of setting.checklists) {
    try {
      const result = evaluate(chart, checklist, { codedCounts: options.codedCounts ?? false });
      const context = { chart, checklist, concepts };
      const gate = { chart, concepts, result, lexicon: toolkit.lint };
      const asked = guardPrompts(promptsOf(result, context), gate);
      const drafted = guardQueries(queriesOf(result, context), gate);
      prompts.push(...asked.passed);
      queries.push(...drafted.passed);
      problems.push(...withheld(checklist.id, [...asked.refused, ...drafted.refused]));
      results.push(result);
    } catch (error) {
      problems.push({ kind: 'bug', what: checklist.id, detail: error instanceof Error ? error.name : 'unknown error' });
    }
  }
  const status = results.find((result) => result.support !== null) ?? null;
  const support = status?.support ?? 'unknown';
  const levelOfCare: LevelOfCare = { ...care.levelOfCare, support: support as Support };
  let page: Brief | null = null;
  try {
    page = brief({ chart, concepts, levelOfCare, result: status });
  } catch (error) {
    problems.push({ kind: 'bug', what: 'brief', detail: error instanceof Error ? error.name : 'unknown error' });
  }
  return {
    encounter: stay.encounter,
    patient: stay.patient,
    asOf,
    zone: setting.zone,
    policy: options.policy ?? 'base',
    checklists: results,
    prompts: joinPrompts(prompts, yieldsIn(setting.checklists)),
    queries,
    measures: Object.fromEntries(REPORTED_MEASURES.map((id) => [id, reported(chart, id)])),
    levelOfCare,
    brief: page,
    mentions: chart.facts.filter((fact) => fact.note !== undefined && fact.concept !== 'note' && !fact.flags?.includes('narrower')).length,
    unmapped: countUnmapped(reading.unmapped),
    problems: counted(problems),
    chart,
  };
}

const notesRead = new WeakMap<Reading, ReturnType<typeof factsFromNotes>>();

/** Notes are read once per reading, however many stays it holds. */
function notesOf(reading: Reading, lexicon: Lexicon): ReturnType<typeof factsFromNotes> {
  const known = notesRead.get(reading) ?? factsFromNotes(reading.notes, lexicon);
  notesRead.set(reading, known);
  return known;
}

const typesIn = (reading: Reading) => new Set(reading.index.entries.map(({ resource }) => String(resource.resourceType)));

/**
 * In a retrospective audit of coded data the codes are the documentation: what was read for a diagnosis is then as good as the read of Condition.
 * Only where there are no notes at all; a refused or broken read of notes stays what it is.
 */
function withCodedReads(chart: Chart, sources: readonly SourceRead[], concepts: Concepts): Chart {
  const codes = sources.find((source) => source.type === 'Condition')?.read;
  const notes = sources.find((source) => source.type === 'DocumentReference')?.read;
  if (!codes?.ok || notes?.ok || (notes && notes.problem.kind !== 'not-exported')) return chart;
  const reads = new Map(chart.reads);
  for (const concept of Object.values(concepts)) if (concept.family === 'diagnosis') reads.set(concept.id, codes);
  return { ...chart, reads };
}

/** What the linter kept back, by rule: words that came in through a slot are judged like our own. */
const withheld = (checklist: string, refused: readonly { readonly findings: readonly LintFinding[] }[]): Problem[] =>
  refused.map(({ findings }) => ({
    kind: 'data-quality',
    what: checklist,
    detail: `withheld by ${[...new Set(findings.filter(({ severity }) => severity === 'E').map(({ rule }) => rule))].sort().join(', ')}`,
  }));

/** Notes of this stay that no time places: they are not among its notes, and what they say is not known. */
const undatedNotes = ({ recordFacts, encounterOf }: Reading, { members }: Stay): readonly SourceRef[] =>
  recordFacts
    .filter(({ concept, from }) => concept === 'note-without-time' && members.some((member) => member.ref === encounterOf.get(from[0])))
    .map(({ from }) => from[0]);

/** A note that could not be turned into text makes the reading of notes incomplete: what it says is not known. */
function withUnreadNotes(sources: readonly SourceRead[], unread: readonly SourceRef[], at: Instant): readonly SourceRead[] {
  if (unread.length === 0) return sources;
  return sources.map((source) =>
    source.type === 'DocumentReference' && source.read.ok ? { ...source, read: { ...source.read, at, complete: false } } : source,
  );
}

/** The same problem once, with how often it occurred. */
function counted(problems: readonly Problem[]): Problem[] {
  const counts = new Map<string, { readonly problem: Problem; count: number }>();
  for (const problem of problems) {
    const key = JSON.stringify([problem.kind, problem.what, problem.detail]);
    const entry = counts.get(key);
    if (entry) entry.count += 1;
    else counts.set(key, { problem, count: 1 });
  }
  return [...counts.values()]
    .map(({ problem, count }) => (count === 1 ? problem : { ...problem, detail: `${problem.detail} (${count} times)` }))
    .sort(
      (a, b) =>
        (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0) ||
        (a.what < b.what ? -1 : a.what > b.what ? 1 : 0) ||
        (a.detail < b.detail ? -1 : 1),
    );
}

/** Points of a reported measure, by time. The suspicions that were set aside stand among the others, flagged: they drive nothing. */
function reported(chart: Chart, id: ConceptId): readonly Fact[] {
  const points = factsOf(chart, id);
  if (id !== 'suspected-infection') return points;
  return [...points, ...factsOf(chart, 'suspicion-set-aside')].sort((a, b) => a.at - b.at);
}
