import type { Locator } from 'playwright-core';
import { afterAll, afterEach, expect, test } from 'vitest';
import { clipboard, closeBrowser, type Visit, visit } from './browser.ts';

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
