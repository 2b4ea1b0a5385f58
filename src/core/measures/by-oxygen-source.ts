import { type Chart, sortFacts } from '../chart/chart.ts';
import type { Fact } from '../chart/fact.ts';
import type { Measure } from './measure.ts';
import { type OxygenSetting, oxygenSettings } from './oxygen-setting.ts';
import { OXYGEN_TABLE } from './oxygen-table.ts';
import { gasesOnOxygen } from './pf-ratio.ts';
import { HOUR, inStay, MINUTE, sourcesOf } from './usable.ts';

/** How near an oxygen source must be charted to speak for an SpO2 reading (respiratory reference, section 9). */
const SOURCE_REACH = 60 * MINUTE;

const SETTING_NEEDS = ['o2-device', 'o2-flow', 'fio2'] as const;
const SETTING_REFINES = ['invasive-ventilation', 'niv', 'cpap', 'hfnc'] as const;

/** The reading again, under the name of what the patient breathed; the source of oxygen joins its sources. */
const named = (concept: string, reading: Fact, setting: OxygenSetting | null): Fact => ({
  ...reading,
  concept,
  ...(setting?.device ? { text: setting.device } : {}),
  // the table of flows says nothing about a value that was measured
  flags: [...(reading.flags ?? []), ...(setting?.flags ?? []).filter((flag) => flag !== OXYGEN_TABLE)],
  from: sourcesOf([reading, ...(setting?.facts ?? [])]) as Fact['from'],
});

/** SpO2 readings by what the patient breathed, each list in order of time. */
interface BySource {
  readonly roomAir: readonly Fact[];
  readonly onOxygen: readonly Fact[];
}

/**
 * SpO2 readings whose oxygen source is charted within 60 min, by source.
 * A source charted after the reading counts only when it says room air: oxygen started later is often the answer to the reading.
 */
function readingsBySource(chart: Chart): BySource {
  let readings = cache.get(chart);
  if (!readings) {
    readings = splitBySource(chart);
    cache.set(chart, readings);
  }
  return readings;
}

/** Three measures ask the same chart. */
const cache = new WeakMap<Chart, BySource>();

function splitBySource(chart: Chart): BySource {
  const settings = oxygenSettings(chart);
  const statedRoomAir = inStay(chart, 'spo2-charted-room-air');
  const stated = new Set(statedRoomAir.map((fact) => fact.from[0]));
  const roomAir: Fact[] = statedRoomAir.map((fact) => named('spo2-room-air', fact, null));
  const onOxygen: Fact[] = [];
  for (const reading of inStay(chart, 'spo2')) {
    if (stated.has(reading.from[0])) continue;
    const setting = settings.at(reading.at, SOURCE_REACH) ?? settings.roomAirSoonAfter(reading.at, SOURCE_REACH);
    if (setting?.roomAir) roomAir.push(named('spo2-room-air', reading, setting));
    else if (setting) onOxygen.push(named('spo2-on-oxygen', reading, setting));
  }
  return { roomAir: sortFacts(roomAir), onOxygen };
}

/** PaO2 by what the patient breathed; the setting belongs to the gas when charted at or up to 4 h before it. */
const gasesBySource = (chart: Chart, concept: string, roomAir: boolean): Fact[] =>
  gasesOnOxygen(chart).flatMap(({ gas, setting }) => (setting && setting.roomAir === roomAir ? [named(concept, gas, setting)] : []));

export const spo2RoomAir: Measure = {
  id: 'spo2-room-air',
  needs: ['spo2', ...SETTING_NEEDS],
  refines: ['spo2-charted-room-air', ...SETTING_REFINES],
  unit: '%',
  label: 'SpO2 on room air',
  source: `Oxygen source charted within ${SOURCE_REACH / HOUR} h`,
  compute: (chart) => [...readingsBySource(chart).roomAir],
};

export const spo2OnOxygen: Measure = {
  id: 'spo2-on-oxygen',
  needs: ['spo2', ...SETTING_NEEDS],
  refines: SETTING_REFINES,
  unit: '%',
  label: 'SpO2 on oxygen',
  source: `Oxygen source charted within ${SOURCE_REACH / HOUR} h`,
  compute: (chart) => [...readingsBySource(chart).onOxygen],
};

/** SpO2 with a known source of oxygen, room air or other: what a trend is made of (RSP-CI-03). */
export const spo2WithSource: Measure = {
  id: 'spo2-with-source',
  needs: ['spo2', ...SETTING_NEEDS],
  refines: ['spo2-charted-room-air', ...SETTING_REFINES],
  unit: '%',
  label: 'SpO2 with its oxygen source',
  source: `Oxygen source charted within ${SOURCE_REACH / HOUR} h`,
  compute: (chart) => {
    const { roomAir, onOxygen } = readingsBySource(chart);
    return sortFacts([...roomAir, ...onOxygen].map((fact) => ({ ...fact, concept: 'spo2-with-source' })));
  },
};

export const po2RoomAir: Measure = {
  id: 'po2-room-air',
  needs: ['pao2', ...SETTING_NEEDS],
  refines: SETTING_REFINES,
  unit: 'mm[Hg]',
  label: 'PaO2 on room air',
  source: 'Setting charted at or up to 4 h before the gas',
  compute: (chart) => gasesBySource(chart, 'po2-room-air', true),
};

export const po2OnOxygen: Measure = {
  id: 'po2-on-oxygen',
  needs: ['pao2', ...SETTING_NEEDS],
  refines: SETTING_REFINES,
  unit: 'mm[Hg]',
  label: 'PaO2 on oxygen',
  source: 'Setting charted at or up to 4 h before the gas',
  compute: (chart) => gasesBySource(chart, 'po2-on-oxygen', false),
};
