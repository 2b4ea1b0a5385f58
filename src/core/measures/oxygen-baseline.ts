import type { Chart } from '../chart/chart.ts';
import type { Fact } from '../chart/fact.ts';
import { baselineOf } from './baseline.ts';
import { knownCondition } from './chronic.ts';
import type { Measure } from './measure.ts';
import { oxygenSettings } from './oxygen-setting.ts';
import { percentFor } from './oxygen-table.ts';
import { gasesOnOxygen } from './pf-ratio.ts';
import { comparable, round2 } from './round.ts';
import { HOUR, inStay, ofPatient, sourcesOf } from './usable.ts';

/**
 * The flow at home in L/min and what says it. Of several the highest: an increase must not come from an old, lower prescription.
 * Denied home oxygen is none (0) in a patient known to be chronic. Null when it is not stated, or stated without a number.
 */
function homeFlow(chart: Chart): { readonly litres: number; readonly fact: Fact } | null {
  const stated = ofPatient(chart, 'home-oxygen').filter((fact) => fact.says !== 'uncertain');
  const used = stated.filter((fact) => fact.says !== 'denied');
  const numbered = used.filter((fact) => fact.value !== undefined);
  const highest = numbered.reduce<Fact | undefined>(
    (high, fact) => (high && (high.value as number) >= (fact.value as number) ? high : fact),
    undefined,
  );
  if (highest) return { litres: highest.value as number, fact: highest };
  const denied = inStay(chart, 'home-oxygen').find((fact) => fact.says === 'denied');
  // without a chronic state there is no baseline to compare with, and oxygen of whatever flow would count as more
  const chronic = knownCondition(chart, 'chronic-respiratory-failure', 'obesity-hypoventilation');
  return used.length === 0 && denied && chronic ? { litres: 0, fact: denied } : null;
}

/**
 * Oxygen flow in L/min above the home flow, at each flow charted. Nothing when the home flow is not stated as a number (or denied).
 * Source  respiratory reference ARF-A2; "sustained" (two readings over two hours) is the criterion's business.
 */
export const oxygenOverHome: Measure = {
  id: 'oxygen-over-home',
  needs: ['o2-flow', 'home-oxygen'],
  refines: ['chronic-respiratory-failure', 'obesity-hypoventilation'],
  unit: 'L/min',
  label: 'Oxygen above home flow',
  source: 'ARF-A2: increase over home oxygen',
  compute: (chart) => {
    const home = homeFlow(chart);
    if (!home) return [];
    return inStay(chart, 'o2-flow').flatMap((flow): Fact[] => {
      const litres = comparable(flow);
      if (litres === undefined) return [];
      return [
        {
          concept: 'oxygen-over-home',
          at: flow.at,
          value: round2(litres - home.litres),
          parts: { flow: litres, home: home.litres },
          from: sourcesOf([flow, home.fact]) as Fact['from'],
        },
      ];
    });
  },
};

/** How far back a device still belongs to a charted concentration. */
const SETTING_REACH = HOUR;

/**
 * Charted oxygen concentration in % above that of the home flow, which comes from the flow table; at each concentration charted. Covers high flow,
 * masks and ventilators, whose litres cannot be held against a cannula at home. Nothing for a ventilator-dependent patient or an unknown home flow.
 */
export const fio2OverHome: Measure = {
  id: 'fio2-over-home',
  needs: ['fio2', 'home-oxygen'],
  refines: ['o2-device', 'o2-flow', 'ventilator-dependence', 'chronic-respiratory-failure', 'obesity-hypoventilation'],
  unit: '%',
  label: 'Oxygen concentration above that at home',
  source: 'ARF-A2: increase over home oxygen',
  compute: (chart) => {
    const home = homeFlow(chart);
    const atHome = home === null ? null : home.litres === 0 ? 21 : percentFor('nasal-cannula', home.litres);
    if (home === null || atHome === null) return [];
    if (ofPatient(chart, 'ventilator-dependence').some((fact) => fact.says !== 'denied' && fact.says !== 'uncertain')) return [];
    const settings = oxygenSettings(chart);
    return inStay(chart, 'fio2').flatMap((fio2): Fact[] => {
      const setting = settings.at(fio2.at, SETTING_REACH);
      if (!setting || setting.estimated || setting.percent === null || !setting.facts.includes(fio2)) return [];
      return [
        {
          concept: 'fio2-over-home',
          at: fio2.at,
          value: round2(setting.percent - atHome),
          parts: { fio2: setting.percent, home: round2(atHome) },
          from: sourcesOf([fio2, home.fact]) as Fact['from'],
        },
      ];
    });
  },
};

/** Below this a stated number is no saturation that anyone aims at or lives with. */
const LOWEST_STATED = 70;

/** How far each SpO2 of the stay lies below a saturation stated by then (the first one speaks for what lies before it), in %; negative above it. */
function below(chart: Chart, concept: string, stated: string): Fact[] {
  const statements = inStay(chart, stated).filter(
    (fact) => fact.says !== 'denied' && fact.says !== 'uncertain' && (fact.value ?? 0) >= LOWEST_STATED,
  );
  return inStay(chart, 'spo2').flatMap((reading): Fact[] => {
    const value = comparable(reading);
    const statement = statements.filter((fact) => fact.at <= reading.at).at(-1) ?? statements[0];
    if (value === undefined || !statement) return [];
    const limit = statement.value as number;
    return [
      {
        concept,
        at: reading.at,
        value: round2(limit - value),
        parts: { spo2: value, stated: limit },
        from: sourcesOf([reading, statement]) as Fact['from'],
      },
    ];
  });
}

/**
 * How far SpO2 lies below the lowest saturation that a provider stated as the target, in %; negative within or above it. At each reading of the stay.
 * Nothing without a target that is a number. Source  respiratory reference ARF-A1 and section 10, vector 25.
 */
export const spo2BelowTarget: Measure = {
  id: 'spo2-below-target',
  needs: ['spo2', 'target-saturation'],
  unit: '%',
  label: 'SpO2 below the stated target',
  source: 'ARF-A1: SpO2 against the stated target',
  compute: (chart) => below(chart, 'spo2-below-target', 'target-saturation'),
};

/** How far SpO2 lies below the saturation that a note gives as usual for the patient, in %, at each reading. Nothing where none is stated. ARF-A1. */
export const spo2BelowBaseline: Measure = {
  id: 'spo2-below-baseline',
  needs: ['spo2', 'baseline-saturation'],
  unit: '%',
  label: 'SpO2 below the stated baseline',
  source: 'ARF-A1: SpO2 against the stated baseline',
  compute: (chart) => below(chart, 'spo2-below-baseline', 'baseline-saturation'),
};

/** Fall of PaO2 in mmHg below the median of 7 to 365 days before arrival, at each arterial gas. Nothing without an earlier gas. ARF-H4. */
export const po2BelowBaseline: Measure = {
  id: 'po2-below-baseline',
  needs: ['pao2'],
  refines: ['o2-device', 'o2-flow', 'fio2'],
  unit: 'mm[Hg]',
  label: 'PaO2 below baseline',
  source: 'ARF-H4: fall from the known baseline',
  compute: (chart) => {
    const baseline = baselineOf(chart, 'pao2');
    if (!baseline) return [];
    return gasesOnOxygen(chart).map(
      ({ gas, pao2 }): Fact => ({
        concept: 'po2-below-baseline',
        at: gas.at,
        value: round2(baseline.value - pao2),
        parts: { pao2, baseline: baseline.value },
        from: sourcesOf([gas, ...baseline.facts]) as Fact['from'],
      }),
    );
  },
};
