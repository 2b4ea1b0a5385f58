import { expect, test } from 'vitest';
import { type Read, sortFacts } from '../../../src/core/chart/chart.ts';
import type { Fact } from '../../../src/core/chart/fact.ts';
import { conceptsOf, measures, runMeasures } from '../../../src/core/measures/index.ts';
import { chartOf, fact, START, until } from './build.ts';

const ids = new Set(measures.map((measure) => measure.id));
const read = (complete = true): Read => ({ ok: true, search: 'Observation?category=laboratory', at: START, complete });
const refused: Read = {
  ok: false,
  search: 'MedicationAdministration?',
  at: START,
  problem: { kind: 'not-permitted', what: 'MedicationAdministration', detail: '403' },
};

test('every measure comes after the measures it reads', () => {
  const order = measures.map((measure) => measure.id);
  const late = measures.flatMap((measure, i) =>
    conceptsOf(measure)
      .filter((concept) => order.indexOf(concept) >= i)
      .map((concept) => `${measure.id} reads ${concept}`),
  );
  expect(late).toEqual([]);
  expect(ids.size).toBe(order.length);
});

test('the read of a measure is the worst of its needs', () => {
  const chart = {
    ...chartOf([]),
    reads: new Map([
      ['paco2', read()],
      ['ph-arterial', read(false)],
    ]),
  };
  expect(runMeasures(chart).reads.get('acidotic-hypercapnia')).toMatchObject({ ok: true, complete: false });
});

test('a need that was never asked for leaves the measure without a read', () => {
  expect(runMeasures({ ...chartOf([]), reads: new Map([['paco2', read()]]) }).reads.has('acidotic-hypercapnia')).toBe(false);
});

test('an order is enough for a suspicion of infection where doses are not offered, not where they were refused', () => {
  const readWith = (doses: Read) =>
    runMeasures({
      ...chartOf([]),
      reads: new Map([
        ['culture', read()],
        ['antimicrobial-given', doses],
        ['antimicrobial-ordered', read()],
      ]),
    }).reads.get('suspected-infection');
  const notOffered: Read = { ...refused, problem: { ...refused.problem, kind: 'not-exported' } };
  expect(readWith(notOffered)).toMatchObject({ ok: true, complete: true });
  expect(readWith(refused)).toMatchObject({ ok: false });
  expect(readWith(read(false))).toMatchObject({ ok: true, complete: false });
});

test('days of treatment are not known, rather than none, where the zone of the hospital is not', () => {
  const reads = new Map([['antimicrobial-given', read()]]);
  expect(runMeasures({ ...chartOf([]), reads }).reads.get('antimicrobial-days')).toMatchObject({ ok: true });
  expect(runMeasures({ ...chartOf([]), zone: null, reads }).reads.get('antimicrobial-days')).toMatchObject({ ok: false });
});

test('refused pressors make SOFA unknown, an unread sedative does not', () => {
  const needs = measures.flatMap((measure) => measure.needs).map((concept) => [concept, read()] as const);
  const full = runMeasures({ ...chartOf([]), reads: new Map(needs) });
  expect(full.reads.get('sofa')).toMatchObject({ ok: true, complete: true });
  const without = runMeasures({ ...chartOf([]), reads: new Map([...needs, ['norepinephrine', refused]]) });
  expect(without.reads.get('sofa-rise')).toMatchObject({ ok: false });
});

test('an unrelated fact changes no measure', () => {
  const chart = chartOf([fact(1, 'map', 60), fact(1, 'platelets', 90), fact(2, 'creatinine', 2)]);
  const ofMeasures = (more: readonly Fact[]) =>
    runMeasures({ ...chart, facts: sortFacts([...chart.facts, ...more]) }).facts.filter((one) => ids.has(one.concept));
  expect(ofMeasures([fact(1.5, 'sodium', 140)])).toEqual(ofMeasures([]));
});

test('facts of other stays enter no measure of this stay', () => {
  const chart = runMeasures(
    chartOf([fact(1, 'map', 50, { flags: ['other-stay'] }), fact(1, 'heart-rate', 130, { flags: ['other-stay'] })]),
  );
  expect(chart.facts.filter((one) => one.concept === 'sofa' || one.concept === 'sirs')).toEqual([]);
});

test('facts come back in order of time', () => {
  const { facts } = runMeasures(chartOf([fact(5, 'map', 60), fact(1, 'map', 50), fact(3, 'norepinephrine', 0.1, until(9))]));
  expect(facts.map((one) => one.at)).toEqual([...facts.map((one) => one.at)].sort((a, b) => a - b));
});

test('all measures on 5,000 facts take a few milliseconds', () => {
  const hours = 24 * 14;
  const facts = Array.from({ length: hours }, (_, hour) => [
    fact(hour, 'heart-rate', 80 + (hour % 40)),
    fact(hour, 'resp-rate', 14 + (hour % 12)),
    fact(hour, 'spo2', 88 + (hour % 12)),
    fact(hour, 'sbp', 80 + (hour % 50)),
    fact(hour, 'dbp', 40 + (hour % 30)),
    fact(hour, 'map', 55 + (hour % 30)),
    fact(hour, 'urine-output', 30),
    fact(hour, 'temperature', 36 + (hour % 4)),
    fact(hour, 'norepinephrine', 0.05, { text: 'norepinephrine', ...until(hour + 1) }),
    fact(hour, 'gcs-eye', 4),
    fact(hour, 'gcs-verbal', 1),
    fact(hour, 'gcs-motor', 6),
    fact(hour, 'o2-device', undefined, { text: hour % 50 < 25 ? 'ventilator' : 'nasal-cannula' }),
    fact(hour, hour % 6 ? 'fio2' : 'pao2', 60 + (hour % 30)),
    fact(hour, hour % 8 ? 'o2-flow' : 'creatinine', 1 + (hour % 5)),
  ]).flat();
  const chart = chartOf([...facts, fact(0, 'weight', 80)], hours);
  expect(chart.facts.length).toBeGreaterThan(5000);
  for (let i = 0; i < 10; i++) runMeasures({ ...chart });
  const milliseconds = Array.from({ length: 15 }, () => {
    const from = process.cpuUsage();
    runMeasures({ ...chart });
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1000;
  });
  // Under 10 ms on an idle core, bundled. Processor time, the quickest of many: what else this machine does must not decide.
  expect(Math.min(...milliseconds)).toBeLessThan(60);
});
