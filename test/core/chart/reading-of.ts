import { resolve } from 'node:path';
import { loadContent } from '../../../src/content/load.ts';
import type { Chart } from '../../../src/core/chart/chart.ts';
import { chartFrom } from '../../../src/core/chart/chart-from.ts';
import { type Fact, type SourceRef, sourceRef } from '../../../src/core/chart/fact.ts';
import { mapResources, type Reading } from '../../../src/core/chart/facts-from.ts';
import { bundleReads } from '../../../src/core/chart/reads.ts';
import type { SourceRead } from '../../../src/core/chart/record.ts';
import type { Site } from '../../../src/core/chart/site.ts';

/** The vocabulary as shipped: mapping is tested with the content that maps. */
export const { concepts } = loadContent(resolve(import.meta.dirname, '../../..'));

export const PATIENT = sourceRef('Patient/p');
export const ENCOUNTER = sourceRef('Encounter/e');
export const at = (text: string): number => Date.parse(text);

type Fields = Record<string, unknown>;
let count = 0;

/** A resource of the test patient in the test stay, final and active unless said otherwise. */
export const resource = (resourceType: string, fields: Fields): Fields => ({
  resourceType,
  id: `r${++count}`,
  subject: { reference: 'Patient/p' },
  encounter: { reference: 'Encounter/e' },
  ...fields,
});

export const loinc = (code: string, text?: string): Fields => ({
  coding: [{ system: 'http://loinc.org', code }],
  ...(text === undefined ? {} : { text }),
});
export const snomed = (code: string, text?: string): Fields => ({
  coding: [{ system: 'http://snomed.info/sct', code }],
  ...(text === undefined ? {} : { text }),
});
export const quantity = (value: number, unit: string, code = unit): Fields => ({
  valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code },
});

export const observation = (code: Fields, value: Fields, more: Fields = {}): Fields =>
  resource('Observation', { status: 'final', effectiveDateTime: '2026-03-02T14:00:00-05:00', code, ...value, ...more });

export const patient = { resourceType: 'Patient', id: 'p', gender: 'female', birthDate: '1951-12-16' };
export const encounter = (fields: Fields = {}): Fields => ({
  resourceType: 'Encounter',
  id: 'e',
  status: 'finished',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
  subject: { reference: 'Patient/p' },
  period: { start: '2026-03-02T13:40:00-05:00', end: '2026-03-06T11:00:00-05:00' },
  ...fields,
});

/** Reads resources as those of the test patient. */
export const read = (resources: readonly unknown[], options: { readonly site?: Site; readonly zone?: string | null } = {}): Reading =>
  mapResources(resources, { concepts, patient: PATIENT, ...options });

/** The facts of one concept from the given resources. */
export const factsOf = (concept: string, ...resources: readonly unknown[]): readonly Fact[] =>
  read(resources).facts.filter((fact) => fact.concept === concept);

/** Concepts that the given resources give facts of, sorted. */
export const conceptsOf = (...resources: readonly unknown[]): readonly string[] =>
  [...new Set(read(resources).facts.map((fact) => fact.concept))].sort();

/** The chart of the test stay from the given resources, at `asOf`. */
export function chartOf(
  resources: readonly unknown[],
  options: {
    readonly asOf?: string;
    readonly sources?: readonly SourceRead[];
    readonly end?: string | null;
    readonly notes?: readonly Fact[];
  } = {},
): Chart {
  const reading = read(resources);
  const end = options.end === undefined ? '2026-03-06T11:00:00-05:00' : options.end;
  const asOf = at(options.asOf ?? '2026-03-06T11:00:00-05:00');
  return chartFrom({
    stay: {
      encounter: ENCOUNTER,
      patient: PATIENT,
      members: [ENCOUNTER],
      others: [],
      start: at('2026-03-02T13:40:00-05:00'),
      end: end === null ? null : at(end),
    },
    asOf,
    zone: 'America/New_York',
    facts: [...reading.facts, ...(options.notes ?? [])],
    encounterOf: reading.encounterOf as ReadonlyMap<SourceRef, SourceRef>,
    sources:
      options.sources ??
      bundleReads(
        reading.index.entries.map(({ resource: entry }) => entry.resourceType as string),
        asOf,
      ),
    concepts,
    doubts: reading.doubts,
  });
}
