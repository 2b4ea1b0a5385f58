import type { Chart } from '../chart/chart.ts';
import { type Fact, hasFlag, type Instant } from '../chart/fact.ts';
import { civilDay, startOfDay } from '../stay/civil.ts';
import type { Measure } from './measure.ts';
import { supportRank } from './oxygen-setting.ts';
import { HOUR, inStay, lastAtOrBefore, sourcesOf } from './usable.ts';

/** Charted support lasts until the next entry, at most this long (mimic-code, ventilation.sql). */
const CARRY = 14 * HOUR;

/** Support counts as ventilation for SOFA from here: CPAP and bilevel, invasive. High flow does not (rulings, Measures 5). */
export const VENTILATION = 6;

/** What an extubation leaves behind: the end of what was charted before, nothing of its own. */
const ENDED = -1;

/** One charted state of support. */
interface Entry {
  readonly at: Instant;
  readonly rank: number;
  readonly text: string;
  readonly fact: Fact;
}

const PROCEDURES: Readonly<Record<string, string>> = { 'invasive-ventilation': 'ventilator', niv: 'bipap', cpap: 'cpap', hfnc: 'hfnc' };

/**
 * The level of respiratory support over time; `value` is its rank, `text` the device, `until` its end (absent: still running). Flag `end-not-charted`:
 * nothing was charted for 14 hours after the last entry, and the end is assumed there.
 */
export const respiratorySupport: Measure = {
  id: 'respiratory-support',
  needs: ['o2-device'],
  refines: [
    'o2-flow',
    'ventilator-mode',
    'peep',
    'resp-rate-set-by-ventilator',
    'invasive-ventilation',
    'extubation',
    'niv',
    'cpap',
    'hfnc',
    'home-nocturnal-pap',
  ],
  label: 'Respiratory support',
  source: 'mimic-code ventilation concept; ranks of the respiratory reference, RSP-OD-01',
  compute: (chart) => {
    const atHome = inStay(chart, 'home-nocturnal-pap').filter(
      (fact) => fact.says === undefined || fact.says === 'affirmed' || fact.says === 'historical',
    );
    const spans = [...chartedSpans(chart), ...procedureSpans(chart)].sort((a, b) => a.at - b.at);
    return spans.map((span): Fact => {
      // The patient's own CPAP at night is no acute support (respiratory reference, section 5).
      const home = atHome.find(
        (fact) => span.text === 'cpap' || (span.text === 'bipap' && isBilevel(fact) && beginsAtNight(chart, span.at)),
      );
      const own = span.facts.some((fact) => hasFlag(fact, 'home-device')) || home !== undefined;
      return {
        concept: 'respiratory-support',
        at: span.at,
        ...(span.until === null ? {} : { until: span.until }),
        value: own ? 0 : span.rank,
        text: span.text,
        ...(own ? { flags: ['home-device'] } : span.assumed && span.rank > 0 ? { flags: ['end-not-charted'] } : {}),
        from: sourcesOf([...span.facts, own ? home : undefined]) as Fact['from'],
      };
    });
  },
};

/** A bilevel device at home makes bilevel support the patient's own; CPAP at home does not (respiratory reference, vector 19). */
const isBilevel = (fact: Fact): boolean => /bi-?pap|bi-?level|avaps/i.test(fact.text ?? '');

/** Put on for sleep, seven in the evening to five in the morning. By day a mask is no bedtime routine. Without a zone it cannot be told: taken as own. */
function beginsAtNight(chart: Chart, at: Instant): boolean {
  if (chart.zone === null) return true;
  const midnight = startOfDay(civilDay(at, chart.zone), chart.zone);
  const hour = midnight === null ? 0 : (at - midnight) / HOUR;
  return hour >= 19 || hour < 5;
}

interface Span {
  readonly at: Instant;
  until: Instant | null;
  readonly rank: number;
  readonly text: string;
  readonly facts: Fact[];
  assumed?: true;
}

function chartedSpans(chart: Chart): Span[] {
  const spans: Span[] = [];
  let last: Entry | undefined;
  for (const entry of entriesOf(chart)) {
    const open = spans.at(-1);
    if (open && last && entry.at - last.at > CARRY) assumeEnd(open, last);
    if (open && last && entry.at - last.at <= CARRY && entry.text === open.text) open.facts[1] = entry.fact;
    else {
      if (open && open.until === null) open.until = entry.at;
      spans.push({ at: entry.at, until: null, rank: entry.rank, text: entry.text, facts: [entry.fact] });
    }
    last = entry;
  }
  const open = spans.at(-1);
  if (open && last && open.until === null && chart.asOf - last.at > CARRY) assumeEnd(open, last);
  return spans.filter((span) => span.rank !== ENDED);
}

function assumeEnd(span: Span, last: Entry): void {
  span.until = last.at + CARRY;
  span.assumed = true;
}

/** Devices, flows without a device, and ventilator settings, one entry a minute, the strongest. */
function entriesOf(chart: Chart): Entry[] {
  const devices = inStay(chart, 'o2-device').filter((fact) => fact.text);
  const entries: Entry[] = devices.map((fact) => ({
    at: fact.at,
    rank: supportRank(fact.text as string),
    text: fact.text as string,
    fact,
  }));
  for (const concept of ['ventilator-mode', 'peep', 'resp-rate-set-by-ventilator']) {
    for (const fact of inStay(chart, concept)) {
      if (/standby/i.test(fact.text ?? '') || (concept !== 'ventilator-mode' && !((fact.value ?? 0) > 0))) continue;
      // Settings of a mask ventilator, or charted after the device was taken off, say nothing new.
      const device = lastAtOrBefore(devices, fact.at);
      const recent = device && fact.at - device.at <= CARRY ? device : undefined;
      if (recent && (supportRank(recent.text as string) === 6 || (supportRank(recent.text as string) < 3 && fact.at - recent.at <= HOUR)))
        continue;
      entries.push({ at: fact.at, rank: 7, text: 'ventilator', fact });
    }
  }
  for (const fact of inStay(chart, 'o2-flow')) {
    const device = lastAtOrBefore(devices, fact.at);
    if (
      device &&
      fact.at - device.at <= CARRY &&
      (supportRank(device.text as string) > 0 || !((fact.value ?? 0) > 0) || device.at === fact.at)
    )
      continue;
    if ((fact.value ?? 0) > 0) entries.push({ at: fact.at, rank: 1, text: 'other', fact });
  }
  for (const fact of inStay(chart, 'extubation'))
    if (!hasFlag(fact, 'date-precision')) entries.push({ at: fact.at, rank: ENDED, text: '', fact });
  entries.sort((a, b) => a.at - b.at || b.rank - a.rank);
  return entries.filter((entry, i) => i === 0 || entries[i - 1]?.at !== entry.at);
}

/** Procedures with a start and an end, or still running. A day or a moment alone says nothing about how long. */
function procedureSpans(chart: Chart): Span[] {
  return Object.entries(PROCEDURES).flatMap(([concept, text]) =>
    inStay(chart, concept)
      .filter((fact) => !hasFlag(fact, 'date-precision') && (fact.until === undefined ? hasFlag(fact, 'running') : fact.until > fact.at))
      .map((fact) => ({ at: fact.at, until: fact.until ?? null, rank: supportRank(text), text, facts: [fact] })),
  );
}

/** The strongest support running at `t`, from `respiratory-support` facts; rank 0 and no fact when none is charted. */
export function supportAt(support: readonly Fact[], t: Instant): { readonly rank: number; readonly fact?: Fact } {
  let best: { rank: number; fact?: Fact } = { rank: 0 };
  for (const fact of support) {
    if (fact.at > t) break;
    if ((fact.until ?? Number.POSITIVE_INFINITY) >= t && (fact.value ?? 0) > best.rank) best = { rank: fact.value ?? 0, fact };
  }
  return best;
}
