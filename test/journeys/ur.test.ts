import { afterAll, afterEach, expect, test } from 'vitest';
import { closeBrowser, pasteAndSign, signInAgain, type Visit, visit, writeAndSign } from './browser.ts';

let here: Visit | undefined;
afterEach(async () => {
  await here?.end();
  here = undefined;
});
afterAll(closeBrowser);

test('a UR nurse sees status, midnights and the open question, copies the brief, and the question resolves once it is answered', async () => {
  here = await visit(/Tate/, /Placeholder517/, {}, 1440);
  const { app, page } = here;
  await app.getByRole('heading', { name: /Inpatient since 05-05 20:00 CDT/ }).waitFor();
  const stands = app.getByRole('region', { name: 'Where the stay stands' });
  await expect.poll(() => stands.innerText(), { timeout: 30_000 }).toMatch(/1 total · 1 countable[\s\S]*in 15:00/);
  await expect
    .poll(() => app.getByRole('region', { name: /Expected stay/ }).innerText(), { timeout: 30_000 })
    .toMatch(/not found in \d+ notes read/i);
  const question = app.getByRole('article', { name: /Expected length of hospital care/ });
  await question.waitFor();
  for (const radio of await app.getByRole('radio').all()) expect(await radio.isChecked()).toBe(false);

  await app.getByRole('button', { name: 'Brief' }).click();
  await app.getByRole('button', { name: /^Copy/ }).first().click();
  await app
    .getByText(/Copied, \d+ characters/)
    .first()
    .waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('Placeholder517');
  expect(copied).not.toMatch(/meets inpatient|approved|denial/i);
  await pasteAndSign(page, 'Show the chart');

  const provider = await signInAgain(here, /Rivera/, /Placeholder517/);
  await writeAndSign(
    provider.page,
    'I expect hospital care to cross two midnights because of persistent vomiting with dehydration; needs IV fluids q6h. High risk of acute kidney injury given age.',
  );
  await provider.context.close();
  await expect.poll(() => question.count(), { timeout: 60_000 }).toBe(0);
  expect(here.errors).toEqual([]);
});
