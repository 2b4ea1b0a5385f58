import { createHash, randomBytes } from 'node:crypto';
import type { Sandbox } from '../../sandbox/index.ts';

/** A resource or Bundle as parsed from an answer; tests look into it by name. */
export interface Body {
  readonly resourceType?: string;
  readonly id?: string;
  readonly total?: number;
  readonly status?: string;
  readonly error?: string;
  readonly meta?: { readonly lastUpdated?: string; readonly versionId?: string };
  readonly link?: readonly { readonly relation: string; readonly url: string }[];
  readonly entry?: readonly {
    readonly fullUrl?: string;
    readonly resource: Body;
    readonly search?: { readonly mode: string };
    readonly response?: { readonly status: string };
  }[];
  readonly issue?: readonly { readonly severity: string; readonly code: string }[];
  readonly [field: string]: unknown;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** All the read scopes a clinician's launch would ask for. */
export const READ_SCOPES = [
  'launch openid fhirUser online_access',
  ...[
    'Patient',
    'Encounter',
    'Observation',
    'Condition',
    'MedicationRequest',
    'MedicationAdministration',
    'ServiceRequest',
    'Procedure',
  ].map((type) => `patient/${type}.rs`),
  ...[
    'DocumentReference',
    'Binary',
    'DiagnosticReport',
    'Coverage',
    'Location',
    'Medication',
    'Practitioner',
    'DeviceUseStatement',
    'Device',
    'Specimen',
  ].map((type) => `patient/${type}.rs`),
].join(' ');

const form = (fields: Readonly<Record<string, string>>) => ({
  method: 'POST',
  body: new URLSearchParams(fields),
  redirect: 'manual' as const,
});

/** Signs in and returns the cookie. */
export async function signIn(sandbox: Sandbox, person = 'sandbox-rivera'): Promise<string> {
  const response = await fetch(`${sandbox.url}/ehr/sign-in`, form({ person }));
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

/** The launch URL that the chart page puts into the app's frame. */
export async function launchFrom(sandbox: Sandbox, cookie: string, path: string): Promise<URL> {
  const page = await (await fetch(`${sandbox.url}${path}`, { headers: { cookie } })).text();
  const src = /<iframe[^>]* src="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&');
  if (!src) throw new Error('The page holds no app.');
  return new URL(src);
}

export interface AuthorizeFields {
  readonly scope?: string;
  readonly challenge?: string | null;
  readonly method?: string;
  readonly change?: Readonly<Record<string, string | null>>;
}

export const newVerifier = () => randomBytes(32).toString('base64url');
export const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

/** Calls the authorization endpoint as an app would; returns where it leads. */
export async function authorize(
  sandbox: Sandbox,
  launch: string | null,
  challenge: string,
  change: Readonly<Record<string, string | null>> = {},
  cookie = '',
): Promise<{ status: number; location: URL | null }> {
  const fields: Record<string, string | null> = {
    response_type: 'code',
    client_id: 'corroborate',
    redirect_uri: `${sandbox.url}/app/index.html`,
    scope: READ_SCOPES,
    state: 'a-state',
    aud: `${sandbox.url}/fhir`,
    launch,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...change,
  };
  const given = Object.entries(fields).filter((pair): pair is [string, string] => pair[1] !== null);
  const response = await fetch(`${sandbox.url}/auth/authorize?${new URLSearchParams(given)}`, {
    redirect: 'manual',
    headers: cookie ? { cookie } : {},
  });
  const location = response.headers.get('location');
  return { status: response.status, location: location ? new URL(location, sandbox.url) : null };
}

/** Calls the token endpoint. */
export async function token(sandbox: Sandbox, fields: Readonly<Record<string, string>>): Promise<Reply> {
  const response = await fetch(`${sandbox.url}/auth/token`, form(fields));
  return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
}

/** An app after its launch: its token response, and requests with its token. */
export interface Visitor {
  readonly grant: Body;
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Reply>;
  readonly send: (method: string, path: string, body: unknown, headers?: Readonly<Record<string, string>>) => Promise<Reply>;
  /** Every match of a search, all pages followed. */
  readonly all: (path: string) => Promise<Body[]>;
}

/** Launches the app from a patient's chart with the full flow: sign in, chart page, authorize with PKCE, token. */
export async function visit(
  sandbox: Sandbox,
  options: { readonly patient?: string | null; readonly person?: string; readonly scope?: string } = {},
): Promise<Visitor> {
  const cookie = await signIn(sandbox, options.person);
  const patient = options.patient === undefined ? 'vig-01-patient' : options.patient;
  const url = await launchFrom(sandbox, cookie, patient === null ? '/ehr/worklist' : `/ehr/chart/${patient}`);
  const verifier = newVerifier();
  const { location } = await authorize(
    sandbox,
    url.searchParams.get('launch'),
    challengeOf(verifier),
    options.scope ? { scope: options.scope } : {},
  );
  const grant = await token(sandbox, {
    grant_type: 'authorization_code',
    code: location?.searchParams.get('code') ?? '',
    redirect_uri: `${sandbox.url}/app/index.html`,
    client_id: 'corroborate',
    code_verifier: verifier,
  });
  return withToken(sandbox, grant.body);
}

/** Requests with a given token response. */
export function withToken(sandbox: Sandbox, grant: Body): Visitor {
  const authorization = `Bearer ${String(grant.access_token)}`;
  const call = async (path: string, init: RequestInit): Promise<Reply> => {
    const response = await fetch(path.startsWith('http') ? path : `${sandbox.url}/fhir/${path}`, init);
    const text = await response.text();
    const body = /json/.test(response.headers.get('content-type') ?? '') ? (JSON.parse(text) as Body) : { text };
    return { status: response.status, headers: response.headers, body };
  };
  const get: Visitor['get'] = (path, headers = {}) => call(path, { headers: { authorization, ...headers } });
  return {
    grant,
    get,
    send: (method, path, body, headers = {}) =>
      call(path, { method, body: JSON.stringify(body), headers: { authorization, 'content-type': 'application/fhir+json', ...headers } }),
    async all(path) {
      const found: Body[] = [];
      for (let next: string | undefined = path; next; ) {
        const { status, body }: Reply = await get(next);
        if (status !== 200) throw new Error(`${path}: ${status}`);
        found.push(...(body.entry ?? []).filter((entry) => entry.search?.mode === 'match').map((entry) => entry.resource));
        next = body.link?.find((link) => link.relation === 'next')?.url;
      }
      return found;
    },
  };
}

export const ids = (reply: Reply): string[] => (reply.body.entry ?? []).map((entry) => entry.resource.id ?? '');
