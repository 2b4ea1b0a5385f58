const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Text as UTF-8 in base64 with padding. Written out here: `btoa` knows no UTF-8, and the core has no host. */
export function utf8Base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = [bytes[i], bytes[i + 1], bytes[i + 2]];
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    out += SIGNS[bits >> 18] ?? '';
    out += SIGNS[(bits >> 12) & 63] ?? '';
    out += b === undefined ? '=' : (SIGNS[(bits >> 6) & 63] ?? '');
    out += c === undefined ? '=' : (SIGNS[bits & 63] ?? '');
  }
  return out;
}
