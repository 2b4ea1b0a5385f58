import type { Chart } from '../chart/chart.ts';
import { type Fact, hasFlag } from '../chart/fact.ts';
import { isoInZone } from '../chart/instant.ts';
import type { LinkedQuery } from '../checklist/linked.ts';
import type { ChecklistResult } from '../evaluate/result.ts';
import { labelOf } from './concept-words.ts';
import type { ComposeContext } from './context.ts';
import type { QueryDraft } from './statement.ts';
import { noteWords, roleWords } from './wording.ts';

/** A sentence under "Documented", with who wrote it and when. */
export type Said = QueryDraft['documentedStatements'][number];

/** Quotes kept per query: the first and the newest; a copied sentence stands once, with its first author and time. */
const MOST_QUOTES = 3;

/**
 * What providers wrote about the subject, verbatim, with who and when. Empty for a subject nobody wrote about. A sentence that only gives it as the
 * cause of another condition ("AKI due to sepsis") is left out where another sentence says the same of the subject itself.
 */
export function statementsFor(query: LinkedQuery, result: ChecklistResult, { chart, concepts }: ComposeContext): readonly Said[] {
  const isDispute = query.purpose === 'resolve-conflict';
  const spoken = result.documentation.statements.filter(
    (fact) => !hasFlag(fact, 'coded') && (fact.says === 'affirmed' || fact.says === 'uncertain' || (fact.says === 'denied' && isDispute)),
  );
  // in a dispute each author is heard
  const viewOf = (fact: Fact) => `${fact.says} ${isDispute ? roleWords(fact.by) : ''}`;
  const causes = new Set(spoken.filter((fact) => isOnlyCause(fact, chart)));
  const named = new Set(spoken.filter((fact) => !causes.has(fact)).map(viewOf));
  const wanted = spoken.filter((fact) => !causes.has(fact) || !named.has(viewOf(fact))).sort((a, b) => a.at - b.at || placeIn(a, b));
  const quotes = wanted.map(
    (fact): Said => ({
      quote: quoteOf(fact, labelOf(fact.concept, concepts)),
      author: roleWords(fact.by),
      noteType: fact.note === undefined ? 'encounter diagnosis' : noteWords(fact.note.type),
      time: isoInZone(fact.at, chart.zone),
      ref: fact.from[0],
    }),
  );
  // the same words said and denied, or by another author in a dispute, are not the same statement
  const keyAt = (index: number) => `${quotes[index]?.quote} ${isDispute ? `${wanted[index]?.says} ${quotes[index]?.author}` : ''}`;
  const first = quotes.filter((_, index) => quotes.findIndex((_other, at) => keyAt(at) === keyAt(index)) === index);
  return first.length <= MOST_QUOTES ? first : [...first.slice(0, 1), ...first.slice(1 - MOST_QUOTES)];
}

const quoteOf = (fact: Fact, label: string): string => (fact.note?.snippet ?? label).trim().slice(0, 300);

/** The document a source stands in: 'DocumentReference/9#24-30' -> 'DocumentReference/9'. */
export const documentOf = (source: string): string => source.split('#')[0] ?? source;

const offsetOf = (fact: Fact): number => Number(/#(\d+)/.exec(fact.from[0])?.[1] ?? 0);

/** As they stand in one note; between notes of one minute the order stays. */
const placeIn = (a: Fact, b: Fact): number => (documentOf(a.from[0]) === documentOf(b.from[0]) ? offsetOf(a) - offsetOf(b) : 0);

/** True where another condition stands before it in its sentence and is joined to it: "AKI due to sepsis". */
function isOnlyCause(fact: Fact, chart: Chart): boolean {
  const sentence = fact.note?.snippet;
  if (sentence === undefined) return false;
  return joinedIn(chart).some(
    (other) =>
      other.note?.snippet === sentence &&
      other.note.linkedTo?.includes(fact.concept) === true &&
      documentOf(other.from[0]) === documentOf(fact.from[0]) &&
      offsetOf(other) < offsetOf(fact),
  );
}

/** Statements joined to another condition more firmly than by "with". Every draft of a stay asks the same chart. */
function joinedIn(chart: Chart): readonly Fact[] {
  let found = joined.get(chart);
  if (!found) {
    found = chart.facts.filter((fact) => fact.note?.linkedTo !== undefined && fact.note.linkCertainty !== 'weak');
    joined.set(chart, found);
  }
  return found;
}

const joined = new WeakMap<Chart, readonly Fact[]>();
