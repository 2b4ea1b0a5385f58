import { afterAll, afterEach, expect, test } from 'vitest';
import { closeBrowser, type Visit, visit } from './browser.ts';

let here: Visit | undefined;
afterEach(async () => {
  await here?.end();
  here = undefined;
});
afterAll(closeBrowser);

test('a clinician asks why, reads the rule, and is back at the prompt with what was typed', async () => {
  here = await visit(/Rivera/, /Dummyfield810/);
  const { app, page } = here;
  const card = app.getByRole('article').first();
  await card.getByLabel('Your words (optional)').fill('Seen at the bedside.');
  await card.getByRole('button', { name: 'Why this is asked' }).click();
  const drawer = app.getByRole('dialog', { name: 'Why this is asked' });
  await drawer.getByText(/version \d+\.\d+\.\d+/).waitFor();
  expect(await drawer.innerText()).not.toMatch(/\b(?:payer|denial|payment|DRG)\b/i);
  await drawer.getByRole('button', { name: 'Open the rule' }).click();
  await app.getByRole('heading', { level: 1, name: /Acute respiratory failure/ }).waitFor();
  await app.getByText('A reference page: the same for every patient').waitFor();
  expect(await app.locator('[data-over]').innerText()).not.toMatch(/Review rationales|\bRD-\d\d\b/);
  await page.keyboard.press('Escape');
  const why = card.getByRole('button', { name: 'Why this is asked' });
  await expect.poll(() => why.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
  expect(await card.getByLabel('Your words (optional)').inputValue()).toBe('Seen at the bedside.');
  expect(here.errors).toEqual([]);
});

test('a CDI specialist goes from a criterion to its rule, sees the definitions side by side for this patient, and back', async () => {
  here = await visit(/Lindgren/, /Synthetica969/, {}, 1440);
  const { app, page } = here;
  const row = app.getByRole('row', { name: /SOFA two or more above baseline/ }).first();
  await row.getByRole('button', { name: /^Rule: SOFA two or more/ }).click();
  const title = app.getByRole('heading', { name: 'SOFA two or more above baseline, near the infection' });
  await title.waitFor();
  await expect.poll(() => title.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
  await app.getByText(/For this patient: Sepsis-2 met; .*Sepsis-3/).waitFor();
  await app.getByLabel('Filter by words').fill('lactate repeat');
  await app.getByRole('heading', { name: 'Repeat lactate after a raised first one' }).waitFor();
  await expect.poll(() => title.count()).toBe(0);
  await page.keyboard.press('Escape');
  const back = row.getByRole('button', { name: /^Rule: SOFA two or more/ });
  await expect.poll(() => back.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
  expect(here.errors).toEqual([]);
});

test('the documentation essentials print on one sheet without the patient', async () => {
  here = await visit(/Rivera/, /Dummyfield810/);
  const { app, page, context } = here;
  await app.getByRole('button', { name: /^Rules/ }).click();
  const checklists = app.getByRole('navigation', { name: 'Checklists' });
  await app.getByRole('button', { name: 'One page' }).click();
  for (const [name] of [['Sepsis'], ['Acute respiratory failure'], ['Inpatient status']] as const) {
    await checklists.getByRole('button', { name }).click();
    await app.getByRole('heading', { name: `Documentation essentials: ${name}` }).waitFor();
    // A frame is printed with what surrounds it: its own document is laid out alone here, as the browser prints a frame that asks for it.
    const html = await app.locator('body').evaluate((body) => {
      const rules = [...body.ownerDocument.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText));
      return `<!doctype html><style>${rules.join('\n')}</style><body>${body.innerHTML}`;
    });
    const paper = await context.newPage();
    await paper.setContent(html);
    const pdf = (await paper.pdf({ format: 'Letter', preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
    await paper.emulateMedia({ media: 'print' });
    expect(await paper.locator('body').innerText()).not.toContain('Dummyfield810');
    await paper.close();
  }
  await page.bringToFront();
  expect(here.errors).toEqual([]);
});
