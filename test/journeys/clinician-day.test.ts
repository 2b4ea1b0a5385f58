import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, afterEach, expect, test } from 'vitest';
import { closeBrowser, type Visit, visit } from './browser.ts';

let here: Visit | undefined;
afterEach(async () => {
  await here?.end();
  here = undefined;
});
afterAll(closeBrowser);

/** The app in a side panel of 360 x 700, as the narrow panel beside a note is. */
async function inPanel(page: Page): Promise<void> {
  await page.locator('#app').evaluate((frame) => {
    frame.style.cssText = 'position:fixed;left:0;top:0;width:360px;height:700px;min-width:0;max-width:none;border:0;z-index:9999';
  });
}

/** Counts what the user does inside the app from now on. */
async function counting(app: FrameLocator): Promise<() => Promise<{ readonly clicks: number; readonly keys: number }>> {
  const body = app.locator('body');
  await body.evaluate((element) => {
    const view = element.ownerDocument.defaultView as unknown as { done: { clicks: number; keys: number } };
    const done = { clicks: 0, keys: 0 };
    view.done = done;
    element.ownerDocument.addEventListener('pointerdown', () => (done.clicks += 1), true);
    element.ownerDocument.addEventListener('keydown', () => (done.keys += 1), true);
  });
  return () =>
    body.evaluate((element) => (element.ownerDocument.defaultView as unknown as { done: { clicks: number; keys: number } }).done);
}

const ready = (app: FrameLocator) => app.getByText(/Data as of/).waitFor();
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test('two clicks from the first prompt to copied text, nothing typed, nothing scrolled at 360 x 700; three with evidence opened', async () => {
  here = await visit(/Rivera/, /Dummyfield810/);
  const { app, page } = here;
  await inPanel(page);
  await ready(app);
  const card = app.getByRole('article').first();
  const copy = card.getByRole('button', { name: 'Copy', exact: true });
  for (const radio of await card.getByRole('radio').all()) expect(await radio.isChecked()).toBe(false);
  const below = await copy.evaluate((button) => button.getBoundingClientRect().bottom);
  expect(below).toBeLessThanOrEqual(700);
  expect(await app.locator('html').evaluate((html) => html.scrollWidth <= html.clientWidth)).toBe(true);

  const done = await counting(app);
  await card.getByText(/ruled out$/).click();
  await copy.click();
  await card.getByText(/^Copied, \d+ characters/).waitFor();
  expect(await done()).toEqual({ clicks: 2, keys: 0 });
  const text = await clipboard(page);
  expect(text).toMatch(/ruled out\.\nData reviewed:\n- .+ \d\d-\d\d \d\d:\d\d/);
  expect(text).toBe(await card.getByRole('region', { name: 'What will be copied' }).locator('pre').innerText());

  await card.getByRole('button', { name: 'Done' }).click();
  const next = app.getByRole('article').first();
  await next.getByRole('radio').first().waitFor();
  const more = await counting(app);
  await next
    .getByRole('button', { name: /show source$/ })
    .first()
    .click();
  await app.getByRole('dialog').getByRole('heading', { level: 2 }).waitFor();
  await page.keyboard.press('Escape');
  await next.getByText('Unable to determine').click();
  await next.getByRole('button', { name: 'Copy', exact: true }).click();
  await next.getByText(/^Copied, \d+ characters/).waitFor();
  expect((await more()).clicks).toBe(3);
  expect(here.errors).toEqual([]);
});

test('the whole path by keyboard alone, with the focus back where it was', async () => {
  here = await visit(/Rivera/, /Dummyfield810/);
  const { app, page } = here;
  await ready(app);
  const card = app.getByRole('article').first();
  const focused = () => app.locator(':focus').evaluate((element) => element.getAttribute('aria-label') ?? element.textContent ?? '');
  await app.locator('#main').focus();
  await page.keyboard.press('j');
  expect(await focused()).toMatch(/^Validation, .*, active, 1 of \d/);
  await page.keyboard.press('e');
  await app.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(focused).toMatch(/1 of \d/);
  await page.keyboard.press('r');
  await page.keyboard.press('Space');
  expect(await card.getByRole('radio').first().isChecked()).toBe(true);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('c');
  await card.getByText(/^Copied, \d+ characters/).waitFor();
  expect(await clipboard(page)).toContain('ruled out');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.keyboard.press('x');
  await app.getByText('Not needed because').waitFor();
  await page.keyboard.press('Enter');
  await app.getByText('Closed: not clinically relevant.').first().waitFor();
  await page.keyboard.press('b');
  await app.getByRole('dialog', { name: 'Hidden' }).waitFor();
  expect(await app.getByText('Dummyfield810').first().isVisible()).toBe(false);
  await page.keyboard.press('Escape');
  await expect.poll(() => app.getByText('Dummyfield810').first().isVisible()).toBe(true);
  expect(here.errors).toEqual([]);
});

test('a closed prompt stays closed over a new reading and a new launch; undo and "Show again" bring it back', async () => {
  here = await visit(/Rivera/, /Dummyfield810/);
  const { app, page } = here;
  await ready(app);
  const first = app.getByRole('article').first();
  const name = (await first.getByRole('heading', { level: 2 }).innerText()).trim();
  const open = () => app.getByRole('article').filter({ hasText: name }).count();
  const before = await open();
  const close = async () => {
    await app.getByRole('article').first().getByRole('button', { name: 'Not needed' }).click();
    await app.getByRole('button', { name: 'Considered and ruled out' }).click();
  };
  await close();
  expect(await open()).toBe(before - 1);
  await app.getByRole('button', { name: 'Undo' }).click();
  expect(await open()).toBe(before);
  await close();
  await app.getByRole('button', { name: 'Refresh' }).click();
  await app.getByRole('button', { name: 'Refresh', disabled: false }).waitFor();
  expect(await open()).toBe(before - 1);

  await page.reload();
  await ready(app);
  await expect.poll(open).toBe(before - 1);
  await app.getByRole('button', { name: /^Done in this stay/ }).click();
  await app.getByRole('button', { name: 'Show again' }).first().click();
  expect(await open()).toBe(before);
});

test('an addendum on care that differed, and the essentials of a condition in one click', async () => {
  here = await visit(/Rivera/, /Dummyfield810/);
  const { app, page } = here;
  await ready(app);
  const card = app.getByRole('article').first();
  await card.getByRole('button', { name: 'Addendum: why care differed' }).click();
  const form = card.getByRole('region', { name: 'Addendum: why care differed' });
  await form.getByLabel('Done elsewhere or before arrival').check();
  await form.getByRole('button', { name: 'Copy addendum' }).click();
  await form.getByText(/^Copied, \d+ characters/).waitFor();
  const text = await clipboard(page);
  expect(text).toMatch(/^Addendum: why care differed/);
  expect(text).toMatch(/\nReason: Done elsewhere or before arrival\.$/);
  expect(text).not.toMatch(/corroborate|denial|DRG|payer|payment/i);

  await app.getByRole('region', { name: 'Documentation essentials' }).getByRole('button').first().click();
  await app.getByRole('article', { name: /essentials/i }).waitFor();
  expect(await app.locator('[data-over]').innerText()).not.toMatch(/denial|DRG|payment/i);
  await page.keyboard.press('Escape');
  await card.waitFor();
  expect(here.errors).toEqual([]);
});
