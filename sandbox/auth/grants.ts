import { DIRECTORY, paramsOf } from '../fhir/params.ts';
import type { Role } from '../people.ts';
import { PLAIN_SCOPES, permissionOf } from './scopes.ts';

/**
 * The part of the requested scopes that is granted, in the order asked. A clinician sees the launched patient only; CDI specialists and UR nurses
 * work through lists, so `user/` scopes are theirs. `patient/` scopes need a patient. Whatever is withheld or unknown is silently left out, as EHRs do;
 * so is the right to write, where the server takes no writing (`writable` without the type): `.crus` becomes `.rs`.
 */
export function grantedScope(
  requested: string,
  role: Role,
  hasPatient: boolean,
  withhold: readonly string[],
  writable: ReadonlySet<string>,
): string {
  return [...new Set(requested.split(/\s+/).filter(Boolean))]
    .flatMap((scope) => (withhold.includes(scope) ? [] : (withoutWriting(scope, writable) ?? [])))
    .filter((scope) => {
      if (PLAIN_SCOPES.has(scope)) return true;
      const permission = permissionOf(scope);
      if (!permission || (permission.type !== '*' && !paramsOf(permission.type))) return false;
      if (withhold.includes(permission.type)) return false;
      if (permission.context === 'user') return role !== 'clinician' || DIRECTORY.has(permission.type);
      return hasPatient;
    })
    .join(' ');
}

/** The scope as a server that takes no writing of this type grants it; null when nothing of it is left. */
function withoutWriting(scope: string, writable: ReadonlySet<string>): string | null {
  const permission = permissionOf(scope);
  if (!permission || !/[cud]/.test(permission.actions)) return scope;
  if (permission.type === '*' ? writable.size > 0 : writable.has(permission.type)) return scope;
  const rest = permission.actions.replace(/[cud]/g, '');
  const filter = permission.filter ? `?${permission.filter}` : '';
  return rest === '' ? null : `${permission.context}/${permission.type}.${rest}${filter}`;
}
