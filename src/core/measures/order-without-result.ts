import { type Chart, factsOf, hasRead } from '../chart/chart.ts';
import { type Fact, hasFlag } from '../chart/fact.ts';
import type { Measure } from './measure.ts';
import { isDue, ofStay } from './provider-notes.ts';
import { DAY, HOUR } from './usable.ts';

/** A test may be taken shortly before its order is written; ours. */
const BEFORE = 6 * HOUR;
/** How long a result may take; a culture or a test sent out takes longer. Ours. */
const LABORATORY = 2 * DAY;
const IMAGING = 2 * DAY;
const SLOW = 5 * DAY;
const IS_SLOW = /cultur|afb|fung|pcr|patholog|cytolog|biops|genetic|antibod|electrophoresis|send/;

const limitOf = (order: Fact): number => (IS_SLOW.test(order.text ?? '') ? SLOW : hasFlag(order, 'imaging') ? IMAGING : LABORATORY);

/** Orders of this stay whose result would be there by now and is not, by what the chart knows. */
function unanswered(chart: Chart): readonly Fact[] {
  const results = factsOf(chart, 'test-result').filter((fact) => fact.standing !== 'withdrawn');
  return factsOf(chart, 'test-order').filter(
    (order) =>
      ofStay(order) &&
      isDue(chart, order.at, limitOf(order)) &&
      !results.some((result) => result.text === order.text && result.at >= order.at - BEFORE),
  );
}

const wasRead = (chart: Chart): boolean => hasRead(chart, 'test-order') && hasRead(chart, 'test-result');

/**
 * Tests ordered in this stay of which no result was found: one fact for each order.
 *
 * Source  42 CFR 482.24(c)(4)(vi): the record holds the orders, and the laboratory and radiology reports.
 * Answers whatever names the order, or carries its code or name, in any state: a rejected specimen answers it too.
 * Skips   orders of which results of the same kind do not name their order in this record (see `order-not-linked`); repeated, "as needed" and
 *         future orders; two days, five for cultures and what is sent out; orders that the discharge overtook; everything not read to its end.
 */
export const orderWithoutResult: Measure = {
  id: 'order-without-result',
  needs: ['test-order', 'test-result'],
  label: 'Ordered test without a result',
  source: '42 CFR 482.24(c)(4)(vi)',
  compute: (chart) => {
    if (!wasRead(chart)) return [];
    return unanswered(chart)
      .filter((order) => hasFlag(order, 'linked'))
      .map((order) => ({ ...order, concept: 'order-without-result', flags: [] }));
  },
};

/** Orders that a result may have answered under another name: this record does not say which results belong to which orders. One fact each. */
export const orderNotLinked: Measure = {
  id: 'order-not-linked',
  needs: ['test-order', 'test-result'],
  label: 'Ordered test whose result cannot be told',
  source: 'ours',
  compute: (chart) =>
    unanswered(chart)
      .filter((order) => !hasFlag(order, 'linked'))
      .map((order) => ({ ...order, concept: 'order-not-linked', flags: [] })),
};
