import { factsOf } from '../chart/chart.ts';
import { type Fact, hasFlag, type Instant } from '../chart/fact.ts';
import type { Documentation } from '../checklist/kinds.ts';
import { localDay } from '../measures/local-day.ts';
import { type Context, matchesAtAll } from './context.ts';
import { lookOf } from './look.ts';
import type { DocumentationResult } from './result.ts';
import { isByProvider } from './select.ts';
import { timelineOf } from './timeline.ts';

/** Opposite statements this near to each other conflict; further apart, the later one is the newer view. */
const CONFLICT_MS = 48 * 3_600_000;

type Polarity = 'affirmed' | 'denied' | 'uncertain';
interface Position {
  readonly author: string;
  readonly attending: boolean;
  /** Who wrote it is known, and not only what they are. */
  readonly named: boolean;
  readonly at: Instant;
  readonly polarity: Polarity;
  /** "Ruled out" is a final answer; "no sepsis" only says it is not there. */
  readonly final: boolean;
}

/**
 * What provider notes and treating providers' encounter diagnoses say about the checklist's subject.
 * Unsigned, preliminary, historical and withdrawn statements, other stays, nurses and coders document nothing.
 */
export function documentationOf(context: Context): DocumentationResult {
  const facts = statementsOf(context);
  const conditions = facts.filter((fact) => fact.note === undefined && fact.says === 'affirmed');
  const coded = conditions.length > 0;
  const statements = facts.filter(documents);
  const state = stateOf(statements, context.chart.zone);
  const complete = notesWereRead(context);
  const timeline = timelineOf(statements, {
    end: context.instants.discharged,
    complete,
    notes: factsOf(context.chart, 'note').filter((note) => isByProvider(note) && matchesAtAll(note) && note.at <= context.chart.asOf),
  });
  if (state === 'silent' && context.codedCounts) {
    const counting = conditions.filter((fact) => !hasFlag(fact, 'problem-list'));
    if (counting.length > 0) return { state: 'affirmed', known: true, statements: counting, coded, timeline };
  }
  return { state, known: complete || state === 'affirmed' || state === 'conflicting', statements, coded, timeline };
}

/** Facts of the concepts that document the subject, each statement once, in order of time. A narrower term that is denied denies nothing. */
function statementsOf(context: Context): readonly Fact[] {
  const { checklist, chart } = context;
  const seen = new Set<string>();
  return checklist.documentedAs
    .flatMap((concept) => factsOf(chart, concept))
    .filter((fact) => {
      if (!matchesAtAll(fact) || fact.at > chart.asOf || fact.says === undefined || fact.says === 'historical') return false;
      if (fact.says === 'denied' && checklist.narrower.includes(fact.concept)) return false;
      const key = `${fact.from[0]} ${fact.says}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .sort((a, b) => a.at - b.at || (a.from[0] < b.from[0] ? -1 : 1));
}

/** What a provider said; a refuted diagnosis in a list of diagnoses says nothing. */
const documents = (fact: Fact): boolean => isByProvider(fact) && !(fact.note === undefined && fact.says === 'denied');

function notesWereRead({ chart, checklist, codedCounts }: Context): boolean {
  // Where codes stand for notes, what was read of the diagnosis itself says whether silence is known.
  const read = (codedCounts ? undefined : chart.reads.get('note')) ?? chart.reads.get(checklist.about);
  return lookOf(read, 'notes').complete;
}

/** The state that the statements add up to. */
export function stateOf(statements: readonly Fact[], zone: string | null): Documentation {
  const settled = statements.findLast((fact) => fact.note?.type === 'discharge-summary' || fact.note?.type === 'query-response');
  // A discharge summary outranks every earlier note; what is written after it counts again.
  const relevant = settled
    ? statements.filter((fact) => fact.at >= settled.at && (fact.at > settled.at || sameNote(fact, settled)))
    : statements;
  const positions = positionsIn(relevant, zone);
  const affirmed = positions.filter((position) => position.polarity === 'affirmed');
  const denied = positions.filter((position) => position.polarity === 'denied');
  const uncertain = positions.filter((position) => position.polarity === 'uncertain');
  if (affirmed.length > 0 && denied.length > 0) {
    const open = affirmed.some((yes) => denied.some((no) => Math.abs(yes.at - no.at) <= CONFLICT_MS && !ruledOutByAttending(no, yes)));
    return open ? 'conflicting' : newest(affirmed) > newest(denied) ? 'affirmed' : 'denied';
  }
  if (affirmed.length > 0) return 'affirmed';
  if (denied.length > 0) return newest(uncertain) > newest(denied) ? 'uncertain' : 'denied';
  return uncertain.length > 0 ? 'uncertain' : 'silent';
}

const newest = (positions: readonly Position[]): number => Math.max(Number.NEGATIVE_INFINITY, ...positions.map((position) => position.at));
const noteOf = (fact: Fact): string => fact.from[0].split('#')[0] ?? '';
const sameNote = (a: Fact, b: Fact): boolean => noteOf(a) === noteOf(b);

/** The attending decides: a diagnosis of somebody else's, ruled out by the attending afterwards, is ruled out. */
const ruledOutByAttending = (no: Position, yes: Position): boolean => no.final && no.attending && !yes.attending && no.at > yes.at;

/**
 * Each author's newest view. Copied text is no new view; "possible" does not take back what the same author affirmed. Affirmed and denied by one
 * author on one day is no view but a question, until a later day's note (note-language reference 7.4); "ruled out" is an answer.
 */
function positionsIn(statements: readonly Fact[], zone: string | null): readonly Position[] {
  const fresh = statements.filter((fact) => !fact.note?.copied);
  const notes = new Map<string, Fact[]>();
  for (const fact of fresh.length > 0 ? fresh : statements) notes.set(noteOf(fact), [...(notes.get(noteOf(fact)) ?? []), fact]);
  const views = [...notes.values()].map(viewOf).sort((a, b) => a.at - b.at);
  const byAuthor = new Map<string, Position>();
  for (const view of views) {
    const before = byAuthor.get(view.author);
    if (view.polarity === 'uncertain' && before?.polarity === 'affirmed') continue;
    const both = before && before.polarity !== 'uncertain' && view.polarity !== 'uncertain' && before.polarity !== view.polarity;
    const open =
      both && view.named && !view.final && !before.final && localDay(before.at, zone ?? 'UTC') === localDay(view.at, zone ?? 'UTC');
    byAuthor.set(view.author, open ? { ...view, polarity: 'uncertain' } : view);
  }
  return [...byAuthor.values()];
}

/** What one note says in the end: its diagnosis sections before the rest; ruled out before affirmed, before possible, before "no". */
function viewOf(facts: readonly Fact[]): Position {
  const diagnosis = facts.filter((fact) => fact.note === undefined || fact.note.sectionClass === 'diagnosis');
  const ranked = [...(diagnosis.length > 0 ? diagnosis : facts)].sort((a, b) => rank(b) - rank(a));
  const fact = ranked[0] as Fact;
  const polarity: Polarity = fact.says === 'denied' || fact.says === 'uncertain' ? fact.says : 'affirmed';
  return {
    author: fact.author ?? fact.by ?? 'unknown',
    attending: fact.by === 'attending',
    named: fact.author !== undefined,
    at: fact.at,
    polarity,
    final: polarity === 'denied' && isFinal(fact),
  };
}

const isFinal = (fact: Fact): boolean => hasFlag(fact, 'ruled-out');
const rank = (fact: Fact): number => (fact.says === 'denied' ? (isFinal(fact) ? 4 : 1) : fact.says === 'uncertain' ? 2 : 3);
