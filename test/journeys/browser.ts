import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Frame, type FrameLocator, type Page } from 'playwright-core';
import type { Corrections } from '../../sandbox/corrections.ts';
import { clockTime } from '../../sandbox/ehr/time.ts';
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

/** How the window is, besides how the sandbox is. */
export interface VisitOptions extends SandboxOptions {
  /** CSS pixels; `zoom` divides both. */
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly forcedColors?: 'active' | 'none';
  /** 4: what a window of this width shows at 400 %. */
  readonly zoom?: number;
  /** The app without the EHR around it, as wide and high as the window: for widths that only a side panel has. */
  readonly isAlone?: boolean;
  /** No way to the clipboard, as in a frame without the grant and a browser without the older command. */
  readonly isClipboardRefused?: boolean;
  /** Chart time when the app is opened, epoch ms, for the patient with this id. */
  readonly at?: { readonly patient: string; readonly time: number };
  /** A script that every page and frame begins with. */
  readonly initScript?: string;
}

/** Takes both ways of copying away, before any script of a page runs. */
const REFUSE_CLIPBOARD = `(() => {
  const refuse = () => Promise.reject(new DOMException('refused', 'NotAllowedError'));
  Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => ({ writeText: refuse, write: refuse, readText: refuse, read: refuse }) });
  const command = Document.prototype.execCommand;
  Document.prototype.execCommand = function (name, ...rest) { return name === 'copy' ? false : command.call(this, name, ...rest); };
})()`;

/** Starts a sandbox, signs in by one click, and opens a patient from the list. The person decides the role that the launch tells the app. */
export async function visit(person: RegExp, patient: RegExp, options: VisitOptions = {}, width = 1280): Promise<Visit> {
  const sandbox = await startSandbox({ port: 0, appDir: process.env.CORROBORATE_DIST ?? resolve(root, 'dist'), ...options });
  await sandbox.ready;
  if (options.at) sandbox.clocks.set(options.at.patient, options.at.time);
  const zoom = options.zoom ?? 1;
  const context = await (await openBrowser()).newContext({
    viewport: { width: Math.floor(width / zoom), height: Math.floor((options.height ?? 860) / zoom) },
    deviceScaleFactor: zoom,
    ...(options.colorScheme ? { colorScheme: options.colorScheme } : {}),
    ...(options.forcedColors ? { forcedColors: options.forcedColors } : {}),
    ...(options.isClipboardRefused ? {} : { permissions: ['clipboard-read', 'clipboard-write'] }),
  });
  if (options.isClipboardRefused) await context.addInitScript(REFUSE_CLIPBOARD);
  if (options.initScript) await context.addInitScript(options.initScript);
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
  if (options.isAlone) await openAlone(page, patient);
  else await page.getByRole('link', { name: patient }).click();
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

/** Opens the app of a patient's chart in a page that holds nothing else. */
async function openAlone(page: Page, patient: RegExp): Promise<void> {
  const chart = await page.getByRole('link', { name: patient }).evaluate((link) => (link as HTMLAnchorElement).href);
  const body = await page.evaluate(async (address) => (await fetch(`${address}/launch`)).text(), chart);
  const { url } = JSON.parse(body) as { url: string };
  const frame = `<iframe id="app" title="Corroborate" allow="clipboard-write" style="position:fixed;inset:0;width:100%;height:100%;border:0" src="${url.replaceAll('&', '&amp;')}"></iframe>`;
  await page.route(`${chart}/alone`, (route) =>
    route.fulfill({ contentType: 'text/html', body: `<!doctype html><html lang="en"><title>App</title><body>${frame}` }),
  );
  await page.goto(`${chart}/alone`);
}

/** The frame that the app runs in, for scripts that need the whole of it. */
export async function frameOf({ page }: Pick<Visit, 'page'>): Promise<Frame> {
  const frame = await (await page.waitForSelector('#app')).contentFrame();
  if (!frame) throw new Error('The app has no frame.');
  return frame;
}

/** Id of the patient whose chart is open in the EHR. */
export const patientOf = ({ page }: Pick<Visit, 'page'>): string => /\/ehr\/chart\/([^/?]+)/.exec(page.url())?.[1] ?? '';

/** Moves the chart's clock on ('PT2H') or to an instant, and waits until the app has read the chart as it is then. */
export async function advance(here: Visit, by: string | number): Promise<void> {
  const { sandbox, app } = here;
  const patient = patientOf(here);
  const now = sandbox.advance(patient, by);
  await app.getByRole('button', { name: 'Refresh', exact: true }).click();
  await app
    .locator('footer')
    .getByText(`Data as of ${clockTime(now, sandbox.clocks.zone(patient))}`)
    .waitFor();
}

/** Changes the chart at its present moment, moves on by a minute, and waits until the app has read that. */
export async function correct(here: Visit, change: (corrections: Corrections, patient: string) => void): Promise<void> {
  change(here.sandbox.corrections, patientOf(here));
  await advance(here, 'PT1M');
}

/** The same chart by the same person in another tab of the same browser. */
export async function secondTab({ page, context }: Visit): Promise<{ readonly page: Page; readonly app: FrameLocator }> {
  const second = await context.newPage();
  await second.goto(page.url());
  return { page: second, app: second.frameLocator('#app') };
}

/** Another patient in the same window, the app's frame taken over as an EHR with one embedded browser does: no page around it is loaded anew. */
export async function switchPatient({ page, sandbox }: Visit, patient: string): Promise<void> {
  const url = await page.evaluate(
    async (address) => ((await (await fetch(address)).json()) as { url: string }).url,
    `${sandbox.url}/ehr/chart/${patient}/launch`,
  );
  await page.locator('#app').evaluate((frame, address) => {
    (frame as HTMLIFrameElement).src = address;
  }, url);
}

/** Pictures of the window in order: '01-name.png', '02-...' in a folder that is made when absent. */
export function shots(here: Pick<Visit, 'page'>, folder: string): (name: string) => Promise<void> {
  mkdirSync(folder, { recursive: true });
  let count = 0;
  return async (name) => {
    count += 1;
    await here.page.mouse.move(0, 0);
    await here.page.screenshot({ path: resolve(folder, `${String(count).padStart(2, '0')}-${name}.png`), animations: 'disabled' });
  };
}

/** What the browser's clipboard holds. */
export const clipboard = ({ page }: Pick<Visit, 'page'>): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

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
