import { afterAll, afterEach, expect, test } from 'vitest';
import { closeBrowser, type Visit, visit } from './browser.ts';
import { NAMES } from './names.ts';
import { documentedSepsis } from './story-stays.ts';

let here: Visit | undefined;
afterEach(async () => {
  await here?.end();
  here = undefined;
});
afterAll(closeBrowser);

test('what a clinician did is in the numbers, each once: shown, copied and closed by hand', async () => {
  const stay = documentedSepsis();
  here = await visit(/Rivera/, new RegExp(stay.name), {
    resources: [stay.bundle()],
    at: { patient: stay.patient, time: stay.at('13:00') },
  });
  const { app } = here;
  const cards = app.getByRole('article');
  await cards.first().waitFor();
  const shown = await cards.count();
  const card = cards.filter({ has: app.getByRole('radio') }).first();
  await card.getByRole('radio').first().check();
  await card.getByRole('button', { name: 'Copy', exact: true }).click();
  await card.getByText(NAMES.copied).waitFor();
  await card.getByRole('button', { name: NAMES.card.notNeeded }).click();
  await app.getByRole('button', { name: NAMES.card.ruledOut }).click();

  await app.locator('footer').getByRole('button', { name: NAMES.settings }).click();
  await app.getByRole('button', { name: NAMES.quality }).click();
  await app.getByRole('heading', { level: 1, name: NAMES.quality }).waitFor();
  const table = app.getByRole('table').filter({ has: app.getByRole('columnheader', { name: 'Shown', exact: true }) });
  await table.first().waitFor();
  const numbers = await table.first().evaluate((one) => {
    const head = [...one.querySelectorAll('thead th')].map((cell) => cell.textContent?.trim() ?? '');
    return [...one.querySelectorAll('tbody tr')].map((row) =>
      Object.fromEntries([...row.children].map((cell, at) => [head[at] ?? '', cell.textContent?.trim() ?? ''])),
    );
  });
  const sum = (name: string) => numbers.reduce((all, row) => all + Number(row[name] ?? Number.NaN), 0);
  expect([sum('Shown'), sum('Copied'), sum('Dismissed')]).toEqual([shown, 1, 1]);
  expect(here.errors).toEqual([]);
});
