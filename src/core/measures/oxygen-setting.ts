import type { Chart } from '../chart/chart.ts';
import { type ConceptId, type Fact, hasFlag, type Instant } from '../chart/fact.ts';
import { onceFor } from './once-for.ts';
import { COUNTS_WITH_MEASURED_GAS, OXYGEN_TABLE, percentFor } from './oxygen-table.ts';
import { comparable, round2 } from './round.ts';
import { firstIndexFrom, HOUR, inStay } from './usable.ts';

/** What the patient breathed at one moment, and the facts that say so. */
export interface OxygenSetting {
  /** When the deciding value was charted. */
  readonly at: Instant;
  readonly roomAir: boolean;
  /** FiO2 in %, or null when the chart names oxygen but no concentration can be had. */
  readonly percent: number | null;
  /** True when `percent` comes from the flow table and not from a charted concentration. */
  readonly estimated: boolean;
  /** An estimate good enough to stand beside a measured PaO2. */
  readonly countsWithGas: boolean;
  readonly device: string | null;
  readonly flow: number | null;
  readonly flags: readonly string[];
  readonly facts: readonly Fact[];
}

interface Charted {
  readonly at: Instant;
  device?: Fact;
  flow?: Fact;
  fio2?: Fact;
}

const PROCEDURE_DEVICE: Readonly<Record<string, string>> = {
  'invasive-ventilation': 'ventilator',
  niv: 'bipap',
  cpap: 'cpap',
  hfnc: 'hfnc',
};

/** Concepts that settings are read from. */
export const SETTING_SOURCES: readonly ConceptId[] = ['o2-device', 'o2-flow', 'fio2', ...Object.keys(PROCEDURE_DEVICE)];

/** Devices whose concentration is set, never derived from a flow. */
const SET_CONCENTRATION: ReadonlySet<string> = new Set(['hfnc', 'cpap', 'bipap', 'ventilator', 'trach-collar', 't-piece']);

/** Without a device, a flow up to this is taken for a nasal cannula: masks are not run so low. */
const CANNULA_BY_FLOW = 4;

/** A device charted this long before a flow is still the device of that flow. */
const DEVICE_REACH = 14 * HOUR;

/**
 * Oxygen settings of a stay: `at(t, reach)` gives the setting in force at `t`, charted at most `reach` ms before, else null.
 * A concentration or flow that was charted with another device is out of date and not used. Silence is never room air.
 * A charted FiO2 goes before a flow; room air and cannula estimates follow from device and flow.
 */
export interface OxygenSettings {
  readonly at: (time: Instant, reach: number) => OxygenSetting | null;
  /** The first statement of room air in (t, t + reach], when no oxygen is charted before it there. */
  readonly roomAirSoonAfter: (time: Instant, reach: number) => OxygenSetting | null;
}

function readSettings(chart: Chart): OxygenSettings {
  const byTime = new Map<Instant, Charted>();
  const row = (at: Instant): Charted => {
    let found = byTime.get(at);
    if (!found) {
      found = { at };
      byTime.set(at, found);
    }
    return found;
  };
  for (const fact of inStay(chart, 'o2-device')) if (fact.text) row(fact.at).device = stronger(row(fact.at).device, fact);
  for (const fact of inStay(chart, 'o2-flow')) if (fact.value !== undefined) row(fact.at).flow = larger(row(fact.at).flow, fact);
  for (const fact of inStay(chart, 'fio2')) {
    // Between 1 and 20 a litre flow was typed into the wrong field.
    const percent = comparable(fact);
    if (percent !== undefined && percent >= 20 && percent <= 100) row(fact.at).fio2 = larger(row(fact.at).fio2, fact);
  }
  const rows = [...byTime.values()].sort((a, b) => a.at - b.at);
  const procedures = Object.entries(PROCEDURE_DEVICE).flatMap(([concept, device]) =>
    inStay(chart, concept)
      .filter((fact) => !hasFlag(fact, 'date-precision'))
      .map((fact) => ({ fact, device })),
  );
  const deviceBefore = lastDevices(rows);

  const answers = new Map<number, Map<Instant, OxygenSetting | null>>();
  const at = (time: Instant, reach: number): OxygenSetting | null => {
    let known = answers.get(reach);
    if (!known) {
      known = new Map();
      answers.set(reach, known);
    }
    let answer = known.get(time);
    if (answer === undefined) {
      answer = settingAt(time, reach);
      known.set(time, answer);
    }
    return answer;
  };
  const settingAt = (time: Instant, reach: number): OxygenSetting | null => {
    let device: Fact | undefined;
    let flow: Fact | undefined;
    let fio2: Fact | undefined;
    for (let i = firstIndexFrom(rows, time + 1) - 1; i >= 0; i--) {
      const charted = rows[i] as Charted;
      if (charted.at < time - reach) break;
      // A value charted before the last change of device belongs to the device before it.
      const sameDevice = !device || sameOrUnknown(device, deviceBefore[i]);
      device ??= charted.device;
      if (sameDevice && flow === undefined && fio2 === undefined) {
        flow = charted.flow;
        fio2 = charted.fio2;
      } else if (sameDevice) {
        flow ??= charted.flow;
        fio2 ??= charted.fio2;
      }
      if (device && (flow || fio2)) break;
    }
    device ??= flow || fio2 ? carriedDevice(deviceBefore, rows, time) : undefined;
    const running = procedures.find(({ fact }) => fact.at <= time && (fact.until ?? (hasFlag(fact, 'running') ? time : 0)) >= time);
    return resolve(device, flow, fio2, running);
  };

  const alone = new Map<Charted, OxygenSetting | null>();
  const settingOf = (charted: Charted): OxygenSetting | null => {
    let setting = alone.get(charted);
    if (setting === undefined) {
      setting = resolve(charted.device, charted.flow, charted.fio2, undefined);
      alone.set(charted, setting);
    }
    return setting;
  };
  const roomAirSoonAfter = (time: Instant, reach: number): OxygenSetting | null => {
    for (let i = firstIndexFrom(rows, time + 1); i < rows.length; i++) {
      const charted = rows[i] as Charted;
      if (charted.at > time + reach) return null;
      const setting = settingOf(charted);
      if (setting) return setting.roomAir ? setting : null;
    }
    return null;
  };
  return { at, roomAirSoonAfter };
}

/** The oxygen settings of this stay. */
export const oxygenSettings: (chart: Chart) => OxygenSettings = onceFor(SETTING_SOURCES, readSettings);

function resolve(
  device: Fact | undefined,
  flow: Fact | undefined,
  fio2: Fact | undefined,
  running: { readonly fact: Fact; readonly device: string } | undefined,
): OxygenSetting | null {
  const named = device?.text ?? null;
  const litres = flow ? (comparable(flow) ?? null) : null;
  const charted = fio2 ? (comparable(fio2) ?? null) : null;
  const kind = named ?? running?.device ?? null;
  const facts = [fio2, device, flow, named ? undefined : running?.fact].filter((fact): fact is Fact => fact !== undefined);
  const at = facts.reduce((latest, fact) => Math.max(latest, fact.at), Number.NEGATIVE_INFINITY);
  const base = { at, device: kind, flow: litres, facts, flags: [] as string[] };
  const oxygenNewer = device !== undefined && (litres ?? 0) > 0 && (flow as Fact).at > device.at;

  const contradicted = charted !== null && charted <= 21 && (litres ?? 0) > 0 && !SET_CONCENTRATION.has(kind ?? '');
  if (charted !== null && !contradicted && !(named === 'room-air' && (fio2 as Fact).at < (device as Fact).at)) {
    const roomAir = charted <= 21 && !SET_CONCENTRATION.has(kind ?? '') && (litres ?? 0) === 0;
    return { ...base, at: (fio2 as Fact).at, roomAir, percent: charted, estimated: false, countsWithGas: true };
  }
  if (named === 'room-air' && !oxygenNewer)
    return { ...base, at: (device as Fact).at, facts: [device as Fact], roomAir: true, percent: 21, estimated: false, countsWithGas: true };
  if (litres === 0 && !SET_CONCENTRATION.has(kind ?? ''))
    return { ...base, roomAir: true, percent: 21, estimated: false, countsWithGas: true };
  if (litres !== null && litres > 0 && !SET_CONCENTRATION.has(kind ?? '')) {
    const assumed = kind === null || kind === 'other' || kind === 'room-air';
    const delivery = assumed ? (litres <= CANNULA_BY_FLOW ? 'nasal-cannula' : '') : (kind as string);
    const percent = percentFor(delivery, litres);
    return {
      ...base,
      at: (flow as Fact).at,
      roomAir: false,
      percent: percent === null ? null : round2(percent),
      estimated: true,
      countsWithGas: COUNTS_WITH_MEASURED_GAS.has(delivery),
      flags: percent === null ? [] : [...(assumed ? ['device-assumed'] : []), OXYGEN_TABLE],
    };
  }
  return kind === null ? null : { ...base, roomAir: false, percent: null, estimated: false, countsWithGas: false };
}

/** For each row, the device in force there. */
function lastDevices(rows: readonly Charted[]): readonly (Fact | undefined)[] {
  let last: Fact | undefined;
  return rows.map((charted) => {
    last = charted.device ?? last;
    return last && charted.at - last.at <= DEVICE_REACH ? last : undefined;
  });
}

const carriedDevice = (devices: readonly (Fact | undefined)[], rows: readonly Charted[], time: Instant): Fact | undefined => {
  const device = devices[firstIndexFrom(rows, time + 1) - 1];
  return device && time - device.at <= DEVICE_REACH ? device : undefined;
};

const sameOrUnknown = (device: Fact, earlier: Fact | undefined): boolean => earlier === undefined || earlier.text === device.text;

const larger = (a: Fact | undefined, b: Fact): Fact => (a && (a.value ?? 0) >= (b.value ?? 0) ? a : b);

/** Two devices at the same minute (cannula under a mask): the stronger support counts. */
const stronger = (a: Fact | undefined, b: Fact): Fact => (a && supportRank(a.text ?? '') >= supportRank(b.text ?? '') ? a : b);

const RANK: Readonly<Record<string, number>> = {
  'room-air': 0,
  'nasal-cannula': 1,
  other: 1,
  'simple-mask': 2,
  venturi: 3,
  'trach-collar': 3,
  't-piece': 3,
  'non-rebreather': 4,
  hfnc: 5,
  cpap: 6,
  bipap: 6,
  ventilator: 7,
};

/** Room air 0 < cannula 1 < simple mask 2 < Venturi, T-piece 3 < non-rebreather 4 < high flow 5 < non-invasive 6 < invasive ventilation 7. */
export const supportRank = (device: string): number => RANK[device] ?? 1;
