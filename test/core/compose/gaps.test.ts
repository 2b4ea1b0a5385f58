import { expect, test } from 'vitest';
import { levelOfCareFacts } from '../../../src/core/compose/index.ts';
import { chart, concepts } from './stay.ts';

const factsOf = (notation: string) => levelOfCareFacts(chart(notation), concepts);

test('what a list does not show is named with the search that found nothing', () => {
  const { severity, gaps } = factsOf('0:00 arrived\n0:30 sbp 88 mmHg\n4:00 now');
  expect(severity.map((line) => line.label)).toEqual(['Systolic blood pressure']);
  const missing = gaps.severity.filter((gap) => gap.problem === null).flatMap((gap) => gap.labels);
  expect(missing).toContain('lactate');
  expect(missing).not.toContain('systolic blood pressure');
});

test('what could not be read is never among what was not found', () => {
  const { gaps } = factsOf('0:00 arrived\nunread lactate\n4:00 now');
  const [found, unread] = [true, false].map((read) => gaps.severity.filter((gap) => (gap.problem === null) === read));
  expect(found?.flatMap((gap) => gap.labels)).not.toContain('lactate');
  expect(unread?.flatMap((gap) => gap.labels)).toContain('lactate');
});

test('a place in the emergency department says nothing of intensity; a step-down bed does', () => {
  const { intensity } = factsOf('0:00 arrived\n0:05 unit-stay ed\n3:00 unit-stay step-down\n6:00 now');
  expect(intensity.map((statement) => statement.text).join()).toMatch(/step-down/);
  expect(intensity.map((statement) => statement.text).join()).not.toMatch(/emergency/);
});
