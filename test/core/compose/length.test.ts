import { expect, test } from 'vitest';
import { lintDraft } from '../../../src/core/lint/index.ts';
import { lexicon } from '../../promises/stays.ts';
import { device, note, observed, reviewOf } from '../../vectors/breathing-bundle.ts';

const at = (hours: number, spo2: number, name: string) => [observed(hours, '59408-5', spo2, '%'), device(hours, name)];
const gas = (hours: number, po2: number, ph: number) => [
  observed(hours, '2703-7', po2, 'mm[Hg]'),
  observed(hours, '2744-1', ph, '[pH]'),
  observed(hours, '2019-8', 40, 'mm[Hg]'),
];
const one = reviewOf(
  ...[...at(1, 85, 'Room air'), ...at(1.2, 86, 'Room air'), ...at(1.5, 88, 'Nasal cannula'), ...at(2, 91, 'BiPAP')],
  ...[
    observed(1, '9279-1', 32, '/min'),
    observed(2, '9279-1', 28, '/min'),
    observed(8, '9279-1', 24, '/min'),
    observed(30, '9279-1', 18, '/min'),
  ],
  ...[observed(2, '3150-0', 50, '%'), ...gas(2.5, 58, 7.4), ...gas(6, 70, 7.41), ...gas(12, 80, 7.4)],
  ...[...at(8, 93, 'High flow nasal cannula'), ...at(14, 94, 'Nasal cannula'), ...at(20, 95, 'Room air'), ...at(30, 96, 'Room air')],
  note(2.2, 'Physical Exam:\nUsing accessory muscles. Tripoding.\n\nPast Medical History:\nNo home oxygen.\n\nAssessment:\nPneumonia.\n'),
  note(30, 'Physical Exam:\nBreathing comfortably.\n', '11506-3'),
);
const draft = one.queries.find(({ id }) => id === 'clarify-diagnosis');

test('a stay with many readings has a draft of no more findings than a reader takes in', () => {
  expect(draft?.indicators.length).toBeLessThanOrEqual(12);
  expect(draft && lintDraft(draft, { lexicon }).map(({ rule }) => rule)).not.toContain('QL070');
});

test('a value that a course gives stands in the course alone, on its side, and still bears its option', () => {
  const lowest = draft?.indicators.filter(({ line }) => line.text.includes('85 % on room air, lowest'));
  expect(lowest).toMatchObject([{ polarity: 'supports' }]);
  expect(draft?.body).not.toContain('- SpO2 on room air 85 %');
  for (const option of draft?.options.filter(({ kind }) => kind === 'diagnosis') ?? [])
    expect(option.indicatorRefs.length).toBeGreaterThan(0);
  expect(draft?.indicators.some(({ polarity }) => polarity === 'against')).toBe(true);
});

test('a normal gas of the other kind stands among the findings, and points nowhere', () => {
  const gases = draft?.indicators.filter(({ line }) => ['paco2', 'ph-arterial'].includes(line.concept)) ?? [];
  expect(gases.map(({ polarity }) => polarity)).not.toContain('against');
  expect(draft?.body.split('Findings that point the other way:')[1]).not.toContain('PaCO2');
});
