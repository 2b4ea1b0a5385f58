import type { Chart } from '../chart/chart.ts';
import type { Fact } from '../chart/fact.ts';
import type { Measure } from './measure.ts';
import { onceFor } from './once-for.ts';
import { type OxygenSetting, oxygenSettings, SETTING_SOURCES } from './oxygen-setting.ts';
import { comparable, round1 } from './round.ts';
import { HOUR, inStay, MINUTE, sourcesOf } from './usable.ts';

/** How far back an oxygen setting still belongs to a gas (mimic-code bg.sql; rulings, Measures 4). */
export const SETTING_REACH = 4 * HOUR;

/** An arterial gas of this stay and what the patient breathed when it was drawn. */
export interface GasOnOxygen {
  readonly gas: Fact;
  readonly pao2: number;
  readonly setting: OxygenSetting | null;
}

/** Arterial gases with the setting charted at or up to 4 h before each. The same value at the same minute from two sources is one gas. */
export const gasesOnOxygen: (chart: Chart) => readonly GasOnOxygen[] = onceFor(['pao2', ...SETTING_SOURCES], pairGases);

function pairGases(chart: Chart): GasOnOxygen[] {
  const settings = oxygenSettings(chart);
  const seen = new Set<string>();
  const gases: GasOnOxygen[] = [];
  for (const gas of inStay(chart, 'pao2')) {
    const pao2 = comparable(gas);
    const minute = `${Math.floor(gas.at / MINUTE)} ${pao2}`;
    if (pao2 === undefined || gas.comparator || seen.has(minute)) continue;
    seen.add(minute);
    gases.push({ gas, pao2, setting: settings.at(gas.at, SETTING_REACH) });
  }
  return gases;
}

/**
 * PaO2 / FiO2 in mmHg for each arterial gas whose oxygen concentration is known.
 *
 * Source  Berlin definition, JAMA 2012;307:2526; pairing as in mimic-code bg.sql.
 * Flags   `fio2-estimated` when the concentration comes from a cannula or Venturi flow; `room-air`.
 * Skips   venous and unspecified gases, masks whose flow overstates the concentration, high flow without a set FiO2.
 * From    the gas first, then the setting.
 */
export const pfRatio: Measure = {
  id: 'pf-ratio',
  needs: ['pao2', 'fio2', 'o2-device', 'o2-flow'],
  refines: ['invasive-ventilation', 'niv', 'cpap', 'hfnc'],
  unit: 'mm[Hg]',
  label: 'P/F ratio',
  source: 'Berlin definition, JAMA 2012',
  compute: (chart) =>
    gasesOnOxygen(chart).flatMap(({ gas, pao2, setting }): Fact[] => {
      if (!setting || setting.percent === null || (setting.estimated && !setting.countsWithGas)) return [];
      const flags = [...(setting.estimated ? ['fio2-estimated'] : []), ...(setting.roomAir ? ['room-air'] : []), ...setting.flags];
      return [
        {
          concept: 'pf-ratio',
          at: gas.at,
          ...(gas.known === undefined ? {} : { known: gas.known }),
          value: round1(pao2 / (setting.percent / 100)),
          parts: { pao2, fio2: setting.percent },
          ...(flags.length ? { flags } : {}),
          from: sourcesOf([gas, ...setting.facts]) as Fact['from'],
        },
      ];
    }),
};
