import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Browser, type BrowserContext, chromium, type FrameLocator, type Page } from 'playwright-core';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/index.ts';
import { FLAGS, findChromium } from '../../scripts/chromium.mjs';

const root = resolve(import.meta.dirname, '../..');
let browser: Browser | undefined;

/** One browser for all journeys of a file; the app is built once if nothing has built it. */
export async function openBrowser(): Promise<Browser> {
  if (!existsSync(resolve(root, 'dist/index.html'))) spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' });
  browser ??= await chromium.launch({ executablePath: (await findChromium()).path, args: FLAGS });
  return browser;
}

export async function closeBrowser(): Promise<void> {
  await browser?.close();
  browser = undefined;
}

/** A person at the sandbox: the EHR's page, the app in its frame, and everything that went wrong in the page's console. */
export interface Visit {
  readonly page: Page;
  readonly app: FrameLocator;
  readonly sandbox: Sandbox;
  readonly context: BrowserContext;
  readonly errors: readonly string[];
  readonly hosts: ReadonlySet<string>;
  readonly end: () => Promise<void>;
}

/** Starts a sandbox, signs in by one click, and opens a patient from the list. */
export async function visit(person: RegExp, patient: RegExp, options: SandboxOptions = {}, width = 1280): Promise<Visit> {
  const sandbox = await startSandbox({ port: 0, appDir: process.env.CORROBORATE_DIST ?? resolve(root, 'dist'), ...options });
  await sandbox.ready;
  const context = await (await openBrowser()).newContext({
    viewport: { width, height: 860 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const errors: string[] = [];
  const hosts = new Set<string>();
  page.on('pageerror', (error) => errors.push(error.name));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (40[134]|403)/.test(message.text())) errors.push(message.text());
  });
  page.on('request', (request) => {
    if (/^https?:/.test(request.url())) hosts.add(new URL(request.url()).host);
  });
  await page.goto(sandbox.url);
  await page.getByRole('button', { name: person }).click();
  await page.getByRole('link', { name: patient }).click();
  return {
    page,
    app: page.frameLocator('#app'),
    sandbox,
    context,
    errors,
    hosts,
    end: async () => {
      await context.close();
      await sandbox.close();
    },
  };
}

/** The same sandbox, another person, a window of their own. */
export async function signInAgain(
  { sandbox }: Visit,
  person: RegExp,
  patient: RegExp,
): Promise<{ readonly page: Page; readonly context: BrowserContext }> {
  const context = await (await openBrowser()).newContext({ viewport: { width: 1280, height: 860 } });
  const page = await context.newPage();
  await page.goto(sandbox.url);
  await page.getByRole('button', { name: person }).click();
  await page.getByRole('link', { name: patient }).click();
  return { page, context };
}

async function openNote(page: Page, first?: string) {
  if (first) await page.getByRole('button', { name: first }).click();
  await page.getByRole('link', { name: 'Write a note' }).click();
  const text = page.getByLabel('Text', { exact: true });
  await text.click();
  return text;
}

/** Writes and signs a note in the EHR beside the app, by pasting what is on the clipboard. `first`: a button that brings the chart into view. */
export async function pasteAndSign(page: Page, first?: string): Promise<void> {
  await openNote(page, first);
  await page.keyboard.press('Control+V');
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
}

/** Writes and signs a note with this text. */
export async function writeAndSign(page: Page, words: string): Promise<void> {
  await (await openNote(page)).fill(words);
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  await page.getByRole('link', { name: 'Write a note' }).waitFor();
}
