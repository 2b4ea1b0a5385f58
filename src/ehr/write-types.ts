/** What may be written to an EHR, where the site, the server and the granted scopes all allow it. Never a Condition. */
export const WRITE_TYPES = ['Communication', 'Task', 'DocumentReference', 'QuestionnaireResponse'] as const;
export type WriteType = (typeof WRITE_TYPES)[number];

/** Scopes for what a site wants to write: create, and read and search to find what was sent. */
export const writeScopesFor = (types: readonly WriteType[]): string => types.map((type) => `user/${type}.crs`).join(' ');
