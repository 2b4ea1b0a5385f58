import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileContent } from '../../src/content/compile.ts';
import { allItems } from '../../src/core/checklist/resolve.ts';
import { lintDraft } from '../../src/core/lint/index.ts';
import { lexicon } from '../promises/stays.ts';
import { device, note, observed, reviewOf } from './breathing-bundle.ts';

const content = compileContent(resolve(import.meta.dirname, '../..'));
const checklist = content.checklists.base?.find(({ id }) => id === 'respiratory-failure');
const items = checklist ? allItems(checklist) : [];

// Respiratory reference, section 9: the items, and the denial rationales each must answer at least.
test.each([
  ['RSP-CI-01', 'RD-01 RD-13'],
  ['RSP-CI-02', 'RD-02 RD-09'],
  ['RSP-CI-03', 'RD-13 RD-01'],
  ['RSP-CI-04', 'RD-09'],
  ['RSP-CI-05', 'RD-08'],
  ['RSP-CI-06', 'RD-03'],
  ['RSP-CI-07', 'RD-03'],
  ['RSP-OD-01', 'RD-01 RD-05'],
  ['RSP-OD-02', 'RD-07'],
  ['RSP-OD-03', 'RD-09'],
  ['RSP-OD-04', 'RD-03 RD-08'],
  ['RSP-TX-01', 'RD-05 RD-10'],
  ['RSP-TX-02', 'RD-06'],
  ['RSP-TX-03', 'RD-05 RD-06'],
  ['RSP-TX-04', 'RD-04'],
  ['RSP-DOC-01', 'RD-14 RD-11'],
  ['RSP-DOC-02', 'RD-14'],
  ['RSP-DOC-03', 'RD-04'],
  ['RSP-DOC-04', 'RD-12 RD-03'],
  ['RSP-DOC-05', 'RD-11'],
  ['RSP-DOC-06', 'RD-12'],
  ['RSP-DOC-07', 'RD-11'],
  ['RSP-DOC-08', 'RD-10'],
  ['RSP-COH-01', 'RD-03'],
  ['RSP-COH-02', 'RD-01 RD-02'],
  ['RSP-COH-03', 'RD-01'],
  ['RSP-COH-04', 'RD-11'],
  ['RSP-COH-05', 'RD-07'],
  ['RSP-TIM-01', 'RD-01'],
  ['RSP-TIM-02', 'RD-06'],
])('%s is there and answers %s', (ref, denials) => {
  const answers = items.filter((item) => item.ref === ref).flatMap((item) => item.answers);
  expect(answers).toEqual(expect.arrayContaining(denials.split(' ')));
});

test('each of the fourteen denial rationales is answered, and none that does not exist', () => {
  const answered = [...new Set(items.flatMap((item) => item.answers))].sort();
  expect(answered).toEqual(Array.from({ length: 14 }, (_, i) => `RD-${String(i + 1).padStart(2, '0')}`));
});

test('items that are only shown carry no words to ask with', () => {
  const shown = ['rate-series', 'highest-support', 'estimated-ratio', 'oxygen-over-time', 'monitoring', 'treatment-of-cause', 'duration'];
  expect(items.filter(({ id }) => shown.includes(id)).map(({ prompt }) => prompt)).toEqual(shown.map(() => null));
});

describe('a query on a stay nobody named', () => {
  const ra = (hours: number, spo2: number) => [observed(hours, '59408-5', spo2, '%'), device(hours, 'Room air')];
  const one = reviewOf(
    ...[...ra(1, 85), ...ra(1.2, 86), observed(1, '9279-1', 30, '/min'), observed(30, '9279-1', 18, '/min')],
    ...[device(2, 'BiPAP'), observed(2, '3150-0', 50, '%'), observed(2.5, '2703-7', 58, 'mm[Hg]'), observed(2.5, '2744-1', 7.4, '[pH]')],
    ...[
      ...ra(20, 95),
      note(2.2, 'Physical Exam:\nUsing accessory muscles.\n\nPast Medical History:\nNo home oxygen.\n\nAssessment:\nPneumonia.\n'),
    ],
    note(30, 'Physical Exam:\nBreathing comfortably.\n', '11506-3'),
  );
  const draft = one.queries.find(({ id }) => id === 'clarify-diagnosis');
  const body = draft?.body ?? '';

  test.each([
    ['the lowest saturation with its oxygen source', 'SpO2 85 % on room air, lowest of 3'],
    ['the course of the saturation', '85 % on room air at first, 95 % on room air at last'],
    ['the range of the respiratory rate', 'Respiratory rate 18 to 30 /min'],
    ['the gas with specimen and concentration', 'Blood gas arterial, pH 7.4, pO2 58 mmHg, on BiPAP (FiO2 50 %)'],
    ['the signs as written', 'accessory muscles'],
    [
      'support with settings and start, and that its end is not charted',
      'Respiratory support BiPAP, FiO2 50 %, end not charted, 03-02 02:00',
    ],
    ['oxygen at home', 'No home oxygen'],
  ])('prints %s', (_, words) => {
    expect(body).toContain(words);
  });

  test('prints what points the other way beside it', () => {
    expect(body.split('Findings that point the other way:')[1]).toContain('comfortabl');
  });

  test('passes the linter and offers no diagnosis that no indicator supports', () => {
    expect(draft && lintDraft(draft, { lexicon }).filter(({ severity }) => severity === 'E')).toEqual([]);
    const diagnoses = draft?.options.filter(({ kind }) => kind === 'diagnosis') ?? [];
    expect(diagnoses.length).toBeGreaterThan(0);
    for (const option of diagnoses) expect(option.indicatorRefs.length).toBeGreaterThan(0);
  });
});

test('a query prints the stop of support where another device takes its place soon enough', () => {
  const at = (hours: number, spo2: number, name: string) => [observed(hours, '59408-5', spo2, '%'), device(hours, name)];
  const one = reviewOf(
    ...[...at(1, 85, 'Room air'), ...at(1.2, 86, 'Room air'), observed(1, '9279-1', 30, '/min')],
    ...[device(2, 'BiPAP'), observed(2, '3150-0', 50, '%'), ...at(8, 95, 'Room air')],
    note(2.2, 'Physical Exam:\nUsing accessory muscles.\n\nAssessment:\nPneumonia.\n'),
  );
  const draft = one.queries.find(({ id }) => id === 'clarify-diagnosis');
  expect(draft?.body).toContain('Respiratory support BiPAP, FiO2 50 %, 03-02 02:00 to 08:00');
});

test.each([
  ['EMS placed her on 4 L NC en route.', 'prehospital-oxygen'],
  ['Placed on nonrebreather by paramedics.', 'prehospital-oxygen'],
  ['Baseline SpO2 90 % on 2 L.', 'baseline-saturation'],
])('the sentence "%s" is read as %s', (sentence, concept) => {
  const one = reviewOf(note(1, `History of Present Illness:\n${sentence}\n`, '34111-5'));
  expect(one.chart.facts.filter((fact) => fact.concept === concept && fact.says === 'affirmed')).toHaveLength(1);
});
