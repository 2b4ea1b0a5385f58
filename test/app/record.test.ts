import { expect, test } from 'vitest';
import { fineConditions, ofConditions } from '../../src/app/clinician/summary.ts';
import { checklist, reviewOf } from './fixtures.ts';

test('the checklist about the record is no condition that a clinician is told was checked', () => {
  const record = { ...checklist('record-completeness', 'Completeness of the record'), about: 'note', status: 'quiet' as const };
  const review = reviewOf({ prompts: [], checklists: [checklist('sepsis', 'Sepsis'), record] });
  expect(ofConditions(review).checklists.map(({ id }) => id)).toEqual(['sepsis']);
  expect(fineConditions(ofConditions(review), []).map(({ id }) => id)).not.toContain('record-completeness');
});
