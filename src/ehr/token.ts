/** What the authorization server granted, reduced to what is used and coerced to what it must be. Unknown fields are dropped. */
export interface Grant {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  /** Device clock, epoch ms. A server that says nothing is given five minutes. */
  readonly expiresAt: number;
  readonly scope: string;
  readonly patient: string | null;
  readonly encounter: string | null;
  readonly needPatientBanner: boolean;
  /** FHIR reference of the signed-in user, 'Practitioner/12'; null when it cannot be trusted or told. */
  readonly fhirUser: string | null;
  readonly userName: string | null;
  /** Which view the place in the EHR is meant for, in the EHR's words (SMART launch context `intent`). */
  readonly intent: string | null;
}

const ID = /^[A-Za-z0-9.-]{1,64}$/;
type Fields = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Own properties only: a polluted prototype gives no context. */
const own = (fields: Fields, key: string): unknown => (Object.hasOwn(fields, key) ? fields[key] : undefined);
const text = (fields: Fields, key: string): string | null => {
  const value = own(fields, key);
  return typeof value === 'string' && value !== '' ? value : null;
};
const id = (fields: Fields, key: string): string | null => {
  const value = text(fields, key)?.replace(/^(Patient|Encounter)\//, '') ?? null;
  return value && ID.test(value) ? value : null;
};

/**
 * The grant of a token response, or null when it is not one: no access token, or a type other than Bearer.
 * `expires_in` may be a number, a numeral in quotes, or nonsense; zero and less mean: expired now.
 */
export function readGrant(value: unknown, now: number, expected?: { readonly issuer?: string; readonly clientId: string }): Grant | null {
  if (!isRecord(value)) return null;
  const accessToken = text(value, 'access_token');
  const type = text(value, 'token_type');
  if (!accessToken || (type !== null && type.toLowerCase() !== 'bearer')) return null;
  const claims = readIdToken(text(value, 'id_token'), now, expected);
  return {
    accessToken,
    refreshToken: text(value, 'refresh_token'),
    expiresAt: now + lifetimeMs(own(value, 'expires_in')),
    scope: text(value, 'scope') ?? '',
    patient: id(value, 'patient'),
    encounter: id(value, 'encounter'),
    needPatientBanner: own(value, 'need_patient_banner') !== false && own(value, 'need_patient_banner') !== 'false',
    fhirUser: userReference(text(value, 'fhirUser') ?? claims?.fhirUser ?? null),
    userName: claims?.name ?? null,
    intent: text(value, 'intent'),
  };
}

function lifetimeMs(value: unknown): number {
  if (value === undefined || value === null || value === '') return 300_000;
  const seconds = Number(value);
  if (!Number.isFinite(seconds)) return 300_000;
  return Math.max(0, Math.min(seconds, 86_400)) * 1000;
}

/** 'https://ehr/fhir/Practitioner/12' -> 'Practitioner/12'. Types that are not people are refused. */
function userReference(value: string | null): string | null {
  const match = value?.match(/(?:^|\/)((?:Practitioner|PractitionerRole|Person|RelatedPerson|Patient)\/[A-Za-z0-9.-]{1,64})$/);
  return match?.[1] ?? null;
}

/**
 * Name and fhirUser of an id_token: base64url and UTF-8 decoded, audience and expiry checked (5 min of clock error allowed).
 * The signature is not checked here: the token came over TLS from the token endpoint itself, and it opens nothing on this side.
 * Null for anything odd; the user is then unknown.
 */
export function readIdToken(
  token: string | null,
  now: number,
  expected?: { readonly issuer?: string; readonly clientId: string },
): { readonly name: string | null; readonly fhirUser: string | null } | null {
  const parts = token?.split('.') ?? [];
  if (parts.length !== 3) return null;
  try {
    const [header, claims] = [decode(parts[0] ?? ''), decode(parts[1] ?? '')];
    if (!isRecord(header) || !isRecord(claims)) return null;
    if (!/^(RS|ES)(256|384)$/.test(String(own(header, 'alg')))) return null;
    const audience = own(claims, 'aud');
    if (expected && audience !== expected.clientId && !(Array.isArray(audience) && audience.includes(expected.clientId))) return null;
    if (expected?.issuer && own(claims, 'iss') !== expected.issuer) return null;
    const exp = Number(own(claims, 'exp'));
    if (Number.isFinite(exp) && exp * 1000 < now - 300_000) return null;
    return { name: text(claims, 'name') ?? text(claims, 'displayName'), fhirUser: text(claims, 'fhirUser') ?? text(claims, 'profile') };
  } catch {
    return null;
  }
}

function decode(part: string): unknown {
  const base64 = part.replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Uint8Array.from(atob(base64.padEnd(Math.ceil(base64.length / 4) * 4, '=')), (char) => char.charCodeAt(0));
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
}
