import { describe, expect, test } from 'vitest';
import { respiratorySupport } from '../../../src/core/measures/respiratory-support.ts';
import { at, chartOf, factsOf, resource, snomed } from './reading-of.ts';

const START = '2026-03-02T15:00:00-05:00';
const NOW = '2026-03-03T09:00:00-05:00';
const ventilation = (fields: Record<string, unknown>) => resource('Procedure', { code: snomed('40617009'), ...fields });
const bipap = { resourceType: 'Device', id: 'v', type: snomed('428311008', 'BiPAP') };
const use = (fields: Record<string, unknown>) => resource('DeviceUseStatement', { device: { reference: 'Device/v' }, ...fields });
const supportOf = (...resources: readonly unknown[]) => respiratorySupport.compute(chartOf(resources, { asOf: NOW, end: null }));

describe('a procedure in progress', () => {
  const running = ventilation({ status: 'in-progress', performedPeriod: { start: START } });

  test('with a start and no end is still running', () => {
    expect(factsOf('invasive-ventilation', running)).toMatchObject([{ at: at(START), flags: ['running'] }]);
    expect(factsOf('invasive-ventilation', running)[0]).not.toHaveProperty('until');
  });

  test('is support up to now', () => {
    expect(supportOf(running)).toMatchObject([{ at: at(START), text: 'ventilator' }]);
    expect(supportOf(running)[0]).not.toHaveProperty('until');
  });

  test('with an end that has come is over', () => {
    const end = '2026-03-02T22:00:00-05:00';
    const [fact] = factsOf('invasive-ventilation', ventilation({ status: 'in-progress', performedPeriod: { start: START, end } }));
    expect(fact?.until).toBe(at(end));
    expect(fact?.flags ?? []).not.toContain('running');
  });

  test('known by a moment alone does not say that it goes on', () => {
    const [fact] = factsOf('invasive-ventilation', ventilation({ status: 'in-progress', performedDateTime: START }));
    expect(fact?.flags ?? []).not.toContain('running');
  });

  test('known by its end alone is not running', () => {
    const [fact] = factsOf('invasive-ventilation', ventilation({ status: 'in-progress', performedPeriod: { end: START } }));
    expect(fact?.flags ?? []).not.toContain('running');
  });

  test('dated by its day keeps both remarks', () => {
    const [fact] = factsOf('invasive-ventilation', ventilation({ status: 'in-progress', performedPeriod: { start: '2026-03-02' } }));
    expect(fact?.flags).toEqual(['date-precision', 'running']);
  });
});

test('a completed procedure without an end is a moment, and no support', () => {
  const done = ventilation({ status: 'completed', performedPeriod: { start: START } });
  const [fact] = factsOf('invasive-ventilation', done);
  expect(fact).not.toHaveProperty('until');
  expect(fact?.flags ?? []).not.toContain('running');
  expect(supportOf(done)).toEqual([]);
});

describe('use of a device', () => {
  test('that is active, with a start and no end, is running support', () => {
    const active = use({ status: 'active', timingPeriod: { start: START } });
    expect(factsOf('niv', active, bipap)).toMatchObject([{ at: at(START), flags: ['running'] }]);
    expect(supportOf(active, bipap)).toMatchObject([{ at: at(START), text: 'bipap' }]);
  });

  test.each(['completed', 'stopped'])('that is %s, without an end, is not', (status) => {
    const over = use({ status, timingPeriod: { start: START } });
    expect(factsOf('niv', over, bipap)[0]?.flags ?? []).not.toContain('running');
    expect(supportOf(over, bipap)).toEqual([]);
  });

  test('known only by when it was recorded is not', () => {
    const [fact] = factsOf('niv', use({ status: 'active', recordedOn: START }), bipap);
    expect(fact?.at).toBe(at(START));
    expect(fact?.flags ?? []).not.toContain('running');
  });
});
