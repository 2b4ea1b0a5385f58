import { afterAll, afterEach, expect, test } from 'vitest';
import { closeBrowser, pasteAndSign, type Visit, visit } from './browser.ts';

let here: Visit | undefined;
afterEach(async () => {
  await here?.end();
  here = undefined;
});
afterAll(closeBrowser);

test('a clinician answers the first prompt, pastes the words into the note, signs, and the prompt resolves by itself', async () => {
  here = await visit(/Rivera/, /Placeholder517/);
  const { app, page, sandbox } = here;

  // Launched with PKCE in a frame: the token request carries a verifier, and the authorization request asked for S256.
  const card = app.getByRole('article').filter({ hasText: 'Expected length of hospital care' });
  await card.waitFor();
  expect(sandbox.log.some((entry) => entry.path.startsWith('/auth/token') || entry.path.includes('token'))).toBe(true);
  expect(await app.getByText('Placeholder517, Gideon').count()).toBeGreaterThan(0);

  const radios = card.getByRole('radio');
  for (const radio of await radios.all()) expect(await radio.isChecked()).toBe(false);
  await card.getByRole('radio', { name: 'Stated as follows' }).check();
  await card
    .getByRole('textbox')
    .fill('I expect hospital care to cross two midnights because of persistent vomiting with dehydration and the need for IV fluids.');
  await card.getByRole('button', { name: /^Copy/ }).click();
  await app
    .getByText(/Copied, \d+ characters/)
    .first()
    .waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('cross two midnights');
  expect(copied).not.toMatch(/corroborate|LOC-|denial|DRG|payment/i);

  await pasteAndSign(page);
  await app
    .getByText(/Resolved/)
    .first()
    .waitFor({ timeout: 30_000 });
  expect(await app.getByRole('article').filter({ hasText: 'How long is it expected' }).count()).toBe(0);
  expect(here.errors).toEqual([]);
  expect([...here.hosts]).toEqual([new URL(sandbox.url).host]);
});

test('labs refused by the EHR: nothing calls a lab missing, and the panel says what cannot be checked', async () => {
  here = await visit(/Rivera/, /Dummyfield810/, {
    faults: { rules: [{ match: 'GET Observation?category=laboratory', do: { status: 403 } }] },
  });
  const { app } = here;
  await app
    .getByText(/cannot be checked/)
    .first()
    .waitFor();
  await app.getByText(/Data as of/).waitFor();
  const text = await app.locator('body').innerText();
  expect(text).not.toMatch(/not found: [^\n]*(gas|PaO2|PaCO2|lactate|creatinine)/i);
  expect(text).not.toMatch(/No arterial blood gas was found/);
  expect(text).toMatch(/cannot be checked/);
});

test('a stay with nothing to ask says so in one line, without a card', async () => {
  here = await visit(/Rivera/, /Sampleton908/);
  const { app } = here;
  await app.getByText(/Nothing needed/).waitFor();
  expect(await app.getByRole('article').count()).toBe(0);
});
