/** A FHIR resource as it was loaded: only its type and id are relied on; everything else is looked up by path. */
export interface Resource {
  readonly resourceType: string;
  readonly id: string;
  readonly [field: string]: unknown;
}

export type Fields = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

const split = new Map<string, readonly string[]>();

/** Every value at a dotted path, arrays opened on the way: `valuesAt(encounter, 'location.location.reference')`. [] when nothing is there. */
export function valuesAt(root: unknown, path: string): unknown[] {
  let steps = split.get(path);
  if (!steps) {
    steps = path.split('.');
    split.set(path, steps);
  }
  let found: unknown[] = [root];
  for (const step of steps) {
    const next: unknown[] = [];
    for (const value of found) {
      if (!isRecord(value)) continue;
      const child = value[step];
      if (Array.isArray(child)) next.push(...child);
      else if (child !== undefined && child !== null) next.push(child);
    }
    if (next.length === 0) return next;
    found = next;
  }
  return found;
}

/** The first text at any of the paths, in the order of the paths; '' when there is none. */
export function textAt(root: unknown, ...paths: readonly string[]): string {
  for (const path of paths) {
    for (const value of valuesAt(root, path)) if (typeof value === 'string' && value !== '') return value;
  }
  return '';
}

/** 'https://host/fhir/Patient/1/_history/2', 'Patient/1' -> 'Patient/1'; '' for anything that is no literal reference. */
export function relativeReference(reference: string): string {
  const match = /(?:^|\/)([A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64})(?:\/_history\/[^/]+)?$/.exec(reference);
  return match?.[1] ?? '';
}

const SUBJECT = ['subject.reference', 'patient.reference', 'beneficiary.reference', 'for.reference'];

/** Id of the patient a resource belongs to, or null: directories (Practitioner, Location ...) belong to nobody. */
export function patientOf(resource: Resource): string | null {
  if (resource.resourceType === 'Patient') return resource.id;
  for (const path of SUBJECT) {
    const reference = relativeReference(textAt(resource, path));
    if (reference.startsWith('Patient/')) return reference.slice('Patient/'.length);
  }
  return null;
}

/** Calls `visit` with every object of the value, outermost first, and the key it hangs on. */
export function eachObject(value: unknown, visit: (object: Fields, key: string) => void, key = ''): void {
  if (Array.isArray(value)) for (const item of value) eachObject(item, visit, key);
  else if (isRecord(value)) {
    visit(value, key);
    for (const [name, child] of Object.entries(value)) if (typeof child === 'object') eachObject(child, visit, name);
  }
}
