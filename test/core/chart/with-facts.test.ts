import { expect, test } from 'vitest';
import { factsOf, sortFacts, withFacts } from '../../../src/core/chart/chart.ts';
import { chartOf, fact } from '../measures/build.ts';

const given = [fact(1, 'lactate', 2), fact(3, 'lactate', 4), fact(2, 'map', 60)];
const more = [fact(9, 'map', 70), fact(2, 'lactate', 3), fact(1, 'sofa', 5)];

test('facts that join a chart stand in order of time, and the given chart keeps its own', () => {
  const chart = chartOf(given);
  const before = [...chart.facts];
  expect(withFacts(chart, more).facts).toEqual(sortFacts([...chart.facts, ...more]));
  expect(chart.facts).toEqual(before);
});

test('a chart that grew after it was read finds by concept what one read afresh finds', () => {
  const chart = chartOf(given);
  factsOf(chart, 'lactate');
  const grown = withFacts(chart, more);
  const afresh = { ...grown };
  for (const concept of ['lactate', 'map', 'sofa', 'arrived', 'sodium'])
    expect(factsOf(grown, concept), concept).toEqual(factsOf(afresh, concept));
  expect(factsOf(chart, 'lactate')).toHaveLength(2);
});

test('a concept that gained nothing keeps its very list', () => {
  const chart = chartOf(given);
  const held = factsOf(chart, 'lactate');
  expect(factsOf(withFacts(chart, [fact(5, 'sofa', 3)]), 'lactate')).toBe(held);
  expect(factsOf(withFacts(chart, [fact(5, 'lactate', 3)]), 'lactate')).not.toBe(held);
});
