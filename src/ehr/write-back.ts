import type { Problem } from '../core/chart/chart.ts';
import { type AnyResource, entriesOf } from './answer.ts';
import type { Session } from './session.ts';
import type { PostAnswer, Transport } from './transport.ts';
import { QUERY_TYPES, type WriteType } from './write-types.ts';

/** What came of writing one resource. `differs`: fields that the server keeps otherwise than they were sent. */
export type WriteOutcome =
  | { readonly kind: 'written' | 'exists'; readonly ref: string | null; readonly differs: readonly string[] }
  /** Several resources carry this identifier: a person has to look. */
  | { readonly kind: 'several' }
  | { readonly kind: 'refused'; readonly problem: Pick<Problem, 'kind' | 'detail'>; readonly codes: readonly string[] }
  /** No answer came, and a search did not find it: it may still arrive. Only `lookUp` may follow, never a second send by itself. */
  | { readonly kind: 'uncertain' };

const mayCreate = (scopes: readonly string[], type: string): boolean =>
  scopes.some((scope) => {
    const [, rights = ''] = new RegExp(`^(?:user|patient)/(?:${type}|\\*)\\.([a-z*]+)`).exec(scope) ?? [];
    return rights === 'write' || rights === '*' || (/^c?r?u?d?s?$/.test(rights) && rights.includes('c'));
  });

/**
 * What can be written in this session: what the site switches on, the scopes grant and the CapabilityStatement offers to create. Empty when any of the three
 * says nothing of it, or the statement cannot be read.
 */
export async function writesOffered(link: Transport, session: Pick<Session, 'server' | 'scopes'>): Promise<readonly WriteType[]> {
  const wanted = session.server.writeBack.filter((type) => mayCreate(session.scopes, type));
  if (wanted.length === 0) return [];
  const answer = await link.get('metadata', { deadline: Date.now() + 30_000 });
  if (answer.kind !== 'resource' || answer.resource.resourceType !== 'CapabilityStatement') return [];
  const offered = creatable(answer.resource);
  return wanted.filter((type) => offered.has(type));
}

function creatable(statement: AnyResource): ReadonlySet<string> {
  const rest = listOf(statement.rest).flatMap((each) => listOf(each.resource));
  const able = rest.filter((each) => listOf(each.interaction).some(({ code }) => code === 'create'));
  return new Set(able.flatMap(({ type }) => (typeof type === 'string' ? [type] : [])));
}

export type Fields = Readonly<Record<string, unknown>>;
export const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
export const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isRecord) : []);

/** A resource to write, with the identifier that makes a second sending of it recognizable. */
export interface Write {
  readonly resource: AnyResource & { readonly identifier?: unknown };
  readonly identifier: { readonly system: string; readonly value: string };
  /** Id of the patient it must be about. */
  readonly patient: string;
}

/**
 * Writes a resource at most once: looks for its identifier first, sends with If-None-Exist, and when no answer comes looks again. A second send needs a
 * second decision of a person (SR-WB-2, FC-P01 to P03). Refuses a resource that is not about this patient, or of a type that is never written.
 */
export async function writeOnce(link: Transport, write: Write): Promise<WriteOutcome> {
  const { resource, patient } = write;
  const type = QUERY_TYPES.find((each) => each === resource.resourceType);
  if (!type || patientOf(resource) !== patient)
    return { kind: 'refused', problem: { kind: 'wrong-patient', detail: 'not about this patient' }, codes: [] };
  const before = await lookUp(link, write);
  if (before.kind !== 'uncertain') return before;
  const answer = await link.post(type, resource, identifierQuery(write));
  return answer.kind === 'uncertain' ? lookUp(link, write) : outcomeOf(answer, resource);
}

/** Looks for a resource that was sent; `uncertain` when it is not there or could not be looked for. */
export async function lookUp(link: Transport, write: Write): Promise<WriteOutcome> {
  const { resourceType } = write.resource;
  const answer = await link.get(`${resourceType}?${identifierQuery(write)}`, { deadline: Date.now() + 30_000 });
  if (answer.kind !== 'bundle') return { kind: 'uncertain' };
  const found = entriesOf(answer.bundle)
    .map((entry) => entry.resource)
    .filter((resource) => resource.resourceType === resourceType && carries(resource, write.identifier));
  const [one, ...others] = found;
  if (!one) return { kind: 'uncertain' };
  if (others.length > 0) return { kind: 'several' };
  return { kind: 'exists', ref: one.id ? `${resourceType}/${one.id}` : null, differs: differences(write.resource, one) };
}

const identifierQuery = ({ identifier: { system, value } }: Write): string =>
  `identifier=${encodeURIComponent(system)}%7C${encodeURIComponent(value)}`;

/** Servers that do not know the parameter answer with everything: only what carries the identifier counts. */
const carries = (resource: AnyResource, { system, value }: Write['identifier']): boolean => {
  const held = Array.isArray(resource.identifier) ? resource.identifier : [resource.identifier];
  return held.filter(isRecord).some((each) => each.system === system && each.value === value);
};

function patientOf(resource: AnyResource): string | null {
  const subject = resource.subject ?? resource.for;
  const reference = isRecord(subject) && typeof subject.reference === 'string' ? subject.reference : '';
  return /^Patient\/([A-Za-z0-9.-]{1,64})$/.exec(reference)?.[1] ?? null;
}

/** What an answer to a create says of what was sent. */
export function outcomeOf(answer: Exclude<PostAnswer, { kind: 'uncertain' }>, sent: AnyResource): WriteOutcome {
  if (answer.kind === 'refused') {
    if (answer.status === 412) return { kind: 'several' };
    const kind = answer.status === 401 || answer.status === 403 ? 'not-permitted' : 'failed';
    return { kind: 'refused', problem: { kind, detail: String(answer.status) }, codes: answer.codes };
  }
  const ref = answer.id === null ? null : `${sent.resourceType}/${answer.id}`;
  return {
    kind: answer.kind === 'created' ? 'written' : 'exists',
    ref,
    differs: answer.stored ? differences(sent, answer.stored) : [],
  };
}

/** Fields that were sent and are kept otherwise; a server may add fields, version and narrative of its own. */
function differences(sent: AnyResource, stored: AnyResource): string[] {
  const canonical = (value: unknown): string =>
    JSON.stringify(value, (_key, inner: unknown) =>
      isRecord(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
    );
  return Object.keys(sent).filter(
    (field) => !['id', 'meta', 'text'].includes(field) && canonical(sent[field]) !== canonical(stored[field]),
  );
}
