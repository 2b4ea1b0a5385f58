import { hasRead } from '../chart/chart.ts';
import type { Concepts } from '../chart/concept.ts';
import type { ConceptId, Fact } from '../chart/fact.ts';
import { labelOf } from '../compose/concept-words.ts';
import { ascii, wallTime } from '../compose/index.ts';
import { statementOf } from '../compose/sources.ts';
import type { Source, Statement } from '../compose/statement.ts';
import { noteWords, roleWords } from '../compose/wording.ts';
import type { Review } from '../review/review.ts';
import type { SpecificityAxis } from './workflow.ts';

/** `not-known`: notes could not be read in full, or the hospital's file does not say what is asked of this diagnosis. */
export type Stated = 'stated' | 'not-stated' | 'not-applicable' | 'not-known';

/** How exactly a diagnosis is said in one respect: laterality, acuity, stage, combination. */
export interface SpecificityCheck {
  readonly axis: string;
  readonly label: string;
  readonly is: Stated;
  /** The quote that states it, or the search that found none. */
  readonly statement: Statement;
}

/** So far around the diagnosis its own words reach; a comma, "and" or the end of the sentence ends them sooner. */
const REACH = 40;

/**
 * One check for each axis of the hospital's file. A word counts only where it stands with the diagnosis itself: in the term as written, or beside it in
 * its own part of the sentence, so that "acute" of another condition states nothing here. Words of the note alone; codes state nothing.
 */
export function specificityOf(
  concept: ConceptId,
  statements: readonly Fact[],
  { chart }: Review,
  axes: readonly SpecificityAxis[],
  concepts: Concepts,
): readonly SpecificityCheck[] {
  const isListed = axes.some((axis) => axis.of.includes(concept));
  const read = chart.reads.get('note');
  const search: readonly Source[] = read ? [{ search: read.search, at: read.at }] : [];
  const name = labelOf(concept, concepts);
  return axes.map((axis): SpecificityCheck => {
    const check = (is: Stated, text: string, sources: readonly Source[]): SpecificityCheck => ({
      axis: axis.id,
      label: axis.label,
      is,
      statement: statementOf(ascii(`${axis.label}: ${text}`), sources, chart),
    });
    const isAsked = axis.of.includes(concept);
    const by =
      axis.links || isAsked ? statements.findLast((fact) => (axis.links ? isJoined(fact) : wordIn(fact, axis.words) !== null)) : undefined;
    if (by) {
      const where = `${roleWords(by.by)}${by.note ? `, ${noteWords(by.note.type)}` : ''}, ${wallTime(by.at, chart.zone, chart.asOf)}`;
      return check('stated', `"${by.note?.snippet.trim() ?? by.text ?? ''}" (${where})`, by.from);
    }
    if (!isListed) return check('not-known', `what is asked of ${name} is not set`, [chart.encounter]);
    if (!isAsked) return check('not-applicable', `not asked of ${name}`, [chart.encounter]);
    if (!hasRead(chart, 'note')) return check('not-known', 'notes could not be read in full', search);
    return check('not-stated', 'not stated in the notes read', search);
  });
}

const isJoined = (fact: Fact): boolean => (fact.note?.linkedTo?.length ?? 0) > 0 && fact.note?.linkCertainty !== 'uncertain';

/** The first word of the list that stands with the diagnosis; null when none does. */
function wordIn(fact: Fact, words: readonly string[]): string | null {
  const own = ownWords(fact);
  return words.find((word) => new RegExp(`(?<![a-z0-9])${escaped(word)}(?![a-z0-9])`, 'i').test(own)) ?? null;
}

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/\s+/g, '\\s+');

const BREAK = /[.,;:\n]|\b(?:and|or|with|without|due to|but|no|not)\b/i;

/** The diagnosis as written and the words around it that are its own. */
function ownWords(fact: Fact): string {
  const term = fact.text ?? '';
  const sentence = fact.note?.snippet ?? '';
  const at = term === '' ? -1 : sentence.toLowerCase().indexOf(term.toLowerCase());
  if (at < 0) return term;
  const before =
    sentence
      .slice(Math.max(0, at - REACH), at)
      .split(BREAK)
      .at(-1) ?? '';
  const after = sentence.slice(at + term.length, at + term.length + REACH).split(BREAK)[0] ?? '';
  return `${before}${sentence.slice(at, at + term.length)}${after}`;
}
