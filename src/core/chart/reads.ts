import type { Problem, Read } from './chart.ts';
import type { Concept, Concepts } from './concept.ts';
import type { ConceptId, Instant } from './fact.ts';
import type { SourceRead } from './record.ts';

/** One kind of reading: a resource type, and the category when only that part was asked for. */
interface Kind {
  readonly type: string;
  readonly category?: string;
}

/** Where a concept is looked for. `needs` must have been read; `also` counts against it only when it was asked for and refused or cut short. */
interface Places {
  readonly needs: readonly Kind[];
  readonly also: readonly Kind[];
}

const LABS: Kind = { type: 'Observation', category: 'laboratory' };
const VITALS: Kind = { type: 'Observation', category: 'vital-signs' };
const kind = (type: string): Kind => ({ type });

function placesOf(concept: Concept): Places | null {
  switch (concept.family) {
    case 'lab':
      return { needs: [LABS], also: [] };
    case 'vital':
      return { needs: [VITALS], also: [] };
    case 'culture':
      return { needs: [LABS], also: [kind('DiagnosticReport')] };
    case 'medication':
      return { needs: [kind(concept.id.endsWith('-ordered') ? 'MedicationRequest' : 'MedicationAdministration')], also: [] };
    case 'order':
      return { needs: [kind('ServiceRequest')], also: [] };
    case 'device':
      // Support is charted at the bedside; a Procedure or DeviceUseStatement adds to it where the EHR has them.
      return { needs: [VITALS], also: [kind('Procedure'), kind('DeviceUseStatement')] };
    case 'procedure':
      return { needs: [kind('Procedure')], also: [] };
    case 'diagnosis':
    case 'note-statement':
    case 'note':
      return { needs: [kind('DocumentReference')], also: [] };
    case 'condition':
      return { needs: [kind('Condition')], also: [] };
    case 'movement':
      return { needs: [kind('Encounter')], also: [] };
    case 'coverage':
      return { needs: [kind('Coverage')], also: [] };
    case 'patient':
      return { needs: [kind('Patient')], also: [] };
    case 'measure':
      return null;
  }
}

/** How far a read can be trusted: 0 complete, 1 incomplete, 2 not done. */
const worth = (read: Read): number => (read.ok ? (read.complete ? 0 : 1) : 2);

/** The worse of two reads; of equal ones both searches are named. */
export function worse(a: Read, b: Read): Read {
  if (worth(a) !== worth(b)) return worth(a) > worth(b) ? a : b;
  if (a.search === b.search) return a.at >= b.at ? a : b;
  const first = a.search < b.search ? a : b;
  return {
    ...first,
    search: [...new Set([...a.search.split(' & '), ...b.search.split(' & ')])].sort().join(' & '),
    at: Math.max(a.at, b.at),
  };
}

/**
 * What was read for each concept: the worst of the reads of the places where it is looked for. A concept none of whose places was asked for has
 * no entry (never asked for: not known). Measures get theirs from their inputs, in the measures room.
 */
export function readsOf(concepts: Concepts, sources: readonly SourceRead[]): ReadonlyMap<ConceptId, Read> {
  const cache = new Map<string, Read | null>();
  const readOf = (wanted: Kind): Read | null => {
    const key = `${wanted.type}|${wanted.category ?? ''}`;
    const known = cache.get(key);
    if (known !== undefined) return known;
    const read = sources
      .filter(
        ({ type, category }) =>
          type === wanted.type && (category === undefined || wanted.category === undefined || category === wanted.category),
      )
      .map((source) => source.read)
      .reduce<Read | null>((worst, next) => (worst === null ? next : worse(worst, next)), null);
    cache.set(key, read);
    return read;
  };
  const reads = new Map<ConceptId, Read>();
  for (const concept of Object.values(concepts)) {
    const places = placesOf(concept);
    if (!places) continue;
    const needed = places.needs.map(readOf);
    if (needed.some((read) => read === null)) continue;
    const extra = places.also.map(readOf).filter((read): read is Read => read !== null && !wasNotOffered(read));
    const all = [...needed.filter((read): read is Read => read !== null), ...extra];
    const worst = all.reduce<Read | null>((found, next) => (found === null ? next : worse(found, next)), null);
    if (worst) reads.set(concept.id, worst);
  }
  return reads;
}

/** An optional place that the EHR or file does not have takes nothing away. */
const wasNotOffered = (read: Read): boolean => !read.ok && (read.problem.kind === 'not-exported' || read.problem.kind === 'unsupported');

/** Types a stay is read from; a file without any of one of them did not export it, as far as anyone can tell. */
export const READ_TYPES = [
  'Patient',
  'Encounter',
  'Observation',
  'MedicationAdministration',
  'MedicationRequest',
  'ServiceRequest',
  'Procedure',
  'DeviceUseStatement',
  'Condition',
  'DocumentReference',
  'DiagnosticReport',
  'Coverage',
  'Location',
] as const;

/**
 * Reads of a file or folder: one complete read of every type it holds at all (`bundle:Observation`), and `not-exported` for a type of which it
 * has no resource. `types` are the resource types present.
 */
export function bundleReads(types: Iterable<string>, at: Instant): SourceRead[] {
  const present = new Set(types);
  return [...new Set<string>([...READ_TYPES, ...present])].sort().map((type): SourceRead => {
    const search = `bundle:${type}`;
    if (present.has(type)) return { type, read: { ok: true, search, at, complete: true } };
    const missing: Problem = { kind: 'not-exported', what: type, detail: 'no resource of this type in the file' };
    return { type, read: { ok: false, search, at, problem: missing } };
  });
}
