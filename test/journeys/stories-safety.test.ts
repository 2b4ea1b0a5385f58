import type { Frame } from 'playwright-core';
import { afterAll, afterEach, expect, test } from 'vitest';
import { clipboard, closeBrowser, frameOf, secondTab, switchPatient, type Visit, type VisitOptions, visit } from './browser.ts';
import { type Stay, stayOf } from './stay-builder.ts';
import { documentedSepsis, LEVEL_OF_CARE, wellMeasured } from './story-stays.ts';

let here: Visit | undefined;
afterEach(async () => {
  await here?.end();
  here = undefined;
});
afterAll(closeBrowser);

const open = async (stay: Stay, time: string, options: VisitOptions = {}, person = /Rivera/, width?: number) => {
  const resources = options.resources ?? [stay.bundle()];
  here = await visit(person, new RegExp(stay.name), { ...options, resources, at: { patient: stay.patient, time: stay.at(time) } }, width);
  await here.app
    .locator('footer')
    .getByText(/Data as of/)
    .waitFor();
  return here;
};

test('story 5: where notes are forbidden, what needs them cannot be checked, and nothing is called missing', async () => {
  const refused = {
    rules: [
      { match: 'GET DocumentReference', do: { status: 403 } },
      { match: 'GET Binary', do: { status: 403 } },
    ],
  };
  const { app } = await open(documentedSepsis(), '13:00', { faults: refused });
  await app
    .getByText(/cannot be checked/)
    .first()
    .waitFor();
  expect(await app.getByRole('article').count()).toBe(0);
  await app.getByText(/^Cannot check \(\d+\)/).click();
  const text = await app.locator('body').innerText();
  expect(text).toMatch(/Notes[^\n]*(not readable here|not permitted)/i);
  expect(text).not.toMatch(/not found/i);
  expect(text).not.toMatch(/Nothing needed/);
});

test('story 7: facts of another encounter never count, and a baseline from it says where it is from', async () => {
  const earlier = stayOf({ name: 'Twostay', arrived: '2026-02-10T09:00', until: '2026-02-12T12:00' })
    .lab('10:00', 'lactate', 7.7)
    .lab('10:00', 'creatinine', 0.7)
    .signs('10:00', { sbp: 71, dbp: 40, gcs: 9 });
  const stay = wellMeasured('Twostay', { samePatientAs: earlier })
    .note('12:00', 'hp', `Assessment and Plan:\n1. Sepsis due to pyelonephritis. Continue IV ceftriaxone.\n${LEVEL_OF_CARE}\n`)
    .lab('12:30', 'creatinine', 1.5);
  const { app } = await open(stay, '13:00', {
    resources: [earlier.bundle(), stay.bundle()],
    site: { switches: { clinicianIndicators: true } },
  });
  const cards = app.getByRole('article');
  await cards.first().waitFor();
  for (const more of await app.getByRole('button', { name: /^\d+ more/ }).all()) await more.click();
  const text = await app.locator('main').innerText();
  for (const strange of [/7\.7/, /\b71\b/, /coma score 9\b/]) expect(text).not.toMatch(strange);
  const old = (await cards.allInnerTexts())
    .join('\n')
    .split('show source')
    .filter((fact) => /02-10/.test(fact));
  for (const fact of old) expect(fact).toMatch(/earlier stay or clinic/);
  expect(old.length).toBeGreaterThan(0);
});

/** Counts, in each page that is loaded, the moments at which the first patient's name stands in it. */
const WATCH = `(() => {
  const look = () => { if (/Firstworth/.test(document.body?.innerText ?? '')) globalThis.seenFirst = (globalThis.seenFirst ?? 0) + 1; };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  const every = () => { look(); requestAnimationFrame(every); };
  requestAnimationFrame(every);
})()`;
const seenFirst = (frame: Frame) => frame.evaluate(() => (globalThis as { seenFirst?: number }).seenFirst ?? 0);

async function openBoth(): Promise<{ readonly first: Visit; readonly second: Stay }> {
  const one = documentedSepsis('Firstworth');
  const second = documentedSepsis('Secondworth');
  const first = await open(one, '13:00', { resources: [one.bundle(), second.bundle()], initScript: WATCH });
  first.sandbox.clocks.set(second.patient, second.at('13:00'));
  const card = first.app.getByRole('article');
  await card.getByRole('radio', { name: /ruled out/i }).check();
  await card.getByLabel(/Your words/).fill('Words about the first one.');
  return { first, second };
}

test('story 9: a second patient in the same window: nothing of the first is painted, copied, printed or kept in reach', async () => {
  const { first, second } = await openBoth();
  const { app, page } = first;
  expect(await seenFirst(await frameOf(first))).toBeGreaterThan(0);
  await switchPatient(first, second.patient);
  await app.getByText('Secondworth').first().waitFor();
  const card = app.getByRole('article');
  await card.getByRole('radio', { name: /ruled out/i }).waitFor();
  const frame = await frameOf(first);
  // The first one's draft does not stand in the second one's card.
  for (const radio of await card.getByRole('radio').all()) expect(await radio.isChecked()).toBe(false);
  expect(await card.getByLabel(/Your words/).inputValue()).toBe('');
  await card.getByRole('radio', { name: /ruled out/i }).check();
  await card.getByRole('button', { name: /^Copy/ }).click();
  await app
    .getByText(/Copied, \d+ characters/)
    .first()
    .waitFor();
  expect(await clipboard(first)).not.toMatch(/Firstworth|Words about the first one/);
  await page.emulateMedia({ media: 'print' });
  expect(await frame.evaluate(() => document.documentElement.outerHTML)).not.toMatch(/Firstworth|Words about the first one/);
  await page.emulateMedia({ media: 'screen' });
  expect(await frame.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toMatch(/Firstworth|Words about/);
  expect(await seenFirst(frame)).toBe(0);
  // Back leads to where the first one was: without a launch of its own nothing of it comes back.
  await page.evaluate(() => history.back());
  await app.getByRole('heading', { name: 'Open this from the chart' }).waitFor();
  expect(await seenFirst(await frameOf(first))).toBe(0);
});

test('story 9, in two tabs: each keeps to its own patient', async () => {
  const { first, second } = await openBoth();
  const tab = await secondTab(first);
  await tab.page.goto(`${first.sandbox.url}/ehr/chart/${second.patient}`);
  await tab.app.getByRole('article').waitFor();
  expect(await seenFirst(await frameOf(tab))).toBe(0);
  expect(await tab.app.getByLabel(/Your words/).inputValue()).toBe('');
  await first.page.bringToFront();
  const card = first.app.getByRole('article');
  await card.getByRole('button', { name: /^Copy/ }).click();
  await first.app
    .getByText(/Copied, \d+ characters/)
    .first()
    .waitFor();
  expect(await clipboard(first)).toContain('Words about the first one.');
  expect(await first.app.locator('body').innerText()).not.toMatch(/Secondworth/);
});
