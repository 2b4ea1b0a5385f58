import { authorize } from 'fhirclient/lib/smart.js';
import type { LaunchRequest } from './launch-request.ts';
import { isSafeUrl, parseUrl, type Server } from './site.ts';
import { canStore, launchState, smartAdapter } from './smart-adapter.ts';

/** What stopped a launch that the site allows. */
export type LaunchFailure = 'no-storage' | 'no-pkce' | 'discovery' | 'endpoint-refused' | 'insecure-context';

export type LaunchResult = { readonly ok: true; readonly url: string } | { readonly ok: false; readonly failure: LaunchFailure };

/** 256 unguessable bits: fhirclient's own state comes from Math.random. */
export function newStateKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

/** True for an endpoint that may be navigated to or be given a code: https (or this machine) and an origin the site lists. */
export function isAllowedEndpoint(server: Server, endpoint: string | undefined): boolean {
  const url = endpoint ? parseUrl(endpoint) : null;
  return url !== null && isSafeUrl(url) && server.authorization.includes(url.origin);
}

/**
 * Prepares the launch and returns the authorization URL to go to. PKCE S256 always; the code comes back to this frame; the endpoints that the
 * server announces are checked against the site's list before anything is sent or navigated to. Discovery has 10 s.
 */
export async function prepareLaunch(request: LaunchRequest & { ok: true }, scope: string, redirectUri: string): Promise<LaunchResult> {
  if (!globalThis.crypto?.subtle) return { ok: false, failure: 'insecure-context' };
  if (!canStore()) return { ok: false, failure: 'no-storage' };
  const { server } = request;
  const stateKey = newStateKey();
  let url: string | undefined;
  try {
    const signal = () => AbortSignal.timeout(10_000);
    const options = { credentials: 'omit', referrerPolicy: 'no-referrer' } as const;
    const result = await authorize(smartAdapter(), {
      iss: request.iss,
      launch: request.launch,
      clientId: server.clientId,
      scope,
      redirectUri,
      stateKey,
      pkceMode: server.pkce === 'always' ? 'unsafeV1' : 'required',
      completeInTarget: true,
      noRedirect: true,
      wellKnownRequestOptions: { ...options, signal: signal() },
      conformanceRequestOptions: { ...options, signal: signal() },
    });
    url = typeof result === 'string' ? result : undefined;
  } catch (error) {
    launchState.drop(stateKey);
    const noPkce = error instanceof Error && error.message.includes('S256');
    return { ok: false, failure: noPkce ? 'no-pkce' : 'discovery' };
  }
  // A server without endpoints would be sent straight back to us unauthenticated: it is refused here like any unlisted address.
  const state = launchState.get(stateKey);
  if (!isAllowedEndpoint(server, url) || !isAllowedEndpoint(server, state?.authorizeUri) || !isAllowedEndpoint(server, state?.tokenUri)) {
    launchState.drop(stateKey);
    return { ok: false, failure: state?.tokenUri && state.authorizeUri ? 'endpoint-refused' : 'discovery' };
  }
  return { ok: true, url: url as string };
}
