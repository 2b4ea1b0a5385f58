import type { Problem } from '../core/chart/chart.ts';

/** A FHIR resource as it came: only its type is known. */
export interface AnyResource {
  readonly resourceType: string;
  readonly id?: string;
  readonly [field: string]: unknown;
}

/** What a server's answer turned out to be. `detail` of a problem never holds any of the body. */
export type Answer =
  | { readonly kind: 'bundle'; readonly bundle: AnyResource; readonly warnings: number }
  | { readonly kind: 'resource'; readonly resource: AnyResource }
  | {
      readonly kind: 'problem';
      readonly problem: Pick<Problem, 'kind' | 'detail'>;
      readonly status: number;
      readonly codes: readonly string[];
    };

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isResource = (value: unknown): value is AnyResource => isRecord(value) && typeof value.resourceType === 'string';

/** Issues of an OperationOutcome that are errors, as their codes; [] when it only warns. */
export function errorCodes(outcome: unknown): string[] {
  if (!isRecord(outcome) || outcome.resourceType !== 'OperationOutcome' || !Array.isArray(outcome.issue)) return [];
  return outcome.issue
    .filter(isRecord)
    .filter((issue) => issue.severity === 'error' || issue.severity === 'fatal')
    .map((issue) => (typeof issue.code === 'string' && /^[a-z-]{1,40}$/.test(issue.code) ? issue.code : 'error'));
}

const problem = (kind: Problem['kind'], detail: string, status: number, codes: readonly string[] = []): Answer => ({
  kind: 'problem',
  problem: { kind, detail },
  status,
  codes,
});

/**
 * Classifies an answer by status and body. HTML with 200 is a login or maintenance page, an OperationOutcome error with 200 is an error,
 * an empty body is a failure: none of them is ever "no results".
 */
export function classify(status: number, contentType: string, body: string): Answer {
  const trimmed = body.replace(/^\uFEFF/, '').trim();
  const parsed = parse(trimmed);
  const codes = errorCodes(parsed);
  if (status === 401) return problem('not-permitted', '401', status, codes);
  if (status === 403) return problem('not-permitted', '403', status, codes);
  if (status === 404 || status === 410) return problem('unsupported', String(status), status, codes);
  if (status < 200 || status >= 300) return problem('failed', String(status), status, codes);
  if (trimmed === '') return problem('failed', 'empty answer', status);
  if (parsed === undefined) {
    if (/xml/i.test(contentType) || trimmed.startsWith('<?xml')) return problem('unsupported', 'XML instead of JSON', status);
    if (trimmed.startsWith('<')) return problem('failed', 'a web page instead of data: the session may have ended', status);
    return problem('malformed', 'not readable as JSON', status);
  }
  if (!isResource(parsed)) return problem('malformed', 'not a FHIR resource', status);
  if (parsed.resourceType === 'OperationOutcome') {
    return codes.length > 0
      ? problem('failed', `OperationOutcome ${codes.join(', ')}`, status, codes)
      : problem('failed', 'no data, only a notice', status);
  }
  if (parsed.resourceType === 'Bundle') return { kind: 'bundle', bundle: parsed, warnings: 0 };
  return { kind: 'resource', resource: parsed };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The resources of a Bundle's entries with their search mode; entries that hold none are skipped. */
export function entriesOf(bundle: AnyResource): { readonly resource: AnyResource; readonly mode: string }[] {
  const entries = Array.isArray(bundle.entry) ? bundle.entry : [];
  return entries.filter(isRecord).flatMap((entry) => {
    if (!isResource(entry.resource)) return [];
    const mode = isRecord(entry.search) && typeof entry.search.mode === 'string' ? entry.search.mode : 'match';
    return [{ resource: entry.resource, mode }];
  });
}

/** The `next` link of a Bundle, as written. */
export function nextOf(bundle: AnyResource): string | null {
  const links = Array.isArray(bundle.link) ? bundle.link.filter(isRecord) : [];
  const next = links.find((link) => link.relation === 'next');
  return typeof next?.url === 'string' && next.url !== '' ? next.url : null;
}

/** When the server says it answered: the Bundle's own time (a sandbox's clock), else null. */
export function serverTimeOf(bundle: AnyResource): number | null {
  const time = isRecord(bundle.meta) && typeof bundle.meta.lastUpdated === 'string' ? Date.parse(bundle.meta.lastUpdated) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}
