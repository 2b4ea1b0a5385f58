import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const src = resolve(import.meta.dirname, '../src');

/** Rooms of core, top to bottom: a room imports only rooms above it, and itself. */
const CORE = ['chart', 'notes', 'stay', 'measures', 'checklist', 'evaluate', 'compose', 'lint', 'review', 'query', 'worklist', 'packet'];
/** What each room outside core may import, besides itself. `app` may import everything; nothing imports `app`. */
const OUTSIDE: Record<string, readonly string[]> = {
  ehr: ['core'],
  store: ['core'],
  worker: ['core'],
  content: ['core'],
  command: ['core', 'worker', 'content'],
  app: ['core', 'ehr', 'store', 'worker', 'content'],
};
/** Packages that belong to one place. */
const HOME: Record<string, readonly string[]> = {
  fhirclient: ['ehr'],
  dexie: ['store'],
  preact: ['app'],
  '@preact/signals': ['app'],
};
/** The only packages core may import: FHIR types (in chart) and the schema library. */
const CORE_PACKAGES: readonly string[] = ['fhir/r4', 'zod/mini', 'zod'];

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
const imports = (text: string) =>
  [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s+['"]([^'"]+)['"]/g,
    ),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? '');

/** 'core/notes' -> its room and, inside core, its shelf. */
const place = (path: string) => path.split('/').slice(0, path.startsWith('core/') ? 2 : 1);

function forbiddenEdges(): string[] {
  const edges: string[] = [];
  for (const file of files) {
    const [room = '', shelf = ''] = place(file);
    for (const target of imports(readFileSync(join(src, file), 'utf8'))) {
      const edge = `${file} -> ${target}`;
      if (target.startsWith('.')) {
        const [toRoom = '', toShelf = ''] = place(relative(src, resolve(src, dirname(file), target)));
        if (toRoom === '..') continue;
        if (room === 'core') {
          if (toRoom !== 'core' || CORE.indexOf(toShelf) > CORE.indexOf(shelf) || CORE.indexOf(toShelf) < 0) edges.push(edge);
        } else if (toRoom !== room && !(OUTSIDE[room] ?? []).includes(toRoom)) edges.push(edge);
      } else if (room === 'core' && !CORE_PACKAGES.includes(target)) edges.push(edge);
      else if (target === 'fhir/r4' && room === 'core' && shelf !== 'chart') edges.push(edge);
      else {
        const home = Object.entries(HOME).find(([name]) => target === name || target.startsWith(`${name}/`));
        if (home && !home[1].includes(room)) edges.push(edge);
      }
    }
  }
  return edges;
}

test('no room imports what the house plan forbids', () => {
  expect(files.length).toBeGreaterThan(5);
  expect(forbiddenEdges()).toEqual([]);
});

test('core holds no any and no switched-off type check', () => {
  const offenders = files
    .filter((file) => file.startsWith('core/'))
    .filter((file) => /(: any\b|as any\b|<any>|@ts-ignore|@ts-nocheck|@ts-expect-error)/.test(readFileSync(join(src, file), 'utf8')));
  expect(offenders).toEqual([]);
});
