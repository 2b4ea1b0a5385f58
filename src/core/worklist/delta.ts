import type { Concepts } from '../chart/concept.ts';
import type { Fact, Instant } from '../chart/fact.ts';
import { evidenceLine, wallHour, wallTime } from '../compose/index.ts';
import { sourcesOf, statementOf } from '../compose/sources.ts';
import type { EvidenceLine, Source, Statement } from '../compose/statement.ts';
import type { ChecklistResult } from '../evaluate/result.ts';
import type { Review } from '../review/review.ts';
import { civilDay, isKnownZone } from '../stay/civil.ts';
import {
  type DocumentationChange,
  documentationChanges,
  type PromptChange,
  promptChanges,
  type VerdictChange,
  verdictChanges,
} from './changes.ts';
import { type CaseLook, COUNTED, type CountedFamily, entriesIn, isCharted, knownAt } from './look.ts';
import { counted, listed } from './words.ts';

/** What is different since a person last looked, in words, each with what it rests on. */
export interface CaseDelta {
  readonly since: Instant;
  /** 'Since your review on Tue 14:20: 2 new facts, 1 question resolved'. */
  readonly summary: Statement;
  /** New facts that criteria of this review rest on, oldest first. */
  readonly facts: readonly EvidenceLine[];
  /** All other new entries, counted by family: '12 vital signs'. */
  readonly others: readonly Statement[];
  /** Entries of an earlier time that were not there at the last look. */
  readonly late: readonly Statement[];
  readonly verdicts: readonly VerdictChange[];
  readonly prompts: readonly PromptChange[];
  readonly documentation: readonly DocumentationChange[];
  /** Nothing of the above, `others` apart: entries on which nothing rests are no reason to look. */
  readonly isEmpty: boolean;
}

/** At most so many facts are lines of their own; the rest are counted. */
const MOST_FACTS = 12;

const FAMILY_WORDS: Readonly<Record<CountedFamily, readonly [string, string]>> = {
  lab: ['lab result', 'lab results'],
  vital: ['vital sign entry', 'vital sign entries'],
  medication: ['medication entry', 'medication entries'],
  order: ['order', 'orders'],
  culture: ['culture entry', 'culture entries'],
  device: ['device entry', 'device entries'],
  procedure: ['procedure', 'procedures'],
  note: ['note', 'notes'],
};

/**
 * What a review says that a look did not. Pure. A look of another encounter says nothing about this one: RangeError. What cannot be read now is
 * said so, never called resolved or gone. A look of the same review gives an empty delta.
 */
export function deltaSince(look: CaseLook, review: Review, concepts: Concepts): CaseDelta {
  if (look.encounter !== review.encounter) throw new RangeError('a look of another encounter');
  const { chart } = review;
  const isNew = (fact: Fact) => knownAt(fact) > look.asOf && knownAt(fact) <= review.asOf;
  const verdicts = verdictChanges(look, review, concepts);
  const relevant = oncePerSource(factsUnder(review, verdicts, concepts).filter((fact) => isNew(fact) && isCharted(fact, concepts)));
  const lines = relevant.slice(0, MOST_FACTS).map((fact) => evidenceLine(fact, chart, concepts, { polarity: sideOf(fact, review) }));
  const shown = new Set(lines.flatMap((line) => line.sources.map(resourceOf)));
  const entries = entriesIn(review, concepts);
  const others: Statement[] = [];
  const late: Statement[] = [];
  for (const family of COUNTED) {
    const all = [...(entries.get(family) ?? [])];
    const fresh = all.filter(([, fact]) => isNew(fact));
    const rest = fresh.filter(([source]) => !shown.has(source));
    if (rest.length > 0)
      others.push(
        statementOf(
          counted(rest.length, ...FAMILY_WORDS[family]),
          rest.map(([source]) => source),
          chart,
        ),
      );
    const more = all.length - fresh.length - (look.charted[family]?.count ?? 0);
    if (more > 0) {
      const text = `${counted(more, ...FAMILY_WORDS[family])} of an earlier time that ${more === 1 ? 'was' : 'were'} not read at that review`;
      late.push(statementOf(text, searchesOf(family, review, concepts), chart));
    }
  }
  const prompts = promptChanges(look, review);
  const documentation = documentationChanges(look, review, concepts);
  const parts = { facts: lines, others, late, verdicts, prompts, documentation };
  const isEmpty = [lines, late, verdicts, prompts, documentation].every((list) => list.length === 0);
  return { since: look.asOf, summary: summaryOf(look, review, parts, relevant), ...parts, isEmpty };
}

/** What somebody orders, takes or does on purpose; a vital sign or a dose is charted whether or not it says anything. */
const TELLING: ReadonlySet<string> = new Set(['lab', 'culture', 'procedure', 'order', 'device']);

/** Statements are told as documentation, notes are counted, and a place in a list says nothing new by itself. */
const UNTOLD: ReadonlySet<string> = new Set(['diagnosis', 'note', 'condition']);

/**
 * Facts a person would want to see first: those that decided an answer which is another one now, and results, orders and procedures that any answer
 * rests on. A further value of the same kind that leaves every answer as it was is counted with the others. Statements are told as documentation.
 */
function factsUnder({ checklists }: Review, verdicts: readonly VerdictChange[], concepts: Concepts): readonly Fact[] {
  const changed = new Set(verdicts.map(({ checklist, id }) => `${checklist}/${id}`));
  const all = new Set<Fact>();
  for (const result of checklists) {
    const answers = [...Object.values(result.criteria), ...Object.values(result.definitions)];
    for (const answer of answers) {
      const isChanged = changed.has(`${result.id}/${answer.id}`);
      for (const fact of answer.facts) {
        const family = concepts[fact.concept]?.family ?? '';
        if (UNTOLD.has(family) || fact.concept === 'midnight' || fact.text === 'unknown') continue;
        if (isChanged || (answer.verdict === 'met' && TELLING.has(family))) all.add(fact);
      }
    }
  }
  return [...all].sort((a, b) => a.at - b.at || (a.concept < b.concept ? -1 : a.concept > b.concept ? 1 : 0));
}

/** The same value under two concepts (SpO2, SpO2 on room air) is one fact to a reader. */
function oncePerSource(facts: readonly Fact[]): readonly Fact[] {
  const seen = new Set<string>();
  return facts.filter((fact) => {
    const key = `${fact.from[0]} ${fact.value ?? fact.says ?? ''}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

const resourceOf = (source: Source): string => (typeof source === 'string' ? (source.split('#')[0] ?? source) : source.search);

function sideOf(fact: Fact, { checklists }: Review): EvidenceLine['polarity'] {
  if (checklists.some((result: ChecklistResult) => result.against.includes(fact))) return 'against';
  return checklists.some((result) => result.for.includes(fact)) ? 'supports' : 'neutral';
}

function searchesOf(family: CountedFamily, { chart }: Review, concepts: Concepts): readonly Source[] {
  const reads = [...chart.reads].filter(([concept]) => concepts[concept]?.family === family).map(([, { search, at }]) => ({ search, at }));
  return sourcesOf(reads) ?? [];
}

type Parts = Pick<CaseDelta, 'facts' | 'others' | 'late' | 'verdicts' | 'prompts' | 'documentation'>;

function summaryOf(look: CaseLook, review: Review, parts: Parts, relevant: readonly Fact[]): Statement {
  const of = (change: PromptChange['change']) => parts.prompts.filter((one) => one.change === change).length;
  const facts = relevant.length + parts.late.length;
  const said = [
    [facts, counted(facts, 'new fact')],
    [parts.documentation.length, counted(parts.documentation.length, 'change in what is documented', 'changes in what is documented')],
    [parts.verdicts.length, counted(parts.verdicts.length, 'criterion changed', 'criteria changed')],
    [of('new'), counted(of('new'), 'new question')],
    [of('changed'), counted(of('changed'), 'question changed', 'questions changed')],
    [of('resolved'), `${of('resolved')} resolved`],
    [of('cannot-check'), `${of('cannot-check')} can no longer be checked`],
  ].flatMap(([count, words]) => (count === 0 ? [] : [String(words)]));
  const elsewhere =
    parts.others.length === 0 ? '' : ` in what the checklists ask for (other new entries: ${listed(parts.others.map(({ text }) => text))})`;
  const text = `Since your review on ${whenWords(look.asOf, review)}: ${said.length > 0 ? said.join(', ') : `nothing new${elsewhere}`}`;
  const sources = [
    ...parts.facts,
    ...parts.documentation.map(({ statement }) => statement),
    ...parts.prompts.map(({ statement }) => statement),
  ];
  return statementOf(
    text,
    [...sources, ...parts.others].flatMap((one) => [...one.sources]),
    review.chart,
  );
}

/** 'Tue 14:20' within a week of the hospital's calendar, before `asOf` or after it, else '03-02 14:20': a weekday names no later week. */
export function whenWords(at: Instant, { zone, asOf }: Pick<Review, 'zone' | 'asOf'>): string {
  if (!isKnownZone(zone)) return wallTime(at, zone, asOf);
  const days = civilDay(asOf, zone) - civilDay(at, zone);
  if (Math.abs(days) > 6) return wallTime(at, zone, asOf);
  return `${DAYS[(civilDay(at, zone) + 4) % 7]} ${wallHour(at, zone)}`;
}

/** 1970-01-01 was a Thursday. */
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
