import type { LinkedChecklist } from '../checklist/linked.ts';
import { chartFromNotation, type Vocabulary } from '../checklist/notation.ts';
import { at, complain, isRaw, knownKeys, type Notes, type Raw, recordAt, wordAt } from '../checklist/reading.ts';
import { unknownName } from '../checklist/unknown-name.ts';
import { evaluate } from './evaluate.ts';
import type { Answer, ChecklistResult } from './result.ts';

/** One entry of cases.yaml: a chart in notation, and what is expected of it. */
export interface Case {
  readonly name: string;
  readonly chart: string;
  readonly expect: Readonly<Record<string, Expected>>;
  readonly policy: string;
}

/** Any of these words, and, where asked, what else the answer must hold. */
export interface Expected {
  readonly words: readonly string[];
  readonly missing: readonly string[] | null;
  readonly facts: number | null;
}

export interface CaseResult {
  readonly name: string;
  readonly ok: boolean;
  /** One line per difference: 'lactate-repeat: expected missing, found present (lactate 1.8)'. */
  readonly differences: readonly string[];
}

/** Reads a cases file as parsed from YAML; complaints go to `notes`. */
export function casesFrom(notes: Notes, value: unknown): readonly Case[] {
  if (!Array.isArray(value)) {
    complain(notes, '', 'expected a list of cases');
    return [];
  }
  return value.map((entry: unknown, index): Case => {
    const raw = recordAt(notes, entry, String(index));
    const path = typeof raw.case === 'string' ? `"${raw.case}"` : String(index);
    knownKeys(notes, raw, path, ['case', 'chart', 'expect', 'policy'], 'a key of a case');
    const expect: Record<string, Expected> = {};
    for (const [name, wanted] of Object.entries(recordAt(notes, raw.expect, at(path, 'expect'))))
      expect[name] = expectedFrom(notes, wanted, at(at(path, 'expect'), name));
    return {
      name: wordAt(notes, raw, 'case', path),
      chart: wordAt(notes, raw, 'chart', path),
      expect,
      policy: typeof raw.policy === 'string' ? raw.policy : 'base',
    };
  });
}

function expectedFrom(notes: Notes, value: unknown, path: string): Expected {
  const words = (some: unknown): readonly string[] => (Array.isArray(some) ? some.map(String) : [String(some)]);
  if (!isRaw(value)) return { words: words(value), missing: null, facts: null };
  const raw: Raw = value;
  knownKeys(notes, raw, path, ['is', 'missing', 'facts'], 'a key of an expectation');
  return {
    words: raw.is === undefined ? [] : words(raw.is),
    missing: raw.missing === undefined ? null : words(raw.missing),
    facts: typeof raw.facts === 'number' ? raw.facts : null,
  };
}

/**
 * Runs cases against a checklist. `under` gives the checklist linked under a policy other than base, for cases that name one.
 * A chart that cannot be read, or an expectation that names nothing, is a difference of that case.
 */
export function runCases(
  checklist: LinkedChecklist,
  cases: readonly Case[],
  vocabulary: Vocabulary,
  under: (policy: string) => LinkedChecklist | null = () => null,
): readonly CaseResult[] {
  return cases.map((one) => {
    const linked = one.policy === checklist.policy || one.policy === 'base' ? checklist : under(one.policy);
    const differences = linked ? differencesOf(linked, one, vocabulary) : [`no policy "${one.policy}"`];
    return { name: one.name, ok: differences.length === 0, differences };
  });
}

function differencesOf(checklist: LinkedChecklist, one: Case, vocabulary: Vocabulary): readonly string[] {
  const { chart, errors } = chartFromNotation(one.chart, vocabulary);
  if (!chart) return errors.map((error) => `chart: ${error}`);
  const result = evaluate(chart, checklist);
  return Object.entries(one.expect).flatMap(([name, expected]) => {
    const found = foundFor(result, name);
    if (!found) return [unknownName('name', name, namesOf(result))];
    return compare(name, expected, found);
  });
}

interface Found {
  readonly word: string;
  readonly answer: Answer | null;
}

const WHOLE = ['documentation', 'status', 'evidence', 'status-prompt', 'support'] as const;

const namesOf = (result: ChecklistResult): readonly string[] => [
  ...WHOLE,
  ...[result.expect, result.conflicts, result.criteria, result.definitions, result.anchors].flatMap((part) => Object.keys(part)),
];

function foundFor(result: ChecklistResult, name: string): Found | null {
  switch (name) {
    case 'documentation':
      return { word: result.documentation.state, answer: null };
    case 'status':
      return { word: result.status, answer: null };
    case 'evidence':
      return { word: result.evidence, answer: result.definitions[result.governing] ?? null };
    case 'status-prompt':
      return { word: result.statusItem?.state === 'raised' ? result.statusItem.id : 'none', answer: null };
    case 'support':
      return { word: result.support ?? 'none', answer: null };
  }
  const item = result.expect[name] ?? result.conflicts[name];
  if (item) return { word: item.state, answer: item.found };
  const answer = result.criteria[name] ?? result.definitions[name] ?? result.anchors[name];
  return answer ? { word: answer.verdict, answer } : null;
}

function compare(name: string, expected: Expected, { word, answer }: Found): readonly string[] {
  const differences: string[] = [];
  if (expected.words.length > 0 && !expected.words.includes(word))
    differences.push(`${name}: expected ${expected.words.join(' or ')}, found ${word}${because(answer)}`);
  const missing = [...(answer?.missing ?? [])].sort().join(', ');
  if (expected.missing && missing !== [...expected.missing].sort().join(', '))
    differences.push(`${name}: expected missing ${expected.missing.join(', ')}, found ${missing || 'nothing missing'}`);
  if (expected.facts !== null && expected.facts !== answer?.facts.length)
    differences.push(`${name}: expected ${expected.facts} facts, found ${answer?.facts.length ?? 0}`);
  return differences;
}

/** The reason, and the evidence in short, so that an author sees why. */
function because(answer: Answer | null): string {
  if (!answer) return '';
  const facts = answer.facts.slice(0, 4).map((fact) => [fact.concept, fact.value ?? fact.text ?? fact.says ?? ''].join(' ').trim());
  const parts = [answer.why, facts.length > 0 ? facts.join(', ') : null].filter((part) => part !== null);
  return parts.length > 0 ? ` (${parts.join('; ')})` : '';
}
