import type { Concepts } from '../chart/concept.ts';
import type { ConceptId } from '../chart/fact.ts';
import { undocumentedName } from '../compose/documented.ts';
import { type LintFinding, type LintLexicon, lintText } from '../lint/index.ts';
import { plainText } from '../lint/plain-rule.ts';

/** The gate for words of ours: what may stand on the page, and how a text that may not is put. */
export interface Gate {
  /** Remarks that forbid a text (severity E): leading words, money, payers, a diagnosis nobody documented. Empty: it may be said. */
  readonly objections: (text: string) => readonly LintFinding[];
  readonly maySay: (text: string) => boolean;
  /** The text as it is or without words of payers; null when neither may be said. A label is never cut: half of it would mean something else. */
  readonly said: (text: string) => string | null;
  /** A publication by as much of its name as may be said: "CMS SEP-1" of a title that goes on to name a worse form. Null when nothing may. */
  readonly cited: (title: string) => string | null;
}

/** The gate of one packet. Texts come again and again (labels, remarks): each is read once. */
export function gateOf(documented: ReadonlySet<ConceptId>, words: readonly string[], concepts: Concepts, lexicon: LintLexicon): Gate {
  const read = new Map<string, readonly LintFinding[]>();
  const objections = (text: string): readonly LintFinding[] => {
    const known = read.get(text) ?? lintText({ title: '', text, documented: words }, lexicon).filter(({ severity }) => severity === 'E');
    read.set(text, known);
    return known;
  };
  const maySay = (text: string) => undocumentedName(text, documented, concepts) === null && objections(text).length === 0;
  const first = (texts: readonly (string | null | undefined)[]) =>
    texts.map((text) => text?.trim() ?? '').find((text) => text !== '' && maySay(text)) ?? null;
  const said = (text: string): string | null => first([withoutPayers(text)]);
  const cited = (title: string): string | null => {
    const plain = plainText(title, lexicon);
    return first([plain, plain?.split(/[;:]/)[0], plain?.split(/[,;:(]/)[0]]);
  };
  return { objections, maySay, said, cited };
}

/** Words of ours about coverage that the linter takes for pressure, and how the page says the same. */
const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/\bPayer class\b/g, 'Coverage class'],
  [/ for this payer\b/g, ''],
  [/ of the payer(?: that pays first)?\b/g, ' that applies'],
  [/\bpayer reviews?\b/gi, 'reviews'],
  [/\bbenchmark\b/gi, 'rule'],
];

/** A text of ours in words that the linter lets pass; what is charted or quoted is never put through this. */
export const withoutPayers = (text: string): string => PLAIN.reduce((said, [from, to]) => said.replace(from, to), text);
