import { expect, test } from 'vitest';
import { fact, HOUR, last, measured, START, until } from './build.ts';

const culture = (hour: number, more = {}) => fact(hour, 'culture', undefined, { text: 'blood culture', ...more });
const dose = (hour: number, drug = 'ceftriaxone', more = {}) =>
  fact(hour, 'antimicrobial-given', undefined, { text: drug, flags: ['iv'], ...more });
const order = (hour: number, drug = 'ceftriaxone', more = {}) =>
  fact(hour, 'antimicrobial-ordered', undefined, { text: drug, flags: ['iv'], ...more });
const times = (facts: Parameters<typeof measured>[1]) => measured('suspected-infection', facts, 120).map((one) => (one.at - START) / HOUR);

test.each([
  [71, [10]],
  [72, [10]],
  [73, []],
])('a dose %s h after the culture', (hours, expected) => {
  expect(times([culture(10), dose(10 + hours)])).toEqual(expected);
});

test.each([
  [24, [10]],
  [25, []],
])('a culture %s h after the dose', (hours, expected) => {
  expect(times([dose(10), culture(10 + hours)])).toEqual(expected);
});

test('a suspicion has no value and names the culture before the drug', () => {
  const taken = culture(10);
  const given = dose(11);
  const suspicion = last('suspected-infection', [taken, given]);
  expect(suspicion?.value).toBeUndefined();
  expect(suspicion?.from).toEqual([...taken.from, ...given.from]);
});

test('an order without a dose counts, and says so', () => {
  expect(last('suspected-infection', [culture(10), order(11)])?.flags).toEqual(['order-only']);
  expect(last('suspected-infection', [culture(10), order(11), dose(12)])?.flags).toBeUndefined();
});

test('cancelled cultures and surveillance swabs suspect nothing', () => {
  expect(times([culture(10, { standing: 'withdrawn' }), culture(10, { flags: ['surveillance'] }), dose(11)])).toEqual([]);
});

test('a culture the laboratory did not do suspects nothing', () => {
  expect(times([culture(10, { text: 'TEST CANCELLED, PATIENT CREDITED.' }), dose(11)])).toEqual([]);
});

test('a culture taken before arrival belongs to the suspicion', () => {
  expect(times([culture(-3, { flags: ['other-stay'] }), dose(2)])).toEqual([-3]);
  expect(times([culture(-73, { flags: ['other-stay'] }), dose(-2)])).toEqual([]);
});

test('medicines for after discharge start no suspicion', () => {
  expect(times([culture(10), order(11, 'cephalexin', { flags: ['po', 'home-medication'] })])).toEqual([]);
});

test('one dose of cefazolin before an incision is no suspicion of infection', () => {
  const operation = fact(12, 'surgery', undefined, until(14));
  expect(times([culture(10), dose(11.5, 'cefazolin'), operation])).toEqual([]);
  expect(times([culture(10), dose(11.5, 'cefazolin')])).toEqual([]);
});

test('cefazolin for a named infection, or still within its first day, is treatment until shown otherwise', () => {
  const cellulitis = fact(12, 'infection', undefined, { says: 'affirmed' });
  expect(times([culture(10), dose(11.5, 'cefazolin'), cellulitis])).toEqual([10]);
  const early = measured('suspected-infection', [culture(10), dose(11.5, 'cefazolin')], 20);
  expect(early).toHaveLength(1);
});

test('cefazolin carried on for three days treats something', () => {
  const operation = fact(12, 'surgery', undefined, until(14));
  const days = [11.5, 20, 28, 36, 44, 52, 60].map((hour) => dose(hour, 'cefazolin'));
  expect(times([culture(10), ...days, operation])).toEqual([10]);
});

test('after an operation on the heart prophylaxis may take two days, after any other one', () => {
  const operation = (text: string) => fact(0, 'surgery', undefined, { text, flags: ['date-precision'] });
  const doses = (last: number) => [dose(10, 'vancomycin'), dose(20, 'vancomycin'), dose(last, 'vancomycin')];
  const bypass = operation('(Aorto)coronary bypass of three coronary arteries');
  expect(times([culture(12), ...doses(58), bypass])).toEqual([]);
  expect(times([culture(12), ...doses(58.1), bypass])).not.toEqual([]);
  expect(times([culture(12), ...doses(34), operation('Total hip replacement')])).toEqual([]);
  expect(times([culture(12), ...doses(34.1), operation('Total hip replacement')])).not.toEqual([]);
  expect(times([culture(12), ...doses(58), dose(30, 'piperacillin-tazobactam'), bypass])).not.toEqual([]);
});

test('drops, creams and prophylaxis are left out', () => {
  expect(times([culture(10), dose(11, 'ciprofloxacin', { flags: ['ophthalmic'] }), dose(11, 'mupirocin', { flags: ['topical'] })])).toEqual(
    [],
  );
  expect(
    times([culture(10), dose(11, 'sulfamethoxazole', { flags: ['po', 'prophylaxis'] }), dose(11, 'rifaximin', { flags: ['po'] })]),
  ).toEqual([]);
});

test('days with an antimicrobial are local calendar days', () => {
  const days = measured('antimicrobial-days', [dose(1), dose(13), dose(23.5), dose(24.5), dose(49)], 120);
  expect(days.map((day) => day.value)).toEqual([1, 2, 3]);
});

test('fluid by weight counts boluses near the suspicion, not maintenance', () => {
  const facts = [
    culture(2),
    dose(3),
    fact(1, 'weight', 70),
    fact(2, 'crystalloid-given', 1000, until(3)),
    fact(3, 'crystalloid-given', 1100, until(4)),
    fact(4, 'crystalloid-given', 500, until(8)),
    fact(20, 'crystalloid-given', 1000, until(21)),
  ];
  expect(measured('fluid-per-kg', facts).map((point) => point.value)).toEqual([14.3, 30]);
});

test('vasopressor hours join drugs and bag changes; a push dose lasts no time', () => {
  const facts = [
    fact(1, 'vasopressor-given', 0.05, { text: 'norepinephrine', ...until(2) }),
    fact(2.1, 'vasopressor-given', 0.03, { text: 'vasopressin', ...until(3) }),
    fact(9, 'vasopressor-given', undefined, { text: 'phenylephrine' }),
  ];
  expect(measured('vasopressor-hours', facts).map((run) => [run.value, run.text])).toEqual([
    [2, 'norepinephrine, vasopressin'],
    [0, 'phenylephrine'],
  ]);
});

test('hypotension is paired within three hours and at least ten minutes apart', () => {
  const twice = (minutes: number) => last('hypotension-paired', [fact(1, 'sbp', 88), fact(1 + minutes / 60, 'sbp', 86)])?.value;
  expect([twice(9), twice(10), twice(180), twice(181)]).toEqual([1, 2, 2, 1]);
});

test('a systolic of 90 and a mean of 65 are not low', () => {
  expect(last('hypotension-paired', [fact(1, 'sbp', 90), fact(1, 'map', 65)])?.value).toBe(0);
});

test('one low reading and a normal one five minutes later is a single reading', () => {
  const points = measured('hypotension-paired', [
    fact(1, 'sbp', 88),
    fact(1, 'dbp', 50),
    fact(1 + 5 / 60, 'sbp', 118),
    fact(1 + 5 / 60, 'dbp', 70),
  ]);
  expect(points.map((point) => point.value)).toEqual([1]);
  expect(points[0]?.flags).toEqual(['single']);
});

test('a low systolic and, later, a low mean make a pair', () => {
  expect(last('hypotension-paired', [fact(1, 'sbp', 88), fact(2, 'map', 60)])?.value).toBe(2);
});

const setAside = (facts: Parameters<typeof measured>[1]) =>
  measured('suspicion-set-aside', facts, 120).map((one) => [(one.at - START) / HOUR, ...(one.flags ?? [])]);

test('a surveillance swab with an antimicrobial is a pair set aside, and says why', () => {
  expect(setAside([culture(10, { flags: ['surveillance'] }), dose(11)])).toEqual([[10, 'set-aside', 'surveillance']]);
});

test('a culture with prophylaxis is a pair set aside, whether the order says so or the operation does', () => {
  const operation = fact(12, 'surgery', undefined, until(14));
  expect(setAside([culture(10), dose(11.5, 'cefazolin'), operation])).toEqual([[10, 'set-aside', 'prophylaxis']]);
  expect(setAside([culture(10), dose(11, 'cefepime', { flags: ['iv', 'prophylaxis'] })])).toEqual([[10, 'set-aside', 'prophylaxis']]);
});

test('a pair that counts is not set aside, and a swab before it is', () => {
  expect(setAside([culture(10), dose(11)])).toEqual([]);
  expect(setAside([culture(9, { flags: ['surveillance'] }), culture(10), dose(11)])).toEqual([[9, 'set-aside', 'surveillance']]);
});

test('a cancelled culture or a local drug makes no pair at all', () => {
  expect(setAside([culture(10, { flags: ['surveillance'], standing: 'withdrawn' }), dose(11)])).toEqual([]);
  expect(setAside([culture(10), dose(11, 'mupirocin', { flags: ['topical'] })])).toEqual([]);
});

test('a dose before an operation that only its note tells of is prophylaxis, unless an infection was named before it', () => {
  const note = fact(16, 'note', undefined, { text: 'operative' });
  const cellulitis = fact(9, 'infection', undefined, { says: 'affirmed', by: 'attending' });
  expect(times([culture(10), dose(11.5, 'cefazolin'), dose(12, 'ceftriaxone'), note])).toEqual([10]);
  expect(measured('antimicrobial-days', [dose(11.5, 'cefazolin'), dose(40, 'meropenem'), note]).map((one) => one.at)).toEqual([
    dose(40, 'meropenem').at,
  ]);
  expect(measured('antimicrobial-days', [cellulitis, dose(11.5, 'cefazolin'), dose(40, 'meropenem'), note])).toHaveLength(2);
});
