import { type Chart, factsOf } from '../chart/chart.ts';
import type { Concepts } from '../chart/concept.ts';
import { type ConceptId, type Fact, hasFlag } from '../chart/fact.ts';
import { isByProvider } from '../evaluate/index.ts';
import { wallTime } from './clock.ts';
import { labelOf, wordsOf } from './concept-words.ts';
import { evidenceLine } from './evidence-line.ts';
import { type Gap, gapsOf } from './level-of-care-gaps.ts';
import { factSources, statementOf } from './sources.ts';
import type { EvidenceLine, Statement } from './statement.ts';
import { ascii } from './wording.ts';

/** What a reviewer of the level of care asks for, as facts: how ill, what is done, what could go wrong. No judgement of ours. */
export interface LevelOfCareFacts {
  readonly severity: readonly EvidenceLine[];
  /** The same as it was known when the inpatient order was written: what an expectation rests on (LOC-2MN-2). Left out without an order. */
  readonly atDecision?: readonly EvidenceLine[];
  readonly intensity: readonly Statement[];
  readonly risk: readonly EvidenceLine[];
  /** What each list looked for in vain, or could not look for. Names measurements, services and statements, never a diagnosis. */
  readonly gaps: Readonly<Record<'severity' | 'intensity' | 'risk', readonly Gap[]>>;
}

type Extreme = 'highest' | 'lowest';

/** Vital signs and results by which severity is described, each with its worse end. Order of reading; not a threshold among them. */
const SEVERITY: readonly (readonly [ConceptId, Extreme])[] = [
  ['spo2-room-air', 'lowest'],
  ['spo2', 'lowest'],
  ['resp-rate', 'highest'],
  ['heart-rate', 'highest'],
  ['sbp', 'lowest'],
  ['map', 'lowest'],
  ['temperature', 'highest'],
  ['gcs-total', 'lowest'],
  ['ph-arterial', 'lowest'],
  ['paco2', 'highest'],
  ['pao2', 'lowest'],
  ['lactate', 'highest'],
  ['wbc', 'highest'],
  ['creatinine', 'highest'],
  ['hemoglobin', 'lowest'],
  ['platelets', 'lowest'],
  ['sodium', 'lowest'],
  ['potassium', 'highest'],
  ['bilirubin-total', 'highest'],
  ['troponin', 'highest'],
];

/** Readings of another concept of the list: their absence says nothing by itself. */
const CHOSEN: ReadonlySet<ConceptId> = new Set(['spo2-room-air', 'map']);

/** Services as people group them: the class of a drug or order, or a device, procedure, place. */
const INTENSITY: readonly ConceptId[] = [
  ...['invasive-ventilation', 'niv', 'hfnc', 'vasopressor-given', 'antimicrobial-given', 'crystalloid-given', 'sedative-given'],
  ...['bronchodilator-given', 'steroid-given', 'diuretic-given', 'anticoagulant-given', 'transfusion', 'dialysis-procedure', 'crrt'],
  ...['source-control', 'surgery', 'unit-stay', 'monitoring-order'],
];
const RISK_STATEMENTS: readonly ConceptId[] = [
  'risk-statement',
  'comorbidity-statement',
  'severity-statement',
  'needs-statement',
  'alternatives-statement',
];
const COMORBIDITY: readonly ConceptId[] = [
  'ckd',
  'ckd-esrd',
  'heart-failure',
  'copd',
  'cirrhosis',
  'dialysis',
  'home-oxygen',
  'chronic-respiratory-failure',
];

/** Places that say nothing of the intensity of care. */
const ORDINARY: ReadonlySet<string> = new Set(['ward', 'ed']);

/** A page holds so many lines of each kind; the table above gives their order. */
const MOST = { severity: 14, intensity: 10, risk: 8 } as const;

const counts = (fact: Fact, chart: Chart): boolean =>
  fact.at <= chart.asOf && fact.standing !== 'withdrawn' && !hasFlag(fact, 'other-stay') && !hasFlag(fact, 'implausible');

/** Severity, intensity and risk of the stay so far. Empty lists where nothing is charted or readable: `notFound` of the brief says which. */
export function levelOfCareFacts(chart: Chart, concepts: Concepts): LevelOfCareFacts {
  const gapsIn = (wanted: readonly ConceptId[]) =>
    gapsOf(wanted, new Set(wanted.filter((concept) => factsOf(chart, concept).some((fact) => counts(fact, chart)))), chart, concepts);
  return {
    severity: severityOf(chart, concepts).slice(0, MOST.severity),
    ...atDecision(chart, concepts),
    intensity: INTENSITY.flatMap((concept) => servicesOf(concept, chart, concepts)).slice(0, MOST.intensity),
    risk: riskOf(chart, concepts).slice(0, MOST.risk),
    gaps: {
      severity: gapsIn(SEVERITY.map(([concept]) => concept).filter((concept) => !CHOSEN.has(concept))),
      intensity: gapsIn(INTENSITY.filter((concept) => concept !== 'unit-stay')),
      risk: gapsIn(RISK_STATEMENTS),
    },
  };
}

/** Only what was known at the order: a result that came later did not inform it, whatever it shows. */
function atDecision(chart: Chart, concepts: Concepts): Pick<LevelOfCareFacts, 'atDecision'> {
  const order = factsOf(chart, 'inpatient-status')[0]?.at;
  if (order === undefined) return {};
  const lines = severityOf(chart, concepts, order).slice(0, MOST.severity);
  return { atDecision: lines.map((line) => ({ ...line, trend: line.trend.filter(({ at }) => at <= order) })) };
}

function severityOf(chart: Chart, concepts: Concepts, until = Number.POSITIVE_INFINITY): EvidenceLine[] {
  const seen = new Set<string>();
  return SEVERITY.flatMap(([concept, extreme]) => {
    const facts = factsOf(chart, concept).filter(
      (fact) => counts(fact, chart) && fact.value !== undefined && Math.max(fact.at, fact.known ?? fact.at) <= until,
    );
    const sign = extreme === 'highest' ? -1 : 1;
    const worst = [...facts].sort((a, b) => sign * ((a.value ?? 0) - (b.value ?? 0)) || a.at - b.at)[0];
    if (worst === undefined || seen.has(worst.from[0] + worst.value)) return [];
    seen.add(worst.from[0] + worst.value);
    return [evidenceLine(worst, chart, concepts)];
  });
}

/** 'cefepime: given 3 times, 03-02 01:10 to 03-03 01:00', 'norepinephrine: infused, ...', one statement per drug, device or place. */
function servicesOf(concept: ConceptId, chart: Chart, concepts: Concepts): Statement[] {
  const byName = new Map<string, Fact[]>();
  for (const fact of factsOf(chart, concept)) {
    if (!counts(fact, chart) || fact.says === 'denied' || (concept === 'unit-stay' && (fact.text === undefined || ORDINARY.has(fact.text))))
      continue;
    const name = fact.text === undefined || fact.text === '' ? labelOf(concept, concepts) : wordsOf(fact, concepts);
    byName.set(name, [...(byName.get(name) ?? []), fact]);
  }
  return [...byName].map(([name, facts]) => {
    const first = facts[0];
    const last = facts.at(-1);
    if (first === undefined || last === undefined) return statementOf(name, [], chart);
    const time = (at: number) => wallTime(at, chart.zone, chart.asOf);
    const ends = facts.flatMap((fact) => fact.until ?? []);
    const end = ends.length > 0 ? Math.max(...ends) : facts.length > 1 ? last.at : null;
    const given = !concept.endsWith('-given')
      ? ''
      : ends.length > 0
        ? ': infused'
        : facts.length === 1
          ? ': given once'
          : `: given ${facts.length} times`;
    return statementOf(
      ascii(`${name}${given}, ${time(first.at)}${end === null || end <= first.at ? '' : ` to ${time(end)}`}`),
      factSources(facts),
      chart,
    );
  });
}

function riskOf(chart: Chart, concepts: Concepts): EvidenceLine[] {
  const spoken = RISK_STATEMENTS.flatMap((concept) =>
    factsOf(chart, concept).filter(
      (fact) => counts(fact, chart) && fact.says === 'affirmed' && fact.note?.signed !== false && isByProvider(fact),
    ),
  );
  const conditions = COMORBIDITY.flatMap((concept) => {
    const facts = factsOf(chart, concept).filter(
      (fact) => counts(fact, chart) && (fact.says === 'affirmed' || fact.says === 'historical') && isByProvider(fact),
    );
    return facts.slice(0, 1);
  });
  const seen = new Set<string>();
  return [...spoken, ...conditions].flatMap((fact) => {
    const same = fact.note?.snippet ?? fact.from[0];
    if (seen.has(same)) return [];
    seen.add(same);
    return [evidenceLine(fact, chart, concepts)];
  });
}
