import { createReadStream, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/**
 * One unit of work: a Bundle still as text (parsed where it is evaluated), or all resources of a Bulk Data folder as one Bundle.
 * `where` is what a message may name: file and line, never content.
 */
export type Input =
  | { readonly where: string; readonly text: string }
  | { readonly where: string; readonly bundle: Bundle }
  | { readonly where: string; readonly error: string };

export type Bundle = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function open(path: string): Readable {
  if (path === '-') return process.stdin;
  const file = createReadStream(path);
  // pipeline hands a broken archive's error to whoever reads the result, instead of crashing the process.
  return path.endsWith('.gz') ? pipeline(file, createGunzip(), () => undefined) : file;
}

/** Lines of a file, one at a time, however long; '-' is standard input, '.gz' is unzipped, a byte order mark is dropped. */
export async function* linesOf(path: string): AsyncGenerator<string> {
  const stream = open(path);
  stream.setEncoding('utf8');
  const pieces: string[] = [];
  let first = true;
  for await (const chunk of stream as AsyncIterable<string>) {
    const lines = (first ? chunk.replace(/^\uFEFF/, '') : chunk).split('\n');
    first = false;
    const last = lines.pop() ?? '';
    for (const line of lines) {
      pieces.push(line);
      yield pieces.join('');
      pieces.length = 0;
    }
    pieces.push(last);
  }
  const rest = pieces.join('');
  if (rest !== '') yield rest;
}

/** The Bundle of an input, or the reason it cannot be used. */
export function bundleOf(input: Input): Bundle | { readonly error: string } {
  if ('error' in input) return { error: input.error };
  if ('bundle' in input) return input.bundle;
  try {
    const value: unknown = JSON.parse(input.text);
    if (isObject(value) && value.resourceType === 'Bundle') return value;
    return { error: 'not a FHIR Bundle: one Bundle a line, or a folder of Bulk Data files, is expected' };
  } catch {
    return { error: 'not JSON' };
  }
}

/** A text that holds one pretty-printed Bundle rather than one a line. */
async function wholeFile(path: string): Promise<Input> {
  const lines: string[] = [];
  for await (const line of linesOf(path)) lines.push(line);
  return { where: basename(path), text: lines.join('\n') };
}

async function* bundleLines(path: string): AsyncGenerator<Input> {
  const name = path === '-' ? 'standard input' : basename(path);
  let number = 0;
  for await (const line of linesOf(path)) {
    number += 1;
    if (line.trim() !== '') yield { where: `${name}:${number}`, text: line };
  }
}

/** Every *.ndjson in the folder: single resources become one Bundle of the whole folder; a line that is itself a Bundle is a unit of its own. */
async function* bulkFolder(folder: string): AsyncGenerator<Input> {
  const entry: { resource: unknown }[] = [];
  const names = readdirSync(folder)
    .filter((name) => /\.ndjson(\.gz)?$/.test(name))
    .sort();
  if (names.length === 0) yield { where: basename(folder), error: 'no *.ndjson file in this folder' };
  for (const name of names) {
    let number = 0;
    try {
      for await (const line of linesOf(join(folder, name))) {
        number += 1;
        if (line.trim() === '') continue;
        const where = `${name}:${number}`;
        let value: unknown;
        try {
          value = JSON.parse(line);
        } catch {
          yield { where, error: 'not JSON' };
          continue;
        }
        if (!isObject(value) || typeof value.resourceType !== 'string') yield { where, error: 'no FHIR resource' };
        else if (value.resourceType === 'Bundle') yield { where, bundle: value };
        else entry.push({ resource: value });
      }
    } catch (error) {
      yield { where: name, error: reason(error) };
    }
  }
  if (entry.length > 0) yield { where: basename(folder), bundle: { resourceType: 'Bundle', type: 'collection', entry } };
}

/** The system's own short code (ENOENT, Z_DATA_ERROR): it names no content. */
const reason = (error: unknown) => {
  const code = isObject(error) || error instanceof Error ? (error as { code?: unknown }).code : undefined;
  if (code === 'ENOENT') return 'no such file or folder';
  return typeof code === 'string' ? `cannot be read (${code})` : 'cannot be read';
};

/** Every unit of work of the given paths, in order. What cannot be used is an Input with an error; the others still come. */
export async function* inputsOf(paths: readonly string[]): AsyncGenerator<Input> {
  for (const path of paths) {
    try {
      if (path === '-') yield* bundleLines(path);
      else if (statSync(path).isDirectory()) yield* bulkFolder(path);
      else if (/\.json(\.gz)?$/.test(path)) yield await wholeFile(path);
      else yield* bundleLines(path);
    } catch (error) {
      yield { where: basename(path), error: reason(error) };
    }
  }
}
