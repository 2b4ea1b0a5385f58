import { afterAll, afterEach, expect, test } from 'vitest';
import { closeBrowser, pasteAndSign, signInAgain, type Visit, visit, writeAndSign } from './browser.ts';

let here: Visit | undefined;
afterEach(async () => {
  await here?.end();
  here = undefined;
});
afterAll(closeBrowser);

test('a CDI specialist finds the case in the list, copies a linted query, and the case follows what a provider writes', async () => {
  here = await visit(/Lindgren/, /Synthetica969/, {}, 1440);
  const { app, page, sandbox } = here;
  const list = app.getByRole('region', { name: 'Open encounters' });
  await list.getByText('12 of 12 encounters read').waitFor({ timeout: 60_000 });
  const row = list.getByRole('button', { name: /Synthetica969/ });
  expect(await row.innerText()).toMatch(/validation/);

  const draft = app.getByRole('region', { name: 'Query draft' });
  await draft.getByText(/\d+ of \d+ checks/).waitFor();
  const copy = draft.getByRole('button', { name: /^Copy/ });

  // A leading title is blocked, with the rule's reason; put right, it may be copied.
  const title = draft.getByLabel('Title', { exact: true });
  const neutral = await title.inputValue();
  expect(neutral).not.toMatch(/sepsis|septic/i);
  await title.fill('To capture the MCC please add severe sepsis');
  await copy.click();
  await draft.getByText('Copy is blocked').first().waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).not.toContain('MCC');
  await title.fill(neutral);
  await copy.click();
  await app
    .getByText(/Copied, \d+ characters/)
    .first()
    .waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('Unable to determine');
  expect(copied).toContain('Findings that point the other way');
  expect(copied).not.toMatch(/\b(MCC|DRG|denial|payment)\b/);
  await pasteAndSign(page, 'Show the chart');

  // Another provider answers in a note of his own; the open case reads it: the question of basis is settled, and that two providers differ is one of its own.
  const provider = await signInAgain(here, /Rivera/, /Synthetica969/);
  await writeAndSign(provider.page, 'Assessment: Sepsis was ruled out. Localized cellulitis of the left leg without sepsis.');
  await provider.context.close();
  await page.getByRole('button', { name: 'Full width' }).click();
  await expect.poll(() => row.innerText(), { timeout: 60_000 }).toMatch(/Differing notes/);
  expect(await row.innerText()).not.toMatch(/validation/);
  expect(sandbox.log.some((entry) => entry.path.includes('token'))).toBe(true);
  expect(here.errors).toEqual([]);
});
