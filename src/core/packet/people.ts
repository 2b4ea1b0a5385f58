import type { Fact } from '../chart/fact.ts';
import { type Json, record, records, text } from '../chart/narrow.ts';
import type { ResourceIndex } from '../chart/resource-index.ts';
import { noteWords, roleWords } from '../compose/wording.ts';

/** 'DocumentReference/9#24-30' -> 'DocumentReference/9'. */
export const resourceOf = (source: string): string => source.split('#')[0] ?? source;

/** 'Dummyfield, Milo' of a HumanName; '' when it has none. The official name, else the usual one, else the first. */
export function nameOf(person: Json | null): string {
  const names = records(person?.name);
  const name = names.find(({ use }) => use === 'official') ?? names.find(({ use }) => use === 'usual') ?? names[0];
  if (!name) return '';
  const given = Array.isArray(name.given) ? name.given.map(text).filter((part) => part !== '') : [];
  const family = text(name.family);
  return family === '' ? text(name.text) || given.join(' ') : [family, given.join(' ')].filter((part) => part !== '').join(', ');
}

/** Where a resource names who wrote, measured, gave or ordered it; in order of who answers for it. */
const AUTHORS = ['author', 'performer', 'recorder', 'asserter', 'requester', 'authenticator'] as const;

/** Who answers for a resource, by name; '' where it does not say or the person was not read. */
function authorName(resource: Json | null, index: ResourceIndex): string {
  if (resource === null) return '';
  for (const field of AUTHORS) {
    const [first] = Array.isArray(resource[field]) ? records(resource[field]) : [record(resource[field])];
    if (!first) continue;
    const reference = record(first.actor) ?? first;
    const target = index.follow(reference, resource)?.resource ?? null;
    const person =
      text(target?.resourceType) === 'PractitionerRole' && target ? (index.follow(target.practitioner, target)?.resource ?? null) : target;
    // the organisation that charted a value is no author
    if (text(person?.resourceType) === 'Organization') continue;
    const name = text(reference.display) || nameOf(person);
    if (name !== '') return name;
  }
  return '';
}

/** 'Sami Haddad, attending, H&P' of a fact; null where neither name nor role nor kind of note is known. A calculated fact has no author. */
export function byOf(fact: Fact, index: ResourceIndex): string | null {
  const own = fact.from.length === 1 || fact.note !== undefined ? (index.follow(resourceOf(fact.from[0]))?.resource ?? null) : null;
  const parts = [
    authorName(own, index),
    fact.by === undefined || fact.by === 'unknown' ? '' : roleWords(fact.by),
    fact.note === undefined ? '' : noteWords(fact.note.type),
  ].filter((part) => part !== '');
  return parts.length > 0 ? parts.join(', ') : null;
}
