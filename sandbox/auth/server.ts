import type { Clocks } from '../clock.ts';
import type { FaultBox } from '../faults.ts';
import { type Answer, type Exchange, formOf, json, redirect } from '../http.ts';
import type { Person } from '../people.ts';
import { discovery } from './discovery.ts';
import { grantedScope } from './grants.ts';
import type { Signer } from './keys.ts';
import { challengeOf, type LaunchContext, type Session, type Sessions } from './sessions.ts';

/** What the authorization server needs from the EHR around it. */
export interface AuthHouse {
  readonly sessions: Sessions;
  readonly signer: Signer;
  readonly clocks: Clocks;
  readonly faults: FaultBox;
  /** Who is signed in to the EHR in this browser. */
  readonly signedIn: (exchange: Exchange) => Person | null;
  /** Registered clients: id -> redirect URIs, for callers at this origin. */
  readonly redirectUris: (clientId: string, origin: string) => readonly string[] | null;
  /** A page for a person: sign in, or choose a patient, before a standalone launch goes on. */
  readonly askPerson: (exchange: Exchange, question: 'sign-in' | 'patient', request: URLSearchParams) => Answer;
  /** A page that says what is wrong with a request that cannot be sent back to its app. */
  readonly refuse: (status: number, message: string) => Answer;
  /** Types that may be written; empty where writing is switched off. */
  readonly writable: ReadonlySet<string>;
  readonly knowsPatient: (patient: string) => boolean;
}

/** Serves /auth: `path` is what follows it. */
export type AuthServer = (exchange: Exchange, path: string) => Promise<Answer>;

/** An authorization server for SMART App Launch 2.2: public clients, code flow with PKCE S256, nothing else. */
export function createAuthServer(house: AuthHouse): AuthServer {
  const { sessions, faults } = house;

  function authorize(exchange: Exchange, given: URLSearchParams): Answer {
    const once = (name: string) => (given.getAll(name).length === 1 ? (given.get(name) ?? '') : '');
    const clientId = once('client_id');
    const redirectUri = once('redirect_uri');
    const registered = house.redirectUris(clientId, exchange.origin);
    if (!registered) return house.refuse(400, 'This app is not registered here (client_id).');
    if (!registered.includes(redirectUri))
      return house.refuse(400, 'The address to return to is not registered for this app (redirect_uri).');
    const back = (fields: Readonly<Record<string, string>>) => {
      const target = new URL(redirectUri);
      const all = { ...fields, state: once('state'), iss: `${exchange.origin}/auth`, ...faults.get().extraOnRedirect };
      for (const [name, value] of Object.entries(all)) if (value) target.searchParams.set(name, value);
      return redirect(target.href);
    };
    const fail = (error: string, description: string) => back({ error, error_description: description });

    if (once('response_type') !== 'code') return fail('unsupported_response_type', 'Only response_type=code is supported.');
    if (!once('state')) return fail('invalid_request', 'state is required.');
    if (once('aud').replace(/\/$/, '') !== `${exchange.origin}/fhir`)
      return fail('invalid_request', 'aud must be the address of the FHIR server.');
    if (once('code_challenge_method') !== 'S256' || !/^[A-Za-z0-9_-]{43}$/.test(once('code_challenge'))) {
      return fail('invalid_request', 'PKCE with code_challenge_method=S256 is required.');
    }
    const requested = once('scope').split(/\s+/).filter(Boolean);
    if (requested.length === 0) return fail('invalid_scope', 'scope is required.');

    let context: LaunchContext | null;
    const launch = once('launch');
    if (launch) {
      if (!requested.includes('launch')) return fail('invalid_scope', 'An EHR launch needs the scope launch.');
      context = sessions.launch(launch);
      if (!context) return fail('invalid_request', 'This launch is unknown or too old. Open the app from the chart again.');
    } else {
      const person = house.signedIn(exchange);
      if (!person) return house.askPerson(exchange, 'sign-in', given);
      const wantsPatient = requested.some(
        (scope) => scope === 'launch/patient' || scope === 'launch/encounter' || scope.startsWith('patient/'),
      );
      const patient = once('sandbox_patient');
      if (wantsPatient && !house.knowsPatient(patient)) return house.askPerson(exchange, 'patient', given);
      context = {
        person,
        patient: patient || null,
        encounter: patient ? (house.clocks.stay(patient)?.id ?? null) : null,
        intent: null,
        standalone: true,
      };
    }
    const scope = grantedScope(
      requested.join(' '),
      context.person.role,
      context.patient !== null,
      faults.get().withhold ?? [],
      house.writable,
    );
    const code = sessions.issueCode({
      clientId,
      redirectUri,
      challenge: once('code_challenge'),
      scope,
      nonce: once('nonce') || null,
      context,
    });
    return back({ code });
  }

  const oauthError = (status: number, error: string, description: string) =>
    json(status, { error, error_description: description }, { pragma: 'no-cache' });

  async function token(exchange: Exchange): Promise<Answer> {
    const form = await formOf(exchange);
    const kind = form.get('grant_type');
    const clientId = form.get('client_id');
    // A public client that does not say who it is cannot be told apart from a thief.
    if (!clientId) return oauthError(401, 'invalid_client', 'client_id is required.');
    if (kind === 'authorization_code') {
      const session = sessions.takeCode(form.get('code') ?? '');
      if (!session) return oauthError(400, 'invalid_grant', 'The code is unknown, used or too old.');
      if (session.clientId !== clientId || session.redirectUri !== form.get('redirect_uri'))
        return oauthError(400, 'invalid_grant', 'The code was issued for another client or redirect_uri.');
      const verifier = form.get('code_verifier') ?? '';
      if (!/^[A-Za-z0-9._~-]{43,128}$/.test(verifier) || challengeOf(verifier) !== session.challenge) {
        return oauthError(400, 'invalid_grant', 'code_verifier does not match.');
      }
      return tokens(exchange, session, true);
    }
    if (kind === 'refresh_token') {
      const session = sessions.takeRefresh(form.get('refresh_token') ?? '');
      if (!session || session.clientId !== clientId)
        return oauthError(400, 'invalid_grant', 'The refresh token is unknown, used or revoked.');
      return tokens(exchange, session, false);
    }
    return oauthError(400, 'unsupported_grant_type', 'Only authorization_code and refresh_token are supported.');
  }

  async function tokens(exchange: Exchange, session: Session, first: boolean): Promise<Answer> {
    const { context } = session;
    const scopes = session.scope.split(' ');
    const seconds = faults.get().tokenSeconds ?? 1800;
    const answer: Record<string, unknown> = {
      access_token: sessions.issueAccess(session, seconds),
      token_type: 'Bearer',
      expires_in: seconds,
      scope: session.scope,
      // In a launch from the chart the EHR around the app shows the patient; a standalone app has nothing around it.
      need_patient_banner: context.standalone === true,
      smart_style_url: `${exchange.origin}/ehr/style.json`,
    };
    if (context.patient) answer.patient = context.patient;
    if (context.encounter) answer.encounter = context.encounter;
    if (context.intent) answer.intent = context.intent;
    if (scopes.includes('online_access') || scopes.includes('offline_access')) answer.refresh_token = sessions.issueRefresh(session);
    if (first && scopes.includes('openid')) {
      const fhirUser = `${exchange.origin}/fhir/Practitioner/${context.person.id}`;
      const { person } = context;
      const claims = {
        ...(scopes.includes('fhirUser') || scopes.includes('profile')
          ? { fhirUser, profile: fhirUser, name: `${person.given} ${person.family}, ${person.credentials}` }
          : {}),
        ...(session.nonce ? { nonce: session.nonce } : {}),
      };
      answer.id_token = await house.signer.sign(claims, {
        issuer: `${exchange.origin}/auth`,
        audience: session.clientId,
        subject: person.id,
      });
    }
    for (const name of faults.get().dropFromToken ?? []) delete answer[name];
    return json(200, answer, { pragma: 'no-cache' });
  }

  return async (exchange, path) => {
    const { method, url, origin } = exchange;
    if (path === 'authorize' && method === 'GET') return authorize(exchange, url.searchParams);
    if (path === 'authorize' && method === 'POST') return authorize(exchange, await formOf(exchange));
    if (path === 'token' && method === 'POST') return token(exchange);
    if (path === 'revoke' && method === 'POST') {
      sessions.revoke((await formOf(exchange)).get('token') ?? '');
      return json(200, {});
    }
    if (path === 'jwks' && method === 'GET') return json(200, house.signer.jwks);
    if (path === '.well-known/openid-configuration' && method === 'GET') return json(200, discovery(origin, house.writable));
    return json(404, { error: 'not_found' });
  };
}
