/** Windows-1252 signs that differ from Latin-1, from 0x80 on. */
const CP1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

/** The character of one byte in Windows-1252, which is also how a browser reads "iso-8859-1". */
export const cp1252 = (byte: number): string => (byte >= 0x80 && byte < 0xa0 ? CP1252.charAt(byte - 0x80) : String.fromCharCode(byte));

/** More replacement signs than this share of the text: it was read in the wrong charset. */
const GARBLED = 0.01;

/**
 * Text of the bytes in the declared charset; UTF-8 when none is declared, and Windows-1252 when that garbles it. A byte order mark decides
 * over the declaration. An unknown charset is tried the same way; null when nothing gives readable text.
 */
export function textOfBytes(bytes: Uint8Array, charset: string | null): string | null {
  const name = (charset ?? '').toLowerCase().replace(/["']/g, '').trim();
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16(bytes.subarray(2), true);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16(bytes.subarray(2), false);
  if (name === 'utf-16le' || name === 'utf-16') return utf16(bytes, true);
  if (name === 'utf-16be') return utf16(bytes, false);
  if (/^(windows-125\d|cp125\d|iso-8859-\d+|latin-?1|us-ascii|ascii)$/.test(name) && !looksLikeUtf8(bytes)) return single(bytes);
  const text = utf8(bytes);
  if (share(text) <= GARBLED) return text;
  const other = single(bytes);
  return looksReadable(other) ? other : null;
}

function utf8(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8').decode(bytes);
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function utf16(bytes: Uint8Array, littleEndian: boolean): string {
  const parts: string[] = [];
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    const [one, two] = [bytes[i] as number, bytes[i + 1] as number];
    parts.push(String.fromCharCode(littleEndian ? one | (two << 8) : two | (one << 8)));
  }
  return parts.join('');
}

function single(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (const byte of bytes) parts.push(cp1252(byte));
  return parts.join('');
}

/** Some byte above 0x7f, and all of them form valid UTF-8: the declaration of a single-byte charset is wrong. */
function looksLikeUtf8(bytes: Uint8Array): boolean {
  if (!bytes.some((byte) => byte > 0x7f)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function share(text: string): number {
  if (text.length === 0) return 0;
  let bad = 0;
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) === 0xfffd) bad += 1;
  return bad / text.length;
}

/** Mostly printable: a picture or a PDF read as text is full of control signs. */
export function looksReadable(text: string): boolean {
  const end = Math.min(text.length, 4000);
  let control = 0;
  for (let i = 0; i < end; i += 1) {
    const code = text.charCodeAt(i);
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 12) || (code >= 0x7f && code < 0xa0)) control += 1;
  }
  return end === 0 || control / end <= GARBLED;
}
