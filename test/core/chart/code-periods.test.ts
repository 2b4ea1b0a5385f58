import { describe, expect, test } from 'vitest';
import { OUTSIDE_PERIOD } from '../../../src/core/chart/code-periods.ts';
import { hasFlag } from '../../../src/core/chart/fact.ts';
import { read } from './reading-of.ts';

const condition = (code: string, day: string) => ({
  resourceType: 'Condition',
  id: `c-${code}-${day}`,
  subject: { reference: 'Patient/p' },
  code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code }] },
  category: [{ coding: [{ code: 'encounter-diagnosis' }] }],
  verificationStatus: { coding: [{ code: 'confirmed' }] },
  recordedDate: day,
});
/** Whether the fact of pneumonia that the code gives is flagged; null when it gives none. */
const flagged = (code: string, day: string, zone: string | null = 'America/New_York'): boolean | null => {
  const fact = read([condition(code, day)], { zone }).facts.find((one) => one.concept === 'pneumonia');
  return fact ? hasFlag(fact, OUTSIDE_PERIOD) : null;
};

describe('a code with a period says on which days it is in use', () => {
  test.each([
    ['J15.6', '2023-09-30', false],
    ['J15.6', '2023-10-01', true],
    ['J156', '2026-03-02', true],
    ['J15.61', '2023-09-30', true],
    ['J15.61', '2023-10-01', false],
    ['J15.69', '2026-03-02', false],
  ])('%s recorded %s', (code, day, expected) => {
    expect(flagged(code, day)).toBe(expected);
  });

  test('it still says what was meant: the diagnosis maps either way', () => {
    expect(flagged('J15.6', '2026-03-02')).not.toBeNull();
  });

  test('a code without a period is taken as valid', () => {
    expect(flagged('J18.9', '2026-03-02')).toBe(false);
    expect(flagged('J18.9', '2150-03-02')).toBe(false);
  });

  test('the day is that of the hospital', () => {
    expect(flagged('J15.6', '2023-09-30T23:30:00-04:00')).toBe(false);
    expect(flagged('J15.6', '2023-09-30T23:30:00-04:00', 'Asia/Tokyo')).toBe(true);
  });
});
