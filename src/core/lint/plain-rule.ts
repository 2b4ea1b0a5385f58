import type { Concepts } from '../chart/concept.ts';
import type { LinkedChecklist } from '../checklist/linked.ts';
import { type Essentials, essentialsOf } from '../compose/essentials.ts';
import type { RuleLine } from '../compose/rule-line.ts';
import type { RuleEntry, RuleItem, RuleText } from '../compose/rule-text.ts';
import { forbiddenIn } from './forbidden.ts';
import type { LintLexicon } from './lexicon.ts';

/** Words of the regulation that the linter takes for scores or payer pressure, and how a clinician reads the same thing. */
const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/\bbenchmark\b/gi, 'rule'],
  [/\bpayer reviews?\b/gi, 'reviews'],
  [/ and appeal decisions\b/gi, ''],
  [/, whose privileges the record does not tell/g, ''],
];
/** Who pays decides which rule set applies; for the person who writes the note it is one condition, whoever it is. */
const COVERAGE = /\b(?:medicare|medicaid|payers?|pays|coverage|commercial|plan's)\b/i;
const COVERAGE_WORDS = 'The rule set that applies to this stay';
const ELSEWHERE = 'listed with the checklist';

/** One piece of text without words about money, payers or scores; null when it cannot be said without them. */
export function plainText(text: string, lexicon: LintLexicon): string | null {
  const plain = PLAIN.reduce((said, [from, to]) => said.replace(from, to), text);
  const isClean = (said: string) => forbiddenIn(said, 'rule', lexicon).every(({ severity }) => severity !== 'E');
  if (isClean(plain)) return plain;
  // What stands before a semicolon or colon names a source; what follows is a remark about it.
  const head = plain.split(/[;:]/)[0]?.trim() ?? '';
  return head !== '' && head !== plain && isClean(head) ? head : null;
}

function ruleWord(text: string, lexicon: LintLexicon): string {
  // A remark in brackets may be all that speaks of coverage.
  const bare = text.replace(/ \([^)]*\)/g, '');
  const said = COVERAGE.test(text) ? bare : text;
  return COVERAGE.test(said) ? COVERAGE_WORDS : (plainText(said, lexicon) ?? COVERAGE_WORDS);
}

/** The one page of a checklist, for every reader alike: each text passes the linter's forbidden words. */
export function plainEssentials(checklist: LinkedChecklist, concepts: Concepts, lexicon: LintLexicon): Essentials {
  const titles = new Set(Object.values(checklist.sources).map(({ title }) => title));
  return essentialsOf(checklist, concepts, (text) =>
    titles.has(text) ? (plainText(text, lexicon) ?? ELSEWHERE) : ruleWord(text, lexicon),
  );
}

/**
 * A checklist as a clinician reads it: a reference page. Without review rationales, queries (their options name diagnoses), words of prompts and policies
 * of contracts; conditions about coverage in neutral words; every line passes the linter's forbidden words.
 */
export function ruleForClinicians(rule: RuleText, lexicon: LintLexicon): RuleText {
  const said = (text: string) => ruleWord(text, lexicon);
  const line = (given: RuleLine): RuleLine => {
    const text = said(given.text);
    return { ...given, text, parts: text === COVERAGE_WORDS ? [] : given.parts.map(line) };
  };
  const entry = (given: RuleEntry): RuleEntry => {
    const label = said(given.label);
    return label === COVERAGE_WORDS
      ? { ...given, label, asks: { text: COVERAGE_WORDS, name: null, parts: [] } }
      : { ...given, label, asks: line(given.asks) };
  };
  const item = (given: RuleItem): RuleItem => ({
    ...given,
    label: said(given.label),
    when: given.when && line(given.when),
    looksFor: given.looksFor && line(given.looksFor),
    prompt: given.prompt && plainText(given.prompt, lexicon),
    title: given.title && plainText(given.title, lexicon),
    answers: [],
  });
  return {
    ...rule,
    sources: rule.sources.map((source) => ({ ...source, title: plainText(source.title, lexicon) ?? ELSEWHERE })),
    documented: line(rule.documented),
    appliesTo: rule.appliesTo && line(rule.appliesTo),
    definitions: rule.definitions.map(entry),
    criteria: rule.criteria.map(entry),
    clocks: rule.clocks.map(entry),
    expect: rule.expect.map(item),
    conflicts: rule.conflicts.map(item),
    status: rule.status.map(item),
    queries: [],
    calculated: rule.calculated.map((one) => ({ ...one, source: plainText(one.source, lexicon) ?? ELSEWHERE })),
    changes: rule.changes.map((one) => ({ ...one, text: plainText(one.text, lexicon) ?? ELSEWHERE })),
    policies: [],
  };
}
