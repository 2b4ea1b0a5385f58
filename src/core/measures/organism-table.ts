import table from '../../../checklists/_tables/organisms.json' with { type: 'json' };

/** One kind of organism: its name, and what results and notes call it. */
export interface Organism {
  readonly name: string;
  /** Usual skin flora: grown once, it proves no infection. */
  readonly isCommensal: boolean;
}

interface Compiled extends Organism {
  readonly inResults: RegExp;
  readonly inNotes: RegExp;
}

/** A gap may be anything that separates words: "gram-negative rods". */
const words = (list: readonly string[]): RegExp =>
  new RegExp(`(?<![a-z])(${list.map((one) => one.replace(/\./g, '\\.').replace(/ /g, '[\\s-]*')).join('|')})(?![a-z])`, 'i');

const ORGANISMS: readonly Compiled[] = table.organisms.map(({ name, results, notes, commensal }) => ({
  name,
  isCommensal: commensal === true,
  inResults: words(results),
  inNotes: words([...results, ...notes]),
}));

/** "No Salmonella or Shigella isolated"; "Salmonella: not isolated". */
const DENIED_BEFORE = /\b(no|not|without)\b[^,:]*$/i;
const DENIED_AFTER = /^[\s:,-]*(not (isolated|detected|recovered|found|present|seen|identified)|none|negative|neg)\b/i;

/** The organisms that a culture result names; none where the result denies that it grew. */
export const organismsIn = (result: string): readonly Organism[] =>
  ORGANISMS.filter(({ inResults }) =>
    result.split(/[;\n]|(?<=[a-z]{3})\.\s/i).some((clause) => {
      const hit = inResults.exec(clause);
      if (!hit) return false;
      return !DENIED_BEFORE.test(clause.slice(0, hit.index)) && !DENIED_AFTER.test(clause.slice(hit.index + hit[0].length));
    }),
  );

/** Whether a sentence of a note names the organism, in full, short, or by its group ("gram-negative rods"). */
export const isNamedIn = (organism: string, sentence: string): boolean =>
  ORGANISMS.some(({ name, inNotes }) => name === organism && inNotes.test(sentence));
