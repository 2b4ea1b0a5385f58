import { afterAll, afterEach, expect, test } from 'vitest';
import { closeBrowser, frameOf, switchPatient, type Visit, type VisitOptions, visit } from './browser.ts';
import { type Stay, stayOf } from './stay-builder.ts';
import { documentedSepsis, LEVEL_OF_CARE, nothingToAsk, wellMeasured } from './story-stays.ts';

let here: Visit | undefined;
afterEach(async () => {
  await here?.end();
  here = undefined;
});
afterAll(closeBrowser);

const open = async (stay: Stay, time: string, options: VisitOptions = {}, person = /Rivera/, width?: number) => {
  const resources = options.resources ?? [stay.bundle()];
  here = await visit(person, new RegExp(stay.name), { ...options, resources, at: { patient: stay.patient, time: stay.at(time) } }, width);
  await here.app.getByText(/Data as of/).waitFor();
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

test('story 9: a second patient in the same window: nothing of the first is painted, copied or kept in reach', async () => {
  const first = documentedSepsis('Firstworth');
  const second = nothingToAsk('Secondworth');
  // Notes each moment at which the first one's name stands in a page that was launched for the second.
  const watch = `(() => {
    const look = () => { if (/Firstworth/.test(document.body?.innerText ?? '')) globalThis.seenFirst = (globalThis.seenFirst ?? 0) + 1; };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
    const every = () => { look(); requestAnimationFrame(every); };
    requestAnimationFrame(every);
  })()`;
  const { app, page, sandbox } = await open(first, '13:00', { resources: [first.bundle(), second.bundle()], initScript: watch });
  sandbox.clocks.set(second.patient, second.at('13:00'));
  const card = app.getByRole('article');
  await card.waitFor();
  await card.getByRole('radio', { name: /ruled out/i }).check();
  await card.getByLabel(/Your words/).fill('Words about the first one.');
  expect(await (await frameOf({ page })).evaluate(() => (globalThis as { seenFirst?: number }).seenFirst ?? 0)).toBeGreaterThan(0);
  await switchPatient(here as Visit, second.patient);
  await app.getByText('Secondworth').first().waitFor();
  await app.getByText(/Nothing needed/).waitFor();
  const frame = await frameOf({ page });
  expect(await frame.evaluate(() => (globalThis as { seenFirst?: number }).seenFirst ?? 0)).toBe(0);
  expect(await frame.evaluate(() => document.documentElement.outerHTML)).not.toMatch(/Firstworth|Words about the first one/);
  expect(await frame.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toMatch(/Firstworth|Words about/);
});
