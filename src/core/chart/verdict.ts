/** The four answers of a criterion. `not-found`: read in full, nothing there. `not-known`: could not be looked at. */
export type Verdict = 'met' | 'not-met' | 'not-found' | 'not-known';
