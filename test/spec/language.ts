import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { authorErrorText } from '../../src/core/chart/author-error.ts';
import type { Chart } from '../../src/core/chart/chart.ts';
import { readConcepts } from '../../src/core/chart/concepts-schema.ts';
import { chartFromNotation, type LinkedChecklist, linkChecklist, type Policy, type Vocabulary } from '../../src/core/checklist/index.ts';
import { type ChecklistResult, type EvaluateOptions, evaluate } from '../../src/core/evaluate/index.ts';
import { measures } from '../../src/core/measures/index.ts';

const folder = resolve(import.meta.dirname, '../../checklists/_concepts');
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const read = readConcepts(files.map((file) => ({ file, content: parse(readFileSync(join(folder, file), 'utf8')) })));

/** The product's own concepts and measures. */
export const vocabulary: Vocabulary = { concepts: read.concepts, measures };

/** A chart in the notation of cases; a mistake in it fails the test. */
export function chart(lines: string): Chart {
  const { chart: built, errors } = chartFromNotation(lines, vocabulary);
  if (!built) throw new Error(errors.join('\n'));
  return built;
}

const ATTRIBUTES = {
  ...{ developer: 'Test', funding: 'none', released: '2026-01-01', revised: '2026-01-01' },
  ...{ race: 'no', ethnicity: 'no', language: 'no', 'sexual-orientation': 'no', 'gender-identity': 'no', sex: 'no' },
  ...{ 'date-of-birth': 'yes, adults only', 'social-determinants': 'no', 'health-status-assessments': 'yes, coma scores' },
};

const HEAD = {
  id: 'tiny',
  title: 'Tiny',
  version: '1.0.0',
  stage: 'in-review',
  owner: 'Test',
  'review-by': '2027-01-01',
  attributes: ATTRIBUTES,
  about: 'sepsis',
  governing: 'main',
  sources: { book: { title: 'A book' } },
  definitions: { main: { label: 'Main', source: 'book', fact: 'lactate', above: '2 mmol/L' } },
  changes: { '1.0.0': 'First.' },
};

/** A checklist of a few lines: what is given replaces or joins the smallest one that links. `written` is YAML. */
export const written = (yaml: string): Record<string, unknown> => ({ ...HEAD, ...(parse(yaml) as Record<string, unknown>) });

/** The author's mistakes in a checklist of a few lines, as printed. */
export const mistakes = (yaml: string, policy?: Policy): readonly string[] =>
  linkChecklist(written(yaml), { file: 'tiny.yaml', ...vocabulary, ...(policy ? { policy, policyFile: 'policy.yaml' } : {}) }).errors.map(
    authorErrorText,
  );

/** A linked checklist of a few lines; a mistake in it fails the test. */
export function checklist(yaml: string, policy?: Policy): LinkedChecklist {
  const { checklist: linked, errors } = linkChecklist(written(yaml), { file: 'tiny.yaml', ...vocabulary, ...(policy ? { policy } : {}) });
  if (!linked) throw new Error(errors.map(authorErrorText).join('\n'));
  return linked;
}

/** The result of one criterion, written in flow style, on one chart. `more` adds sections such as anchors. */
export function answer(criterion: string, lines: string, more = ''): ChecklistResult['criteria'][string] {
  const linked = checklist(`criteria: { it: { label: It, source: book, ${criterion} } }\n${more}`);
  const result = evaluate(chart(lines), linked).criteria.it;
  if (!result) throw new Error('no result');
  return result;
}

/** The whole result of a checklist of a few lines on one chart. */
export const review = (yaml: string, lines: string, options: EvaluateOptions = {}): ChecklistResult =>
  evaluate(chart(lines), checklist(yaml), options);
