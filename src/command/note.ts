import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { mentionsIn, plainText } from '../core/notes/index.ts';
import { parseArgs, UsageError } from './args.ts';
import { lexiconFor } from './content.ts';
import { isGzip } from './input.ts';
import { print, say } from './output.ts';
import type { Subcommand } from './subcommand.ts';

/** What a file holds, by what it begins with: the name of a note file proves nothing. */
function contentType(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2000)).trimStart().toLowerCase();
  if (head.startsWith('{\\rtf')) return 'text/rtf';
  if (head.startsWith('%pdf')) return 'application/pdf';
  if (/^(\u0089png|\u00ff\u00f8\u00ff|gif8|ii\*|mm\0\*)/.test(head)) return 'image/*';
  if (head.startsWith('pk\u0003\u0004')) return 'application/zip';
  if (head.startsWith('\u00f0\u00ef\u0011\u00e0')) return 'application/msword';
  if (/^(<\?xml[^>]*>\s*)?(<\?[^>]*>\s*)*<clinicaldocument/.test(head)) return 'application/hl7-cda+xml';
  if (/^(<!doctype html|<html|<head|<body|<div|<p[ >]|<table)/.test(head)) return 'text/html';
  return 'text/plain';
}

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^application\/pdf$/, 'a PDF'],
  [/^image\//, 'an image'],
  [/^application\/(zip|msword)$/, 'a word processor document'],
  [/^text\/rtf$/, 'a broken RTF document'],
  [/^application\/hl7-cda\+xml$/, 'a CDA document without text'],
];

/** Why a file cannot be read, and what to do about it. */
function whyUnread(detail: string): string {
  if (detail === 'empty') return 'no text in it. Export the note again';
  if (detail === 'too long') return 'longer than a note can be. Give one file for each note';
  const kind = KINDS.find(([pattern]) => pattern.test(detail))?.[1] ?? 'not text';
  return `${kind}; its text cannot be read here. Export the note as text, HTML, RTF or CDA`;
}

/** Reads notes and prints each mention with its status, section and range of characters; --text prints the plain text that the ranges count in. */
export const note: Subcommand = {
  usage: 'corroborate note [--text] [--site <id>] <file...>',
  about: 'read a note (text, HTML, RTF, CDA): one line per mention, or with --text the plain text that offsets count in',
  run: async (argv) => {
    const args = parseArgs(argv, { text: 'flag', site: 'value' });
    if (args.words.length === 0) throw new UsageError('a file is expected (or - for standard input)');
    const lexicon = lexiconFor(args.value('site'));
    let code = 0;
    for (const path of args.words) {
      const name = path === '-' ? 'standard input' : path;
      let bytes: Uint8Array;
      try {
        const raw = readFileSync(path === '-' ? 0 : path);
        bytes = path.endsWith('.gz') || (path === '-' && isGzip(raw)) ? gunzipSync(raw) : raw;
      } catch (error) {
        const reason = (error as NodeJS.ErrnoException).code;
        say(`${name}: ${reason === 'ENOENT' ? 'no such file' : `cannot be read (${reason ?? 'unknown'})`}`);
        code = 1;
        continue;
      }
      const read = plainText(contentType(bytes), bytes);
      if (!('text' in read)) {
        say(`${name}: ${whyUnread(read.detail)}`);
        code = 1;
        continue;
      }
      if (args.flag('text')) {
        await print(read.text);
        continue;
      }
      for (const mention of mentionsIn(read.text, 'other', lexicon)) {
        await print(
          JSON.stringify({
            ...(args.words.length > 1 ? { file: name } : {}),
            concept: mention.concept,
            status: mention.status,
            section: mention.section,
            start: mention.start,
            end: mention.end,
            text: mention.text,
            link: mention.links[0]?.concepts[0] ?? mention.links[0]?.text ?? null,
            links: mention.links.map((link) => ({ concepts: link.concepts, certainty: link.certainty, text: link.text })),
            cue: mention.cue,
          }),
        );
      }
    }
    return code;
  },
};
