import type { Chart } from '../chart/chart.ts';
import type { Fact, Instant } from '../chart/fact.ts';
import type { Measure } from './measure.ts';
import { OPERATION_SOURCES, type Operation, operations } from './operation.ts';
import { round1 } from './round.ts';
import { DAY, HOUR, inStay, sourcesOf } from './usable.ts';

/** Ventilation after an operation is expected for so long (respiratory reference, section 6; ACP Hospitalist 2017). */
const EXPECTED = 48 * HOUR;
/** Ventilation charted again after a pause of this length is the same course, unless a tube was taken out in between. */
const PAUSE = 4 * HOUR;
/** A provider's word that the tube was planned speaks for the ventilation of the day before it. */
const SAID = 24 * HOUR;
/** Support begun later than this after an operation is not looked at as a question of the operation. */
const AFTER = 7 * DAY;

const VENTILATOR = 7;
const ADVANCED = 5;

const REFINES = [...OPERATION_SOURCES, 'postop-expected', 'extubation'];

/** A stretch of ventilation that is expected, and what says so. */
interface Expected {
  readonly from: Instant;
  readonly to: Instant;
  readonly why: Fact;
}

/**
 * The level of support over time as `respiratory-support` has it, with the flag `explained` on ventilation that is expected: begun with an operation
 * and at most 48 h beyond its end, or called planned by a provider ("left intubated overnight", "for airway protection"). What goes on beyond is a
 * stretch of its own without the flag. Ventilation that ran before the operation, a tube put back and high-flow or mask support are never expected.
 */
export const acuteRespiratorySupport: Measure = {
  id: 'acute-respiratory-support',
  needs: ['respiratory-support'],
  refines: REFINES,
  label: 'Respiratory support',
  source: 'Respiratory reference, section 6: expected postoperative ventilation',
  compute: (chart) => {
    const expected = expectedVentilation(chart);
    return inStay(chart, 'respiratory-support').flatMap((span): Fact[] => {
      const fact: Fact = { ...span, concept: 'acute-respiratory-support' };
      const reason = span.value === VENTILATOR ? expected.find((one) => span.at >= one.from && span.at < one.to) : undefined;
      if (!reason) return [fact];
      const explained: Fact = {
        ...fact,
        flags: [...(fact.flags ?? []), 'explained'],
        from: sourcesOf([span, reason.why]) as Fact['from'],
      };
      const end = span.until ?? chart.asOf;
      if (end <= reason.to) return [explained];
      return [
        { ...explained, until: reason.to, flags: (explained.flags ?? []).filter((flag) => flag !== 'end-not-charted') },
        { ...fact, at: reason.to, flags: [...(fact.flags ?? []), 'beyond-expected'] },
      ];
    });
  },
};

/**
 * Measured P/F ratios, with the flag `explained` on those taken during expected ventilation: shown, but they set no criterion (section 6 asks for
 * impaired gas exchange after the expected period).
 */
export const pfRatioAcute: Measure = {
  id: 'pf-ratio-acute',
  needs: ['pf-ratio'],
  refines: ['acute-respiratory-support'],
  unit: 'mm[Hg]',
  label: 'P/F ratio',
  source: 'Berlin definition, JAMA 2012; respiratory reference, section 6',
  compute: (chart) => {
    const expected = inStay(chart, 'acute-respiratory-support').filter((span) => span.flags?.includes('explained'));
    return inStay(chart, 'pf-ratio').map((ratio): Fact => {
      const during = expected.some((span) => span.at <= ratio.at && (span.until ?? Number.POSITIVE_INFINITY) >= ratio.at);
      return { ...ratio, concept: 'pf-ratio-acute', ...(during ? { flags: [...(ratio.flags ?? []), 'explained'] } : {}) };
    });
  },
};

/**
 * Support that an operation alone does not explain; `value` hours from the end of the operation to the end of the support (or now), `text` the device.
 * Flags `beyond-expected` (ventilation longer than 48 h), `reintubated`, `escalated` (high flow or mask after it). Nothing without an operation.
 */
export const supportAfterSurgery: Measure = {
  id: 'support-after-surgery',
  needs: ['acute-respiratory-support'],
  refines: REFINES,
  unit: 'h',
  label: 'Hours of support after surgery',
  source: 'Respiratory reference, section 6 and RSP-DOC-08',
  compute: (chart) => {
    const all = operations(chart);
    return inStay(chart, 'acute-respiratory-support').flatMap((span): Fact[] => {
      if ((span.value ?? 0) < ADVANCED || span.flags?.includes('explained')) return [];
      const operation = all.filter((one) => one.end <= span.at && span.at <= one.end + AFTER).at(-1);
      if (!operation) return [];
      const beyond = span.flags?.includes('beyond-expected') === true;
      const how = beyond ? 'beyond-expected' : span.value === VENTILATOR ? 'reintubated' : 'escalated';
      return [
        {
          concept: 'support-after-surgery',
          at: span.at,
          ...(span.until === undefined ? {} : { until: span.until }),
          value: round1(((span.until ?? chart.asOf) - operation.end) / HOUR),
          ...(span.text === undefined ? {} : { text: span.text }),
          flags: [how],
          from: sourcesOf([span, operation.fact]) as Fact['from'],
        },
      ];
    });
  },
};

function expectedVentilation(chart: Chart): Expected[] {
  const spans = inStay(chart, 'respiratory-support');
  const tubesOut = inStay(chart, 'extubation');
  const ventilated = spans.filter((span) => span.value === VENTILATOR);
  const stated = inStay(chart, 'postop-expected').filter((fact) => fact.says === 'affirmed');
  const bySurgery = operations(chart).flatMap((operation) => courseOf(operation, ventilated, spans, tubesOut));
  const byWord = stated.flatMap((why) =>
    ventilated
      .filter((span) => span.at <= why.at && (span.until ?? chart.asOf) >= why.at - SAID)
      .map((span): Expected => ({ from: span.at, to: span.at + EXPECTED, why })),
  );
  return [...bySurgery, ...byWord];
}

/** The ventilation a patient brought from the operation, up to the first breath without it. */
function courseOf(operation: Operation, ventilated: readonly Fact[], spans: readonly Fact[], tubesOut: readonly Fact[]): Expected[] {
  const first = ventilated.find((span) => span.at >= operation.start - HOUR && span.at <= operation.settled);
  const running = ventilated.some((span) => span.at < operation.start - HOUR && (span.until ?? Number.POSITIVE_INFINITY) > operation.start);
  if (!first || running) return [];
  const limit = operation.end + EXPECTED;
  let last = first;
  for (const span of ventilated) {
    if (span.at <= last.at) continue;
    const ended = last.until ?? Number.POSITIVE_INFINITY;
    const free =
      tubesOut.some((out) => out.at > last.at && out.at <= span.at) ||
      spans.some((one) => one.at >= ended && one.at < span.at && one.text !== 't-piece' && one.text !== 'trach-collar');
    if (free || span.at - ended > PAUSE) break;
    last = span;
  }
  return [{ from: first.at, to: Math.max(first.at, Math.min(limit, (last.until ?? limit) + 1)), why: operation.fact }];
}
