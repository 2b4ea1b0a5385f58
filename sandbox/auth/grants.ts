import { DIRECTORY, paramsOf } from '../fhir/params.ts';
import type { Role } from '../people.ts';
import { PLAIN_SCOPES, permissionOf } from './scopes.ts';

/**
 * The part of the requested scopes that is granted, in the order asked. A clinician sees the launched patient only; CDI specialists and UR nurses
 * work through lists, so `user/` scopes are theirs. `patient/` scopes need a patient. Whatever is withheld or unknown is silently left out, as EHRs do.
 */
export function grantedScope(requested: string, role: Role, hasPatient: boolean, withhold: readonly string[]): string {
  return [...new Set(requested.split(/\s+/).filter(Boolean))]
    .filter((scope) => {
      if (withhold.includes(scope)) return false;
      if (PLAIN_SCOPES.has(scope)) return true;
      const permission = permissionOf(scope);
      if (!permission || (permission.type !== '*' && !paramsOf(permission.type))) return false;
      if (withhold.includes(permission.type)) return false;
      if (permission.context === 'user') return role !== 'clinician' || DIRECTORY.has(permission.type);
      return hasPatient;
    })
    .join(' ');
}
