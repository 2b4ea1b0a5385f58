import type { ConceptId } from '../chart/fact.ts';
import { lowerBound } from './find-terms.ts';
import type { Mention } from './mentions.ts';
import type { ReadText } from './read.ts';
import { sectionAt } from './sections.ts';
import { statementHits } from './statements.ts';
import type { Token } from './tokens.ts';

/** The clinical indicators that a note puts beside a diagnosis, at least two of them. */
export interface Basis {
  readonly concept: ConceptId;
  readonly mention: Mention;
  readonly indicators: readonly string[];
}

const ENOUGH = 2;

/**
 * For each diagnosis that the lexicon asks it of: the first affirmed or uncertain statement in a diagnosis section whose problem paragraph
 * (its line and the lines up to the next problem) names two or more indicators. One per diagnosis and note; nothing when there is none.
 */
export function basisOf(read: ReadText, mentions: readonly Mention[]): Basis[] {
  const found: Basis[] = [];
  for (const { concept, of, patterns } of read.lexicon.basis) {
    for (const mention of mentions) {
      if (
        !of.has(mention.concept) ||
        mention.sectionClass !== 'diagnosis' ||
        !(mention.status === 'affirmed' || mention.status === 'uncertain')
      )
        continue;
      const [from, to] = paragraphAround(read, mention.start);
      const indicators = new Set<string>();
      for (let at = from; at < to; at += 100) {
        for (const hit of statementHits(patterns, read.lexicon.numbers, read.tokens, at, Math.min(to, at + 110)))
          indicators.add(hit.concept);
      }
      if (indicators.size < ENOUGH) continue;
      found.push({ concept, mention, indicators: [...indicators].sort() });
      break;
    }
  }
  return found;
}

/** Tokens of the lines from the mention's own to the next numbered problem, bullet, empty line or section. */
function paragraphAround({ tokens, sections }: ReadText, offset: number): [number, number] {
  const section = sectionAt(sections, offset);
  const at = lowerBound(tokens, offset);
  let from = at;
  const line = tokens[at]?.line ?? 0;
  while (from > 0 && tokens[from - 1]?.line === line) from -= 1;
  let to = at;
  while (to < tokens.length && (tokens[to] as Token).start < section.to) {
    const token = tokens[to] as Token;
    const opensLine = to > at && token.line !== tokens[to - 1]?.line;
    if (opensLine && (token.kind === 'number' || token.norm === '#' || token.line - (tokens[to - 1]?.line ?? 0) > 1)) break;
    to += 1;
  }
  return [from, to];
}
