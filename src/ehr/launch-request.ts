import { parseUrl, type Server, type Site, serverFor } from './site.ts';

/** Why a launch was stopped before any request was made. `host` is the only part of a foreign `iss` that is ever shown. */
export interface LaunchRefusal {
  readonly code: 'no-launch' | 'foreign-parameter' | 'repeated-parameter' | 'too-long' | 'not-allowed';
  readonly host: string | null;
}

export type LaunchRequest =
  | { readonly ok: true; readonly server: Server; readonly iss: string; readonly launch: string }
  | { readonly ok: false; readonly refusal: LaunchRefusal };

const ALLOWED = ['iss', 'launch'];
const LONGEST = 2048;

/**
 * The launch an EHR asked for. Exactly `iss` and `launch`, each once, and an `iss` that the site lists: fhirclient lets other parameters
 * (fhirServiceUrl, patientId, clientId) override the configuration, so anything else stops here, before a single request.
 */
export function readLaunchRequest(search: string, site: Site): LaunchRequest {
  const refuse = (code: LaunchRefusal['code'], host: string | null = null): LaunchRequest => ({ ok: false, refusal: { code, host } });
  const params = new URLSearchParams(search);
  const names = [...params.keys()];
  if (names.length === 0) return refuse('no-launch');
  if (names.some((name) => !ALLOWED.includes(name))) return refuse('foreign-parameter');
  if (new Set(names).size !== names.length) return refuse('repeated-parameter');
  const iss = params.get('iss') ?? '';
  const launch = params.get('launch') ?? '';
  if (!iss || !launch) return refuse('no-launch');
  if (iss.length > LONGEST || launch.length > LONGEST) return refuse('too-long');
  const server = serverFor(site, iss);
  return server ? { ok: true, server, iss, launch } : refuse('not-allowed', parseUrl(iss)?.host ?? null);
}
