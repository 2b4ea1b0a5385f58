import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** One stay to measure: what `reviewStays` takes, and the site whose codes it needs. */
export interface BenchChart {
  readonly name: string;
  readonly site: string;
  readonly resources: readonly unknown[];
}

const root = resolve(import.meta.dirname, '..');
/** Real stays beside the repository; measured when they are there. */
export const REAL = resolve(root, '../shared/data/mimic-iv-demo-fhir/uscore/encounter-bundles.ndjson.gz');

type Entry = { readonly resource: { readonly resourceType: string; readonly id: string } & Readonly<Record<string, unknown>> };

/** The written stays of the sandbox. */
export function writtenCharts(): readonly BenchChart[] {
  const folder = join(root, 'sandbox/patients');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => ({
      name: name.replace('.json', ''),
      site: '',
      resources: (JSON.parse(readFileSync(join(folder, name), 'utf8')) as { readonly entry: readonly Entry[] }).entry,
    }));
}

const MINUTE = 60_000;
/** Moves every time of a resource by so many minutes. */
const later = (resource: unknown, minutes: number): unknown =>
  JSON.parse(JSON.stringify(resource), (_key, value: unknown) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value)
      ? new Date(Date.parse(value) + minutes * MINUTE).toISOString()
      : value,
  );

/**
 * A written stay grown to so many resources: its results and doses once more, minutes later, under new ids. Denser than a real stay of that size, whose
 * resources are for a good part of kinds that nothing reads; a clean clone has no real one.
 */
export function grown(chart: BenchChart, size: number): BenchChart {
  const entries = chart.resources as readonly Entry[];
  const repeated = entries.filter(({ resource }) => ['Observation', 'MedicationAdministration'].includes(resource.resourceType));
  const more = [...entries];
  for (let round = 1; more.length < size; round += 1)
    for (const { resource } of repeated) {
      if (more.length >= size) break;
      more.push({ resource: { ...(later(resource, round * 3) as Entry['resource']), id: `${resource.id}-${round}` } });
    }
  return { name: `${chart.name}, grown`, site: chart.site, resources: more };
}

/** The largest real stays, most resources first; none where the data is not there. */
export async function realCharts(most: number): Promise<readonly BenchChart[]> {
  if (!existsSync(REAL)) return [];
  const charts: BenchChart[] = [];
  for await (const line of createInterface({ input: createReadStream(REAL).pipe(createGunzip()) })) {
    const { entry } = JSON.parse(line) as { readonly entry: readonly Entry[] };
    charts.push({ name: 'real stay', site: '', resources: entry });
    charts.sort((a, b) => b.resources.length - a.resources.length).splice(most);
  }
  return charts.map((chart, index) => ({ ...chart, name: `real stay ${index + 1}` }));
}
