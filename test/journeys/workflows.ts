import { resolve } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { type SandboxOptions, startSandbox } from '../../sandbox/index.ts';
import { openBrowser } from './browser.ts';
import { NAMES } from './names.ts';
import { documentedSepsis } from './story-stays.ts';

/** What one workflow took from the sign-in page to its end: keys in the EHR's own pages and keys in the app, letters of a typed reason among the latter. */
export interface Done {
  readonly workflow: string;
  readonly ehrKeys: number;
  readonly appKeys: number;
  /** Of those in the app, letters that were typed into a field. */
  readonly letters: number;
  /** What stood on the clipboard at the end. */
  readonly copied: string;
  /** Pointer events that reached any page; a workflow by keyboard has none. */
  readonly pointers: number;
}

interface Hands {
  readonly page: Page;
  readonly app: FrameLocator;
  readonly press: (...keys: readonly string[]) => Promise<void>;
  readonly type: (text: string) => Promise<void>;
  /** Presses the key until what has the focus is called so. Fails after 150 steps. */
  readonly until: (key: 'Tab' | 'Shift+Tab' | 'j', name: RegExp) => Promise<void>;
  /** Name of what has the focus, in the app where that has it. */
  readonly focused: () => Promise<string>;
}

const MOST_STEPS = 150;
/** Counts what a mouse, pen or finger does, in every page and frame. */
const POINTERS = `globalThis.pointers = 0; addEventListener('pointerdown', () => { globalThis.pointers += 1; }, true);`;

async function byKeys(
  workflow: string,
  person: RegExp,
  patient: RegExp,
  options: SandboxOptions & { readonly at?: { readonly patient: string; readonly time: number } },
  work: (hands: Hands) => Promise<void>,
): Promise<Done> {
  const { at, ...set } = options;
  const sandbox = await startSandbox({
    port: 0,
    appDir: process.env.CORROBORATE_DIST ?? resolve(import.meta.dirname, '../../dist'),
    ...set,
  });
  await sandbox.ready;
  if (at) sandbox.clocks.set(at.patient, at.time);
  const context = await (await openBrowser()).newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await context.addInitScript(POINTERS);
  const page = await context.newPage();
  const count = { ehr: 0, app: 0, letters: 0 };
  const inApp = () => page.evaluate(() => document.activeElement?.id === 'app');
  const focused = async () => {
    const frame = (await inApp()) ? await (await page.$('#app'))?.contentFrame() : null;
    return (frame ?? page.mainFrame()).evaluate(() => {
      const element = document.activeElement;
      const labels = [...((element as HTMLInputElement | null)?.labels ?? [])].map((label) => label.textContent);
      return [element?.getAttribute('aria-label'), ...labels, element?.textContent].filter(Boolean).join(' ').replace(/\s+/g, ' ').trim();
    });
  };
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) {
      if (await inApp()) count.app += 1;
      else count.ehr += 1;
      await page.keyboard.press(key);
    }
  };
  const hands: Hands = {
    page,
    app: page.frameLocator('#app'),
    press,
    focused,
    type: async (text) => {
      count.app += text.length;
      count.letters += text.length;
      await page.keyboard.type(text);
    },
    until: async (key, name) => {
      for (let step = 0; step < MOST_STEPS; step += 1) {
        await press(key);
        if (name.test(await focused())) return;
      }
      throw new Error(`${workflow}: ${key} never came to ${name}.`);
    },
  };
  try {
    await page.goto(sandbox.url);
    await hands.until('Tab', person);
    await press('Enter');
    await page.getByRole('link', { name: patient }).first().waitFor();
    await hands.until('Tab', patient);
    await press('Enter');
    await hands.app.locator('footer').getByText(NAMES.dataAsOf).waitFor({ timeout: 60_000 });
    for (let step = 0; step < MOST_STEPS && !(await inApp()); step += 1) await press('Tab');
    await work(hands);
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    const told = await Promise.all(
      page.frames().map((frame) => frame.evaluate(() => (globalThis as unknown as { pointers: number }).pointers)),
    );
    return {
      workflow,
      ehrKeys: count.ehr,
      appKeys: count.app,
      letters: count.letters,
      copied,
      pointers: told.reduce((sum, each) => sum + each, 0),
    };
  } finally {
    await context.close();
    await sandbox.close();
  }
}

/** 4.1: from sign-in to the signed note that settles the prompt. */
export function clinicianByKeys(): Promise<Done> {
  const stay = documentedSepsis();
  const setting = { resources: [stay.bundle()], at: { patient: stay.patient, time: stay.at('13:00') } };
  return byKeys('clinician', NAMES.people.clinician, new RegExp(stay.name), setting, async ({ app, page, press, until }) => {
    const card = app.getByRole('article').first();
    await card.getByRole('radio').first().waitFor();
    await press('r');
    await card.locator('input[type="radio"]:focus').waitFor();
    await press('ArrowDown', 'c');
    await card.getByText(/^Copied, \d+ characters/).waitFor();
    await until('Shift+Tab', /^Write a note$/);
    await press('Enter');
    const text = page.getByLabel('Text', { exact: true });
    await text.waitFor();
    if (!(await text.evaluate((element) => element === document.activeElement))) await until('Tab', /^Text/);
    await press('Control+V');
    await until('Tab', /^Sign$/);
    await press('Enter');
    await page.getByRole('link', { name: 'Write a note' }).waitFor();
    // The note is read, and what was asked is asked no more.
    await app
      .getByText(/Resolved/)
      .first()
      .waitFor({ timeout: 60_000 });
  });
}

/** 4.2: from sign-in over the list to a query that was copied and marked as sent, and back on the list at the next case. */
export function cdiByKeys(): Promise<Done> {
  return byKeys('CDI specialist', NAMES.people.cdi, /Synthetica969/, {}, async ({ app, press, until, focused }) => {
    await app.getByRole('region', { name: NAMES.cdi.list }).getByText(NAMES.cdi.allRead).waitFor({ timeout: 90_000 });
    await until('j', /Synthetica969/);
    await press('Enter');
    await app.getByRole('tab').first().waitFor();
    await press('j', 'k', 'q');
    const draft = app.getByRole('region', { name: NAMES.cdi.draft });
    await draft.getByText(NAMES.cdi.checks).first().waitFor();
    // The first finding is looked at, left out and taken in again.
    await press('j', 'Space', 'Space', 'c');
    await draft.getByText(NAMES.copied).first().waitFor();
    await press('m');
    await app.getByRole('region', { name: NAMES.cdi.queries }).waitFor();
    await press('n');
    for (let step = 0; step < 300 && !(await isInList()); step += 1) await new Promise((done) => setTimeout(done, 50));
    if (!(await isInList()) || /Synthetica969/.test(await focused())) throw new Error('The next case does not have the focus.');

    async function isInList(): Promise<boolean> {
      return (await app.locator('[data-part="list"] :focus').count()) > 0;
    }
  });
}

/** 4.3: from sign-in to a decision with its reason, and the brief on the clipboard. */
export function urByKeys(): Promise<Done> {
  return byKeys('UR nurse', NAMES.people.ur, /Sampleton678/, {}, async ({ app, press, type }) => {
    await app.getByRole('region', { name: NAMES.ur.stands }).waitFor({ timeout: 60_000 });
    await press('d', 'ArrowDown', 'ArrowDown', 'Tab');
    await type('second night not yet certain');
    await press('Tab', 'Enter');
    await app
      .getByText(/^Kept \d/)
      .first()
      .waitFor();
    await press('b');
    await app.getByRole('article').waitFor();
    await press('c');
    await app.getByText(NAMES.copied).first().waitFor();
    await press('Escape');
    await app.getByRole('region', { name: NAMES.ur.stands }).waitFor();
  });
}
