import { type Chart, type Read, withFacts } from '../chart/chart.ts';
import type { Concepts } from '../chart/concept.ts';
import { type Fact, type SourceRef, sourceRef } from '../chart/fact.ts';
import { worse } from '../chart/reads.ts';
import type { EncounterRecord } from '../chart/record.ts';
import { type LevelOfCareReading, readLevelOfCare } from './level-of-care.ts';
import { movementFacts, movementReads } from './movement.ts';
import type { Stay } from './stay.ts';

/** A chart with the facts of its stay, and what they say of the level of care. */
export interface WithMovements {
  readonly chart: Chart;
  readonly reading: LevelOfCareReading;
}

/** Adds the facts of the stay to its chart, and how well they were read: as the encounter was. The given chart is untouched. */
export function withMovements(chart: Chart, stay: Stay, concepts: Concepts): WithMovements {
  const reading = readLevelOfCare(chart, stay, concepts);
  const encounters = chart.reads.get('arrived') ?? chart.reads.get('encounter-class');
  const reads = new Map(chart.reads);
  if (encounters) for (const [concept, read] of movementReads(chart, encounters, reading)) reads.set(concept, read);
  return { chart: withFacts(chart, movementFacts(chart, stay, reading), reads), reading };
}

/**
 * The same for a chart whose movements were written by hand (cases beside a checklist): arrival, discharge, places and disposition come from its
 * facts; care starts at arrival unless `care-start` is written. What is written stays as it is; only what is not is added.
 */
export function withMovementsByHand(chart: Chart, concepts: Concepts): Chart {
  const written = new Set(chart.facts.map((fact) => fact.concept));
  const arrived = chart.facts.find((fact) => fact.concept === 'arrived');
  if (!arrived) return chart;
  const start: Fact = chart.facts.find((fact) => fact.concept === 'care-start') ?? arrived;
  const entered = withFacts(chart, [{ concept: 'care-start', at: start.at, flags: ['ur-entry'], from: start.from }]);
  const read: Read = chart.reads.get('arrived') ?? { ok: true, search: 'written by hand', at: chart.asOf, complete: true };
  const stay = stayByHand(chart, arrived);
  const reading = readLevelOfCare(entered, stay, concepts);
  const reads = new Map(chart.reads);
  for (const [concept, made] of movementReads(chart, read, reading)) {
    const said = reads.get(concept);
    reads.set(concept, said ? worse(said, made) : made);
  }
  return withFacts(
    chart,
    movementFacts(entered, stay, reading).filter((fact) => !written.has(fact.concept)),
    reads,
  );
}

function stayByHand(chart: Chart, arrived: Fact): Stay {
  const discharged = chart.facts.find((fact) => fact.concept === 'discharged');
  const disposition = chart.facts.find((fact) => fact.concept === 'discharge-disposition');
  const origin = chart.facts.find((fact) => fact.concept === 'transfer-in');
  const record: EncounterRecord = {
    ref: chart.encounter,
    patient: chart.patient,
    status: discharged ? 'finished' : 'in-progress',
    class: { system: '', code: '', text: chart.facts.find((fact) => fact.concept === 'encounter-class')?.text ?? '' },
    types: [],
    period: { start: arrived.at, ...(discharged ? { end: discharged.at } : {}) },
    partOf: null,
    account: [],
    classHistory: [],
    statusHistory: [],
    locations: chart.facts.filter((fact) => fact.concept === 'unit-stay').map((fact) => placeByHand(fact, chart.zone)),
    participants: [],
    dischargeDisposition: disposition ? { code: '', text: disposition.text ?? '' } : null,
    admitSource: origin ? { code: '', text: origin.text ?? '' } : null,
    serviceProvider: null,
  };
  return {
    encounter: chart.encounter,
    patient: chart.patient,
    members: [record],
    others: [],
    start: arrived.at,
    end: discharged?.at ?? null,
    zone: chart.zone,
  };
}

/** The places of the unit-stay words, as HL7 role codes. */
const ROLE: Readonly<Record<string, string>> = { ed: 'ER', icu: 'ICU', ward: 'HU', surgery: 'OR' };

function placeByHand(fact: Fact, zone: string | null): EncounterRecord['locations'][number] {
  const ref: SourceRef = sourceRef(fact.from[0]);
  return {
    ref,
    name: fact.text ?? '',
    type: ROLE[fact.text ?? ''] ?? '',
    zone,
    period: { start: fact.at, ...(fact.until === undefined ? {} : { end: fact.until }) },
  };
}
