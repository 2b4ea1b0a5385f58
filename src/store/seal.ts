/** A sealed value: what is written to the device. */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly bytes: ArrayBuffer;
}

/** A new key for sealing that no script can read out of the browser. */
export const newSealKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);

/** AES-GCM-256 with a fresh 96-bit IV; `context` is bound in, so a record moved under another patient does not open. */
export async function seal(key: CryptoKey, context: string, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode(context);
  const bytes = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, new TextEncoder().encode(JSON.stringify(value)));
  return { iv, bytes };
}

/** The value that was sealed, or null when key, context or bytes do not fit. */
export async function unseal(key: CryptoKey, context: string, sealed: Sealed): Promise<unknown> {
  try {
    const additionalData = new TextEncoder().encode(context);
    const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv, additionalData }, key, sealed.bytes);
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

/** The name a context is filed under: a hash, so that the device lists no patient or user. */
export async function fileName(context: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(context)));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
