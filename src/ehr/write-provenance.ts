import { type AnyResource, entriesOf } from './answer.ts';
import type { Transport } from './transport.ts';
import { isRecord, listOf, outcomeOf, type WriteOutcome } from './write-back.ts';
import { QUERY_TYPES } from './write-types.ts';

/** A Provenance to write beside a resource that the EHR holds. */
export interface Proof {
  readonly resource: AnyResource;
  /** The written resource, 'Communication/12'. */
  readonly target: string;
  /** Of the query it tells of: R4 gives a Provenance no identifier of its own. */
  readonly identifier: { readonly system: string; readonly value: string };
  /** The target was created by this very sending: nothing can stand beside it yet. */
  readonly isNew: boolean;
}

const TARGET = new RegExp(`^(?:${QUERY_TYPES.join('|')})/[A-Za-z0-9.-]{1,64}$`);

/**
 * Writes a Provenance at most once: looked for by its target first, as it has no identifier, and told from others' by the query it names. Where it could not be
 * looked for, it goes out only beside what was created just now. `uncertain`: it may or may not be there. Refuses one that is about anything else.
 */
export async function writeProvenance(link: Transport, proof: Proof): Promise<WriteOutcome> {
  const { resource, target, isNew } = proof;
  const [about, ...others] = listOf(resource.target);
  if (resource.resourceType !== 'Provenance' || !TARGET.test(target) || others.length > 0 || about?.reference !== target)
    return { kind: 'refused', problem: { kind: 'failed', detail: 'not beside a resource that was written' }, codes: [] };
  const before = await lookForProvenance(link, proof);
  if (before.is === 'there') return before.outcome;
  if (before.is === 'unknown' && !isNew) return { kind: 'uncertain' };
  const answer = await link.post('Provenance', resource, searchOf(proof));
  if (answer.kind !== 'uncertain') return outcomeOf(answer, resource);
  const after = await lookForProvenance(link, proof);
  return after.is === 'there' ? after.outcome : { kind: 'uncertain' };
}

type Found = { readonly is: 'there'; readonly outcome: WriteOutcome } | { readonly is: 'absent' } | { readonly is: 'unknown' };

/** Looks for our Provenance of a resource; sends nothing. A server may keep others of its own beside it: those are not ours. */
export async function lookForProvenance(link: Transport, { target, identifier }: Omit<Proof, 'resource' | 'isNew'>): Promise<Found> {
  const answer = await link.get(`Provenance?target=${encodeURIComponent(target)}`, { deadline: Date.now() + 30_000 });
  if (answer.kind !== 'bundle') return { is: 'unknown' };
  const ours = entriesOf(answer.bundle)
    .map((entry) => entry.resource)
    .filter((each) => each.resourceType === 'Provenance' && isAbout(each, target) && names(each, identifier));
  const [one] = ours;
  if (!one) return { is: 'absent' };
  return { is: 'there', outcome: { kind: 'exists', ref: one.id ? `Provenance/${one.id}` : null, differs: [] } };
}

/** The server's own search may stand for more than ours; the moment tells them apart, and stays the same for a second try. */
const searchOf = ({ resource, target }: Proof): string =>
  `target=${encodeURIComponent(target)}${typeof resource.recorded === 'string' ? `&recorded=${encodeURIComponent(resource.recorded)}` : ''}`;

const isAbout = (resource: AnyResource, target: string): boolean =>
  listOf(resource.target).some(
    ({ reference }) => typeof reference === 'string' && `/${reference}`.replace(/\/_history\/[^/]+$/, '').endsWith(`/${target}`),
  );

const names = (resource: AnyResource, { system, value }: Proof['identifier']): boolean =>
  listOf(resource.entity).some(({ what }) => {
    const held = isRecord(what) && isRecord(what.identifier) ? what.identifier : null;
    return held !== null && held.system === system && held.value === value;
  });
