import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = resolve(import.meta.dirname, '..');
const cache = join(root, 'node_modules/.cache/corroborate');
const DAY = 24 * 60 * 60 * 1000;

const digest = (text) => createHash('sha256').update(text).digest('hex').slice(0, 20);
const fileDigest = (path) => (existsSync(path) ? digest(readFileSync(path)) : 'absent');

/** A bare specifier names a package (or a Node builtin): it stays an import and is resolved from node_modules at run time. */
const isPackage = (id) => isBuiltin(id) || !(id.startsWith('.') || id.startsWith('/') || id.startsWith('\0') || /^[A-Za-z]:[\\/]/.test(id));

/** The bundle lives elsewhere than its sources: what a source says about its own place must stay true. */
const ownPlace = {
  name: 'own-place',
  transform(code, id) {
    if (!code.includes('import.meta.')) return null;
    return code
      .replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))
      .replaceAll('import.meta.filename', JSON.stringify(id))
      .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href));
  },
};

/**
 * Path of an .mjs that Node 20 can import, made from a TypeScript entry (a path from the repository root, or absolute).
 * Local files are joined into it; packages and builtins stay imports. `import.meta.dirname`, `.filename` and `.url` keep naming the source file.
 * Kept under node_modules/.cache/corroborate by the content of every source: a second call reads and compares, and starts no bundler.
 * Throws with the bundler's message when a source does not compile.
 */
export async function bundle(entry) {
  const source = resolve(root, entry);
  const name = `${basename(source).replace(/\.[cm]?tsx?$/, '')}-${digest(source)}`;
  const manifest = join(cache, `${name}.json`);
  const kept = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : null;
  if (kept && existsSync(kept.output) && kept.bundler === fileDigest(import.meta.filename) && sourcesAre(kept.sources)) return kept.output;

  const { rolldown } = await import('rolldown');
  const build = await rolldown({ input: source, external: isPackage, plugins: [ownPlace], platform: 'node', logLevel: 'silent' });
  const { output } = await build.generate({ format: 'esm', sourcemap: 'inline', codeSplitting: false });
  await build.close();
  const [chunk] = output;
  const sources = Object.fromEntries(chunk.moduleIds.filter((id) => existsSync(id)).map((id) => [id, fileDigest(id)]));

  mkdirSync(cache, { recursive: true });
  const file = join(cache, `${name}.${digest(chunk.code)}.mjs`);
  write(file, chunk.code);
  write(manifest, JSON.stringify({ output: file, bundler: fileDigest(import.meta.filename), sources }));
  forgetOld(name, file);
  return file;
}

/** `bundle`, then import: what a script of this folder does to run TypeScript. */
export const load = async (entry) => import(pathToFileURL(await bundle(entry)).href);

const sourcesAre = (sources) => Object.entries(sources).every(([path, was]) => fileDigest(path) === was);

/** Two processes may build at once: a half-written file must never be importable. */
function write(path, text) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}

/** Earlier bundles of this entry go after a day; until then another process may still be about to import one. */
function forgetOld(name, keep) {
  for (const file of readdirSync(cache)) {
    const path = join(cache, file);
    if (file.startsWith(`${name}.`) && file.endsWith('.mjs') && path !== keep && Date.now() - statSync(path).mtimeMs > DAY)
      rmSync(path, { force: true });
  }
}
