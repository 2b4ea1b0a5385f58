import type { SimulateOn } from '../../worker/index.ts';

/** A file that the user chose, as the browser hands it over. */
export type ChosenFile = Pick<File, 'name' | 'text'>;

/** One unit of encounters, with where it stands: file and line, never content. */
export type Unit =
  | { readonly where: string; readonly on: SimulateOn }
  | { readonly where: string; readonly fault: 'not-json' | 'not-fhir' | 'unreadable' | 'not-a-kind' };

const isResource = (value: unknown): value is { readonly resourceType: string } =>
  typeof value === 'object' && value !== null && typeof (value as { resourceType?: unknown }).resourceType === 'string';

/** Files with these endings are read; a folder holds others too. */
export const isReadable = (name: string): boolean => /\.(json|ndjson)$/i.test(name);

/**
 * The units of the chosen files, one after another: a .json file is one Bundle; a line of an .ndjson file is a Bundle of its own, or a resource, and then all such
 * resources of all files are one unit, as in a Bulk Data folder. What cannot be used is a unit with its fault; the others still come.
 */
export async function* unitsOf(files: readonly ChosenFile[]): AsyncGenerator<Unit> {
  const loose: string[] = [];
  for (const file of files) {
    if (!isReadable(file.name)) {
      yield { where: file.name, fault: 'not-a-kind' };
      continue;
    }
    let text: string;
    try {
      text = (await file.text()).replace(/^\uFEFF/, '');
    } catch {
      yield { where: file.name, fault: 'unreadable' };
      continue;
    }
    if (/\.json$/i.test(file.name)) {
      yield { where: file.name, on: { kind: 'text', text } };
      continue;
    }
    let number = 0;
    for (const line of text.split('\n')) {
      number += 1;
      if (line.trim() === '') continue;
      const where = `${file.name}:${number}`;
      const kind = kindOf(line);
      if (kind === 'bundle') yield { where, on: { kind: 'text', text: line } };
      else if (kind === 'resource') loose.push(line);
      else yield { where, fault: kind };
    }
  }
  if (loose.length > 0) yield { where: BULK, on: { kind: 'resources', texts: loose } };
}

/** What resources of several files are called together. */
export const BULK = 'Bulk Data files';

function kindOf(line: string): 'bundle' | 'resource' | 'not-json' | 'not-fhir' {
  try {
    const value: unknown = JSON.parse(line);
    if (!isResource(value)) return 'not-fhir';
    return value.resourceType === 'Bundle' ? 'bundle' : 'resource';
  } catch {
    return 'not-json';
  }
}

/** The resource that a reference ('Observation/12', 'DocumentReference/3#10-16') names inside a unit; null where it is not there. */
export function resourceIn(on: SimulateOn, reference: string): Readonly<Record<string, unknown>> | null {
  const [type, id] = reference.replace(/#.*$/, '').split('/').slice(-2);
  const resources = (): readonly unknown[] => {
    if (on.kind === 'here') return [];
    if (on.kind === 'resources') return on.texts.map((text) => JSON.parse(text) as unknown);
    const { entry = [] } = JSON.parse(on.text) as { readonly entry?: readonly { readonly resource?: unknown }[] };
    return entry.map(({ resource }) => resource);
  };
  try {
    const found = resources().find((each) => isResource(each) && each.resourceType === type && (each as { id?: unknown }).id === id);
    return (found as Readonly<Record<string, unknown>> | undefined) ?? null;
  } catch {
    return null;
  }
}
