/** Public face of the only room that talks to the EHR. */
export type { Access } from './access.ts';
export type { AnyResource } from './answer.ts';
export { type LaunchFailure, prepareLaunch } from './launch.ts';
export { type LaunchRefusal, readLaunchRequest } from './launch-request.ts';
export { ageAt, type Identity } from './patient.ts';
export { type SourceKind, scopesFor, sourcesFor, userScopesFor } from './read-plan.ts';
export { type ReadListener, readStay, type SourceProgress, type StayResult } from './read-stay.ts';
export { forgetLaunch, openSession, type Session, type SessionFailure } from './session.ts';
export { fetchSite, type Site, type SiteFault } from './site.ts';
export { type Contact, type KeepDays, MOST_DAYS } from './site-keep.ts';
export { lend, type Transport, transport } from './transport.ts';
export {
  attendingOf,
  encounterById,
  type ListedEncounter,
  type OpenEncounters,
  openEncounters,
  pastedIds,
  placeOf,
  reachesOtherPatients,
  serviceOf,
  sessionFor,
  unitOf,
} from './worklist.ts';
export {
  lookUp,
  type Write,
  type WriteOutcome,
  writeOnce,
  writesOffered,
} from './write-back.ts';
export { lookForProvenance, type Proof, writeProvenance } from './write-provenance.ts';
export { QUERY_TYPES, type QueryType, WRITE_TYPES, type WriteType, writeScopesFor } from './write-types.ts';
