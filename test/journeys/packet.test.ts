import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, expect, test } from 'vitest';
import { AXE, axeViolations, overflow, targetsTooSmall } from './accessibility.ts';
import { clipboard, closeBrowser, frameOf, type Visit, visit } from './browser.ts';

let here: Visit | undefined;
afterEach(async () => {
  await here?.end();
  here = undefined;
});
afterAll(closeBrowser);

const MONEY = /\b(?:payers?|denials?|payment|DRG|reimburse\w*|revenue)\b/i;

/** The frame's document alone, as the browser lays it out for paper: a frame is printed with what surrounds it otherwise. */
async function paperOf({ app, context }: Visit): Promise<Page> {
  const html = await app.locator('body').evaluate((body) => {
    const rules = [...body.ownerDocument.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText));
    return `<!doctype html><style>${rules.join('\n')}</style><body>${body.innerHTML}`;
  });
  const paper = await context.newPage();
  await paper.setContent(html);
  return paper;
}

/** Puts a whole file in the field at once, as pasting does; typing 47 kB key by key is not what is looked at here. */
const paste = (field: Locator, text: string) =>
  field.evaluate((element, value) => {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(element, value);
    element.dispatchEvent(new Event('input', { bubbles: true }));
  }, text);

test('from a case to the evidence packet: a line opens its source, Escape goes back step by step, and the text is copied', async () => {
  here = await visit(/Lindgren/, /Synthetica969/, {}, 1440);
  const { app, page } = here;
  const opener = app.getByRole('button', { name: 'Evidence packet' });
  await opener.click();
  await app.getByRole('heading', { level: 2, name: /^Evidence summary: sepsis/ }).waitFor();
  const line = app.getByRole('table', { name: 'What the record states' }).getByRole('button').first();
  await line.click();
  const drawer = app.getByRole('dialog');
  await drawer.getByRole('heading', { name: /^DocumentReference\// }).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => line.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
  await app.getByRole('button', { name: 'Copy text' }).click();
  await app
    .getByText(/^Copied, \d+ characters\.$/)
    .first()
    .waitFor();
  const copied = await clipboard(here);
  expect(copied).toMatch(/Evidence summary: sepsis/);
  expect(copied).toContain('Nora Lindgren');
  expect(copied.replace(/"[^"]*"/g, '')).not.toMatch(MONEY);
  await page.keyboard.press('Escape');
  await expect.poll(() => opener.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
  expect(here.errors).toEqual([]);
});

test('the packet prints black on white with the patient on every sheet and nothing of the app', async () => {
  here = await visit(/Lindgren/, /Synthetica969/, { colorScheme: 'dark' }, 1440);
  const { app } = here;
  await app.getByRole('button', { name: 'Evidence packet' }).click();
  await app.getByRole('heading', { level: 2, name: /^Evidence summary/ }).waitFor();
  const paper = await paperOf(here);
  await paper.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const text = await paper.locator('body').innerText();
  expect(text).toContain('Synthetica969');
  for (const chrome of ['Copy text', 'Download HTML', 'Data as of', 'CDI specialist', 'Back']) expect(text).not.toContain(chrome);
  const colours = await paper
    .locator('[data-packet]')
    .evaluate((page) => [getComputedStyle(page).color, getComputedStyle(page).backgroundColor]);
  expect(colours).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
  const head = await paper.locator('[data-packet] > table > thead').evaluate((part) => getComputedStyle(part).display);
  expect(head).toBe('table-header-group');
  expect(await paper.locator('[data-packet] > table > thead').innerText()).toMatch(/Synthetica969.*1959-12-12.*prepared by Nora Lindgren/s);
  const pdf = (await paper.pdf({ format: 'Letter', preferCSSPageSize: true })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length).toBeGreaterThan(1);
  await paper.close();
});

test('downloads arrive under names without identifiers, and stand as text on the screen', async () => {
  here = await visit(/Lindgren/, /Synthetica969/, {}, 1440);
  const { app, page } = here;
  await app.getByRole('button', { name: 'Evidence packet' }).click();
  for (const [button, ending] of [
    ['Download HTML', 'html'],
    ['Download FHIR Bundle', 'json'],
  ] as const) {
    const download = page.waitForEvent('download');
    await app.getByRole('button', { name: button }).click();
    const name = (await download).suggestedFilename();
    expect(name).toMatch(new RegExp(`^evidence-\\d{4}-\\d\\d-\\d\\d-[a-z2-9]{6}\\.${ending}$`));
    const text = await app.getByRole('textbox', { name: `Text of ${name}` }).inputValue();
    expect(text).toContain('Nora Lindgren');
    if (ending === 'json') expect(JSON.parse(text)).toMatchObject({ resourceType: 'Bundle', type: 'document' });
  }
  expect(here.errors).toEqual([]);
});

test('a content owner changes a question, has it checked, tries it on the open chart and on files, and takes the summary', async () => {
  here = await visit(/Lindgren/, /Synthetica969/, {}, 1440);
  const { app, page } = here;
  await app
    .getByRole('button', { name: /^Rules/ })
    .last()
    .click();
  await app.getByRole('button', { name: 'Try a change' }).click();
  await app.getByLabel('Checklist of this build').selectOption('sepsis');
  const yaml = app.getByLabel('The copy, as YAML');
  const text = await yaml.inputValue();
  await paste(yaml, text.replace('- { met: elevated-lactate }', '- { met: elevated-lactat }'));
  await app.getByRole('row', { name: /did you mean "elevated-lactate"/ }).waitFor();
  await paste(yaml, text.replaceAll('above: 2 mmol/L', 'above: 19 mmol/L'));
  await app.getByText(/schema, names, units, references and wording are right/).waitFor();
  const bad = join(mkdtempSync(join(tmpdir(), 'packet-')), 'broken.json');
  writeFileSync(bad, '{');
  await app
    .getByLabel('FHIR Bundle files (.json, .ndjson)')
    .setInputFiles([resolve(import.meta.dirname, '../../sandbox/patients/vig-01.json'), bad]);
  await app.getByRole('button', { name: 'Try the change' }).click();
  await app.getByText('3 units read, 2 stays compared').waitFor();
  await app.getByRole('button', { name: 'Skipped: 1' }).click();
  await app.getByRole('row', { name: /broken\.json/ }).waitFor();
  const summary = await app.getByLabel('Change summary').inputValue();
  expect(summary).toContain('Tried on: 2 stays from 3 units, 1 skipped');
  expect(summary).not.toMatch(/Synthetica|vig-0|broken|TEST-\d/);
  await yaml.focus();
  await page.keyboard.press('Escape');
  await app.getByRole('button', { name: 'Evidence packet' }).waitFor();
  expect(here.errors).toEqual([]);
});

test.each([
  [320, 'light'],
  [1280, 'dark'],
] as const)('the two rooms at %i px, %s: no violation, nothing to scroll sideways, targets large enough', async (width, colorScheme) => {
  here = await visit(/Lindgren/, /Synthetica969/, { isAlone: true, colorScheme, initScript: AXE }, width);
  const { app, page } = here;
  const frame = await frameOf(here);
  const look = async () => expect([await axeViolations(frame), await overflow(frame), await targetsTooSmall(frame)]).toEqual([[], 0, []]);
  // Where there is room for one step of the work only, the case stands behind the list.
  if (width < 480) await app.getByRole('button', { name: 'Case' }).first().click();
  await app.getByRole('button', { name: 'Evidence packet' }).click();
  await app.getByRole('heading', { level: 2, name: /^Evidence summary/ }).waitFor();
  await app.getByRole('button', { name: 'Download HTML' }).click();
  await app.getByRole('textbox', { name: /^Text of evidence-/ }).waitFor();
  await look();
  await page.keyboard.press('Escape');
  await app
    .getByRole('button', { name: /^Rules/ })
    .last()
    .click();
  await app.getByRole('button', { name: 'Try a change' }).click();
  await app.getByLabel('Checklist of this build').selectOption('sepsis');
  const yaml = app.getByLabel('The copy, as YAML');
  await paste(yaml, (await yaml.inputValue()).replaceAll('above: 2 mmol/L', 'above: 19 mmol/L'));
  await app.getByText(/schema, names, units, references and wording are right/).waitFor();
  await app.getByRole('button', { name: 'Try the change' }).click();
  await app.getByText('1 unit read, 1 stay compared').waitFor();
  const stays = app.getByRole('region', { name: 'Stay by stay' });
  if ((await stays.count()) > 0) await stays.getByRole('button').first().click();
  await look();
  expect(here.errors).toEqual([]);
});
