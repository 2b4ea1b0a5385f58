import { expect, test } from 'vitest';
import { changesSince, closedWords } from '../../src/app/clinician/reopened.ts';
import { knownOf, promptsNow } from '../../src/app/prompt-life.ts';
import { type Fact, sourceRef } from '../../src/core/chart/fact.ts';
import type { Review } from '../../src/core/review/review.ts';
import { type Feedback, NOTHING_KEPT, type SnoozeUntil } from '../../src/store/work.ts';
import { item, NOW, reviewOf, SEPSIS } from './fixtures.ts';

const HOUR = 3_600_000;
const PRINT = 'sepsis@1.2.0 documentation=affirmed when=met found=not-found elevated-lactate=met map-low=met';
const prompt = { ...SEPSIS, fingerprint: PRINT };
const feedback = (more: Partial<Feedback> = {}): Feedback => ({
  ...{ key: prompt.key, fingerprint: PRINT, action: 'dismissed', reason: 'not-clinically-relevant', comment: '', until: null, seen: null },
  at: NOW,
  ...more,
});
const stateOf = (fingerprint: string, entry: Feedback, review: Review = reviewOf(), now = NOW) =>
  promptsNow([{ ...prompt, fingerprint }], { ...NOTHING_KEPT, feedback: [entry] }, now, review)[0];

test('a closed prompt stays closed while nothing under it changes', () => {
  expect(stateOf(PRINT, feedback())).toMatchObject({ state: 'dismissed', isReopened: false });
});

test('a verdict that changed reopens it', () => {
  expect(stateOf(PRINT.replace('map-low=met', 'map-low=not-met'), feedback())).toMatchObject({ state: 'active', isReopened: true });
});

test('a criterion that merely cannot be looked at any more reopens nothing', () => {
  expect(stateOf(PRINT.replace('map-low=met', 'map-low=not-known'), feedback())?.state).toBe('dismissed');
});

test('with a source unread, what is merely no longer found reopens nothing; what is found does', () => {
  const base = reviewOf();
  const unknown = { ...base.checklists[0]?.criteria['elevated-lactate'], verdict: 'not-known' as const };
  const checklists = base.checklists.map((each) => (each.id === 'sepsis' ? { ...each, criteria: { x: unknown } } : each));
  const partly = { ...base, checklists } as Review;
  const less = PRINT.replace('map-low=met', 'map-low=not-found');
  expect(stateOf(less, feedback())?.state).toBe('active');
  expect(stateOf(less, feedback(), partly)?.state).toBe('dismissed');
  expect(stateOf(`${PRINT} low-urine=met`, feedback(), partly)?.state).toBe('active');
  expect(stateOf(PRINT.replace('affirmed', 'conflicting'), feedback(), partly)?.state).toBe('active');
});

test('what could not be looked at and is met now reopens', () => {
  const before = feedback({ fingerprint: PRINT.replace('map-low=met', 'map-low=not-known') });
  expect(stateOf(PRINT, before)).toMatchObject({ state: 'active', isReopened: true });
});

const fact = (id: string, concept: string, more: Partial<Fact> = {}): Fact => ({ concept, at: NOW, from: [sourceRef(id)], ...more });
const withFacts = (...facts: Fact[]): Review => {
  const base = reviewOf();
  const reads = new Map([
    ['lactate', { ok: true as const, search: 'Observation?category=laboratory', at: NOW, complete: true }],
    ['spo2', { ok: true as const, search: 'Observation?category=vital-signs', at: NOW, complete: true }],
  ]);
  return { ...base, chart: { ...base.chart, facts, reads } };
};
const snoozed = (until: SnoozeUntil, seen: number | null = null) => feedback({ action: 'snoozed', reason: null, until, seen });

test('"after the next result" waits for the laboratory, not for the next vital sign or note', () => {
  const first = fact('Observation/l1', 'lactate');
  const entry = snoozed({ event: 'next-result' }, knownOf(withFacts(first), 'next-result'));
  const vital = fact('Observation/v1', 'spo2');
  const note = fact('DocumentReference/n1#0-4', 'note');
  expect(stateOf(PRINT, entry, withFacts(first, vital, note))?.state).toBe('snoozed');
  expect(stateOf(PRINT, entry, withFacts(first, fact('Observation/l2', 'lactate')))?.state).toBe('active');
});

test('a laboratory that is refused for now is no next result, however many vital signs there are', () => {
  const first = fact('Observation/l1', 'lactate');
  const entry = snoozed({ event: 'next-result' }, knownOf(withFacts(first), 'next-result'));
  const vitals = ['v1', 'v2', 'v3'].map((id) => fact(`Observation/${id}`, 'spo2'));
  const refused = withFacts(...vitals);
  const reads = new Map(refused.chart.reads).set('lactate', {
    ...{ ok: false, search: 'Observation?category=laboratory', at: NOW },
    problem: { kind: 'not-permitted', what: 'Observation', detail: '403' },
  } as never);
  expect(stateOf(PRINT, entry, { ...refused, chart: { ...refused.chart, reads } })?.state).toBe('snoozed');
});

const OTHER = 'sepsis@1.2.0 documentation=affirmed when=met found=not-met enough-fluid=not-met';
test('of two questions closed as one, the settling of one does not bring back the other', () => {
  const both = feedback({ fingerprint: `${PRINT} & ${OTHER}` });
  expect(stateOf(PRINT, both)?.state).toBe('dismissed');
  expect(stateOf(`${PRINT} & ${OTHER}`, feedback())).toMatchObject({ state: 'active', isReopened: true });
  expect(stateOf(`${PRINT.replace('low=met', 'low=not-met')} & ${OTHER}`, both)).toMatchObject({ state: 'active', isReopened: true });
});

test('what the second of two joined questions rests on is not told by the label of the first', () => {
  const own = item('organ-dysfunction', 'Organ function described', 'missing');
  const before = `${PRINT} & ${OTHER}`;
  const after = `${PRINT} & ${OTHER.replace('found=not-met', 'found=not-found')}`;
  expect(changesSince(before, after, reviewOf(), own)).toEqual(['what it rests on has changed']);
  expect(changesSince(before, before.replace('found=not-found', 'found=not-met'), reviewOf(), own)).toEqual([
    'Organ function described now not met',
  ]);
});

test('a reason for coming back is what was looked at, not what could not be', () => {
  const after = PRINT.replace('elevated-lactate=met', 'elevated-lactate=not-known').replace('affirmed', 'uncertain');
  expect(changesSince(PRINT, after, reviewOf(), null)).toEqual(['now documented as uncertain']);
});

test('a result of an earlier stay is not the next result', () => {
  const entry = snoozed({ event: 'next-result' }, 1);
  const old = fact('Observation/l0', 'lactate', { flags: ['other-stay'] });
  expect(stateOf(PRINT, entry, withFacts(fact('Observation/l1', 'lactate'), old))?.state).toBe('snoozed');
});

test('"after the next note" counts documents, not the sentences in them', () => {
  const note = fact('DocumentReference/n1#0-4', 'note');
  const entry = snoozed({ event: 'next-note' }, knownOf(withFacts(note), 'next-note'));
  expect(stateOf(PRINT, entry, withFacts(note, fact('DocumentReference/n1#9-14', 'sepsis')))?.state).toBe('snoozed');
  expect(stateOf(PRINT, entry, withFacts(note, fact('DocumentReference/n2#0-4', 'note')))?.state).toBe('active');
});

test('a time is over when it is reached; "at discharge" with the order or the end of the stay', () => {
  const entry = snoozed({ at: NOW + 4 * HOUR });
  expect(stateOf(PRINT, entry, reviewOf(), NOW + 4 * HOUR - 1)?.state).toBe('snoozed');
  expect(stateOf(PRINT, entry, reviewOf(), NOW + 4 * HOUR)?.state).toBe('active');
  const atDischarge = snoozed({ event: 'discharge' });
  expect(stateOf(PRINT, atDischarge)?.state).toBe('snoozed');
  expect(stateOf(PRINT, atDischarge, withFacts(fact('ServiceRequest/d1', 'discharge-order')))?.state).toBe('active');
  const taken = fact('ServiceRequest/d1', 'discharge-order', { standing: 'withdrawn' });
  expect(stateOf(PRINT, atDischarge, withFacts(taken))?.state).toBe('snoozed');
});

test('the reason for coming back is told by criteria in their own words, at most two and how many more', () => {
  const after = PRINT.replace('elevated-lactate=met', 'elevated-lactate=not-met').replace('affirmed', 'uncertain');
  expect(changesSince(PRINT, after, reviewOf(), null)).toEqual(['Lactate above 2 mmol/L now not met', 'now documented as uncertain']);
});

test('a new version of the rule is told as that', () => {
  expect(changesSince(PRINT, PRINT.replace('1.2.0', '1.3.0'), reviewOf(), null)).toEqual(['the rule has a new version']);
});

test('how it was closed: the day, or the clock when it was today', () => {
  expect(closedWords(feedback(), NOW, 'America/New_York')).toBe('Closed 08:14: not clinically relevant.');
  expect(closedWords(feedback({ at: NOW - 48 * HOUR }), NOW, 'America/New_York')).toBe('Closed 02-28: not clinically relevant.');
  expect(closedWords(feedback({ action: 'answered' }), NOW, null)).toMatch(/^Answered /);
});
