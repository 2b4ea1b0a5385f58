import type { AnyResource } from './answer.ts';
import type { GetOptions, Transport } from './transport.ts';

const WANTED = /^(Location|Practitioner|PractitionerRole|Organization|Medication|Specimen|Device)\/[A-Za-z0-9.-]{1,64}$/;
const LIMIT = 150;

/** References in a resource, as 'Type/id', to the few types that are read one by one: names, places, drugs, specimens. */
export function referencesIn(resource: AnyResource, base: string): string[] {
  const found: string[] = [];
  const walk = (value: unknown, depth: number): void => {
    if (depth > 8 || value === null || typeof value !== 'object') return;
    if (Array.isArray(value)) {
      for (const entry of value) walk(entry, depth + 1);
      return;
    }
    for (const [key, child] of Object.entries(value)) {
      if (key === 'reference' && typeof child === 'string') {
        const local = child.startsWith(`${base}/`) ? child.slice(base.length + 1) : child;
        const plain = local.replace(/\/_history\/[^/]+$/, '');
        if (WANTED.test(plain)) found.push(plain);
      } else walk(child, depth + 1);
    }
  };
  walk(resource, 0);
  return found;
}

/** What reading the referenced resources gave. */
export interface ReferenceOutcome {
  readonly resources: readonly AnyResource[];
  readonly failed: number;
  readonly skipped: number;
}

/** Reads the referenced resources that are not known yet, each once, at most 150; one that cannot be read costs only itself. */
export async function readReferences(
  wanted: Iterable<string>,
  known: ReadonlySet<string>,
  transport: Transport,
  options: GetOptions,
): Promise<ReferenceOutcome> {
  const missing = [...new Set(wanted)].filter((reference) => !known.has(reference)).sort();
  const asked = missing.slice(0, LIMIT);
  const answers = await Promise.all(asked.map((reference) => transport.get(reference, options)));
  const resources = answers.flatMap((answer, index) => {
    if (answer.kind !== 'resource') return [];
    const { resource } = answer;
    return `${resource.resourceType}/${resource.id ?? ''}` === asked[index] ? [resource] : [];
  });
  return { resources, failed: asked.length - resources.length, skipped: missing.length - asked.length };
}
