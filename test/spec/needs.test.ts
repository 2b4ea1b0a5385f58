import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answer } from './language.ts';

/** What the clinical reference asks of the language, each said once and answered on charts just inside and just outside. */
const NEEDS: readonly (readonly [need: string, criterion: string, inside: string, outside: string, more?: string])[] = [
  [
    'latest value',
    'fact: lactate, pick: last, below: 2 mmol/L',
    '1:00 lactate 4 mmol/L\n9:00 lactate 1.9 mmol/L',
    '1:00 lactate 1 mmol/L\n9:00 lactate 2 mmol/L',
  ],
  [
    'range of one value',
    'fact: lactate, above: 2 mmol/L, below: 4 mmol/L',
    '1:00 lactate 3.9 mmol/L',
    '1:00 lactate 2 mmol/L\n2:00 lactate 4 mmol/L',
  ],
  [
    'every value',
    'all: [{ fact: resp-rate }, { not: { fact: resp-rate, above: 20 /min } }]',
    '1:00 resp-rate 18 /min\n2:00 resp-rate 20 /min',
    '1:00 resp-rate 18 /min\n2:00 resp-rate 21 /min',
  ],
  ['none, and read', 'not: { fact: anticoagulant-given }', '1:00 lactate 1 mmol/L', '1:00 anticoagulant-given'],
  [
    'n of m',
    'atLeast: 2, of: [{ fact: heart-rate, above: 90 /min }, { fact: resp-rate, above: 20 /min }, { fact: wbc, above: 12 10*3/uL }]',
    '1:00 heart-rate 91 /min\n2:00 wbc 13 10*3/uL\n3:00 resp-rate 18 /min',
    '1:00 heart-rate 91 /min\n2:00 wbc 12 10*3/uL\n3:00 resp-rate 20 /min',
  ],
  [
    'rise within a window',
    'fact: creatinine, rise: 0.3 mg/dL within 48h',
    '1:00 creatinine 1 mg/dL\n20:00 creatinine 1.3 mg/dL',
    '1:00 creatinine 1 mg/dL\n20:00 creatinine 1.2 mg/dL',
  ],
  [
    'change against a chosen baseline',
    'fact: kdigo-stage, at-least: 1',
    '-40d creatinine 1 mg/dL [other-stay]\n1:00 creatinine 1.6 mg/dL',
    '-40d creatinine 1.4 mg/dL [other-stay]\n1:00 creatinine 1.6 mg/dL',
  ],
  [
    'pairing of two events',
    'all: [{ fact: lactate, above: 2 mmol/L }, { fact: sbp, below: 90 mmHg }], within: 6h',
    '1:00 lactate 3 mmol/L\n7:00 sbp 85 mmHg',
    '1:00 lactate 3 mmol/L\n7:01 sbp 85 mmHg',
  ],
  [
    'sustained value',
    'fact: spo2, below: 90 %, lasting: 2h',
    '1:00 spo2 88 %\n3:00 spo2 87 %',
    '1:00 spo2 88 %\n2:00 spo2 94 %\n3:00 spo2 87 %',
  ],
  [
    'repeated value',
    'fact: sbp, below: 90 mmHg, times: 2, apart: 10m, within: 3h',
    '1:00 sbp 85 mmHg\n1:10 sbp 88 mmHg',
    '1:00 sbp 85 mmHg\n1:09 sbp 88 mmHg',
  ],
  [
    'same specimen',
    'all: [{ fact: paco2, above: "50 mm[Hg]" }, { fact: ph-arterial, below: "7.35 [pH]" }], same: sample',
    '1:00 paco2 55 mm[Hg]\n1:00 ph-arterial 7.30',
    '1:00 paco2 55 mm[Hg]\n4:00 ph-arterial 7.30',
  ],
  [
    'several results of one day',
    'all: [{ fact: wbc, below: 4 10*3/uL }, { fact: platelets, below: 100 10*3/uL }], within: 24h',
    '1:00 wbc 3 10*3/uL\n25:00 platelets 90 10*3/uL',
    '1:00 wbc 3 10*3/uL\n25:01 platelets 90 10*3/uL',
  ],
  [
    'treatment continued after a day',
    'fact: antimicrobial-given, window: arrived + 3d .. now',
    '1:00 vancomycin 1 g [iv]\n3d 00:01 vancomycin 1 g [iv]',
    '1:00 vancomycin 1 g [iv]\n2d 23:00 lactate 1 mmol/L',
  ],
  [
    'last statement before a clock',
    'fact: sepsis, pick: last, says: affirmed, window: arrived .. second',
    '1:00 note sepsis denied by attending\n2:00 note sepsis affirmed by attending\n5:00 lactate 3 mmol/L',
    '1:00 note sepsis affirmed by attending\n2:00 note sepsis denied by attending\n5:00 lactate 3 mmol/L',
    'anchors: { second: { fact: lactate } }',
  ],
  [
    'given, not only ordered',
    'fact: antimicrobial-given, with: iv, without: [prophylaxis]',
    '1:00 vancomycin 1 g [iv]',
    '1:00 vancomycin 1 g [iv, prophylaxis]',
  ],
  [
    'volume by weight',
    'fact: fluid-per-kg, at-least: 30 mL/kg',
    '0:20 blood-culture\n0:30 antimicrobial-given [iv]\n0:10 weight 70 kg\n1:00-2:00 crystalloid-given 2100 mL',
    '0:20 blood-culture\n0:30 antimicrobial-given [iv]\n0:10 weight 70 kg\n1:00-2:00 crystalloid-given 2090 mL',
  ],
  [
    'explained otherwise',
    'fact: heart-rate, above: 90 /min, without: [explained]',
    '1:00 heart-rate 118 /min',
    '1:00 heart-rate 118 /min\n2:00 note explained-finding heart-rate affirmed by attending',
  ],
  [
    'joined to its cause',
    'fact: aki, linked-to: sepsis',
    '1:00 note aki affirmed by attending linked-to sepsis',
    '1:00 note aki affirmed by attending linked-to sepsis weakly',
  ],
  ['said anew', 'fact: sepsis, novel: true', '1:00 note sepsis affirmed by attending', '1:00 note sepsis affirmed by attending copied'],
  [
    'code in use on its day',
    'fact: pneumonia, without: [outside-period]',
    '1:00 diagnosis pneumonia by attending',
    '1:00 diagnosis pneumonia by attending [outside-period]',
  ],
  ['score with unmeasured parts', 'fact: sofa-rise, at-least: 2', '1:00 sofa-rise 2 up-to 9 missing liver,cns', '1:00 sofa-rise 1 up-to 1'],
];

describe.each(NEEDS.map(([need, ...row]) => ({ need, row })))('$need', ({ row: [criterion, inside, outside, more] }) => {
  const verdict = (lines: string) => answer(criterion, `0:00 arrived\n0:00 admitted\n4d 00:00 now\n${lines}`, more ?? '').verdict;

  test('is met', () => {
    expect(verdict(inside)).toBe('met');
  });

  test('is not met just outside', () => {
    expect(['not-met', 'not-found']).toContain(verdict(outside));
  });
});

test('the manual lists every need, and none that is not shown here', () => {
  const manual = readFileSync(resolve(import.meta.dirname, '../../docs/checklist-language.md'), 'utf8');
  const section = manual.split('## What is said where\n')[1]?.split('\n## ')[0] ?? '';
  const rows = [...section.matchAll(/^\| ([^|]+?) \| `/gm)].map((match) => match[1]);
  expect(rows).toEqual(NEEDS.map(([need]) => need));
});
