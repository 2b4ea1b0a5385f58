import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { load } from './bundle.mjs';
import { FLAGS, findChromium } from './chromium.mjs';
import { withPalette } from './png.mjs';

const root = resolve(import.meta.dirname, '..');
const folder = resolve(root, process.argv[2] ?? 'docs/pictures');
const MOST_BYTES = 250_000;

/** `node scripts/pictures.mjs [folder]`. The pictures of the README: who sits at the sandbox, whose stay is open, how wide the window is, and what must be on it before it is taken. */
const PICTURES = [
  {
    file: 'clinician.png',
    person: /Rivera/,
    patient: /Dummyfield810/,
    size: { width: 1280, height: 860 },
    isReady: (app) => app.getByRole('article').first().getByRole('radio').first().waitFor(),
  },
  {
    file: 'cdi.png',
    person: /Lindgren/,
    patient: /Synthetica969/,
    size: { width: 1440, height: 900 },
    isWide: true,
    isReady: async (app) => {
      await app.getByText('12 of 12 encounters read').waitFor();
      await app
        .getByRole('region', { name: 'Query draft' })
        .getByText(/\d+ of \d+ checks/)
        .waitFor();
    },
  },
  {
    file: 'ur.png',
    person: /Tate/,
    patient: /Sampleton678/,
    size: { width: 1440, height: 900 },
    isWide: true,
    isReady: (app) => app.getByRole('region', { name: 'Where the stay stands' }).waitFor(),
  },
];

const dist = process.env.CORROBORATE_DIST ?? resolve(root, 'dist');
if (!existsSync(resolve(dist, 'index.html'))) spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' });
const { chromium } = await import('playwright-core');
const { startSandbox } = await load('sandbox/index.ts');
const browser = await chromium.launch({ executablePath: (await findChromium()).path, args: FLAGS });
mkdirSync(folder, { recursive: true });
let failed = false;
for (const picture of PICTURES) {
  const sandbox = await startSandbox({ port: 0, appDir: dist });
  await sandbox.ready;
  const context = await browser.newContext({ viewport: picture.size, deviceScaleFactor: 1, colorScheme: 'light', reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(90_000);
  await page.goto(sandbox.url);
  await page.getByRole('button', { name: picture.person }).click();
  await page.getByRole('link', { name: picture.patient }).click();
  const app = page.frameLocator('#app');
  const wide = page.getByRole('button', { name: 'Full width' });
  if (picture.isWide && (await wide.count()) > 0) await wide.click();
  await picture.isReady(app);
  await page.mouse.move(0, 0);
  await page.waitForTimeout(500);
  const bytes = withPalette(await page.screenshot());
  writeFileSync(resolve(folder, picture.file), bytes);
  console.log(`${picture.file}: ${(bytes.length / 1000).toFixed(0)} kB (at most ${MOST_BYTES / 1000})`);
  if (bytes.length > MOST_BYTES) failed = true;
  await context.close();
  await sandbox.close();
}
await browser.close();
if (failed) process.exit(1);
