import { expect, test } from 'vitest';
import { promptsOf } from '../../../src/core/compose/index.ts';
import { guardPrompts, lintChecklist, withConcepts } from '../../../src/core/lint/index.ts';
import { checklist, concepts, review } from '../compose/stay.ts';
import { lexicon } from './lexicon.ts';

const guarded = withConcepts(lexicon, concepts);
const found = (more: string) => lintChecklist(checklist(more), { lexicon: guarded, concepts }).map((each) => `${each.rule} ${each.at}`);

const item = (prompt: string, when = '') => `
expect:
  it:
    kind: indicator
    ref: T-1
    label: Findings
    source: s
    ${when}
    found: { fact: creatinine }
    title: Findings of the stay
    prompt: ${prompt}
`;

test('a prompt that names a diagnosis nobody need have written is an author mistake', () => {
  expect(found(item('"Lactate {lactate.first}. Sepsis is likely. Which diagnosis?"'))).toContain('QL084 it.prompt');
});

test('a prompt may name the subject where it asks for documentation first', () => {
  expect(found(item('"Sepsis is documented {sepsis.first.date}. Which source, if known?"', 'when: { met: documented }'))).toEqual([]);
});

test('a query template with a wrong pair of purpose and format, or without counter-evidence, is named', () => {
  const query = `
queries:
  q:
    when: undocumented
    purpose: indicators-without-diagnosis
    format: yes-no
    title: Findings of the stay
    ask: Which diagnosis, if any?
`;
  expect(found(query)).toEqual(expect.arrayContaining(['QL080 queries.q.purpose', 'QL082 queries.q.against']));
});

test('an added condition is guarded by its own phrases, findings stay free', () => {
  expect(guarded.diagnoses['concept:obesity-hypoventilation'] ?? guarded.diagnoses.hypoventilation).toBeDefined();
  expect(Object.keys(guarded.diagnoses)).not.toContain('concept:hypoxia');
  expect(Object.keys(guarded.diagnoses)).not.toContain('concept:home-oxygen');
});

test('a prompt that a slot made leading is held back with the reason', () => {
  const list = checklist(item('"Drug {antimicrobial-given.first.text} was given. Which condition is treated?"'));
  const { result, context } = review('0:00 arrived\n1:00 antimicrobial-given ceftriaxone [iv]\n20:00 now', list);
  const dirty = {
    ...context.chart,
    facts: context.chart.facts.map((fact) =>
      fact.concept === 'antimicrobial-given' ? { ...fact, text: 'ceftriaxone, adds an MCC' } : fact,
    ),
  };
  const prompts = promptsOf(result, { ...context, chart: dirty });
  const gate = guardPrompts(prompts, { chart: dirty, concepts, result, lexicon: guarded });
  expect(prompts).toHaveLength(1);
  expect(gate.passed).toEqual([]);
  expect(gate.refused[0]?.findings.map((each) => each.rule)).toContain('QL024');
});
