import table from '../../../checklists/_tables/record-words.json' with { type: 'json' };

/** What a note, a list entry or a resource may name: a diagnosis, a result or a procedure of the table; `id` is its key there. */
export type NamedKind = 'diagnosis' | 'result' | 'procedure';

/** One thing named in a text, and where. */
export interface Naming {
  readonly kind: NamedKind;
  readonly id: string;
  /** Only a finding of it is named ("confused"), not the diagnosis. */
  readonly near: boolean;
  readonly start: number;
  readonly end: number;
}

/** Id of a naming that speaks of a critical result without saying which ("critical value called"). */
export const ANY_RESULT = 'any-result';

interface Phrase {
  readonly kind: NamedKind;
  readonly id: string;
  readonly near: boolean;
  /** The whole phrase from the start of its first word, both ends at the edge of a word. */
  readonly pattern: RegExp;
}

const escaped = (word: string): string => word.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '[\\s-]+');
const source = (word: string): string => `${escaped(word).replaceAll('*', '[a-z]*').replaceAll('#', '\\d+')}(?![a-z0-9])`;

/** Phrases by the first two letters of their first word; those that begin with a star under ''. */
const byHead = new Map<string, Phrase[]>();

function keep(kind: NamedKind, id: string, words: readonly string[], near = false): void {
  for (const word of words) {
    const head = word.startsWith('*') ? '' : (/^[a-z0-9]+/.exec(word)?.[0] ?? '').slice(0, 2);
    const phrases = byHead.get(head) ?? [];
    phrases.push({ kind, id, near, pattern: new RegExp(source(word), 'y') });
    byHead.set(head, phrases);
  }
}

type Written = Readonly<
  Record<
    string,
    {
      readonly said: readonly string[];
      readonly named?: readonly string[];
      readonly near?: readonly string[];
      readonly discharge?: boolean;
    }
  >
>;
const DIAGNOSES: Written = table.diagnoses;
const RESULTS: Written = table.results;
const PROCEDURES: Written = table.procedures;

for (const [kind, entries] of [
  ['diagnosis', DIAGNOSES],
  ['result', RESULTS],
  ['procedure', PROCEDURES],
] as const) {
  for (const [id, { said, near }] of Object.entries(entries)) {
    keep(kind, id, said);
    keep(kind, id, near ?? [], true);
  }
}
keep('result', ANY_RESULT, table.anyResult);

/** Everything of the table that a text names, in order of place. Linear in the length of the text; a word that says two things names both. */
export function namingsIn(text: string): readonly Naming[] {
  const lower = text.toLowerCase();
  const found: Naming[] = [];
  for (const word of lower.matchAll(/[a-z0-9]+/g)) {
    for (const head of word[0].length > 2 ? [word[0].slice(0, 2), ''] : [word[0]]) {
      for (const { kind, id, near, pattern } of byHead.get(head) ?? []) {
        pattern.lastIndex = word.index;
        const hit = pattern.exec(lower);
        if (hit) found.push({ kind, id, near, start: word.index, end: word.index + hit[0].length });
      }
    }
  }
  return found;
}

/** True when a text (an entry of a list) names the thing in any of the ways a note would. */
export const saysIt = (kind: NamedKind, id: string, text: string): boolean =>
  namingsIn(text).some((naming) => naming.kind === kind && naming.id === id);

const displays = Object.entries({ result: RESULTS, procedure: PROCEDURES }).flatMap(([kind, entries]) =>
  Object.entries(entries).map(([id, { named }]) => ({
    kind,
    id,
    pattern: new RegExp(`(?<![a-z0-9])(?:${(named ?? []).map(source).join('|')})`, 'i'),
  })),
);

/** The result or procedure that a resource's display names; the first of the table that fits, null when none does. */
export const namedBy = (kind: 'result' | 'procedure', display: string): string | null =>
  displays.find((entry) => entry.kind === kind && entry.pattern.test(display))?.id ?? null;

/** Diagnoses that are compared between notes, lists and the discharge summary; ids are concepts. */
export const COMPARED_DIAGNOSES: readonly string[] = Object.keys(DIAGNOSES);

/** Of these, the ones whose place in the discharge summary no other checklist asks about. */
export const DISCHARGE_DIAGNOSES: readonly string[] = COMPARED_DIAGNOSES.filter((id) => DIAGNOSES[id]?.discharge !== false);
