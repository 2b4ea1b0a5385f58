import { afterAll, afterEach, expect, test } from 'vitest';
import { clipboard, closeBrowser, frameOf, type Visit, visit } from './browser.ts';

let here: Visit | undefined;
afterEach(async () => {
  await here?.end();
  here = undefined;
});
afterAll(closeBrowser);

test('a CDI specialist works the list by keyboard alone: opens, finishes with one key, undoes, goes on to the next, and signs a second look', async () => {
  here = await visit(/Lindgren/, /Synthetica969/, {}, 1440);
  const { app, page } = here;
  const list = app.getByRole('region', { name: 'Open encounters' });
  await list.getByText('12 of 12 encounters read').waitFor({ timeout: 60_000 });
  const row = (name: RegExp) => list.getByRole('button', { name });
  const focused = () => app.locator(':focus').innerText();

  // To the launched case by its name, into it, and out of it with "no query" and a coded reason.
  await list.getByRole('heading', { name: 'Open encounters' }).focus();
  await page.keyboard.press('/');
  await page.keyboard.type('synthetica969');
  await page.keyboard.press('Enter');
  expect(await focused()).toMatch(/Synthetica969/);
  await page.keyboard.press('Enter');
  await app.getByRole('heading', { name: /^Case/ }).waitFor({ state: 'attached' });
  await page.keyboard.press('x');
  await app.getByRole('group', { name: 'No query because' }).waitFor();
  await page.keyboard.press('8');
  await app
    .getByText(/^Kept: no query\. Next review /)
    .first()
    .waitFor();
  await list.getByText('1 reviewed').first().waitFor();
  expect(await row(/Synthetica969/).innerText()).toMatch(/reviewed \w+ \d\d:\d\d · next /);

  // Taken back within ten seconds: nothing is counted any more.
  await app.getByRole('button', { name: 'Undo' }).press('Enter');
  await list.getByText('0 reviewed').first().waitFor();

  // Kept again with n; without the filter the next row has the focus, and Enter opens that patient alone.
  await list.getByRole('button', { name: 'Show all' }).press('Enter');
  await row(/Synthetica969/).press('Enter');
  // The focus goes to the case after it is drawn: pressed before that, the key would still act on the list.
  await app.locator('[data-part="case"] :focus').waitFor({ state: 'attached' });
  await page.keyboard.press('n');
  await list.getByText('1 reviewed').first().waitFor();
  await expect.poll(focused).not.toMatch(/Synthetica969/);
  const next = (await focused()).split('\n')[0] ?? '';
  await page.keyboard.press('Enter');
  await app.getByText(/This is not the chart that is open in the EHR/).waitFor();
  await app.getByRole('banner').getByText(next).waitFor({ timeout: 30_000 });
  expect(await app.getByRole('region', { name: /^Case/ }).innerText()).not.toMatch(/Synthetica969/);

  // Back to the first case: it tells what is new since the review kept a moment ago.
  await row(/Synthetica969/).press('Enter');
  await app
    .getByText(/^Since your review on .*nothing new/)
    .first()
    .waitFor({ timeout: 30_000 });
  await app.getByRole('button', { name: 'Second-level review' }).press('Enter');
  const overall = app.getByRole('region', { name: 'Overall' });
  await overall.getByRole('radio', { name: 'Agree' }).press('Space');
  await overall.getByRole('button', { name: 'Sign off' }).press('Enter');
  await app
    .getByText(/^Signed off: Agree, /)
    .first()
    .waitFor();
  expect(here.errors).toEqual([]);
});

test('two hundred rows open, and the keys walk through them', async () => {
  here = await visit(/Lindgren/, /Synthetica969/, {}, 1440);
  const { app, page, context } = here;
  // The EHR lists two hundred: the twelve it has, and copies that cannot be read one by one.
  await context.route(/\/Encounter\?status=/, async (route) => {
    const answer = await route.fetch();
    const bundle = (await answer.json()) as { entry?: { resource: { resourceType: string; id: string } }[] };
    const own = (bundle.entry ?? []).filter(({ resource }) => resource.resourceType === 'Encounter');
    const copies = Array.from({ length: 200 - own.length }, (_, index) => {
      const resource = own[index % own.length]?.resource;
      return { resource: { ...resource, id: `copy-${index}` }, search: { mode: 'match' } };
    });
    await route.fulfill({ response: answer, json: { ...bundle, entry: [...(bundle.entry ?? []), ...copies] } });
  });
  await page.reload();
  const list = app.getByRole('region', { name: 'Open encounters' });
  await list.getByText(/of 200 encounters read/).waitFor({ timeout: 60_000 });
  const frame = page.frames().find((each) => each !== page.mainFrame());
  if (!frame) throw new Error('no app');
  expect(await frame.locator('button[data-encounter]').count()).toBe(200);
  // Twenty keys, each shown before the next: the time of a step stands in docs/numbers.md.
  const walked = await frame.evaluate(async () => {
    const painted = () => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
    const seen = new Set<string | undefined>();
    document.querySelector<HTMLElement>('button[data-encounter]')?.focus();
    for (let count = 0; count < 20; count += 1) {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }));
      await painted();
      seen.add((document.activeElement as HTMLElement | null)?.dataset.encounter);
    }
    return seen.size;
  });
  // Rows that are read meanwhile take their places: one of them may come by twice.
  expect(walked).toBeGreaterThan(10);
});

test('the second-level sheet is copied by its own key, prints on one sheet of paper, and the case has one first heading', async () => {
  here = await visit(/Lindgren/, /Synthetica969/, {}, 1440);
  const { app, context } = here;
  const frame = await frameOf(here);
  await frame.evaluate(() => {
    window.print = () => {
      document.documentElement.dataset.printed = 'yes';
    };
  });
  const region = app.getByRole('region', { name: /^Case/ });
  await region.getByRole('button', { name: 'Second-level review' }).click({ timeout: 60_000 });
  expect(await frame.locator('h1').count()).toBe(1);
  await here.page.keyboard.press('c');
  await region
    .getByText(/^Copied, \d+ characters\.$/)
    .first()
    .waitFor();
  expect(await clipboard(here)).toMatch(/^Second-level review\nPatient: Synthetica969, Emil/);
  await region.getByRole('button', { name: 'Print' }).click();
  await frame.waitForSelector('html[data-printed]');
  const html = await frame.evaluate(() => {
    const css = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join('\n');
    return `<!doctype html><html lang="en"><head><style>${css}</style></head>${document.body.outerHTML.replace(/<script[\s\S]*?<\/script>/g, '')}</html>`;
  });
  const paper = await context.newPage();
  await paper.setContent(html);
  await paper.emulateMedia({ media: 'print' });
  expect(await paper.locator('body').innerText()).toMatch(/Second-level review\nPatient: Synthetica969, Emil[\s\S]*Not signed/);
  const pdf = await paper.pdf({ format: 'Letter', margin: { top: '12mm', bottom: '12mm', left: '12mm', right: '12mm' } });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
  expect(here.errors).toEqual([]);
});
