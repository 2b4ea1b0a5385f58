import { type Grant, readGrant } from './token.ts';

/** The token behind one interface, so that a backend could hold it instead. Nothing else in the app ever sees it. */
export interface Access {
  /** The header value to send, refreshed first when it is about to end. Null: the session is over. */
  readonly authorization: () => Promise<string | null>;
  /** Told when a request came back 401; resolves to a new header value once, however many requests ask. Null: the session is over. */
  readonly renew: (refused: string) => Promise<string | null>;
  /** Forgets the token. */
  readonly end: () => void;
}

export interface RefreshPoint {
  readonly tokenUri: string;
  readonly clientId: string;
  readonly get?: typeof fetch;
  readonly now?: () => number;
}

/**
 * Access by a bearer token kept in this closure. A refresh needs a refresh token and is done once for all who wait; the old refresh token is kept
 * when the server sends no new one; a network error or 5xx leaves it usable, `invalid_grant` ends the session.
 */
export function bearerAccess(first: Grant, point: RefreshPoint): Access {
  const now = point.now ?? Date.now;
  const get = point.get ?? fetch;
  let grant: Grant | null = first;
  let running: Promise<string | null> | null = null;
  const header = () => (grant ? `Bearer ${grant.accessToken}` : null);

  async function refresh(): Promise<string | null> {
    const old = grant;
    if (!old?.refreshToken) return null;
    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: old.refreshToken, client_id: point.clientId });
    let response: Response;
    try {
      response = await get(point.tokenUri, {
        method: 'POST',
        body,
        headers: { accept: 'application/json' },
        credentials: 'omit',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
        redirect: 'error',
        signal: AbortSignal.timeout(15_000),
      });
    } catch {
      return null;
    }
    if (!response.ok) {
      if (response.status < 500 && response.status !== 429) grant = { ...old, refreshToken: null };
      return null;
    }
    const fresh = readGrant(await response.json().catch(() => null), now());
    if (!fresh || grant === null) return null;
    grant = { ...old, accessToken: fresh.accessToken, expiresAt: fresh.expiresAt, refreshToken: fresh.refreshToken ?? old.refreshToken };
    return header();
  }
  const refreshOnce = () => {
    running ??= refresh().finally(() => {
      running = null;
    });
    return running;
  };
  return {
    async authorization() {
      if (!grant) return null;
      if (grant.refreshToken && grant.expiresAt - now() < 30_000) await refreshOnce();
      return header();
    },
    async renew(refused) {
      if (!grant) return null;
      if (header() !== refused) return header();
      return refreshOnce();
    },
    end() {
      grant = null;
    },
  };
}
