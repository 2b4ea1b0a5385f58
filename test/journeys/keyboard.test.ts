import { afterAll, expect, test } from 'vitest';
import { closeBrowser } from './browser.ts';
import { cdiByKeys, clinicianByKeys, urByKeys } from './workflows.ts';

afterAll(closeBrowser);

test('a clinician by keyboard alone: from sign-in to the signed note that settles the prompt', async () => {
  const done = await clinicianByKeys();
  expect(done.pointers).toBe(0);
  expect(done.letters).toBe(0);
  expect(done.copied).toMatch(/ruled out\.\nData reviewed:\n- /);
});

test('a CDI specialist by keyboard alone: from sign-in over the list to a query that is marked as sent, and on to the next case', async () => {
  const done = await cdiByKeys();
  expect(done.pointers).toBe(0);
  expect(done.letters).toBe(0);
  expect(done.copied).toContain('Unable to determine');
});

test('a UR nurse by keyboard alone: from sign-in to a decision with its reason and the brief copied', async () => {
  const done = await urByKeys();
  expect(done.pointers).toBe(0);
  expect(done.copied).toContain('Sampleton678');
  expect(done.copied).toContain('second night not yet certain');
});
