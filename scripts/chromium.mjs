import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const INSTALLED = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Flags for every start: no sandbox (containers), and none of the background calls that a closed network refuses one by one. */
export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
  '--disable-sync',
];

/**
 * The browser the journeys run in: `CHROMIUM` or an installed one that starts; else the one that comes inside the npm package
 * @sparticuz/chromium (x64 Linux; it unpacks its own system libraries when told that it is on a bare machine).
 * Returns { path, origin } where origin is a sentence for the log. Throws, naming the remedy, when there is none.
 */
export async function findChromium() {
  for (const path of INSTALLED) {
    if (path && existsSync(path)) {
      const version = spawnSync(path, ['--version', '--no-sandbox'], { encoding: 'utf8', timeout: 20_000 });
      if (version.status === 0) return { path, origin: `installed ${version.stdout.trim()} at ${path}` };
    }
  }
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x';
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    const path = await chromium.executablePath();
    const version = spawnSync(path, ['--version', '--no-sandbox'], { encoding: 'utf8', timeout: 20_000 });
    if (version.status === 0) return { path, origin: `${version.stdout.trim()} from the npm package @sparticuz/chromium` };
    throw new Error(version.stderr.split('\n')[0] || 'it does not start');
  } catch (error) {
    throw new Error(
      `No Chromium can be started (${error instanceof Error ? error.message : error}). Install one (apt-get install chromium) or set CHROMIUM to its path.`,
    );
  }
}
