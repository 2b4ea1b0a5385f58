import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sourceRef } from '../../../src/core/chart/fact.ts';
import { DEPARTURE_REASONS, type Departure, departureText, lacksWords } from '../../../src/core/compose/departure.ts';
import type { EvidenceLine } from '../../../src/core/compose/statement.ts';
import { forbiddenIn } from '../../../src/core/lint/forbidden.ts';
import { lexicon } from '../../promises/stays.ts';

const line = (label: string, value: string | null, unit: string | null, flags: readonly string[] = []): EvidenceLine => ({
  text: `${label} ${value ?? ''} ${unit ?? ''}, 03-02 00:55`,
  sources: [sourceRef(`Observation/${label}`)],
  ...{ concept: label.toLowerCase(), label, value, unit, at: 0, time: '03-02 00:55', polarity: 'neutral', trend: [], threshold: null },
  flags,
});

const departure = (more: Partial<Departure> = {}): Departure => ({
  about: 'Sepsis',
  facts: [line('Lactate', '3.1', 'mmol/L'), line('Ejection fraction', '25', '%')],
  absent: [
    { text: 'Not found: repeat lactate (03-02 01:55 to 03-02 07:55)', sources: [{ search: 'Observation?category=laboratory', at: 0 }] },
  ],
  reasons: [],
  ownWords: '',
  readAt: '03-02 08:14',
  ...more,
});

test('an addendum holds a neutral heading, the facts with times, what is not in the record, and the reason in the words of the clinician', () => {
  expect(departureText(departure({ reasons: ['contraindicated'], ownWords: 'fluids limited to 1 L, heart failure with EF 25 %.' }))).toBe(
    [
      'Addendum: why care differed (Sepsis)',
      'Recorded:',
      '- Lactate 3.1 mmol/L, 03-02 00:55',
      '- Ejection fraction 25 %, 03-02 00:55',
      'Not in the record read to 03-02 08:14:',
      '- repeat lactate (03-02 01:55 to 03-02 07:55)',
      'Reason: Contraindicated: fluids limited to 1 L, heart failure with EF 25 %.',
    ].join('\n'),
  );
});

test('without a reason there is no text: facts alone explain nothing', () => {
  expect(departureText(departure())).toBe('');
});

test('a reason that is only a door to own words gives no text before they are written', () => {
  expect(departureText(departure({ reasons: ['judgment'] }))).toBe('');
  expect(lacksWords({ reasons: ['other', 'declined'], ownWords: ' ' })).toBe(true);
  expect(departureText(departure({ reasons: ['judgment'], ownWords: 'lactate falling clinically' }))).toContain(
    'Reason: Clinical judgment: lactate falling clinically.',
  );
});

test('a withdrawn fact and a score of ours are left out', () => {
  const facts = [line('Lactate', '3.1', 'mmol/L', ['withdrawn']), line('SOFA', '4', null, ['score']), line('Creatinine', '1.9', 'mg/dL')];
  const text = departureText(departure({ facts, reasons: ['declined'] }));
  expect(text).not.toMatch(/Lactate 3\.1|SOFA/);
  expect(text).toContain('- Creatinine 1.9 mg/dL, 03-02 00:55');
});

test('where no condition may be named the heading names none', () => {
  expect(departureText(departure({ about: null, reasons: ['transferred'] })).split('\n')[0]).toBe('Addendum: why care differed');
});

test('whatever is chosen, our own words hold nothing that a clinician never reads: no denial, no payer, no money', () => {
  const ids = DEPARTURE_REASONS.map(({ id }) => id);
  fc.assert(
    fc.property(fc.subarray(ids, { minLength: 1 }), fc.boolean(), (reasons, isNamed) => {
      const text = departureText(departure({ reasons, ownWords: 'see above', about: isNamed ? 'Sepsis' : null }));
      expect(text).not.toBe('');
      expect(forbiddenIn(text, 'text', lexicon)).toEqual([]);
      expect([...text].every((letter) => letter.charCodeAt(0) < 128)).toBe(true);
    }),
  );
});
