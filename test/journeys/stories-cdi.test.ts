import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, expect, test } from 'vitest';
import { crowdOf } from '../../sandbox/crowd.ts';
import { clipboard, closeBrowser, frameOf, type Visit, visit } from './browser.ts';

let here: Visit | undefined;
afterEach(async () => {
  await here?.end();
  here = undefined;
});
afterAll(closeBrowser);

/** A copy is tried and refused, with the place named; what was on the clipboard stays there. */
async function refused(visited: Visit, draft: Locator, place: RegExp): Promise<void> {
  await draft.getByText('Copy is blocked').first().waitFor();
  await draft.getByRole('button', { name: /^Copy/ }).click();
  const alert = draft.getByRole('alert').first();
  await alert.waitFor();
  expect(await alert.innerText()).toMatch(/^Not copied: /);
  expect(await alert.innerText()).toMatch(place);
  expect(await clipboard(visited)).toBe('before');
}

test('story 12: a leading title, a missing "unable to determine", a sum of money and an unticked fact are each blocked, naming the place', async () => {
  here = await visit(/Lindgren/, /Synthetica969/, {}, 1440);
  const { app, page } = here;
  const draft = app.getByRole('region', { name: 'Query draft' });
  await draft.getByText('12 of 12 checks').first().waitFor({ timeout: 60_000 });
  await page.evaluate(() => navigator.clipboard.writeText('before'));
  const title = draft.getByLabel('Title', { exact: true });
  const question = draft.getByLabel('Question', { exact: true });
  const [ownTitle, ownQuestion] = [await title.inputValue(), await question.inputValue()];

  await title.fill('Septic shock clarification');
  await refused(here, draft, /Title: .*septic shock.*QL020/);
  // The remark leads to its place.
  await draft.getByRole('button', { name: 'Go to: Title' }).first().click();
  expect(await title.evaluate((field) => field === document.activeElement)).toBe(true);
  await title.fill(ownTitle);
  await draft.getByText('12 of 12 checks').first().waitFor();

  await question.fill(`${ownQuestion} This is worth $4,200.`);
  await refused(here, draft, /Text: .*QL024/);
  await question.fill(ownQuestion);
  await draft.getByText('12 of 12 checks').first().waitFor();

  // A finding is taken out, and its value still stands in the question.
  const finding = draft.getByRole('checkbox', { name: /^Heart rate 116/ });
  await question.fill(ownQuestion.replace(/\?$/, ', with a heart rate of 116 /min?'));
  await draft.getByText('12 of 12 checks').first().waitFor();
  await finding.uncheck();
  await refused(here, draft, /Text: .*QL075/);
  await question.fill(ownQuestion);
  await finding.check();
  await draft.getByText('12 of 12 checks').first().waitFor();

  const unable = draft.getByRole('checkbox', { name: /^Unable to determine/ });
  await unable.click();
  await draft.getByText(/Answers: "Unable to determine" stays.*QL005/).waitFor();
  expect(await unable.isChecked()).toBe(true);

  await draft.getByRole('button', { name: /^Copy/ }).click();
  await app
    .getByText(/Copied, \d+ characters/)
    .first()
    .waitFor();
  expect(await clipboard(here)).toContain('[ ] Unable to determine');
  expect(here.errors).toEqual([]);
});

const model = (id: string): unknown => JSON.parse(readFileSync(resolve(import.meta.dirname, `../../sandbox/patients/${id}.json`), 'utf8'));
/** Two hundred stays of three kinds: one with a question, one without, one whose history is short. */
const twoHundred = () => crowdOf([model('vig-22'), model('vig-21'), model('vig-24')], 200);
const READ = /^(\d+) of 200 encounters read$/;

test('story 13: two hundred encounters, one row each, reason in words, in the order of the hospital\u2019s file, next reviews kept over a reload', async () => {
  here = await visit(/Lindgren/, /Placeholder001/, { resources: twoHundred(), site: { workflow: 'example-hospital' } }, 1440);
  const { app, page } = here;
  const list = app.getByRole('region', { name: 'Open encounters' });
  const begun = Date.now();
  await list.getByText(READ).waitFor({ timeout: 30_000 });
  const listedIn = Date.now() - begun;
  const frame = await frameOf(here);
  const rows = frame.locator('button[data-encounter]');
  expect(await rows.count()).toBe(200);
  const ids = await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-encounter')));
  expect(new Set(ids).size).toBe(200);

  // Not all are waited for: those read so far say why they stand where they stand; the others say that they are not read.
  const readSoFar = async () => Number(READ.exec((await list.getByText(READ).innerText()).trim())?.[1]);
  await expect.poll(readSoFar, { timeout: 20_000 }).toBeGreaterThanOrEqual(6);
  const texts = await rows.evaluateAll((all) => all.map((row) => (row as HTMLElement).textContent ?? ''));
  const read = texts.filter((text) => /read \d\d:\d\d/.test(text));
  expect(read.length).toBeGreaterThanOrEqual(6);
  for (const text of read) expect(text).toMatch(/Here because: /);
  for (const text of texts.filter((each) => !/read \d\d:\d\d/.test(each))) expect(text).toMatch(/not read yet|reading, /);
  await list.getByText(/^Sorted by: /).waitFor({ state: 'attached' });
  const order = await list.getByText(/^Sorted by: /).innerText();
  expect(order).not.toMatch(/^Sorted by: what asks something first/);

  // A next review at a time of the reader's own is there after a reload, before anything of its chart is read again.
  const caseRegion = app.getByRole('region', { name: /^Case/ });
  await caseRegion.getByLabel('Day of the next review').fill('2026-12-24');
  await caseRegion.getByLabel(/^Time of the next review/).fill('07:30');
  await caseRegion.getByRole('button', { name: 'Reviewed, next' }).click();
  // Rows out of sight are not drawn: what they hold is asked of the document.
  const chosen = 'button[data-encounter][aria-current]';
  await expect.poll(() => frame.locator(chosen).textContent()).toMatch(/next 12-24 07:30/);
  await page.reload();
  const again = await frameOf(here);
  await expect.poll(() => again.locator(chosen).textContent(), { timeout: 20_000 }).toMatch(/next 12-24 07:30/);
  console.log(`200 rows on screen ${listedIn} ms after the chart was opened`);
  expect(here.errors).toEqual([]);
}, 90_000);
