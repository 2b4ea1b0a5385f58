const CODES = new Int16Array(256).fill(-1);
for (const [index, sign] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
  CODES[sign.charCodeAt(0)] = index;
CODES['-'.charCodeAt(0)] = 62;
CODES['_'.charCodeAt(0)] = 63;

/**
 * Bytes of a base64 text, plain or URL-safe, with or without padding and line breaks; null when a sign is neither, or a group is cut short
 * to a single sign.
 */
export function bytesOfBase64(text: string): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4) + 3);
  let length = 0;
  let bits = 0;
  let held = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 61 || code === 32 || code === 10 || code === 13 || code === 9) continue;
    const value = code < 256 ? (CODES[code] as number) : -1;
    if (value < 0) return null;
    bits = ((bits << 6) | value) & 0xffffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[length] = (bits >> held) & 0xff;
      length += 1;
    }
  }
  return held === 6 ? null : bytes.subarray(0, length);
}
