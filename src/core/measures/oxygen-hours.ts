import type { Fact, Instant } from '../chart/fact.ts';
import type { Measure } from './measure.ts';
import { type OxygenSetting, oxygenSettings } from './oxygen-setting.ts';
import { percentFor } from './oxygen-table.ts';
import { round1 } from './round.ts';
import { HOUR, inStay, ofPatient, sourcesOf } from './usable.ts';

/** A setting speaks until the next one is charted, at most so long (mimic-code, ventilation.sql). */
const CARRY = 14 * HOUR;
const MOMENT = 1;

/**
 * Hours of each unbroken stretch on oxygen above the patient's baseline, from its first setting to its end (or now); `parts.area` is the area above that
 * baseline in %*h, as far as concentrations are known, `parts.settings` how many were charted. Baseline: the home flow where one is stated, else 21 %.
 * Skips a device of the patient's own. Source  respiratory reference, RSP-TX-02.
 */
export const oxygenHours: Measure = {
  id: 'oxygen-hours',
  needs: ['o2-device', 'o2-flow', 'fio2'],
  refines: ['home-oxygen', 'home-nocturnal-pap', 'invasive-ventilation', 'niv', 'cpap', 'hfnc'],
  unit: 'h',
  label: 'Hours on oxygen above baseline',
  source: 'Respiratory reference, RSP-TX-02',
  compute: (chart) => {
    const settings = oxygenSettings(chart);
    const home = ofPatient(chart, 'home-oxygen').filter((fact) => fact.says !== 'denied' && fact.says !== 'uncertain');
    const litres = Math.max(0, ...home.map((fact) => fact.value ?? 0));
    const baseline = litres > 0 ? (percentFor('nasal-cannula', litres) ?? 21) : 21;
    const times = [...new Set(['o2-device', 'o2-flow', 'fio2'].flatMap((concept) => inStay(chart, concept)).map((fact) => fact.at))];
    const points = times
      .sort((a, b) => a - b)
      .flatMap((at) => {
        const setting = settings.at(at, MOMENT) ?? null;
        return setting ? [{ at, setting }] : [];
      });
    const stretches: Stretch[] = [];
    points.forEach(({ at, setting }, i) => {
      const end = Math.min(points[i + 1]?.at ?? chart.asOf, at + CARRY);
      const open = stretches.at(-1);
      if (!isAbove(setting, baseline, litres)) return;
      const area = setting.percent === null ? 0 : (Math.max(0, setting.percent - baseline) * (end - at)) / HOUR;
      if (open && open.end === at) {
        open.end = end;
        open.area += area;
        open.facts.push(...setting.facts);
        open.count++;
      } else stretches.push({ start: at, end, area, count: 1, facts: [...setting.facts] });
    });
    return stretches.map((stretch): Fact => {
      const running = stretch.end === chart.asOf;
      return {
        concept: 'oxygen-hours',
        at: stretch.start,
        ...(running ? {} : { until: stretch.end }),
        value: round1((stretch.end - stretch.start) / HOUR),
        parts: { area: round1(stretch.area), settings: stretch.count },
        from: sourcesOf([...stretch.facts, ...(litres > 0 ? home : [])]) as Fact['from'],
      };
    });
  },
};

interface Stretch {
  readonly start: Instant;
  end: Instant;
  area: number;
  count: number;
  readonly facts: Fact[];
}

/** More than the patient breathes at home: a higher concentration, or oxygen of unknown concentration beyond the home flow. */
function isAbove(setting: OxygenSetting, baseline: number, homeLitres: number): boolean {
  if (setting.roomAir || setting.facts.some((fact) => fact.flags?.includes('home-device'))) return false;
  if (setting.percent !== null) return setting.percent > baseline;
  return setting.flow === null ? homeLitres === 0 : setting.flow > homeLitres;
}
