import type { Chart, Read } from '../../../src/core/chart/chart.ts';
import { type Fact, sourceRef } from '../../../src/core/chart/fact.ts';
import type { EncounterRecord } from '../../../src/core/chart/record.ts';

/** Epoch milliseconds of an ISO text. */
export const at = (text: string): number => Date.parse(text);
/** A period from two ISO texts; the end may be left open. */
export const during = (start: string, end?: string) => ({ start: at(start), ...(end === undefined ? {} : { end: at(end) }) });

export const V3 = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
export const V2 = 'http://terminology.hl7.org/CodeSystem/v2-0004';

/** A class as FHIR has it. */
export const v3 = (code: string) => ({ system: V3, code, text: '' });

/** An Encounter with nothing in it but what is given. */
export function encounter(id: string, more: Partial<EncounterRecord> = {}): EncounterRecord {
  return {
    ref: sourceRef(`Encounter/${id}`),
    patient: sourceRef('Patient/p'),
    status: 'finished',
    class: v3('IMP'),
    types: [],
    period: during('2026-03-03T14:00:00-05:00', '2026-03-05T10:00:00-05:00'),
    partOf: null,
    account: [],
    classHistory: [],
    statusHistory: [],
    locations: [],
    participants: [],
    dischargeDisposition: null,
    admitSource: null,
    serviceProvider: null,
    ...more,
  };
}

/** A place of a stay. */
export const place = (
  name: string,
  type: string,
  period: { readonly start?: number; readonly end?: number },
  zone: string | null = 'America/New_York',
) => ({
  ref: sourceRef(`Location/${name.replaceAll(' ', '-')}`),
  name,
  type,
  zone,
  period,
});

export const fact = (concept: string, time: string, more: Partial<Fact> = {}): Fact => ({
  concept,
  at: at(time),
  from: [sourceRef(`ServiceRequest/${concept}-${time}`)],
  ...more,
});

const read: Read = { ok: true, search: 'all', at: 0, complete: true };

/** A chart of the given facts; the concepts named count as read in full. */
export function chartOf(asOf: string, facts: readonly Fact[], readInFull: readonly string[] = []): Chart {
  return {
    encounter: sourceRef('Encounter/e'),
    patient: sourceRef('Patient/p'),
    asOf: at(asOf),
    zone: 'America/New_York',
    facts,
    reads: new Map(readInFull.map((concept) => [concept, read])),
    unmapped: new Map(),
  };
}
