import type { Frame } from 'playwright-core';
import { afterAll, afterEach, expect, test } from 'vitest';
import { AXE, axeViolations, overflow } from './accessibility.ts';
import { closeBrowser, type Visit, visit } from './browser.ts';

let here: Visit | undefined;
afterEach(async () => {
  await here?.end();
  here = undefined;
});
afterAll(closeBrowser);

/** The app's own document inside the EHR's page. */
function frameOf({ page }: Visit): Frame {
  const frame = page.frames().find((one) => one.url().includes('/app/'));
  if (!frame) throw new Error('no app');
  return frame;
}

/** Sheets of Letter paper that the page on screen prints to: the frame's document printed as a page of its own, with its own print styles. */
async function sheets(visited: Visit): Promise<number> {
  const html = await frameOf(visited).evaluate(() => {
    const css = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join('\n');
    const body = document.body.outerHTML.replace(/<script[\s\S]*?<\/script>/g, '');
    return `<!doctype html><html lang="en"><head><style>${css}</style></head>${body}</html>`;
  });
  const paper = await visited.context.newPage();
  await paper.setContent(html);
  const pdf = await paper.pdf({ format: 'Letter', margin: { top: '12mm', bottom: '12mm', left: '12mm', right: '12mm' } });
  await paper.close();
  return (pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;
}

/** Everything from here on is typed: no mouse. */
const type = async (visited: Visit, ...keys: readonly string[]) => {
  for (const key of keys) await visited.page.keyboard.press(key);
};

test('a morning by keyboard alone: decision, hand-over, answer, window of a call, sheet copied and printed; kept over a reload', async () => {
  here = await visit(/Tate/, /Sampleton678/, {}, 1440);
  const { app, page } = here;
  await app.getByRole('heading', { name: /Inpatient since 01-10 13:30 PST/ }).waitFor();
  const stands = app.getByRole('region', { name: 'Where the stay stands' });
  await expect.poll(() => stands.innerText(), { timeout: 30_000 }).toMatch(/1 total · 1 countable[\s\S]*in 10:20/);
  await app.getByText(/Data as of 13:40/).waitFor();
  const nights = app.getByRole('region', { name: 'Midnights one by one' });
  expect(await nights.innerText()).toMatch(/01-10 00:00 PST[\s\S]*Observation\s+countable\s+before the inpatient order/);

  // d, one choice, a reason, Keep.
  await app.locator('main').press('d');
  await type(here, 'ArrowDown', 'ArrowDown');
  expect(await app.getByLabel('Unclear: to the physician advisor').isChecked()).toBe(true);
  await type(here, 'Tab');
  await page.keyboard.type('second night not yet certain');
  await type(here, 'Tab', 'Enter');
  await app
    .getByText(/Kept 01-10 13:40 PST/)
    .first()
    .waitFor();

  const hand = app.getByRole('button', { name: 'Hand over and copy as text' });
  await hand.focus();
  await type(here, 'Enter');
  await app
    .getByText(/Copied, \d+ characters/)
    .first()
    .waitFor();
  const sent = await page.evaluate(() => navigator.clipboard.readText());
  expect(sent).toContain('View of the nurse: Unclear: to the physician advisor. Reason: second night not yet certain');
  expect(sent).toContain('Sampleton678');

  await app.getByRole('button', { name: 'Answer of the physician advisor' }).focus();
  await type(here, 'Enter', 'Tab', 'Space', 'Tab');
  await page.keyboard.type('expectation and risk are written');
  await type(here, 'Tab');
  await page.keyboard.type('Dr Okafor');
  await type(here, 'Enter');
  await app.getByText('expectation and risk are written').waitFor();

  // The window of a call, by its form.
  await app.getByLabel('What to enter').selectOption('payer-window');
  await app.getByLabel('Which').selectOption('peer-to-peer');
  await app.getByLabel('Asked when').fill('0900');
  await app.getByLabel(/Window ends/).fill('1700');
  await type(here, 'Enter');
  const clocks = app.getByRole('region', { name: 'Clocks' });
  await expect.poll(() => clocks.innerText(), { timeout: 20_000 }).toContain('Call offered by the plan');
  expect(await clocks.innerText()).toContain('3:20 left');

  await page.keyboard.press('t');
  await app.getByRole('heading', { name: 'Peer-to-peer sheet' }).waitFor();
  await expect.poll(() => app.getByRole('article').innerText()).toContain('open to 01-10 17:00 PST');
  await page.keyboard.press('c');
  await app
    .getByText(/Copied, \d+ characters/)
    .first()
    .waitFor();
  const sheet = await page.evaluate(() => navigator.clipboard.readText());
  expect(sheet.match(/^[1-5]\. /gm)).toEqual(['1. ', '2. ', '3. ', '4. ', '5. ']);
  // Of what the sheet says in its own words, nothing concludes.
  expect(sheet.replace(/"[^"]*"/g, '')).not.toMatch(/meets inpatient|approved|qualif|medically necessary/i);
  expect(await sheets(here)).toBe(1);
  await frameOf(here).evaluate(() => {
    Object.assign(window, { printed: 0 });
    window.print = () => Object.assign(window, { printed: 1 });
  });
  await page.keyboard.press('p');
  await expect.poll(() => frameOf(here as Visit).evaluate(() => (window as unknown as { printed: number }).printed)).toBe(1);
  await page.keyboard.press('b');
  await app.getByRole('heading', { name: 'Level-of-care brief' }).waitFor();
  expect(await sheets(here)).toBe(1);
  await page.keyboard.press('Escape');
  await expect.poll(() => app.locator(':focus').innerText()).toContain('Brief');

  // What was entered is there when the chart is opened again.
  await page.reload();
  await expect
    .poll(() => app.getByRole('region', { name: 'Clocks' }).innerText(), { timeout: 30_000 })
    .toContain('Call offered by the plan');
  await app
    .getByText(/Kept 01-10 13:40 PST/)
    .first()
    .waitFor();
  expect(here.errors).toEqual([]);
});

test('brief and sheet for a call print on one page for every stay of the sandbox, with the patient on it', async () => {
  const stays = [
    ...['Testcase724', 'Synthetica969', 'Fixturely617', 'Mockford373', 'Fixturely223', 'Dummyfield810'],
    ...['Placeholder431', 'Placeholder517', 'Sampleton678', 'Dummyfield169', 'Sampleton908', 'Sampleton323'],
  ];
  const counts: number[] = [];
  for (const stay of stays) {
    here = await visit(/Tate/, new RegExp(stay), { clock: 'end' }, 1280);
    const { app } = here;
    await app.getByText(/Data as of/).waitFor({ timeout: 30_000 });
    for (const name of ['Brief', 'Peer-to-peer']) {
      await app.getByRole('button', { name, exact: true }).click();
      expect(await app.getByRole('article').innerText()).toContain(stay);
      counts.push(await sheets(here));
      await app.getByRole('button', { name: 'Back to the board' }).click();
    }
    await here.end();
    here = undefined;
  }
  expect(counts).toHaveLength(2 * stays.length);
  expect(counts.filter((count) => count === 1).length / counts.length).toBeGreaterThanOrEqual(0.9);
}, 300_000);

test('board with forms open, brief and sheet: no axe violation and no sideways scroll, wide and at 320 px, light, dark and in forced colours', async () => {
  here = await visit(/Tate/, /Sampleton678/, { initScript: AXE }, 1440);
  const { app, page } = here;
  await app.getByText(/Data as of 13:40/).waitFor({ timeout: 30_000 });
  const looks = [
    { width: 1440, media: { colorScheme: 'light', forcedColors: 'none' } },
    { width: 768, media: { colorScheme: 'dark', forcedColors: 'none' } },
    { width: 320, media: { colorScheme: 'light', forcedColors: 'none' } },
    { width: 320, media: { colorScheme: 'light', forcedColors: 'active' } },
  ] as const;
  const look = async (what: string) => {
    for (const { width, media } of looks) {
      await page.emulateMedia(media);
      await page.setViewportSize({ width, height: 860 });
      const frame = frameOf(here as Visit);
      expect([what, width, media, await axeViolations(frame), await overflow(frame)]).toEqual([what, width, media, [], 0]);
    }
  };
  await app.getByRole('button', { name: 'Change payer class' }).click();
  await app.getByLabel('What to enter').selectOption('payer-window');
  await app.getByRole('button', { name: 'Hand over to the physician advisor' }).click();
  await look('board');
  await app.getByRole('button', { name: 'Brief', exact: true }).click();
  await look('brief');
  await app.getByRole('tab', { name: 'Peer-to-peer' }).click();
  await look('peer-to-peer');
});
