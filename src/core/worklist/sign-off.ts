import { factsOf, hasRead } from '../chart/chart.ts';
import type { Concepts } from '../chart/concept.ts';
import { type ConceptId, type Fact, hasFlag, type Instant } from '../chart/fact.ts';
import type { Verdict } from '../chart/verdict.ts';
import type { Documentation, Status } from '../checklist/kinds.ts';
import { chartedOf } from '../compose/components.ts';
import { labelOf } from '../compose/concept-words.ts';
import { FINDINGS } from '../compose/documented.ts';
import { ascii, evidenceLine, wallTime } from '../compose/index.ts';
import { searchOf, statementOf } from '../compose/sources.ts';
import type { EvidenceLine, Source, Statement } from '../compose/statement.ts';
import { noteWords, roleWords } from '../compose/wording.ts';
import { isByProvider } from '../evaluate/index.ts';
import type { ChecklistResult } from '../evaluate/result.ts';
import type { Review } from '../review/review.ts';
import { isCharted, statedIn } from './look.ts';
import { type SpecificityCheck, type Stated, specificityOf } from './specificity.ts';
import { VERDICT_WORDS } from './words.ts';
import type { SpecificityAxis } from './workflow.ts';

/** A definition of the diagnosis and its answer; the governing one first. */
export interface DefinitionRow {
  readonly id: string;
  readonly label: string;
  readonly governs: boolean;
  readonly verdict: Verdict;
  readonly statement: Statement;
}

/** What the record offers on the rank of a diagnosis. `said`: under a heading of a note. The rank on the claim is not read: `coded` says so. */
export interface PrincipalCheck {
  readonly said: { readonly is: Stated; readonly statement: Statement };
  readonly coded: { readonly is: 'not-known'; readonly statement: Statement };
}

/** One diagnosis with everything a second reader holds against it. */
export interface SignOffRow {
  readonly concept: ConceptId;
  readonly label: string;
  /** `listed-only`: a list of diagnoses holds it, and no provider note read says it. */
  readonly documentation: Documentation | 'listed-only';
  /** First and newest statement, and who made them. */
  readonly said: readonly Statement[];
  /** Entries in lists of diagnoses that name it. */
  readonly listed: readonly Statement[];
  /** Null where no checklist is about it: then nothing below was looked for. */
  readonly checklist: { readonly id: string; readonly version: string; readonly status: Status } | null;
  readonly definitions: readonly DefinitionRow[];
  readonly for: readonly EvidenceLine[];
  readonly against: readonly EvidenceLine[];
  readonly principal: PrincipalCheck;
  readonly specificity: readonly SpecificityCheck[];
  readonly blanks: readonly Blank[];
}

/** A place for the reader's own hand. Nothing is filled in. */
export interface Blank {
  readonly id: 'decision' | 'reason' | 'name' | 'time';
  readonly label: string;
  readonly choices: readonly { readonly id: 'agree' | 'query' | 'return'; readonly label: string }[];
}

export interface SignOffSheet {
  readonly encounter: Review['encounter'];
  readonly asOf: Instant;
  readonly rows: readonly SignOffRow[];
  /** What the sheet cannot show, and why. */
  readonly limits: readonly Statement[];
  readonly blanks: readonly Blank[];
}

const DECISION: Blank = {
  id: 'decision',
  label: 'Decision',
  choices: [
    { id: 'agree', label: 'Agree' },
    { id: 'query', label: 'Query' },
    { id: 'return', label: 'Return' },
  ],
};
const ROW_BLANKS: readonly Blank[] = [DECISION, { id: 'reason', label: 'Reason', choices: [] }];
const SHEET_BLANKS: readonly Blank[] = [
  ...ROW_BLANKS,
  { id: 'name', label: 'Reviewer', choices: [] },
  { id: 'time', label: 'Date and time', choices: [] },
];

/** Findings, general words and reasons for treatment that notes name: none is a diagnosis to sign off. */
const TERMS: ReadonlySet<ConceptId> = new Set(['support-indication', 'treated-infection-other', 'ams-term', 'sepsis-nonspecific']);
const isTerm = (concept: ConceptId): boolean => FINDINGS.has(concept) || TERMS.has(concept);

/** So many lines on each side; the case review has all. */
const MOST_LINES = 8;

/**
 * Each documented diagnosis beside its findings, its definitions and how exactly it is said. Pure; no weight, no money, no verdict of ours on the
 * diagnosis: the decision is the reader's. In order: diagnoses with a checklist, others as they were first written, listed ones last.
 */
export function signOffSheet(review: Review, axes: readonly SpecificityAxis[], concepts: Concepts): SignOffSheet {
  const stated = [...statedIn(review, concepts)].flatMap(([concept, fact]) => (fact.says === 'denied' || isTerm(concept) ? [] : [concept]));
  const listed = listedOnly(review, stated, concepts);
  const rows = [
    ...stated.map((concept) => rowOf(concept, review, axes, concepts)),
    ...listed.map((concept) => rowOf(concept, review, axes, concepts)),
  ].sort((a, b) => placeOf(a) - placeOf(b));
  return { encounter: review.encounter, asOf: review.asOf, rows, limits: limitsOf(review), blanks: SHEET_BLANKS };
}

const placeOf = (row: SignOffRow): number => (row.documentation === 'listed-only' ? 2 : row.checklist === null ? 1 : 0);

function rowOf(concept: ConceptId, review: Review, axes: readonly SpecificityAxis[], concepts: Concepts): SignOffRow {
  const statements = statementsOf(concept, review, concepts);
  const result = checklistOf(concept, review, concepts);
  const supporting = result ? sideOf(result.for, 'supports', review, concepts) : [];
  return {
    concept,
    label: labelOf(concept, concepts),
    documentation: statements.length === 0 ? 'listed-only' : stateFor(concept, statements, result),
    said: [...new Set([statements[0], statements.at(-1)])].flatMap((fact) => (fact ? [quoted(fact, review)] : [])),
    listed: entriesOf(concept, review).map((fact) => listedAs(fact, review)),
    checklist: result ? { id: result.id, version: result.version, status: result.status } : null,
    definitions: result ? definitionsOf(result, review) : [],
    for: supporting,
    against: result ? sideOf(result.against, 'against', review, concepts, supporting) : [],
    principal: principalOf(statements, review),
    specificity: specificityOf(concept, statements, review, axes, concepts),
    blanks: ROW_BLANKS,
  };
}

/** The checklist's own state where it is about this concept; for a narrower one what its own statements say. */
function stateFor(concept: ConceptId, statements: readonly Fact[], result: ChecklistResult | null): Documentation {
  if (result?.about === concept) return result.documentation.state;
  return statements.some((fact) => fact.says === 'affirmed') ? 'affirmed' : 'uncertain';
}

/** Signed statements of a provider in this stay, copied text apart, in order of time. */
const statementsOf = (concept: ConceptId, { chart }: Review, concepts: Concepts): readonly Fact[] =>
  factsOf(chart, concept)
    .filter(
      (fact) =>
        (fact.says === 'affirmed' || fact.says === 'uncertain') &&
        fact.note?.signed === true &&
        fact.note.copied !== true &&
        fact.standing !== 'preliminary' &&
        isCharted(fact, concepts) &&
        isByProvider(fact),
    )
    .sort((a, b) => a.at - b.at || offsetOf(a) - offsetOf(b));

/** Where it stands in its note. */
const offsetOf = (fact: Fact): number => Number(/#(\d+)/.exec(fact.from[0])?.[1] ?? 0);

/** The checklist about it, or about the broader diagnosis that it counts for (septic shock: sepsis). */
const checklistOf = (concept: ConceptId, { checklists }: Review, concepts: Concepts): ChecklistResult | null =>
  checklists.find(({ about }) => about === concept) ?? checklists.find(({ about }) => concepts[concept]?.also?.includes(about)) ?? null;

const entriesOf = (concept: ConceptId, { chart }: Review): readonly Fact[] => factsOf(chart, concept).filter(isEntry);

/** An entry of a list of diagnoses of this patient that stands, under its own name. */
const isEntry = (fact: Fact): boolean =>
  fact.note === undefined &&
  fact.says === 'affirmed' &&
  !hasFlag(fact, 'other-stay') &&
  !hasFlag(fact, 'narrower') &&
  fact.standing !== 'withdrawn';

/** Diagnoses of this encounter's list that no note read says; the problem list is the patient's, not the stay's. */
function listedOnly(review: Review, stated: readonly ConceptId[], concepts: Concepts): readonly ConceptId[] {
  const known = new Set(stated);
  const found = new Set<ConceptId>();
  for (const fact of review.chart.facts)
    if (hasFlag(fact, 'encounter-diagnosis') && isEntry(fact) && concepts[fact.concept]?.family === 'diagnosis')
      if (!known.has(fact.concept) && !isTerm(fact.concept)) found.add(fact.concept);
  return [...found];
}

function quoted(fact: Fact, { chart }: Review): Statement {
  const note = fact.note ? `, ${noteWords(fact.note.type)}` : '';
  const words = fact.note?.snippet.trim() ?? fact.text ?? '';
  return statementOf(ascii(`"${words}" (${roleWords(fact.by)}${note}, ${wallTime(fact.at, chart.zone, chart.asOf)})`), fact.from, chart);
}

const listedAs = (fact: Fact, { chart }: Review): Statement =>
  statementOf(
    ascii(
      `${hasFlag(fact, 'problem-list') ? 'Problem list' : 'Encounter diagnosis'}: ${fact.text ?? ''}, ${wallTime(fact.at, chart.zone, chart.asOf)}`,
    ),
    fact.from,
    chart,
  );

function definitionsOf(result: ChecklistResult, { chart }: Review): readonly DefinitionRow[] {
  return Object.values(result.definitions)
    .map((definition): DefinitionRow => {
      const search = searchOf(definition, chart);
      const sources: readonly Source[] = [...definition.facts.flatMap((fact) => [...fact.from]), ...(search === null ? [] : [search])];
      const why = definition.verdict === 'not-known' && definition.why !== null ? ` (${definition.why})` : '';
      return {
        id: definition.id,
        label: definition.label,
        governs: definition.id === result.governing,
        verdict: definition.verdict,
        statement: statementOf(ascii(`${definition.label}: ${VERDICT_WORDS[definition.verdict]}${why}`), sources, chart),
      };
    })
    .sort((a, b) => Number(b.governs) - Number(a.governs));
}

/** Headings under which a note names the principal diagnosis. An admission's or a consult's own "primary" is another thing. */
const PRINCIPAL = /\bprincipal\b|\bprimary (?:discharge |final |hospital )?diagnos[ei]s\b/i;

function principalOf(statements: readonly Fact[], { chart }: Review): PrincipalCheck {
  const under = statements.findLast((fact) => PRINCIPAL.test(fact.note?.section ?? ''));
  const read = chart.reads.get('note');
  const search: readonly Source[] = read ? [{ search: read.search, at: read.at }] : [];
  const said: PrincipalCheck['said'] = under
    ? {
        is: 'stated',
        statement: statementOf(
          ascii(`Under "${under.note?.section}" (${roleWords(under.by)}, ${wallTime(under.at, chart.zone, chart.asOf)})`),
          under.from,
          chart,
        ),
      }
    : hasRead(chart, 'note')
      ? { is: 'not-stated', statement: statementOf('No note read names it under a heading of the principal diagnosis', search, chart) }
      : { is: 'not-known', statement: statementOf('Notes could not be read in full', search, chart) };
  return {
    said,
    coded: { is: 'not-known', statement: statementOf('The rank of coded diagnoses is not part of what is read', [chart.encounter], chart) },
  };
}

/**
 * One line for each kind of finding, in the order the evaluation gives them; its course is the line's trend. Statements stand under `said`; a resource that
 * two concepts read is one finding, and `apart` are those that stand on the other side already.
 */
function sideOf(
  facts: readonly Fact[],
  polarity: EvidenceLine['polarity'],
  { chart }: Review,
  concepts: Concepts,
  apart: readonly EvidenceLine[] = [],
): readonly EvidenceLine[] {
  const chosen = new Map<ConceptId, Fact>();
  const seen = new Set<string>(apart.map(({ sources }) => String(sources[0])));
  for (const fact of facts) {
    for (const each of chartedOf(fact, chart, concepts)) {
      if (each.says !== undefined || chosen.has(each.concept) || seen.has(each.from[0])) continue;
      seen.add(each.from[0]);
      chosen.set(each.concept, each);
    }
    if (chosen.size >= MOST_LINES) break;
  }
  return [...chosen.values()].slice(0, MOST_LINES).map((fact) => evidenceLine(fact, chart, concepts, { polarity }));
}

function limitsOf({ chart }: Review): readonly Statement[] {
  const out: Statement[] = [];
  const gap = (concept: string, text: string) => {
    const read = chart.reads.get(concept);
    if (!hasRead(chart, concept)) out.push(statementOf(text, read ? [{ search: read.search, at: read.at }] : [], chart));
  };
  gap('note', 'Notes could not be read in full: a diagnosis may be documented and not stand here');
  gap('condition-entry', 'Lists of diagnoses could not be read in full');
  return out;
}
