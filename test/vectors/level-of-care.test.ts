import { describe, expect, test } from 'vitest';
import { entry, reviewOf, type Written } from './stay-bundle.ts';

const HP = '34117-2';
const PROGRESS = '11506-3';
/** A stay of a Tuesday in March: arrival in the afternoon, inpatient order two hours later, home the next noon. */
const short: Written = {
  zone: 'America/New_York',
  start: '2026-03-03T14:00-05:00',
  end: '2026-03-04T12:00-05:00',
  payer: 'MA',
  inpatient: '2026-03-03T16:00-05:00',
};
const REASONS =
  'Acutely ill, hypotensive on arrival. High risk of decompensation given multiple comorbidities. Requires IV antibiotics every six hours and close monitoring. Failed outpatient treatment.';
const expectation = (words: string) => [['2026-03-03T17:00-05:00', HP, `Assessment and Plan:\n${words}`]] as const;
const day2 = (words: string) => ['2026-03-04T09:00-05:00', PROGRESS, `Assessment and Plan:\n${words}`] as const;
const THREE = `I expect that hospital care will be needed for at least 3 midnights. ${REASONS}`;
const openAt = (stay: Written, places?: Written['places']): Written => {
  const { end: _closed, ...open } = stay;
  return { ...open, places: places ?? [['HU', stay.start]] };
};

const reviewed = (...args: Parameters<typeof reviewOf>) => {
  const review = reviewOf(...args);
  const [result] = review.checklists;
  if (!result) throw new Error('no checklist');
  const change = (path: string) => review.levelOfCare.utilization?.changes.find((one) => one.path === path);
  return {
    ...review.levelOfCare,
    review,
    result,
    state: (item: string) => (result.expect[item] ?? result.conflicts[item])?.state,
    definition: (id: string) => result.definitions[id]?.verdict,
    asked: (item: string) => review.prompts.find((prompt) => prompt.item === item),
    words: review.prompts.map(({ title, text }) => `${title.text} ${text.text}`).join(' '),
    change,
    verdict: (path: string, condition: string) => change(path)?.conditions.find(({ id }) => id === condition)?.verdict,
    timer: (id: string) => review.levelOfCare.timers.find((one) => one.id === id),
  };
};

describe('decision vectors: benchmark and its exceptions', () => {
  test('D01: three midnights expected with reasons, home after one, faster than expected', () => {
    const read = reviewed({ ...short, notes: [...expectation(THREE), day2('Patient improved faster than expected; discharge today.')] });
    expect(read.support).toBe('supported-unforeseen');
    expect(read.definition('unforeseen')).toBe('met');
  });

  test('D02: the same without a word of expectation or change', () => {
    const read = reviewed({ ...short, notes: [...expectation('Cellulitis, on antibiotics.'), day2('Doing well.')] });
    expect(read.support).toBe('at-risk');
    expect(read.state('expectation-after-stay')).toBe('missing');
    expect(read.state('event')).toBe('missing');
    // After the stay nobody at the bedside is asked to supply either.
    expect(read.review.prompts.flatMap(({ audience }) => audience)).not.toContain('clinician');
  });

  test.each([['MA'], ['16']] as const)('D03: one midnight expected without a reason is not shown (payer %s)', (payer) => {
    const read = reviewed({ ...short, payer, notes: [...expectation('I expect that hospital care will be needed for 1 midnight.')] });
    expect(read.support).toBe('not-shown');
    expect(read.state('severity')).toBe('missing');
  });

  test.each([['MA'], ['16']] as const)('D04: one midnight expected with a stated risk and drips goes case by case (payer %s)', (payer) => {
    const words =
      'I expect that hospital care will be needed for 1 midnight. High risk of decompensation. Requires IV vasopressor titration in the ICU.';
    const read = reviewed({ ...short, payer, notes: [...expectation(words)] });
    expect(read.support).toBe('case-by-case');
  });

  test.each([['MA'], ['16']] as const)('D05: an inpatient-only procedure after the order (payer %s)', (payer) => {
    const done = { system: 'http://www.ama-assn.org/go/cpt', code: '33405' };
    const read = reviewed({ ...short, payer, procedures: [[done, '2026-03-03T17:00-05:00', '2026-03-03T20:00-05:00']] });
    expect(read.support).toBe('supported-ipo');
    expect(read.state('inpatient-only-sequence')).toBe('clear');
  });

  test('D05: the same procedure before the order needs a look at which came first', () => {
    const done = { system: 'http://www.ama-assn.org/go/cpt', code: '33405' };
    const read = reviewed({ ...short, procedures: [[done, '2026-03-03T14:30-05:00']] });
    expect(read.support).not.toBe('supported-ipo');
    expect(read.state('inpatient-only-sequence')).toBe('raised');
  });

  const knee = (year: string, day: string): Written => ({
    ...short,
    start: `${year}-${day}T14:00-05:00`,
    end: `${year}-${day.slice(0, 3)}${String(Number(day.slice(3)) + 1).padStart(2, '0')}T12:00-05:00`,
    inpatient: `${year}-${day}T16:00-05:00`,
    procedures: [[{ system: 'http://www.ama-assn.org/go/cpt', code: '27487' }, `${year}-${day}T17:00-05:00`]],
  });

  test('D06: a procedure that had left the list by its day is not on it, and the exemption is to be verified', () => {
    const read = reviewed(knee('2026', '02-01'));
    expect(read.definition('inpatient-only')).not.toBe('met');
    expect(read.support).toBe('at-risk');
    expect(read.asked('inpatient-only-left')?.text.text).toContain('exempt from status review');
    expect(read.asked('inpatient-only-left')?.audience).not.toContain('clinician');
  });

  test('D07: the same procedure while it was listed', () => {
    const read = reviewed(knee('2025', '12-15'));
    expect(read.support).toBe('supported-ipo');
    expect(read.state('inpatient-only-left')).toBe('clear');
  });

  test.each([['MA'], ['16']] as const)('D08: an unplanned intubation, home the next day (payer %s)', (payer) => {
    const tube = { system: 'http://snomed.info/sct', code: '112798008', text: 'Insertion of endotracheal tube' };
    const ventilation = { text: 'Invasive mechanical ventilation' };
    const read = reviewed({
      ...short,
      payer,
      procedures: [
        [tube, '2026-03-03T15:00-05:00'],
        [ventilation, '2026-03-03T15:05-05:00', '2026-03-03T22:00-05:00'],
      ],
    });
    expect(read.support).toBe('exception-ventilation');
  });

  test.each([['MA'], ['16']] as const)('D09: BiPAP alone is no such exception (payer %s)', (payer) => {
    const read = reviewed({ ...short, payer, procedures: [[{ text: 'BiPAP' }, '2026-03-03T15:05-05:00', '2026-03-03T22:00-05:00']] });
    expect(read.definition('new-ventilation')).not.toBe('met');
    expect(read.support).toBe('at-risk');
  });

  const noOrder: Written = { ...short, end: '2026-03-06T12:00-05:00' };

  test('D10: three midnights carried as inpatient without an order', () => {
    const { inpatient: _none, ...stay } = noOrder;
    const read = reviewed(stay);
    expect(read.status).toBe('inpatient');
    expect(read.flags).toContain('order.missing');
    expect(read.midnights).toEqual({ total: 3, countable: 3, inpatient: null });
    expect(read.definition('presumption')).not.toBe('met');
    expect(read.state('order')).toBe('missing');
    expect(read.utilization?.axes.orderStatus).toBe('none');
    expect(read.support).toBe('at-risk');
  });

  test('D11: three inpatient midnights under Medicare Advantage: no presumption, the expectation is still looked for', () => {
    const read = reviewed({ ...noOrder, payer: '16', notes: [day2('Continue antibiotics.')] });
    expect(read.midnights.inpatient).toBe(3);
    expect(read.definition('presumption')).not.toBe('met');
    expect(read.state('expectation-after-stay')).toBe('missing');
    expect(read.words).not.toMatch(/presum/i);
  });

  test('D12: left against advice, expectation written', () => {
    expect(reviewed({ ...short, disposition: 'Left against medical advice', notes: [...expectation(THREE)] }).support).toBe(
      'supported-unforeseen',
    );
  });

  test.each([['MA'], ['16']] as const)('D13: hospice elected, second day (payer %s)', (payer) => {
    expect(reviewed({ ...short, payer, disposition: 'Hospice - home', notes: [...expectation(THREE)] }).support).toBe(
      'supported-unforeseen',
    );
  });
});

describe('decision vectors: changes of status', () => {
  const decided = (at: string, by: 'case-manager' | 'physician') => [
    entry('status-change-decision', at, { text: 'to-outpatient', by }),
    entry('attending-concurrence', at, { text: 'recorded', by: 'attending', id: 'agreed' }),
    entry('part-a-claim', at, { text: 'not-filed' }),
    entry('notice-given', at, { text: 'cc44' }),
  ];

  test('D14: a nurse and the attending are no committee: the change lacks a physician member', () => {
    const read = reviewed(openAt(short), '2026-03-04T11:00:00-05:00', decided('2026-03-04T10:00:00-05:00', 'case-manager'));
    expect(read.change('condition-code-44')?.state).toBe('blocked');
    expect(read.verdict('condition-code-44', 'committee-physician')).toBe('not-met');
    expect(
      read
        .change('condition-code-44')
        ?.conditions.filter(({ verdict }) => verdict !== 'met')
        .map(({ id }) => id),
    ).toEqual(['committee-physician']);
    expect(read.utilization?.axes.hospitalStatus).toBe('cc44-proposed');
    expect(read.asked('change-open')?.text.text).toContain('physician of the UR committee');
  });

  test('D14: with a physician of the committee every condition is met', () => {
    const read = reviewed(openAt(short), '2026-03-04T11:00:00-05:00', decided('2026-03-04T10:00:00-05:00', 'physician'));
    expect(read.change('condition-code-44')?.state).toBe('complete');
    expect(read.state('change-open')).toBe('clear');
  });

  test('D15: half an hour after discharge the change is not available any more, and what remains lists its own conditions', () => {
    const entries = decided('2026-03-04T12:30:00-05:00', 'case-manager');
    const read = reviewed(short, '2026-03-04T13:00:00-05:00', entries);
    expect(read.change('condition-code-44')?.state).toBe('not-available');
    expect(read.verdict('condition-code-44', 'before-release')).toBe('not-met');
    expect(read.change('self-denial')?.state).toBe('blocked');
    expect(read.verdict('self-denial', 'committee-review')).toBe('not-met');
    expect(read.verdict('self-denial', 'within-a-year')).toBe('met');
    expect(read.utilization?.axes.hospitalStatus).toBe('inpatient-discharged');
    expect(read.asked('change-closed')).toBeDefined();
  });

  test('D15: twelve months on, the same day is the last one', () => {
    const entries = decided('2026-03-04T12:30:00-05:00', 'physician');
    const on = (asOf: string) => reviewed(short, asOf, entries).change('self-denial')?.state;
    expect(on('2027-03-04T23:00:00-05:00')).toBe('complete');
    expect(on('2027-03-05T01:00:00-05:00')).toBe('not-available');
  });

  test('nobody entered anything: no change is spoken of, and what only UR knows is unknown', () => {
    const read = reviewed(openAt(short), '2026-03-04T11:00:00-05:00');
    expect(read.utilization?.changes).toEqual([]);
    expect(read.utilization?.axes).toMatchObject({ urReview: 'unknown', payerDecision: 'unknown', billing: 'unknown' });
    expect(reviewed(openAt(short), '2026-03-04T11:00:00-05:00', []).utilization?.axes).toMatchObject({
      urReview: 'none',
      payerDecision: 'none',
      billing: 'none',
    });
  });

  const changed: Written = {
    ...openAt({ ...short, orders: [['2026-03-04T10:30-05:00', 'Place in observation']] }),
  };
  const withPartB = (answer: 'yes' | 'no') => [
    ...decided('2026-03-04T10:00:00-05:00', 'physician'),
    entry('part-b', '2026-03-03T14:00:00-05:00', { text: answer }),
  ];

  test('D16: changed with observation to follow, Part B present: the notice is due from the third day on', () => {
    const read = reviewed(changed, '2026-03-05T08:00:00-05:00', withPartB('yes'));
    expect(read.status).toBe('observation');
    expect(read.timer('T-MCSN')).toMatchObject({ at: Date.parse('2026-03-05T00:00:00-05:00'), deadline: null, state: 'due' });
    expect(read.asked('change-notice')).toBeDefined();
    expect(reviewed(changed, '2026-03-04T23:00:00-05:00', withPartB('yes')).timer('T-MCSN')?.state).toBe('waiting');
    expect(reviewed(changed, '2026-03-04T11:00:00-05:00', withPartB('no')).timer('T-MCSN')?.state).toBe('due');
  });

  test('D16: always four hours before release', () => {
    const gone: Written = { ...changed, end: '2026-03-05T18:00-05:00', places: [['HU', short.start, '2026-03-05T18:00-05:00']] };
    expect(reviewed(gone, undefined, withPartB('yes')).timer('T-MCSN')?.deadline).toBe(Date.parse('2026-03-05T14:00:00-05:00'));
  });

  test('D16: before the rule was in force there is no such notice', () => {
    const early = (text: string) => text.replaceAll('2026-', '2024-');
    const stay = JSON.parse(early(JSON.stringify(changed))) as Written;
    const entries = withPartB('yes').map((one) => ({ ...one, at: one.at - 2 * 365 * 86_400_000 }));
    expect(reviewed(stay, '2024-03-05T08:00:00-05:00', entries).timer('T-MCSN')).toBeUndefined();
  });

  test('D17: under Medicare Advantage no such notice; the observation clock starts at the new order', () => {
    const read = reviewed({ ...changed, payer: '16' }, '2026-03-05T11:00:00-05:00', withPartB('yes'));
    expect(read.timer('T-MCSN')).toBeUndefined();
    expect(read.observationStart).toBe(Date.parse('2026-03-04T10:30:00-05:00'));
    expect(read.timer('T-OBS-24')).toMatchObject({ at: Date.parse('2026-03-05T10:30:00-05:00'), state: 'due' });
    expect(read.utilization?.changes.map(({ path }) => path)).not.toContain('condition-code-44');
  });

  test('D18: a Medicaid plan: the outcome of its criteria and a second review, no word of two midnights', () => {
    const criteria = {
      setName: 'Hospital criteria',
      vendor: 'own',
      version: '2026',
      subset: 'adult medicine',
      reviewType: 'admission',
      outcome: 'not-met',
      selectedLevel: 'observation',
      reviewerRole: 'nurse',
      reviewedAt: Date.parse('2026-03-03T18:00:00-05:00'),
    } as const;
    const read = reviewed({ ...short, payer: '21' }, undefined, [
      entry('criteria-outcome', '2026-03-03T18:00:00-05:00', { text: 'not-met', by: 'nurse', criteria }),
    ]);
    expect(read.regime).toBe('medicaid-mco');
    expect(read.support).toBe('unknown');
    expect(read.utilization?.criteria).toMatchObject({ outcome: 'not-met', set: 'Hospital criteria 2026, adult medicine' });
    expect(read.asked('criteria-second-review')).toBeDefined();
    const page = JSON.stringify(read.review.brief);
    expect(`${read.words} ${page}`).not.toMatch(/two[- ]midnight|presum/i);
    expect(page).toContain('Hospital criteria 2026');
  });
});
