/** Issue types of an OperationOutcome that this server answers with. */
export type IssueCode =
  | 'required'
  | 'invalid'
  | 'not-supported'
  | 'not-found'
  | 'deleted'
  | 'forbidden'
  | 'login'
  | 'expired'
  | 'conflict'
  | 'multiple-matches'
  | 'exception'
  | 'throttled'
  | 'too-long';

/** Thrown by whatever serves a FHIR request; becomes the status and the OperationOutcome of the answer. */
export class FhirError extends Error {
  readonly status: number;
  readonly code: IssueCode;
  readonly severity: 'error' | 'fatal';
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    status: number,
    code: IssueCode,
    message: string,
    more: { readonly severity?: 'error' | 'fatal'; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.severity = more.severity ?? 'error';
    this.headers = more.headers ?? {};
  }
}

/** The OperationOutcome of one issue. */
export const outcome = (severity: 'fatal' | 'error' | 'warning' | 'information', code: string, diagnostics: string) => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity, code, diagnostics }],
});
