import { type Chart, type Read, withFacts } from '../chart/chart.ts';
import type { ConceptId } from '../chart/fact.ts';
import { antimicrobialDays } from './antimicrobial-days.ts';
import { ase2018, aseNhsn } from './ase.ts';
import { po2OnOxygen, po2RoomAir, spo2OnOxygen, spo2RoomAir } from './by-oxygen-source.ts';
import { sepsisCopiedDays } from './copied-days.ts';
import { creatinineBaseline } from './creatinine-baseline.ts';
import { criticalResultUnnamed } from './critical-result-unnamed.ts';
import { dayWithoutNote } from './day-without-note.ts';
import { dischargeDiagnosisAdded, dischargeDiagnosisDropped } from './discharge-diagnosis.ts';
import { explainerOf } from './explained.ts';
import { fluidPerKg } from './fluid-per-kg.ts';
import { acidoticHypercapnia, paco2OverBaseline } from './hypercapnia.ts';
import { hypotensionPaired } from './hypotension-paired.ts';
import { kdigoStage, kdigoStageRetrospective } from './kdigo.ts';
import { mapComputed } from './map-computed.ts';
import { conceptsOf, type Measure } from './measure.ts';
import { noteShortfall } from './note-shortfall.ts';
import { orderNotLinked, orderWithoutResult } from './order-without-result.ts';
import { organismGrown, organismNamed } from './organism.ts';
import { bilirubinOverBaseline, plateletsUnderBaseline } from './over-baseline.ts';
import { oxygenOverHome, po2BelowBaseline } from './oxygen-baseline.ts';
import { pfRatio } from './pf-ratio.ts';
import { pfRatioImputed } from './pf-ratio-imputed.ts';
import { problemListGap } from './problem-list-gap.ts';
import { procedureWithoutIndication } from './procedure-without-indication.ts';
import { respiratoryMeasures } from './respiratory.ts';
import { respiratorySupport } from './respiratory-support.ts';
import { sirs, sirsSep1 } from './sirs.ts';
import { sirsNearInfection } from './sirs-near-infection.ts';
import { sofa } from './sofa.ts';
import { sofa2 } from './sofa-2.ts';
import { sofa2RiseNearInfection } from './sofa-2-rise-near-infection.ts';
import { sofaBaseline } from './sofa-baseline.ts';
import { sofaRise } from './sofa-rise.ts';
import { sofaRiseNearInfection } from './sofa-rise-near-infection.ts';
import { surgeryBeforeInfection } from './surgery-before-infection.ts';
import { suspectedInfection, suspicionSetAside } from './suspected-infection.ts';
import { urineRate } from './urine-rate.ts';
import { vasopressorHours } from './vasopressor-hours.ts';

export { conceptsOf, type Measure } from './measure.ts';

/** All measures, each after the ones it reads. */
export const measures: readonly Measure[] = [
  mapComputed,
  respiratorySupport,
  spo2RoomAir,
  spo2OnOxygen,
  po2RoomAir,
  po2OnOxygen,
  pfRatio,
  creatinineBaseline,
  suspectedInfection,
  suspicionSetAside,
  vasopressorHours,
  antimicrobialDays,
  acidoticHypercapnia,
  paco2OverBaseline,
  oxygenOverHome,
  po2BelowBaseline,
  sirs,
  sirsSep1,
  sofaBaseline,
  bilirubinOverBaseline,
  plateletsUnderBaseline,
  urineRate,
  organismGrown,
  surgeryBeforeInfection,
  sepsisCopiedDays,
  pfRatioImputed,
  ...respiratoryMeasures,
  hypotensionPaired,
  kdigoStage,
  kdigoStageRetrospective,
  fluidPerKg,
  sofa,
  sofa2,
  ase2018,
  aseNhsn,
  organismNamed,
  sofaRise,
  sofaRiseNearInfection,
  sirsNearInfection,
  sofa2RiseNearInfection,
  dayWithoutNote,
  noteShortfall,
  dischargeDiagnosisDropped,
  dischargeDiagnosisAdded,
  problemListGap,
  criticalResultUnnamed,
  orderWithoutResult,
  orderNotLinked,
  procedureWithoutIndication,
];

/**
 * The chart with the facts of all measures and a Read for each; the given chart is untouched. Values that a provider attributes to another
 * cause are flagged first, so that every measure sees it (`explainerOf`).
 * Measures run in waves: those of one wave see the same chart, with all facts of the waves before.
 */
export function runMeasures(given: Chart, list: readonly Measure[] = measures): Chart {
  const mark = explainerOf(given);
  let chart = mark ? { ...given, facts: given.facts.map(mark) } : given;
  for (const wave of wavesOf(list)) {
    const computed = wave.flatMap((measure) => measure.compute(chart));
    chart = withFacts(chart, mark ? computed.map(mark) : computed);
  }
  const reads = new Map(given.reads);
  for (const measure of list) {
    const read = readOf(measure, reads);
    if (read) reads.set(measure.id, measure.needsZone && given.zone === null ? zoneless(measure, read) : read);
  }
  return withFacts(chart, [], reads);
}

/** The measures that read none, those that read only these, and so on. */
function wavesOf(list: readonly Measure[]): readonly (readonly Measure[])[] {
  const waves: Measure[][] = [];
  const waveOf = new Map<ConceptId, number>();
  for (const measure of list) {
    const wave = Math.max(0, ...conceptsOf(measure).map((concept) => (waveOf.get(concept) ?? -1) + 1));
    waveOf.set(measure.id, wave);
    waves[wave] = [...(waves[wave] ?? []), measure];
  }
  return waves;
}

/**
 * The worst of the needs, and of each group; nothing when one was never asked for. A member of a group that the EHR does not offer takes nothing
 * away while another is offered; one that was refused or cut short does: what it would have shown is not known to be absent.
 */
function readOf(measure: Measure, reads: ReadonlyMap<ConceptId, Read>): Read | undefined {
  const worst = (list: readonly (Read | undefined)[]) => list.reduce((a, b) => (rank(b) < rank(a) ? b : a));
  const groups = (measure.eitherOf ?? []).map((group) => {
    const all = group.map((concept) => reads.get(concept));
    const offered = all.filter((read) => read === undefined || !isNotOffered(read));
    return worst(offered.length > 0 ? offered : all);
  });
  const all = [...measure.needs.map((concept) => reads.get(concept)), ...groups];
  return all.length === 0 ? undefined : worst(all);
}

const isNotOffered = (read: Read): boolean => !read.ok && (read.problem.kind === 'not-exported' || read.problem.kind === 'unsupported');

/** What was read cannot be counted in days: that is no finding. */
const zoneless = ({ id }: Measure, read: Read): Read =>
  read.ok
    ? { ok: false, search: read.search, at: read.at, problem: { kind: 'date', what: id, detail: 'no time zone of the hospital' } }
    : read;

/** Complete 3, partial 2, failed 1, never asked for 0. */
const rank = (read: Read | undefined): number => (read === undefined ? 0 : !read.ok ? 1 : read.complete ? 3 : 2);
