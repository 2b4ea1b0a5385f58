import { TYPES } from '../fhir/params.ts';

const CAPABILITIES = [
  'launch-ehr',
  'launch-standalone',
  'authorize-post',
  'client-public',
  'sso-openid-connect',
  'context-banner',
  'context-style',
  'context-ehr-patient',
  'context-ehr-encounter',
  'context-standalone-patient',
  'context-standalone-encounter',
  'permission-online',
  'permission-offline',
  'permission-patient',
  'permission-user',
  'permission-v1',
  'permission-v2',
];

/** What both discovery documents say: where to go and what can be asked for. */
export function discovery(origin: string, writable: ReadonlySet<string>): Record<string, unknown> {
  return {
    issuer: `${origin}/auth`,
    jwks_uri: `${origin}/auth/jwks`,
    authorization_endpoint: `${origin}/auth/authorize`,
    token_endpoint: `${origin}/auth/token`,
    revocation_endpoint: `${origin}/auth/revoke`,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    authorization_response_iss_parameter_supported: true,
    scopes_supported: [
      'openid',
      'fhirUser',
      'launch',
      'launch/patient',
      'launch/encounter',
      'online_access',
      'offline_access',
      ...TYPES.flatMap((type) => [`patient/${type}.rs`, `user/${type}.rs`, `patient/${type}.read`]),
      ...[...writable].flatMap((type) => [`patient/${type}.crus`, `patient/${type}.c`, `user/${type}.c`]),
    ],
    capabilities: CAPABILITIES,
  };
}
