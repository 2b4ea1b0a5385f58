import type { AnyResource } from './answer.ts';
import type { GetOptions, Transport } from './transport.ts';

const WANTED = /^(Location|Practitioner|PractitionerRole|Organization|Medication|Specimen|Device)\/[A-Za-z0-9.-]{1,64}$/;
const LIMIT = 200;
const DEEPEST = 8;

/** References in a resource, as 'Type/id', to the few types that are read one by one: names, places, drugs, specimens. */
export function referencesIn(resource: AnyResource, base: string): string[] {
  const found: string[] = [];
  const walk = (value: unknown, depth: number): void => {
    if (depth > DEEPEST || value === null || typeof value !== 'object') return;
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

/** Reads referenced resources one by one, each once however many ask for it, at most 200 in all. */
export interface ReferenceReader {
  /** Reads what these resources refer to, and what that refers to in turn. Resolves to the references that could not be had. */
  readonly readFor: (resources: readonly AnyResource[], options: GetOptions) => Promise<readonly string[]>;
  readonly counts: () => { readonly read: number; readonly missed: number };
}

export function referenceReader(transport: Transport, onResource: (resource: AnyResource) => void): ReferenceReader {
  const asked = new Map<string, Promise<AnyResource | null>>();
  let read = 0;
  let missed = 0;
  const ask = async (reference: string, options: GetOptions): Promise<AnyResource | null> => {
    const answer = await transport.get(reference, options);
    const isIt = answer.kind === 'resource' && `${answer.resource.resourceType}/${answer.resource.id ?? ''}` === reference;
    if (!isIt) {
      missed += 1;
      return null;
    }
    read += 1;
    onResource(answer.resource);
    return answer.resource;
  };
  async function readFor(resources: readonly AnyResource[], options: GetOptions): Promise<readonly string[]> {
    const wanted = [...new Set(resources.flatMap((resource) => referencesIn(resource, transport.base)))].sort();
    const fresh: AnyResource[] = [];
    const failed: string[] = [];
    await Promise.all(
      wanted.map(async (reference) => {
        let running = asked.get(reference);
        const isNew = running === undefined;
        if (!running) {
          running = asked.size < LIMIT ? ask(reference, options) : Promise.resolve(null);
          asked.set(reference, running);
        }
        const resource = await running;
        if (!resource) failed.push(reference);
        else if (isNew) fresh.push(resource);
      }),
    );
    const deeper = fresh.length > 0 ? await readFor(fresh, options) : [];
    return [...failed, ...deeper];
  }
  return { readFor, counts: () => ({ read, missed }) };
}
