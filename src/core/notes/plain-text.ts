import type { Problem } from '../chart/chart.ts';
import type { NoteRecord } from '../chart/record.ts';
import { bytesOfBase64 } from './base64.ts';
import { looksReadable, textOfBytes } from './charset.ts';
import { textOfMarkup, tidy } from './markup.ts';
import { textOfRtf } from './rtf.ts';

/** Longer notes are not read: no clinician wrote them. Characters. */
const LONGEST = 5_000_000;

const unreadable = (detail: string): Problem => ({ kind: 'unreadable', what: 'DocumentReference', detail });

/**
 * The plain text of a note's contents, given as base64 or as bytes. Reads text, HTML, RTF and CDA (the text of its sections); offsets of
 * mentions are into this text. Anything else, broken base64 and unreadable bytes are a Problem, never an empty note. Never throws.
 */
export function plainText(contentType: string, data: string | Uint8Array): { readonly text: string } | Problem {
  const bytes = typeof data === 'string' ? bytesOfBase64(data) : data;
  if (bytes === null) return unreadable('not base64');
  if (bytes.length === 0) return unreadable('empty');
  const type = contentType.toLowerCase().split(';')[0]?.trim() ?? '';
  const charset = /charset\s*=\s*([^;\s]+)/i.exec(contentType)?.[1] ?? null;
  const source = textOfBytes(bytes, charset);
  if (source === null || !looksReadable(source)) return unreadable(type || 'no content type');
  return textOf(type, source);
}

/** As `plainText`, of contents that are text already (a file read from disk, an attachment decoded elsewhere). */
export function textOf(contentType: string, source: string): { readonly text: string } | Problem {
  const type = contentType.toLowerCase().split(';')[0]?.trim() ?? '';
  if (source.length > LONGEST) return unreadable('too long');
  const text = read(type, source);
  if (text === null) return unreadable(type || 'no content type');
  return text.trim() === '' ? unreadable('empty') : { text };
}

function read(type: string, source: string): string | null {
  const start = source.slice(0, 500).trimStart();
  if (start.startsWith('{\\rtf')) return finished(textOfRtf(source));
  if (/^(<\?xml[^>]*>\s*)?(<!--[\s\S]{0,300}-->\s*)?<(\w+:)?ClinicalDocument\b/.test(start) || /<(\w+:)?ClinicalDocument\b/.test(start))
    return cda(source);
  switch (type) {
    case 'text/html':
    case 'application/xhtml+xml':
      return textOfMarkup(source);
    case 'text/rtf':
    case 'application/rtf':
    case 'text/richtext':
      return null;
    case 'text/xml':
    case 'application/xml':
    case 'application/hl7-sda+xml':
    case 'application/cda+xml':
    case 'application/hl7-cda+xml':
      return /<html\b|<div\b/i.test(start) ? textOfMarkup(source) : cda(source);
    case 'text/plain':
    case 'text/markdown':
    case '':
      return /^<(!doctype html|html|div|body|p)\b/i.test(start) ? textOfMarkup(source) : source.replace(/\r\n?/g, '\n');
    default:
      return null;
  }
}

const finished = (text: string | null): string | null => (text === null ? null : tidy(text));

/** A section's title is renamed: in HTML `title` is the name of the page and no text. */
const CDA_TEXT: ReadonlySet<string> = new Set(['text', 'caption']);

/** Titles become headers; only the narrative is read: entries repeat it in codes. A document whose body is not XML holds no text. */
function cda(source: string): string | null {
  if (/<(\w+:)?nonXMLBody\b/.test(source) || !/<(\w+:)?(text|title)\b/.test(source)) return null;
  const named = source
    .replace(/<\/(?:\w+:)?title>/g, ':</caption>')
    .replace(/<(?:\w+:)?title\b/g, '<caption')
    .replace(/<(\/?)\w+:text\b/g, '<$1text');
  return textOfMarkup(named, CDA_TEXT);
}

/** The text of a note's first attachment that can be read, or the problem of its first. A note without attachments is unreadable. */
export function textOfNote(note: Pick<NoteRecord, 'attachments'>): { readonly text: string } | Problem {
  let problem: Problem | null = null;
  for (const attachment of note.attachments) {
    const result =
      attachment.data === null ? (attachment.problem ?? unreadable('no contents')) : plainText(attachment.contentType, attachment.data);
    if ('text' in result) return result;
    problem ??= result;
  }
  return problem ?? unreadable('no contents');
}
