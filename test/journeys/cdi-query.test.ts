import { afterAll, afterEach, expect, test } from 'vitest';
import { PRESETS } from '../../sandbox/faults.ts';
import { clipboard, closeBrowser, type Visit, visit } from './browser.ts';

let here: Visit | undefined;
afterEach(async () => {
  await here?.end();
  here = undefined;
});
afterAll(closeBrowser);

const draftIn = ({ app }: Visit) => app.getByRole('region', { name: 'Query draft' });
const ready = (visited: Visit) => draftIn(visited).getByText('12 of 12 checks').first().waitFor({ timeout: 60_000 });
const inbox = async ({ page, sandbox }: Visit): Promise<string> =>
  page.evaluate(async (address) => (await fetch(address)).text(), `${sandbox.url}/ehr/chart/vig-02-patient/inbox`);
const messages = async (visited: Visit): Promise<number> =>
  (await inbox(visited)).split('Clinical basis of a documented diagnosis').length - 1;

test('open case to copied query in one click, by keyboard too; marked as sent, answered, audited', async () => {
  here = await visit(/Lindgren/, /Synthetica969/, {}, 1440);
  const { app } = here;
  await ready(here);
  const draft = draftIn(here);
  await draft.getByRole('heading', { name: 'Query draft' }).focus();
  await here.page.keyboard.press('c');
  await app
    .getByText(/Copied, \d+ characters/)
    .first()
    .waitFor();
  expect(await clipboard(here)).toMatch(/\[ \] Unable to determine[\s\S]*Query [0-9a-f]{8}, \d\d-\d\d \d\d:\d\d$/);
  await here.page.keyboard.press('m');
  await app
    .getByText(/^Marked as sent to /)
    .first()
    .waitFor();
  const lives = app.getByRole('region', { name: /^Queries of this encounter/ });
  await lives.getByText(/To be answered by/).waitFor();
  await lives.getByRole('button', { name: 'Enter the answer' }).click();
  await lives.getByRole('radio', { name: 'Ruled out' }).check();
  await lives.getByLabel(/^Clinical basis/).fill('Cellulitis alone; pressure and lactate normal');
  await lives.getByRole('button', { name: 'Enter', exact: true }).click();
  await lives
    .getByText(/answered, not yet in a note/)
    .first()
    .waitFor();
  await lives.getByRole('button', { name: 'Audit sheet' }).click();
  await draft.getByText('Evidence hash (SHA-256)').waitFor();
  // No way to write is shown where nobody switched it on.
  expect(await app.getByRole('button', { name: /^Send to the EHR/ }).count()).toBe(0);
  expect(here.errors).toEqual([]);
});

test('where the EHR takes messages, a person confirms what is sent, and it stands in the inbox once', async () => {
  here = await visit(/Lindgren/, /Synthetica969/, { writeBack: true }, 1440);
  const { app } = here;
  await ready(here);
  await draftIn(here).getByRole('button', { name: 'Send to the EHR inbox' }).click();
  const confirm = app.getByRole('region', { name: 'Before it is sent' });
  await confirm.getByText('Synthetica969, Emil').waitFor();
  await confirm.getByText('Nothing changed.').waitFor();
  expect(await messages(here)).toBe(0);
  await confirm.getByRole('button', { name: 'Send', exact: true }).click();
  await confirm.getByText('Communication is in the EHR.').waitFor();
  expect(await inbox(here)).toContain('Unable to determine');
  expect(await messages(here)).toBe(1);
  await confirm.getByRole('button', { name: 'Close' }).click();
  await app
    .getByRole('region', { name: /^Queries of this encounter/ })
    .getByText(/^sent/)
    .first()
    .waitFor();
  expect(here.errors).toEqual([]);
});

test('an answer that is lost is looked for, and nothing is sent twice (FC-P01)', async () => {
  here = await visit(/Lindgren/, /Synthetica969/, { writeBack: true }, 1440);
  const { app, sandbox } = here;
  await ready(here);
  await draftIn(here).getByRole('button', { name: 'Send to the EHR inbox' }).click();
  const confirm = app.getByRole('region', { name: 'Before it is sent' });
  await confirm.getByText('Nothing changed.').waitFor();
  sandbox.faults.set(PRESETS.find(({ id }) => id === 'write-lost')?.faults ?? {});
  await confirm.getByRole('button', { name: 'Send', exact: true }).click();
  await confirm.getByText(/was in the EHR already|is in the EHR/).waitFor();
  sandbox.faults.set({});
  expect(await messages(here)).toBe(1);
  // The browser itself may repeat a request whose connection broke: the identifier in If-None-Exist makes one of it.
  const created = sandbox.log.filter(({ method, path, status }) => method === 'POST' && /\/Communication/.test(path) && status === 201);
  expect(created.length).toBeLessThanOrEqual(1);
  await confirm.getByRole('button', { name: 'Close' }).click();
  const lives = app.getByRole('region', { name: /^Queries of this encounter/ });
  await lives.getByRole('button', { name: /Clinical basis of a documented diagnosis/ }).click();
  await lives
    .getByText(/as a message in the EHR/)
    .first()
    .waitFor();
});

test('a refusal keeps the draft, and copying is still possible (FC-P09)', async () => {
  here = await visit(/Lindgren/, /Synthetica969/, { writeBack: true }, 1440);
  const { app, sandbox } = here;
  await ready(here);
  await draftIn(here).getByRole('button', { name: 'Send to the EHR inbox' }).click();
  const confirm = app.getByRole('region', { name: 'Before it is sent' });
  await confirm.getByText('Nothing changed.').waitFor();
  sandbox.faults.set(PRESETS.find(({ id }) => id === 'write-422')?.faults ?? {});
  await confirm.getByRole('button', { name: 'Send', exact: true }).click();
  await confirm.getByText(/The EHR refused it \(422\)/).waitFor();
  sandbox.faults.set({});
  await confirm.getByRole('button', { name: 'Close' }).click();
  await ready(here);
  await draftIn(here).getByRole('button', { name: /^Copy/ }).click();
  await app
    .getByText(/Copied, \d+ characters/)
    .first()
    .waitFor();
});
