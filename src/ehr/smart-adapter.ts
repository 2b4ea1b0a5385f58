import * as security from 'fhirclient/lib/security/browser.js';
import type { fhirclient } from 'fhirclient/lib/types';

/** The state that authorize() leaves for ready(), as far as we look at it. */
export interface StoredState {
  readonly serverUrl?: string;
  readonly tokenUri?: string;
  readonly authorizeUri?: string;
  readonly clientId?: string;
  readonly tokenResponse?: unknown;
}

const PREFIX = 'corroborate.launch.';

/** True when this frame may keep something between the two pages; some embedded browsers throw on the first touch. */
export function canStore(): boolean {
  try {
    const probe = `${PREFIX}probe`;
    sessionStorage.setItem(probe, '1');
    sessionStorage.removeItem(probe);
    return true;
  } catch {
    return false;
  }
}

/** State of one launch in this frame, under its own unguessable key; `constructor` and friends find nothing. */
export const launchState = {
  get(key: string): StoredState | null {
    try {
      const text = sessionStorage.getItem(PREFIX + key);
      return text ? (JSON.parse(text) as StoredState) : null;
    } catch {
      return null;
    }
  },
  set(key: string, value: unknown): void {
    sessionStorage.setItem(PREFIX + key, JSON.stringify(value));
  },
  drop(key: string): void {
    try {
      sessionStorage.removeItem(PREFIX + key);
    } catch {
      // Storage that cannot be touched holds nothing to drop.
    }
  },
};

/**
 * The surroundings fhirclient runs in. Ours instead of the library's own, because its storage reads `sessionStorage['constructor']`,
 * keeps one well-known key that two frames share, and decodes opaque tokens as if they were JWTs (it then throws on a dot).
 */
export function smartAdapter(): fhirclient.Adapter {
  const url = new URL(location.href);
  const adapter = {
    options: { replaceBrowserHistory: true, fullSessionStorageSupport: false, refreshTokenWithClientId: true },
    security,
    getUrl: () => url,
    redirect: (to: string) => location.assign(to),
    relative: (path: string) => new URL(path, url.href).href,
    getStorage: () => ({
      get: async (key: string) => (key ? launchState.get(key) : null),
      set: async (key: string, value: unknown) => {
        launchState.set(key, value);
        return value;
      },
      unset: async (key: string) => {
        if (key) launchState.drop(key);
        return true;
      },
    }),
    getAbortController: () => AbortController,
    atob: () => '{}',
    btoa: (text: string) => btoa(text),
    base64urlencode: (input: string | Uint8Array) =>
      btoa(typeof input === 'string' ? input : String.fromCharCode(...input))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replace(/=+$/, ''),
    base64urldecode: () => '{}',
    getSmartApi: () => {
      throw new Error('only authorize and ready are used');
    },
  };
  return adapter as unknown as fhirclient.Adapter;
}
