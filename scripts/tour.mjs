import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { load } from './bundle.mjs';
import { ensureInstalled } from './install.mjs';
import { withPalette } from './png.mjs';
import { cdi } from './tour/cdi.mjs';
import { clinician } from './tour/clinician.mjs';
import { ur } from './tour/ur.mjs';

// `npm run tour [-- role]`: walks through each role's day in the sandbox while the clock of the chart moves, takes a picture after each step, and writes
// docs/tour/README.md from the same list. `--keep-build` takes the last build; TOUR_FOLDER writes elsewhere.
const MOST_BYTES = 3_000_000;
const root = resolve(import.meta.dirname, '..');
const given = process.argv.slice(2);
ensureInstalled();
const dist = process.env.CORROBORATE_DIST ?? join(root, 'node_modules/.cache/corroborate/tour');
process.env.CORROBORATE_DIST = dist;
if (!given.includes('--keep-build') || !existsSync(join(dist, 'index.html'))) {
  mkdirSync(dist, { recursive: true });
  const made = spawnSync(join(root, 'node_modules/.bin/vite'), ['build', '--outDir', dist, '--emptyOutDir', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (made.status !== 0) process.exit(made.status ?? 1);
}
const parts = await load('scripts/tour/parts.ts');
const folder = resolve(root, process.env.TOUR_FOLDER ?? 'docs/tour');
mkdirSync(folder, { recursive: true });
const walks = [clinician, cdi, ur].map((make) => make(parts));
const wanted = given.filter((word) => !word.startsWith('--'));
let bytes = 0;
let failed = false;

for (const walk of walks) {
  if (wanted.length > 0 && !wanted.includes(walk.file)) continue;
  try {
    await take(walk);
  } catch (error) {
    failed = true;
    console.error(`${walk.file}: ${error instanceof Error ? error.message : error}`);
  }
}
await parts.closeBrowser();
writeFileSync(join(folder, 'README.md'), page());
if (bytes > MOST_BYTES) {
  console.error(`The pictures have ${(bytes / 1e6).toFixed(1)} MB, more than ${MOST_BYTES / 1e6}.`);
  failed = true;
}
process.exit(failed ? 1 : 0);

/** Name of a walk's picture: 'cdi-03.png'. */
function nameOf(walk, index) {
  return `${walk.file}-${String(index + 1).padStart(2, '0')}.png`;
}

async function take(walk) {
  for (const old of readdirSync(folder)) if (old.startsWith(`${walk.file}-`)) rmSync(join(folder, old));
  const { size, options } = walk;
  const here = await parts.visit(walk.person, walk.patient, { ...options, height: size.height, colorScheme: 'light' }, size.width);
  here.page.setDefaultTimeout(60_000);
  await here.page.emulateMedia({ reducedMotion: 'reduce' });
  const wide = here.page.getByRole('button', { name: 'Full width' });
  if (walk.isWide && (await wide.count()) > 0) await wide.click();
  try {
    for (const [index, step] of walk.steps.entries()) {
      try {
        await step.do(here);
      } catch (error) {
        await here.page.screenshot({ path: join(folder, nameOf(walk, index)) });
        throw new Error(`step ${index + 1} (${step.says.slice(0, 60)} ...): ${error instanceof Error ? error.message : error}`);
      }
      await here.page.mouse.move(0, 0);
      await here.page.waitForTimeout(500);
      // The ten seconds of an undo belong to the step that offers it.
      if (!step.hasUndo)
        await here.app
          .getByRole('button', { name: 'Undo', exact: true })
          .waitFor({ state: 'hidden', timeout: 15_000 })
          .catch(() => {});
      const picture = withPalette(await here.page.screenshot({ animations: 'disabled' }));
      bytes += picture.length;
      writeFileSync(join(folder, nameOf(walk, index)), picture);
      console.log(`${nameOf(walk, index)}: ${(picture.length / 1000).toFixed(0)} kB`);
    }
    if (here.errors.length > 0) throw new Error(`in the console of the page: ${here.errors.join('; ')}`);
  } finally {
    await here.end();
  }
}

/** The page of the tour, from the same list as its pictures. */
function page() {
  const parts = walks.map((walk) => {
    const steps = walk.steps.map((step, index) => `${index + 1}. ${step.says}\n\n   ![${walk.role}, ${index + 1}](${nameOf(walk, index)})`);
    return `## ${walk.role}\n\n${walk.about}\n\n${steps.join('\n\n')}`;
  });
  return `# A day with each role\n\nOne stay for each role, walked through in the sandbox while the clock of the chart moves. Everybody here is invented. \`npm start\` opens the same patients; \`npm run tour\` makes this page and its pictures.\n\n${parts.join('\n\n')}\n`;
}
