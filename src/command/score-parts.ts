import { type Json, record, text } from '../core/chart/narrow.ts';

/** Resources of a mixed folder, split by hospital encounter: those that name it (or a part of it), and what they refer to that names no other. */
export function partsByEncounter(entries: readonly unknown[]): readonly (readonly unknown[])[] {
  const byRef = new Map<string, Json>();
  for (const entry of entries) {
    const resource = record(record(entry)?.resource);
    if (resource) byRef.set(`${text(resource.resourceType)}/${text(resource.id)}`, resource);
  }
  const whole = (name: string): string => {
    const above = referenceIn(byRef.get(name)?.partOf);
    return above === '' || above === name || !byRef.has(above) ? name : whole(above);
  };
  const ownerOf = (name: string, resource: Json): string => {
    if (resource.resourceType === 'Encounter') return whole(name);
    const named = referenceIn(resource.encounter) || referenceIn(resource.context);
    return named === '' ? '' : whole(named);
  };
  const owners = new Map([...byRef].map(([name, resource]) => [name, ownerOf(name, resource)] as const));
  const parts = new Map<string, Map<string, Json>>();
  for (const [name, owner] of owners) {
    if (owner === '') continue;
    const part = parts.get(owner) ?? new Map<string, Json>();
    parts.set(owner, part);
    part.set(name, byRef.get(name) as Json);
  }
  addByTime(parts, byRef, owners);
  for (const part of parts.values()) {
    // A Map hands out what is added while it is walked: references of references follow.
    for (const resource of part.values()) {
      for (const name of referencesIn(resource)) {
        const target = byRef.get(name);
        if (target && owners.get(name) === '') part.set(name, target);
      }
    }
  }
  return [...parts.values()].map((part) => [...part.values()]);
}

const referenceIn = (value: unknown): string => text(record(value)?.reference);

function* referencesIn(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const one of value) yield* referencesIn(one);
  else {
    const object = record(value);
    if (!object) return;
    if (typeof object.reference === 'string') yield object.reference;
    for (const [key, inner] of Object.entries(object)) if (key !== 'reference' && typeof inner === 'object') yield* referencesIn(inner);
  }
}

/** A resource that names no encounter is of the one during which it was taken, as the mapped form has it. */
function addByTime(
  parts: ReadonlyMap<string, Map<string, Json>>,
  byRef: ReadonlyMap<string, Json>,
  owners: ReadonlyMap<string, string>,
): void {
  const spans = [...parts].map(([name, part]) => {
    const periods = [...part.values()].filter((one) => one.resourceType === 'Encounter').map((one) => record(one.period));
    const times = (key: string) => periods.map((one) => Date.parse(text(one?.[key]))).filter((time) => !Number.isNaN(time));
    return { part, patient: referenceIn(byRef.get(name)?.subject), from: Math.min(...times('start')), to: Math.max(...times('end')) };
  });
  for (const [name, resource] of byRef) {
    if (owners.get(name) !== '') continue;
    const at = Date.parse(text(resource.effectiveDateTime) || text(record(resource.effectivePeriod)?.start));
    if (Number.isNaN(at)) continue;
    const patient = referenceIn(resource.subject);
    for (const span of spans) if (span.patient === patient && at >= span.from && at <= span.to) span.part.set(name, resource);
  }
}
