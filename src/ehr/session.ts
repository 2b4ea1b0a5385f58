import { ready } from 'fhirclient/lib/smart.js';
import { type Access, bearerAccess } from './access.ts';
import { isAllowedEndpoint } from './launch.ts';
import { parseUrl, type Server, type Site, serverFor } from './site.ts';
import { launchState, smartAdapter } from './smart-adapter.ts';
import { type Grant, readGrant } from './token.ts';

/** One authorized launch: which server, which patient and encounter, which user. All state of the app is keyed by it. */
export interface Session {
  readonly server: Server;
  readonly patient: string;
  readonly encounter: string;
  readonly fhirUser: string | null;
  readonly userName: string | null;
  readonly needPatientBanner: boolean;
  readonly intent: string | null;
  /** Granted scopes, words as the server wrote them. */
  readonly scopes: readonly string[];
  /** server + patient + encounter + user: nothing is shown, kept or copied under another key. */
  readonly contextKey: string;
  /** Unguessable per launch: late answers of an earlier launch carry another one. */
  readonly nonce: string;
  readonly access: Access;
}

/** Why there is no session, as a code with fixed words elsewhere. `more` is plain text from the server, shown as text only. */
export interface SessionFailure {
  readonly code: 'open-from-chart' | 'denied' | 'server-error' | 'exchange-failed' | 'wrong-server' | 'no-patient' | 'no-encounter';
  readonly more: string | null;
}

export type SessionResult = { readonly ok: true; readonly session: Session } | { readonly ok: false; readonly failure: SessionFailure };

const STATE = /^[A-Za-z0-9_-]{43}$/;
const fail = (code: SessionFailure['code'], more: string | null = null): SessionResult => ({ ok: false, failure: { code, more } });

/**
 * Completes the launch on the page the EHR returns to: exchanges the code once, checks what was granted, moves the token into memory and empties the
 * stored state. A page opened by hand, reloaded or gone back to has no state of its own and gets no session: never an earlier patient.
 */
export async function openSession(site: Site, settings: { readonly now?: () => number } = {}): Promise<SessionResult> {
  const now = settings.now ?? Date.now;
  const params = new URLSearchParams(location.search);
  const key = params.get('state') ?? '';
  const error = params.get('error');
  const stored = STATE.test(key) ? launchState.get(key) : null;
  if (error) {
    launchState.drop(key);
    forgetCode();
    return fail(error === 'access_denied' ? 'denied' : 'server-error', plain(params.get('error_description')));
  }
  if (!stored) {
    forgetCode();
    return fail('open-from-chart');
  }
  const server = stored.serverUrl ? serverFor(site, stored.serverUrl) : null;
  if (!server || !isAllowedEndpoint(server, stored.tokenUri)) {
    launchState.drop(key);
    return fail('wrong-server', parseUrl(stored.serverUrl ?? '')?.host ?? null);
  }
  let response: unknown;
  try {
    const client = await ready(smartAdapter());
    response = client.state.tokenResponse;
  } catch {
    launchState.drop(key);
    forgetCode();
    return fail('exchange-failed');
  }
  forgetCode();
  if (!site.switches.surviveReload) launchState.drop(key);
  const grant = readGrant(response, now(), { clientId: server.clientId });
  if (!grant) return fail('exchange-failed');
  return sessionOf(server, stored.tokenUri ?? '', grant, key);
}

/** The session of a grant, or what is missing in its context. An encounter is never guessed and a patient never picked. */
export function sessionOf(server: Server, tokenUri: string, grant: Grant, nonce: string): SessionResult {
  if (!grant.patient) return fail('no-patient');
  if (!grant.encounter) return fail('no-encounter');
  return {
    ok: true,
    session: {
      server,
      patient: grant.patient,
      encounter: grant.encounter,
      fhirUser: grant.fhirUser,
      userName: grant.userName,
      needPatientBanner: grant.needPatientBanner,
      intent: grant.intent,
      scopes: grant.scope.split(/\s+/).filter(Boolean),
      contextKey: [server.iss, grant.patient, grant.encounter, grant.fhirUser ?? 'unknown-user'].join('|'),
      nonce,
      access: bearerAccess(grant, { tokenUri, clientId: server.clientId }),
    },
  };
}

/** Forgets a launch that was kept so that a reload continues: the user signed out. */
export const forgetLaunch = (session: Pick<Session, 'nonce'>): void => launchState.drop(session.nonce);

/** Takes code and error out of the address: it may not be replayed, bookmarked or logged. */
function forgetCode(): void {
  const url = new URL(location.href);
  for (const name of [...url.searchParams.keys()]) if (name !== 'state') url.searchParams.delete(name);
  history.replaceState(null, '', url.href);
}

const plain = (text: string | null) => text?.replace(/[^\p{L}\p{N}\p{P}\p{Zs}]/gu, ' ').slice(0, 200) ?? null;
