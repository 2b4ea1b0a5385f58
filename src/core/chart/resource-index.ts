import { type SourceRef, sourceRef } from './fact.ts';
import { type Json, record, records, text } from './narrow.ts';

/** A reference followed: where it leads, and the resource when it is here. `ref` of another server stays its full URL. */
export interface Target {
  readonly ref: SourceRef;
  readonly resource: Json | null;
}

/** All resources of a reading, one version each, in an order that does not depend on their arrival. */
export interface ResourceIndex {
  readonly entries: readonly { readonly ref: SourceRef; readonly resource: Json }[];
  /** Values that are no resource at all. */
  readonly malformed: number;
  /** Follows a Reference (or reference string) found in `from`: relative, absolute on the same base, versioned, urn or contained. */
  readonly follow: (reference: unknown, from?: Json) => Target | null;
  /** 'Observation/4711' of a resource; without an id a name made from its content. */
  readonly refOf: (resource: Json) => SourceRef;
}

const TYPE = /^[A-Z][A-Za-z]+$/;
const RELATIVE = /^([A-Z][A-Za-z]+)\/([^/\s]+)$/;
const ABSOLUTE = /^(https?:\/\/.+?)\/([A-Z][A-Za-z]+)\/([^/\s]+)$/;

/**
 * Indexes resources, or Bundle entries ({ fullUrl, resource }), of any origin. Of several versions of one id the highest meta.versionId, then
 * the latest meta.lastUpdated, wins. Anything that is no resource is counted, never thrown at.
 */
export function indexResources(items: readonly unknown[]): ResourceIndex {
  const byRef = new Map<string, Json>();
  const byUrl = new Map<string, string>();
  const bases = new Set<string>();
  const names = new Map<Json, SourceRef>();
  let malformed = 0;
  for (const item of items) {
    const { resource, fullUrl } = unwrap(item);
    const type = text(resource?.resourceType);
    if (!resource || !TYPE.test(type)) {
      malformed++;
      continue;
    }
    const id = text(resource.id);
    const name = id === '' ? `${type}/_${contentName(resource)}` : `${type}/${id}`;
    const known = byRef.get(name);
    const kept = known === undefined || known === resource ? resource : newer(known, resource);
    byRef.set(name, kept);
    names.set(resource, sourceRef(name));
    if (fullUrl !== '') {
      byUrl.set(fullUrl, name);
      const base = ABSOLUTE.exec(fullUrl)?.[1];
      if (base !== undefined) bases.add(base);
    }
  }
  const entries = [...byRef.entries()]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, resource]) => ({ ref: sourceRef(name), resource }));

  const found = (name: string): Target => ({ ref: sourceRef(name), resource: byRef.get(name) ?? null });
  // Thousands of resources name the same few subjects and encounters.
  const followed = new Map<string, Target>();
  const follow = (reference: unknown, from?: Json): Target | null => {
    const value = typeof reference === 'string' ? reference : record(reference)?.reference;
    if (typeof value !== 'string' || value === '') return null;
    const known = followed.get(value);
    if (known) return known;
    const written = text(value);
    if (written.startsWith('#')) {
      const contained = from ? records(from.contained).find((entry) => text(entry.id) === written.slice(1)) : undefined;
      return { ref: sourceRef(written), resource: contained ?? null };
    }
    const target = written === '' ? null : targetOf(written);
    if (target) followed.set(value, target);
    return target;
  };
  const targetOf = (written: string): Target => {
    const unversioned = written.replace(/\/_history\/[^/]+$/, '');
    const name = byUrl.get(written) ?? byUrl.get(unversioned);
    if (name !== undefined) return found(name);
    if (RELATIVE.test(unversioned)) return found(unversioned);
    const absolute = ABSOLUTE.exec(unversioned);
    if (absolute && (bases.size === 0 || bases.has(absolute[1] ?? ''))) return found(`${absolute[2]}/${absolute[3]}`);
    return { ref: sourceRef(unversioned), resource: null };
  };
  const refOf = (resource: Json): SourceRef =>
    names.get(resource) ?? sourceRef(`${text(resource.resourceType)}/${text(resource.id) || `_${contentName(resource)}`}`);
  return { entries, malformed, follow, refOf };
}

function unwrap(item: unknown): { readonly resource: Json | null; readonly fullUrl: string } {
  const object = record(item);
  if (object && object.resourceType === undefined && record(object.resource))
    return { resource: record(object.resource), fullUrl: text(object.fullUrl) };
  return { resource: object, fullUrl: '' };
}

function newer(a: Json, b: Json): Json {
  const meta = [record(a.meta), record(b.meta)];
  const versions = meta.map((entry) => Number(text(entry?.versionId)) || 0);
  if (versions[0] !== versions[1]) return (versions[0] ?? 0) > (versions[1] ?? 0) ? a : b;
  const updated = meta.map((entry) => Date.parse(text(entry?.lastUpdated)) || 0);
  if (updated[0] !== updated[1]) return (updated[0] ?? 0) > (updated[1] ?? 0) ? a : b;
  // Two different resources under one id and version: which one is kept must not depend on the order of arrival.
  return stableText(a) >= stableText(b) ? a : b;
}

/** JSON with sorted keys, cut at a depth of 64, so that equal content has equal text. */
function stableText(value: unknown, depth = 0): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  // Nothing real is nested so deep; going on would overflow the stack.
  if (depth > 64) return '"..."';
  if (Array.isArray(value)) return `[${value.map((entry) => stableText(entry, depth + 1)).join(',')}]`;
  const object = value as Json;
  return `{${Object.keys(object)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${stableText(object[key], depth + 1)}`)
    .join(',')}}`;
}

/** Eight hex digits of FNV-1a over the content: a name for a resource without id. */
function contentName(resource: Json): string {
  let hash = 0x811c9dc5;
  const content = stableText(resource);
  for (let i = 0; i < content.length; i++) hash = Math.imul(hash ^ content.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
