import { expect, test } from 'vitest';
import { factsOf, withFacts } from '../../../src/core/chart/chart.ts';
import { onceFor } from '../../../src/core/measures/once-for.ts';
import { chartOf, fact, HOUR } from './build.ts';

const counting = () => {
  const asked = { times: 0 };
  const highest = onceFor(['lactate', 'map'], (chart) => {
    asked.times += 1;
    return Math.max(0, ...['lactate', 'map'].flatMap((concept) => factsOf(chart, concept)).map(({ value }) => value ?? 0));
  });
  return { asked, highest };
};

test('what reads the same facts is worked out once, also after other facts joined the chart', () => {
  const { asked, highest } = counting();
  const chart = chartOf([fact(1, 'lactate', 2)]);
  expect([highest(chart), highest(chart), highest(withFacts(chart, [fact(2, 'sofa', 9)]))]).toEqual([2, 2, 2]);
  expect(asked.times).toBe(1);
});

test('a new fact of any concept it reads, or another moment, is worked out anew', () => {
  const { asked, highest } = counting();
  const chart = chartOf([fact(1, 'lactate', 2)]);
  expect(highest(chart)).toBe(2);
  expect(highest(withFacts(chart, [fact(2, 'map', 60)]))).toBe(60);
  expect(highest(withFacts(chart, [fact(2, 'lactate', 5)]))).toBe(5);
  const later = withFacts({ ...chart, asOf: chart.asOf + HOUR }, []);
  expect(highest(later)).toBe(2);
  expect(asked.times).toBe(4);
});
