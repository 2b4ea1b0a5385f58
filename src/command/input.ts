import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline, Readable } from 'node:stream';
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

/** Whether bytes are a gzip archive: standard input has no name that could say so. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

// pipeline hands a broken archive's error to whoever reads the result, instead of crashing the process.
const unzipped = (stream: Readable): Readable => pipeline(stream, createGunzip(), () => undefined);

async function open(path: string): Promise<Readable> {
  if (path !== '-') return path.endsWith('.gz') ? unzipped(createReadStream(path)) : createReadStream(path);
  const chunks = (process.stdin as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < 2) {
    const { done, value } = await chunks.next();
    if (done) break;
    head = Buffer.concat([head, value]);
  }
  async function* whole() {
    if (head.length > 0) yield head;
    yield* { [Symbol.asyncIterator]: () => chunks };
  }
  const stream = Readable.from(whole(), { objectMode: false });
  return isGzip(head) ? unzipped(stream) : stream;
}

/** Lines of a file, one at a time, however long; '-' is standard input, an archive ('.gz', or standard input that is one) is unzipped, a byte order mark is dropped. */
export async function* linesOf(path: string): AsyncGenerator<string> {
  const stream = await open(path);
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
  return { where: path, text: lines.join('\n') };
}

const nameOf = (path: string) => (path === '-' ? 'standard input' : path);

async function* bundleLines(path: string): AsyncGenerator<Input> {
  const name = nameOf(path);
  let number = 0;
  const lines = linesOf(path);
  for await (const line of lines) {
    number += 1;
    // A Bundle printed over many lines, as an .ndjson never is: standard input has no name that could say so.
    if (path === '-' && number === 1 && line.trim() === '{') {
      const rest: string[] = [line];
      for await (const more of lines) rest.push(more);
      yield { where: name, text: rest.join('\n') };
      return;
    }
    if (line.trim() !== '') yield { where: `${name}:${number}`, text: line };
  }
}

/** Every *.ndjson in the folder: single resources become one Bundle of the whole folder; a line that is itself a Bundle is a unit of its own. */
async function* bulkFolder(folder: string): AsyncGenerator<Input> {
  const entry: { resource: unknown }[] = [];
  const names = readdirSync(folder)
    .filter((name) => /\.ndjson(\.gz)?$/.test(name))
    .sort();
  if (names.length === 0) yield { where: folder, error: 'no *.ndjson file in this folder' };
  for (const name of names) {
    let number = 0;
    try {
      for await (const line of linesOf(join(folder, name))) {
        number += 1;
        if (line.trim() === '') continue;
        const where = `${join(folder, name)}:${number}`;
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
      yield { where: join(folder, name), error: reason(error) };
    }
  }
  if (entry.length > 0) yield { where: folder, bundle: { resourceType: 'Bundle', type: 'collection', entry } };
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
      yield { where: nameOf(path), error: reason(error) };
    }
  }
}
