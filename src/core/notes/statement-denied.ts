import type { Reach } from './cues.ts';
import type { StatementHit } from './statements.ts';
import { statementHits } from './statements.ts';
import type { Token } from './tokens.ts';

/** Words between a denial and the statement, or the statement and its denial. */
const NEAR = 6;

/**
 * The range of characters that takes a statement back, or null: "not ready for [discharge tomorrow]", "[discharge tomorrow] is not planned",
 * "will not [go home tomorrow]". The phrases are the `taken-back` of checklists/_lexicon/statements.yaml. A statement is a clause of its own:
 * a denial before a comma, "and" or "because" is of another one. Denials that are none ("not improving") count for nothing.
 */
export function takenBackBy({ tokens, sentence, lexicon }: Reach, hit: StatementHit): readonly [number, number] | null {
  const range = (from: number, to: number): readonly [number, number] => [(tokens[from] as Token).start, (tokens[to - 1] as Token).end];
  if (hit.deniedInside) return range(hit.from, hit.to);
  if (!lexicon.statements.takenBack) return null;
  const denials = statementHits(lexicon.statements.takenBack, lexicon.numbers, tokens, sentence.from, sentence.to);
  const isNone = (one: StatementHit) => denials.some((none) => none.concept === 'none' && none.from <= one.from && one.from < none.to);
  const denial = denials.find((one) =>
    one.concept === 'before'
      ? one.from < hit.from && one.to < hit.to && !isNone(one) && isOneClause(tokens, one.to, hit.from + 1)
      : one.concept === 'after' && one.from >= hit.to - 1 && one.to > hit.to && isOneClause(tokens, hit.to, one.from),
  );
  return denial ? range(denial.from, denial.to) : null;
}

/** Nothing between the two that ends a clause. */
function isOneClause(tokens: readonly Token[], from: number, to: number): boolean {
  if (to - from > NEAR) return false;
  for (let i = from; i < to; i += 1) {
    const { norm, kind } = tokens[i] as Token;
    if (CLAUSE_ENDS.has(norm) || (kind === 'mark' && norm !== '-' && norm !== '/')) return false;
  }
  return true;
}

/** Words that end what a denial speaks of, where a phrase is a clause of its own. */
export const CLAUSE_ENDS: ReadonlySet<string> = new Set(
  'and but or so because since given due despite with w without if until unless while although though who which as then than therefore however'.split(
    ' ',
  ),
);
