/** One granted permission: what may be done to which type, of the launched patient or of whatever the user may see. */
export interface Permission {
  readonly context: 'patient' | 'user';
  readonly type: string;
  /** Letters of c r u d s. */
  readonly actions: string;
  /** Narrowing of a granular scope: `category=system|code`, as search parameters; null when the whole type is granted. */
  readonly filter: URLSearchParams | null;
}

const SCOPE = /^(patient|user)\/([A-Z][A-Za-z]+|\*)\.(read|write|\*|c?r?u?d?s?)(?:\?(.+))?$/;
const V1: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' };

/** The permission of a SMART v1 or v2 scope; null for scopes that grant no resource (`openid`, `launch`) and for malformed ones. */
export function permissionOf(scope: string): Permission | null {
  const match = SCOPE.exec(scope);
  const [, context, type = '', actions = '', filter] = match ?? [];
  if (!match || actions === '') return null;
  return {
    context: context === 'user' ? 'user' : 'patient',
    type,
    actions: V1[actions] ?? actions,
    filter: filter === undefined ? null : new URLSearchParams(filter),
  };
}

/** Every permission in a granted scope string. */
export const permissionsOf = (scope: string): readonly Permission[] => scope.split(/\s+/).flatMap((one) => permissionOf(one) ?? []);

/** Those that allow this action on this type. */
export const allowing = (permissions: readonly Permission[], type: string, action: 'c' | 'r' | 'u' | 'd' | 's'): readonly Permission[] =>
  permissions.filter((one) => (one.type === type || one.type === '*') && one.actions.includes(action));

/** Scopes without a resource that this server understands. */
export const PLAIN_SCOPES: ReadonlySet<string> = new Set([
  'openid',
  'fhirUser',
  'profile',
  'launch',
  'launch/patient',
  'launch/encounter',
  'online_access',
  'offline_access',
]);
