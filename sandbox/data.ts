import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { ingest, unbundle } from './fhir/ingest.ts';
import { isRecord, type Resource } from './fhir/resource.ts';
import type { Store } from './fhir/store.ts';

/** What was loaded from where, in words for the terminal. */
export interface Loaded {
  readonly source: string;
  readonly resources: number;
  readonly unreadable: number;
}

const WANTED = 'Give a Bundle (.json), an .ndjson file, either with .gz, or a folder of .ndjson files.';
const FILE = /\.(json|ndjson)(\.gz)?$/i;

/**
 * Loads a file (Bundle, or one Bundle or resource a line; gzipped or not) or a folder of such files (Bulk export). Lines that cannot be read are counted
 * and skipped. Lets other work run in between, so that a server can answer meanwhile. Throws when the path does not exist, holds no such file, or nothing in it is FHIR.
 */
export async function loadPath(store: Store, zones: Map<string, string>, path: string): Promise<Loaded> {
  if (!existsSync(path)) throw new Error(`${path} does not exist. ${WANTED}`);
  const files = statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' })
        .filter((name) => FILE.test(name))
        .sort()
        .map((name) => join(path, name))
    : [path];
  if (files.length === 0) throw new Error(`${path} holds no .json or .ndjson file.`);
  let resources = 0;
  let unreadable = 0;
  const loose: Resource[] = [];
  let rested = performance.now();
  for (const file of files) {
    for await (const item of itemsOf(file)) {
      if (performance.now() - rested > 40) {
        await new Promise((done) => setImmediate(done));
        rested = performance.now();
      }
      if (item === null) unreadable += 1;
      else if (item.resourceType === 'Bundle') resources += ingest(store, zones, unbundle(item));
      else if (typeof item.resourceType === 'string') loose.push(...unbundle({ entry: [{ resource: item }] }));
      else unreadable += 1;
    }
  }
  // A Bulk export is one source: its Locations tell the zone of all.
  resources += ingest(store, zones, loose);
  if (resources === 0) throw new Error(`${path} holds no FHIR resource that can be read. ${WANTED}`);
  return { source: path, resources, unreadable };
}

/** The JSON values of a file, one by one so that a large one is never parsed as a whole; null for what is no JSON object. */
async function* itemsOf(file: string): AsyncGenerator<Record<string, unknown> | null> {
  const raw = readFileSync(file);
  const bytes = file.toLowerCase().endsWith('.gz') ? await promisify(gunzip)(raw) : raw;
  if (/\.json(\.gz)?$/i.test(file)) {
    yield parse(bytes.toString('utf8'));
    return;
  }
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(10, start);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.toString('utf8', start, end).trim();
    start = end + 1;
    if (line !== '') yield parse(line);
  }
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isRecord(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
