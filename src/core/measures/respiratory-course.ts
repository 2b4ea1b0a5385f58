import type { Chart } from '../chart/chart.ts';
import type { ConceptId, Fact, Instant } from '../chart/fact.ts';
import type { Measure } from './measure.ts';
import { type OxygenSetting, oxygenSettings } from './oxygen-setting.ts';
import { comparable, round2 } from './round.ts';
import { HOUR, inStay, MINUTE, sourcesOf } from './usable.ts';

/** How near the oxygen must be charted to a saturation, and how far before a gas, to be named with it (respiratory reference, section 9; rulings). */
const NEAR_READING = 60 * MINUTE;
const BEFORE_GAS = 4 * HOUR;

const SETTING_SOURCES = ['o2-device', 'o2-flow', 'fio2'] as const;

/** The word of an `o2-device` fact as a person would say it. */
export const DEVICE_WORDS: Readonly<Record<string, string>> = {
  'room-air': 'room air',
  'nasal-cannula': 'nasal cannula',
  'simple-mask': 'simple mask',
  venturi: 'Venturi mask',
  'non-rebreather': 'non-rebreather mask',
  hfnc: 'high-flow nasal cannula',
  cpap: 'CPAP',
  bipap: 'BiPAP',
  ventilator: 'ventilator',
  'trach-collar': 'tracheostomy collar',
  't-piece': 'T-piece',
};

/** What the patient breathed, in words: 'nasal cannula 2 L/min (FiO2 28 %, estimated)'. */
function breathed(setting: OxygenSetting | null, estimates = true): string {
  if (setting === null) return 'oxygen source not charted';
  if (setting.roomAir) return 'on room air';
  const device = DEVICE_WORDS[setting.device ?? ''] ?? 'oxygen';
  const flow = setting.flow === null || setting.flow === 0 ? '' : ` ${round2(setting.flow)} L/min`;
  const share =
    setting.percent === null || (setting.estimated && !estimates)
      ? ''
      : ` (FiO2 ${round2(setting.percent)} %${setting.estimated ? ', estimated' : ''})`;
  return `on ${device}${flow}${share}`;
}

/**
 * SpO2 of the stay in two lines: the lowest reading, and the first with the last, each with what the patient breathed. Text only: it sets no criterion.
 * Skips readings on exertion, of poor signal, and settings charted more than an hour away.
 */
export const spo2Course: Measure = {
  id: 'spo2-course',
  needs: ['spo2'],
  refines: SETTING_SOURCES,
  label: 'SpO2',
  source: 'Respiratory reference, section 9: content of every query',
  compute: (chart) => {
    const settings = oxygenSettings(chart);
    const readings = inStay(chart, 'spo2').filter((fact) => comparable(fact) !== undefined && !fact.flags?.includes('poor-signal'));
    const lowest = readings.reduce<Fact | undefined>((low, one) => (low && (low.value ?? 0) <= (one.value ?? 0) ? low : one), undefined);
    const first = readings[0];
    const last = readings.at(-1);
    if (!lowest || !first || !last) return [];
    const settingOf = (reading: Fact) => settings.at(reading.at, NEAR_READING) ?? settings.roomAirSoonAfter(reading.at, NEAR_READING);
    const words = (reading: Fact) => `${comparable(reading)} % ${breathed(settingOf(reading), false)}`;
    const sources = (reading: Fact) => [reading, ...(settingOf(reading)?.facts ?? [])];
    if (readings.length === 1) return [line('spo2-course', first.at, `${words(first)}, the only reading`, sources(first))];
    const trend = line('spo2-course', first.at, `${words(first)} at first, ${words(last)} at last`, [...sources(first), ...sources(last)]);
    return [
      line('spo2-course', lowest.at, `${words(lowest)}, lowest of ${readings.length}`, sources(lowest)),
      last.at > first.at ? { ...trend, until: last.at } : trend,
    ];
  },
};

/** Respiratory rate of the stay, lowest to highest, in one line; rates set on a ventilator are another concept. */
export const respRateRange: Measure = {
  id: 'resp-rate-range',
  needs: ['resp-rate'],
  label: 'Respiratory rate',
  source: 'Respiratory reference, section 9: content of every query',
  compute: (chart) => {
    const rates = inStay(chart, 'resp-rate').filter((fact) => comparable(fact) !== undefined);
    const sorted = [...rates].sort((a, b) => (a.value ?? 0) - (b.value ?? 0));
    const [low] = sorted;
    const high = sorted.at(-1);
    const last = rates.at(-1);
    const first = rates[0];
    // one rate is no range: it is shown as a value
    if (!low || !high || !first || !last || low.value === high.value) return [];
    const text = `${comparable(low)} to ${comparable(high)} /min, ${rates.length} readings`;
    const fact = line('resp-rate-range', first.at, text, [low, high]);
    return [last.at > first.at ? { ...fact, until: last.at } : fact];
  },
};

const SPECIMENS: readonly { readonly words: string; readonly ph: ConceptId; readonly pco2: ConceptId; readonly po2: ConceptId }[] = [
  { words: 'arterial', ph: 'ph-arterial', pco2: 'paco2', po2: 'pao2' },
  { words: 'venous', ph: 'ph-venous', pco2: 'pco2-venous', po2: 'po2-venous' },
  { words: 'specimen not stated', ph: 'ph-unspecified-specimen', pco2: 'pco2-unspecified-specimen', po2: 'po2-unspecified-specimen' },
];

/** Every blood gas of the stay in one line each: specimen, pH, pCO2, pO2 and what the patient breathed. Text only: it sets no criterion. */
export const bloodGas: Measure = {
  id: 'blood-gas',
  needs: ['pao2', 'paco2', 'ph-arterial'],
  refines: [...SPECIMENS.slice(1).flatMap(({ ph, pco2, po2 }) => [ph, pco2, po2]), ...SETTING_SOURCES],
  label: 'Blood gas',
  source: 'Respiratory reference, section 9: content of every query',
  compute: (chart) => SPECIMENS.flatMap((specimen) => gasLines(chart, specimen)).sort((a, b) => a.at - b.at),
};

interface Sample {
  ph?: Fact;
  pco2?: Fact;
  po2?: Fact;
}

/** More gases than a reader takes in: the first, the last, and those of the lowest pH, highest pCO2 and lowest pO2. */
const MOST_GASES = 4;

function chosen(samples: readonly Sample[]): readonly Sample[] {
  const inTime = [...samples].sort((a, b) => timeOf(a) - timeOf(b));
  if (inTime.length <= MOST_GASES) return inTime;
  const extreme = (part: keyof Sample, sign: 1 | -1) =>
    inTime
      .filter((sample) => sample[part] !== undefined)
      .reduce<Sample | undefined>(
        (best, one) => (best && sign * ((best[part]?.value ?? 0) - (one[part]?.value ?? 0)) <= 0 ? best : one),
        undefined,
      );
  const kept = new Set([inTime[0], extreme('ph', 1), extreme('pco2', -1), extreme('po2', 1), inTime.at(-1)]);
  return inTime.filter((sample) => kept.has(sample));
}

const timeOf = ({ ph, pco2, po2 }: Sample): Instant => (ph ?? pco2 ?? po2)?.at ?? 0;

function gasLines(chart: Chart, specimen: (typeof SPECIMENS)[number]): Fact[] {
  const settings = oxygenSettings(chart);
  const samples = new Map<number, Sample>();
  for (const part of ['ph', 'pco2', 'po2'] as const) {
    for (const fact of inStay(chart, specimen[part])) {
      if (comparable(fact) === undefined) continue;
      const minute = Math.floor(fact.at / MINUTE);
      const sample = samples.get(minute) ?? {};
      sample[part] ??= fact;
      samples.set(minute, sample);
    }
  }
  const taken = chosen([...samples.values()]);
  return taken.flatMap(({ ph, pco2, po2 }): Fact[] => {
    const any = ph ?? pco2 ?? po2;
    if (!any) return [];
    const setting = settings.at(any.at, BEFORE_GAS);
    const values = [
      ...(ph ? [`pH ${comparable(ph)}`] : []),
      ...(pco2 ? [`pCO2 ${gasWords(pco2)}`] : []),
      // the pO2 of a venous sample says nothing about oxygenation
      ...(po2 && specimen.words !== 'venous' ? [`pO2 ${gasWords(po2)}`] : []),
    ];
    const some = taken.length < samples.size ? `, one of ${samples.size}` : '';
    const text = `${specimen.words}, ${values.join(', ')}, ${breathed(setting)}${some}`;
    return [line('blood-gas', any.at, text, [ph, pco2, po2, ...(setting?.facts ?? [])])];
  });
}

/** Pressure of a gas in mmHg, and as charted where that was another unit. */
const gasWords = (fact: Fact): string => `${comparable(fact)} mmHg${fact.charted ? ` (${fact.charted.value} ${fact.charted.unit})` : ''}`;

/** Oxygen and ventilation over time in words, one line for each device: flows and concentrations as ranges, with start and stop. */
export const supportCourse: Measure = {
  id: 'support-course',
  needs: ['acute-respiratory-support'],
  refines: ['o2-flow', 'fio2', 'peep'],
  label: 'Respiratory support',
  source: 'Respiratory reference, section 9: content of every query',
  compute: (chart) => {
    const spans = inStay(chart, 'acute-respiratory-support').filter((span) => span.text !== 'room-air');
    const strongest = spans.reduce<Fact | undefined>(
      (best, one) => (best && (best.value ?? 0) >= (one.value ?? 0) ? best : one),
      undefined,
    );
    const kept = spans.length <= MOST_SPANS ? spans : [...new Set([spans[0], strongest, spans.at(-1)])];
    return kept.flatMap((span) => (span ? [spanLine(chart, span, kept.length < spans.length ? `, one of ${spans.length}` : '')] : []));
  },
};

/** More changes of device than a reader takes in: the first, the strongest and the last. */
const MOST_SPANS = 3;

function spanLine(chart: Chart, span: Fact, remark: string): Fact {
  const end = span.until ?? chart.asOf;
  const settings = [
    ['o2-flow', 'L/min', ''],
    ['fio2', '%', 'FiO2 '],
    ['peep', 'cmH2O', 'PEEP '],
  ] as const;
  const ranges = settings.map(([concept, unit, name]) => rangeOf(inStay(chart, concept), span.at, end, unit, name));
  const device = DEVICE_WORDS[span.text ?? ''] ?? 'oxygen, device not charted';
  const own = span.flags?.includes('home-device') ? ["the patient's own"] : [];
  const assumed = span.flags?.includes('end-not-charted') === true;
  const text = [device, ...own, ...ranges.flatMap((range) => (range ? [range.text] : [])), ...(assumed ? ['end not charted'] : [])].join(
    ', ',
  );
  const fact = line('support-course', span.at, `${text}${remark}`, [span, ...ranges.flatMap((range) => range?.facts ?? [])]);
  if (span.until === undefined) return fact;
  if (!assumed) return { ...fact, until: span.until };
  // An end that nobody charted is no fact to print: the last entry is.
  const entries = ['o2-device', ...settings.map(([concept]) => concept)].flatMap((concept) => inStay(chart, concept));
  const last = Math.max(span.at, ...entries.filter((entry) => entry.at >= span.at && entry.at < end).map((entry) => entry.at));
  return last > span.at ? { ...fact, until: last } : fact;
}

function rangeOf(facts: readonly Fact[], from: Instant, to: Instant, unit: string, name: string): { text: string; facts: Fact[] } | null {
  const inside = facts.filter((fact) => fact.at >= from && fact.at < to && (comparable(fact) ?? 0) > 0);
  const sorted = [...inside].sort((a, b) => (a.value ?? 0) - (b.value ?? 0));
  const [low] = sorted;
  const high = sorted.at(-1);
  if (!low || !high) return null;
  const [least, most] = [round2(low.value ?? 0), round2(high.value ?? 0)];
  return { text: `${name}${least === most ? least : `${least} to ${most}`} ${unit}`, facts: [...new Set([low, high])] };
}

/** Drugs and procedures that treat what makes breathing fail (RSP-TX-04). */
export const CAUSE_TREATMENTS = [
  'bronchodilator-given',
  'steroid-given',
  'diuretic-given',
  'antimicrobial-given',
  'naloxone-given',
  'thoracentesis',
] as const;

/** What was given for the cause, by name, in one line from the first dose to the last. Text only. Skips orders and prophylaxis. */
export const respiratoryTreatment: Measure = {
  id: 'respiratory-treatment',
  needs: CAUSE_TREATMENTS,
  label: 'Treatment given',
  source: 'Respiratory reference, RSP-TX-04 and section 9: content of every query',
  compute: (chart) => {
    const given = CAUSE_TREATMENTS.flatMap((concept) => inStay(chart, concept))
      .filter((fact) => !fact.flags?.includes('prophylaxis'))
      .sort((a, b) => a.at - b.at);
    const firsts = given.filter((fact, i) => given.findIndex((other) => treatmentName(other) === treatmentName(fact)) === i);
    const [first] = given;
    const last = given.at(-1);
    if (!first || !last) return [];
    const fact = line('respiratory-treatment', first.at, firsts.map(treatmentName).join(', '), firsts);
    return [last.at > first.at ? { ...fact, until: last.at } : fact];
  },
};

const treatmentName = (fact: Fact): string => (fact.text ?? fact.concept.replace('-given', '').replaceAll('-', ' ')).trim().toLowerCase();

const line = (concept: ConceptId, at: Instant, text: string, facts: readonly (Fact | undefined)[]): Fact => ({
  concept,
  at,
  text,
  from: sourcesOf(facts) as Fact['from'],
});
