import { allowing, type Permission } from '../auth/scopes.ts';
import type { Clocks } from '../clock.ts';
import { FhirError } from './outcome.ts';
import { DIRECTORY } from './params.ts';
import { type Query, readQuery, type Test } from './search.ts';
import type { View, Views } from './views.ts';

/** On whose behalf a request is made, as the access token says. */
export interface Grant {
  readonly permissions: readonly Permission[];
  readonly patient: string | null;
  readonly encounter: string | null;
  /** 'Practitioner/1'. */
  readonly user: string;
}

const forbidden = (type: string) => new FhirError(403, 'forbidden', `The granted scopes do not allow this on ${type}.`);

/** A test that a view passes when some of the permissions covers it: right patient, and inside the category a granular scope names. */
function covers(permissions: readonly Permission[], grant: Grant, type: string, clocks: Clocks, views: Views): Test {
  const tests = permissions.map((permission): Test => {
    const narrowed = permission.filter ? readQuery(type, permission.filter, clocks, views).tests : [];
    return (view) => {
      const own =
        permission.context === 'user' || DIRECTORY.has(type) || (view.entry.patient !== null && view.entry.patient === grant.patient);
      return own && narrowed.every((test) => test(view));
    };
  });
  return (view) => tests.some((test) => test(view));
}

/**
 * The query limited to what the token allows. A patient scope searches its own patient whether or not the query names one; naming another is refused
 * with 403, as is a type that no scope names. A granular scope narrows the result without an error.
 */
export function limitSearch(query: Query, grant: Grant, clocks: Clocks, views: Views): Query {
  const permissions = allowing(grant.permissions, query.type, 's');
  if (permissions.length === 0) throw forbidden(query.type);
  if (DIRECTORY.has(query.type)) return query;
  const beyond = permissions.some(({ context }) => context === 'user');
  if (!beyond && grant.patient === null) throw forbidden(query.type);
  if (!beyond && query.patient !== null && query.patient !== grant.patient) throw forbidden(`${query.type} of another patient`);
  const patient = query.patient ?? (beyond ? null : grant.patient);
  return { ...query, patient, tests: [...query.tests, covers(permissions, grant, query.type, clocks, views)] };
}

/** Whether the token allows this to be read. */
export const mayRead = (view: View, grant: Grant, clocks: Clocks, views: Views): boolean => {
  const permissions = allowing(grant.permissions, view.entry.type, 'r');
  return permissions.length > 0 && covers(permissions, grant, view.entry.type, clocks, views)(view);
};

/** Refuses (403) what the token does not allow to be read. A Binary also needs the right to read documents, whose content it is. */
export function checkRead(view: View, grant: Grant, clocks: Clocks, views: Views): void {
  const { type } = view.entry;
  if (!mayRead(view, grant, clocks, views)) throw forbidden(type);
  if (type === 'Binary' && allowing(grant.permissions, 'DocumentReference', 'r').length === 0) throw forbidden('DocumentReference');
}

/** Refuses (403) a write that the token does not allow, or one for another patient. */
export function checkWrite(type: string, patient: string | null, action: 'c' | 'u', grant: Grant): void {
  const permissions = allowing(grant.permissions, type, action);
  const allowed = permissions.some(
    ({ context, filter }) => filter === null && (context === 'user' || (patient !== null && patient === grant.patient)),
  );
  if (!allowed) throw forbidden(type);
}
