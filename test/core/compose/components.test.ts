import { expect, test } from 'vitest';
import { factsOf, sortFacts } from '../../../src/core/chart/chart.ts';
import type { Fact } from '../../../src/core/chart/fact.ts';
import { chartedOf, componentsOf } from '../../../src/core/compose/components.ts';
import { decidingOfEach } from '../../../src/core/compose/deciding.ts';
import { documentedWords } from '../../../src/core/compose/documented.ts';
import { concepts, review } from './stay.ts';

test('the components of a finding leave out the words a note was searched for: they read no status', () => {
  const { context } = review('0:00 arrived\n0:40 blood-culture\n1:10 antimicrobial-given ceftriaxone [iv]\n20:00 now');
  const [pair] = factsOf(context.chart, 'suspected-infection');
  if (!pair) throw new Error('no pair');
  const name: Fact = { concept: 'named-in-note', at: pair.at, text: 'bacteremia', from: [pair.from[0]] };
  const parts = componentsOf(pair, { ...context.chart, facts: sortFacts([...context.chart.facts, name]) }, concepts);
  expect(parts.map((part) => part.concept)).toContain('blood-culture');
  expect(parts.map((part) => part.text)).not.toContain('bacteremia');
});

test('an operation and the infection after it stand for their pairing, and no class beside the operation', () => {
  const { context } = review(`
    -20d 08:00 surgery "total hip replacement"
    -20d 08:00 procedure-done
    0:00 arrived
    3:00 note cellulitis by attending
    20:00 now`);
  const [pair] = factsOf(context.chart, 'surgery-before-infection');
  if (!pair) throw new Error('no pair');
  const [surgery] = factsOf(context.chart, 'surgery');
  const charted = context.chart.facts.map((fact) =>
    fact.concept === 'procedure-done' && surgery ? { ...fact, from: surgery.from } : fact,
  );
  const shown = chartedOf(pair, { ...context.chart, facts: sortFacts(charted) }, concepts).map((part) => part.concept);
  expect(shown).toContain('surgery');
  expect(shown).not.toContain('procedure-done');
  expect(shown).not.toContain('surgery-before-infection');
});

test('the words a provider used for a diagnosis are documented words; those of a nurse are not', () => {
  const wordsOf = (author: string) => {
    const { result, context } = review(`0:00 arrived\n2:00 note sepsis-nonspecific by ${author}\n20:00 now`);
    const facts = context.chart.facts.map((fact) => (fact.concept === 'sepsis-nonspecific' ? { ...fact, text: 'Urosepsis' } : fact));
    return documentedWords({ ...context.chart, facts }, result, concepts);
  };
  expect(wordsOf('attending')).toContain('Urosepsis');
  expect(wordsOf('nurse')).not.toContain('Urosepsis');
});

test('of a score, a normal value is no reason for the points another organ gave; without points all its values count', () => {
  const shownFor = (platelets: number) => {
    const { context } = review(`0:00 arrived\n0:30 platelets ${platelets} 10*3/uL\n0:30 gcs-total 15 {score}\n20:00 now`);
    const points = factsOf(context.chart, 'sofa').slice(-1);
    return decidingOfEach(points, context).map((fact) => fact.concept);
  };
  expect(shownFor(60)).toEqual(['platelets']);
  expect(shownFor(240).sort()).toEqual(['gcs-total', 'platelets']);
});
