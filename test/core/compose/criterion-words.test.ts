import { describe, expect, test } from 'vitest';
import { criterionLine } from '../../../src/core/compose/criterion-words.ts';
import { inline } from '../../../src/core/compose/rule-line.ts';
import { ruleText, ruleWords } from '../../../src/core/compose/rule-text.ts';
import { checklist, concepts } from './stay.ts';

/** Words of a criterion as it is written in a checklist. */
const wordsFor = (written: string): string => {
  const linked = checklist(`expect:
  it: { ref: X-1, kind: validation, audience: [cdi], label: L, source: s, found: ${written} }`);
  const [item] = linked.expect;
  if (!item?.looksFor) throw new Error('no item');
  return inline(criterionLine(item.looksFor, ruleWords(linked, concepts)));
};

describe('a fact is said with its bound, unit, window, speaker and exclusions', () => {
  test.each([
    ['{ fact: lactate, above: 2 mmol/L }', 'Lactate above 2 mmol/L'],
    ['{ fact: lactate, pick: first, at-least: 4 mmol/L }', 'Lactate at least 4 mmol/L, the first value'],
    [
      '{ fact: sbp, below: "90 mm[Hg]", without: [explained] }',
      'Systolic blood pressure below 90 mmHg, leaving out values explained otherwise',
    ],
    ['{ fact: creatinine, rise: 0.3 mg/dL within 48h }', 'Creatinine, risen by 0.3 mg/dL or more within 48 h'],
    ['{ fact: platelets, fall: 2x within 7d }', 'Platelets, fallen 2-fold or more within 7 d'],
    ['{ fact: spo2, below: 90 %, times: 2, within: 4h }', 'SpO2 below 90 %, at least 2 times within 4 h'],
    ['{ fact: spo2, below: 90 %, lasting: 90m }', 'SpO2 below 90 %, lasting 90 min or more'],
    ['{ fact: resp-rate, times: 3, apart: 2h }', 'Respiratory rate, at least 3 times, 2 h or more apart'],
    ['{ fact: sepsis, by: provider }', 'Sepsis, stated, by a provider'],
    [
      '{ fact: sepsis, by: provider, says: [affirmed, uncertain], in: [hp, progress] }',
      'Sepsis, stated or stated as possible, by a provider, in H&P or progress note',
    ],
    ['{ fact: sepsis, says: denied }', 'Sepsis, denied or ruled out'],
    ['{ fact: sepsis, says: any }', 'Sepsis, whatever is said of it'],
    ['{ fact: acute-kidney-injury, by: provider, linked-to: [sepsis], link: any }', null],
    ['{ fact: o2-device, is: [room-air, nasal-cannula] }', 'Oxygen device: room air or nasal cannula'],
  ] as const)('%s', (written, said) => {
    if (said === null) expect(() => wordsFor(written)).toThrow(/acute-kidney-injury/);
    else expect(wordsFor(written)).toBe(said);
  });

  test.each([
    ['arrived .. now', 'in this stay'],
    ['first-elevated-lactate - 6h .. first-elevated-lactate + 24h', 'from 6 h before to 24 h after first elevated lactate'],
    ['first-elevated-lactate .. first-elevated-lactate + 12h', 'in the 12 h after first elevated lactate'],
    ['admitted - 3d .. admitted', 'in the 3 d before admission'],
    ['arrived .. admitted + 24h', 'from arrival to 24 h after admission'],
    ['arrived - 36500d .. now', 'at any time, earlier stays too'],
    ['arrived - 36500d .. admitted', 'at any time until admission'],
  ])('window %s', (window, said) => {
    expect(wordsFor(`{ fact: lactate, window: ${window} }`)).toBe(`Lactate, ${said}`);
  });

  test('a bound converted from another unit is said in the unit of the concept', () => {
    expect(wordsFor('{ fact: lactate, above: 18.02 mg/dL }')).toMatch(/^Lactate above 2(?:\.\d+)? mmol\/L$/);
  });
});

describe('joined criteria', () => {
  test('parts are named by their labels, nested groups in brackets', () => {
    expect(wordsFor('{ all: [{ met: elevated-lactate }, { any: [{ met: low-pressure }, { met: fever }] }] }')).toBe(
      'All of: Lactate above 2 mmol/L; any of (Systolic pressure below 90 mmHg; Temperature above 38.3 degC)',
    );
  });
  test('the span and what must be the same are said', () => {
    expect(wordsFor('{ atLeast: 2, of: [{ met: elevated-lactate }, { met: low-pressure }, { met: fever }], within: 6h }')).toMatch(
      /^At least 2 of, within 6 h: /,
    );
    expect(wordsFor('{ all: [{ fact: sepsis }, { fact: severe-sepsis }], same: note }')).toMatch(/^All of, in one note: /);
  });
  test('not any is none of, and not of one thing keeps its name', () => {
    expect(wordsFor('{ not: { any: [{ met: fever }, { met: low-pressure }] } }')).toMatch(/^None of: /);
    expect(wordsFor('{ not: { met: fever } }')).toBe('Not: Temperature above 38.3 degC');
  });
  test('a group inside a group of the same kind is one group; within a span it is not', () => {
    expect(wordsFor('{ all: [{ met: fever }, { all: [{ met: low-pressure }, { met: elevated-lactate }] }] }')).not.toContain('(');
    expect(wordsFor('{ all: [{ met: fever }, { all: [{ met: low-pressure }, { met: elevated-lactate }], within: 6h }] }')).toContain(
      'all of, within 6 h (',
    );
  });
});

test('slots of a prompt are said in words, never as they are written', () => {
  const linked = checklist(`expect:
  it: { ref: X-1, kind: validation, audience: [cdi], label: L, source: s, when: { met: elevated-lactate }, found: { met: fever }, title: T, prompt: "Lactate was {lactate.first}. What is the trend?" }`);
  expect(ruleText(linked, concepts).expect[0]?.prompt).toBe('Lactate was [Lactate, first]. What is the trend?');
});

test('all thirteen source attributes are there: nine uses, four of its making, and the citations', () => {
  const rule = ruleText(checklist(), concepts);
  expect(rule.attributes).toHaveLength(13);
  expect(rule.sources).toEqual([{ id: 's', title: 'Test', link: 'https://example.org', from: null, until: null }]);
});
