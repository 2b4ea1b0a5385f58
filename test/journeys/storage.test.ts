import type { Frame, Page } from 'playwright-core';
import { afterAll, afterEach, expect, test } from 'vitest';
import { closeBrowser, frameOf, secondTab, type Visit, visit } from './browser.ts';
import { NAMES } from './names.ts';

let here: Visit | undefined;
afterEach(async () => {
  await here?.end();
  here = undefined;
});
afterAll(closeBrowser);

/** Notes each breach of the page's own policy, and keeps printing from opening a dialog. */
const WATCH = `(() => {
  globalThis.breaches = [];
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => globalThis.breaches.push(violatedDirective + ' ' + blockedURI));
})()`;
const breaches = (frame: Frame) => frame.evaluate(() => (globalThis as { breaches?: readonly string[] }).breaches ?? []);

interface Left {
  readonly database: readonly string[];
  readonly storage: string;
  readonly caches: readonly string[];
  readonly cookies: string;
  readonly address: string;
  readonly title: string;
}

/** Everything that this origin left in the browser, as text; bytes of sealed values are read as letters, so that an unsealed value would be found. */
const leftIn = (frame: Frame): Promise<Left> =>
  frame.evaluate(async () => {
    const letters = (value: unknown): string => {
      if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return new TextDecoder('latin1').decode(value as ArrayBuffer);
      if (value instanceof CryptoKey) return `key extractable=${value.extractable}`;
      if (typeof value !== 'object' || value === null) return String(value);
      return Object.entries(value)
        .map(([name, each]) => `${name}: ${letters(each)}`)
        .join('; ');
    };
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database: string[] = [];
    for (const { name } of await indexedDB.databases()) {
      if (!name) continue;
      const open = await done(indexedDB.open(name));
      for (const store of open.objectStoreNames)
        for (const row of await done(open.transaction(store).objectStore(store).getAll())) database.push(`${store}: ${letters(row)}`);
      open.close();
    }
    return {
      database,
      storage: JSON.stringify([{ ...localStorage }, Object.entries({ ...sessionStorage })]),
      caches: await caches.keys(),
      cookies: document.cookie,
      address: location.href,
      title: document.title,
    };
  });

const work = (left: Left) => left.database.filter((row) => row.startsWith('work: '));

/** Nothing of the patient in clear: name, record number, birth date, ids, what was typed. The launch's own state holds tokens, and no chart. */
function expectNothingOf(left: Left, secrets: readonly string[]): void {
  const inClear = [...left.database, left.storage, ...left.caches, left.cookies, left.title].join('\n').toLowerCase();
  for (const secret of secrets) expect([secret, inClear.includes(secret.toLowerCase())]).toEqual([secret, false]);
  for (const secret of secrets) expect([secret, left.address.toLowerCase().includes(secret.toLowerCase())]).toEqual([secret, false]);
  expect(left.caches).toEqual([]);
  expect(left.cookies).toBe('');
  expect(left.title).toBe('Corroborate');
  for (const row of left.database.filter((each) => each.startsWith('keys: '))) expect(row).toContain('extractable=false');
}

/** Signs out by the settings, as a user does. */
async function signOut({ app }: Pick<Visit, 'app'>): Promise<void> {
  await app.locator('footer').getByRole('button', { name: NAMES.settings }).click();
  await app.getByRole('button', { name: 'Sign out and erase' }).click();
  await app.getByRole('button', { name: 'Sign out', exact: true }).click();
}

/** What was asked of anybody, by host: the app's own files and the EHR it was opened from. */
const expectOwnHostsOnly = ({ hosts, sandbox }: Visit) => expect([...hosts]).toEqual([new URL(sandbox.url).host]);

test('a clinician: drafts and closed prompts are sealed, two windows end with the sign-out, and nothing is left', async () => {
  here = await visit(/Rivera/, /Dummyfield810/, { initScript: WATCH });
  const { app, errors } = here;
  await app.getByRole('article').first().waitFor();
  const words = 'Basalzoon words of a draft';
  const card = app
    .getByRole('article')
    .filter({ has: app.getByRole('radio') })
    .first();
  await card.getByRole('radio').last().check();
  const box = card.getByRole('textbox').first();
  if ((await box.count()) > 0) await box.fill(words);
  const frame = await frameOf(here);
  await expect.poll(async () => work(await leftIn(frame)).length).toBeGreaterThan(0);
  const secrets = ['Dummyfield810', 'TEST-', 'Basalzoon', 'vig-', 'lactate', 'creatinine', 'mmol', 'sepsis due'];
  const left = await leftIn(frame);
  expectNothingOf({ ...left, storage: '' }, secrets);
  expectNothingOf({ ...left, database: [], storage: left.storage.replace(/vig-/g, '') }, [
    'Dummyfield810',
    'TEST-',
    'Basalzoon',
    'lactate',
  ]);
  expect(await breaches(frame)).toEqual([]);
  expectOwnHostsOnly(here);

  const second = await secondTab(here);
  await second.app.getByRole('article').first().waitFor();
  await signOut(here);
  const ended = (where: Pick<Visit, 'app'>) => where.app.getByRole('article').count();
  await expect.poll(() => ended(second)).toBe(0);
  await expect.poll(() => app.locator('main').innerText()).not.toContain('Dummyfield810');
  await expect.poll(() => second.app.locator('body').innerText()).not.toContain('Dummyfield810');
  const after = await leftIn(await frameOf(here));
  expect(after.database.filter((row) => /^(work|keys|trail): /.test(row))).toEqual([]);
  expect(after.storage).not.toMatch(/token|vig-/);
  expect(errors).toEqual([]);
});

test('a CDI specialist and then a UR nurse at one computer: rooms leave nothing in clear, and the next user finds no work', async () => {
  here = await visit(/Lindgren/, /Synthetica969/, { initScript: WATCH }, 1440);
  const { app, page, sandbox } = here;
  await app.getByRole('button', { name: 'Evidence packet' }).click();
  await app.getByRole('heading', { level: 2, name: /^Evidence summary/ }).waitFor();
  await page.keyboard.press('Escape');
  const title = app.getByRole('region', { name: 'Query draft' }).getByLabel('Title', { exact: true });
  await title.fill('Basalzoon clarification');
  const frame = await frameOf(here);
  await expect.poll(async () => work(await leftIn(frame)).length).toBeGreaterThan(0);
  const left = await leftIn(frame);
  expectNothingOf({ ...left, storage: '' }, ['Synthetica969', 'TEST-', 'Basalzoon', 'vig-', 'cellulitis', 'lactate']);
  expect(await breaches(frame)).toEqual([]);
  expectOwnHostsOnly(here);

  // The file of the work names the day and nobody; its text is another user's, and is refused to one.
  await app.locator('footer').getByRole('button', { name: NAMES.settings }).click();
  await app.getByRole('button', { name: 'Export your work' }).click();
  const file = app.getByRole('textbox', { name: /work-/ });
  const text = await file.inputValue();
  expect(
    (await file.getAttribute('aria-label')) ?? (await file.evaluate((one) => (one as HTMLTextAreaElement).labels?.[0]?.textContent ?? '')),
  ).not.toMatch(/vig|TEST|Synthetica|Lindgren/);
  await importInto(app, text.replace(/"user": "[^"]*"/, '"user": "Practitioner/another"'));
  await app.getByText('Not taken: the file is of another user.').first().waitFor();
  await importInto(app, text.replace(/"server": "[^"]*"/, '"server": "https://other.example.org/fhir"'));
  await app.getByText('Not taken: the file is of another EHR.').first().waitFor();

  const before = work(await leftIn(frame));
  await signInAs(page, sandbox.url, /Tate/, /Synthetica969/);
  await page.frameLocator('#app').getByRole('region', { name: NAMES.ur.stands }).waitFor();
  await expect.poll(async () => (await leftIn(await frameOf({ page }))).database.filter((row) => before.includes(row))).toEqual([]);
});

async function importInto(app: Visit['app'], text: string): Promise<void> {
  const field = app.getByLabel('Text of the file, or choose the file below');
  if ((await field.count()) === 0) await app.getByRole('button', { name: 'Import your work' }).click();
  await field.fill(text);
  await app.getByRole('button', { name: 'Take it in' }).click();
}

/** Another person signs in at the same computer: same browser, same storage. */
async function signInAs(page: Page, url: string, person: RegExp, patient: RegExp): Promise<void> {
  await page.context().clearCookies();
  await page.goto(url);
  await page.getByRole('button', { name: person }).click();
  await page.getByRole('link', { name: patient }).click();
}

test('where the browser refuses storage, every screen says that work ends with the window, and has one main heading', async () => {
  const refuse = `Object.defineProperty(globalThis, 'indexedDB', { get: () => { throw new DOMException('refused', 'SecurityError'); } });`;
  here = await visit(/Tate/, /Sampleton678/, { initScript: refuse }, 1440);
  const { app, page } = here;
  await app.getByRole('region', { name: NAMES.ur.stands }).waitFor();
  const mark = app.getByText(/not kept|ends? with this window|after this window closes/i);
  const seen = async () => {
    expect(await mark.first().isVisible()).toBe(true);
    expect(await app.getByRole('heading', { level: 1 }).count()).toBe(1);
  };
  await mark.first().waitFor();
  await seen();
  await app.getByRole('button', { name: 'Evidence packet' }).click();
  await app.getByRole('heading', { level: 2, name: /^Evidence summary/ }).waitFor();
  await seen();
  await page.keyboard.press('Escape');
  await app.locator('footer').getByRole('button', { name: NAMES.settings }).click();
  await app.getByRole('heading', { level: 1, name: NAMES.settings }).waitFor();
  await seen();
  await app.getByRole('button', { name: NAMES.quality }).click();
  await app.getByRole('heading', { level: 1, name: NAMES.quality }).waitFor();
  await seen();
});
