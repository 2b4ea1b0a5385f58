/** What may be written to an EHR, where the site, the server and the granted scopes all allow it. Never a Condition. */
export const QUERY_TYPES = ['Communication', 'Task', 'DocumentReference', 'QuestionnaireResponse'] as const;
/** What carries a query. */
export type QueryType = (typeof QUERY_TYPES)[number];

/** Beside them a Provenance, which only ever accompanies one of them (SR-LOG-4). */
export const WRITE_TYPES = [...QUERY_TYPES, 'Provenance'] as const;
export type WriteType = (typeof WRITE_TYPES)[number];

/** Scopes for what a site wants to write: create, and read and search to find what was sent. */
export const writeScopesFor = (types: readonly WriteType[]): string => types.map((type) => `user/${type}.crs`).join(' ');
