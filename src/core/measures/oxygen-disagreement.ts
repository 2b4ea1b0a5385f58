import type { Chart } from '../chart/chart.ts';
import { type Fact, PROVIDER_ROLES } from '../chart/fact.ts';
import type { Measure } from './measure.ts';
import { type OxygenSetting, oxygenSettings } from './oxygen-setting.ts';
import { HOUR, inStay, sourcesOf } from './usable.ts';

/** A note and a flowsheet entry speak of the same time within this span (RSP-COH-03: same hour). */
const SAME_TIME = HOUR;
/** An exam may be written up some hours later: what was charted since then may be what the note describes. */
const WRITTEN_UP = 4 * HOUR;

const NOTES: ReadonlySet<string> = new Set(['hp', 'progress', 'consult']);

/**
 * Where the exam of a provider's note and the flowsheet differ on oxygen, at the time of the note. Flag `note-oxygen`: the note gives a flow, the flowsheet
 * has room air; `note-room-air`: the note has room air, the flowsheet oxygen; `text` is what the flowsheet charts.
 * Raised only when the flowsheet charts the other state within an hour of the note and nothing else from four hours before until an hour after it.
 * Skips notes that speak of both (a value on room air, then oxygen), copied sentences, the patient's own device, and the emergency department, where oxygen comes and goes.
 */
export const oxygenDisagreement: Measure = {
  id: 'oxygen-disagreement',
  needs: ['oxygen-statement', 'room-air-statement', 'o2-device', 'o2-flow', 'fio2'],
  refines: ['invasive-ventilation', 'niv', 'cpap', 'hfnc'],
  label: 'Oxygen in the note and in the flowsheet',
  source: 'Respiratory reference, RSP-COH-03',
  compute: (chart) => {
    const oxygen = said(chart, 'oxygen-statement').filter((fact) => (fact.value ?? 0) > 0);
    const roomAir = said(chart, 'room-air-statement');
    const everyOxygen = new Set(inStay(chart, 'oxygen-statement').map(noteOf));
    const everyRoomAir = new Set([...inStay(chart, 'room-air-statement'), ...inStay(chart, 'room-air-saturation')].map(noteOf));
    return [
      ...oxygen.filter((fact) => !everyRoomAir.has(noteOf(fact))).flatMap((fact) => differing(chart, fact, true)),
      ...roomAir.filter((fact) => !everyOxygen.has(noteOf(fact))).flatMap((fact) => differing(chart, fact, false)),
    ].sort((a, b) => a.at - b.at);
  },
};

/** Affirmed by a provider in the findings of a note of the ward, signed, not copied. */
const said = (chart: Chart, concept: string): Fact[] =>
  inStay(chart, concept).filter(
    (fact) =>
      fact.says === 'affirmed' &&
      fact.by !== undefined &&
      PROVIDER_ROLES.has(fact.by) &&
      fact.note?.signed === true &&
      fact.note.copied !== true &&
      fact.note.sectionClass === 'findings' &&
      NOTES.has(fact.note.type),
  );

const noteOf = (fact: Fact): string => fact.from[0].split('#')[0] ?? '';

function differing(chart: Chart, statement: Fact, saysOxygen: boolean): Fact[] {
  const settings = oxygenSettings(chart);
  const times = ['o2-device', 'o2-flow', 'fio2']
    .flatMap((concept) => inStay(chart, concept))
    .map((fact) => fact.at)
    .filter((at) => at >= statement.at - WRITTEN_UP && at <= statement.at + SAME_TIME);
  const charted = [...new Set(times)].flatMap((at) => settings.at(at, HOUR) ?? []);
  const isOther = (setting: OxygenSetting) =>
    setting.roomAir === saysOxygen && !setting.facts.some((fact) => fact.flags?.includes('home-device'));
  const near = charted.filter((setting) => Math.abs(setting.at - statement.at) <= SAME_TIME);
  const [shown] = near;
  if (!shown || !charted.every(isOther)) return [];
  return [
    {
      concept: 'oxygen-disagreement',
      at: statement.at,
      text: shown.roomAir ? 'room-air' : (shown.device ?? 'other'),
      flags: [saysOxygen ? 'note-oxygen' : 'note-room-air'],
      ...(statement.note ? { note: statement.note } : {}),
      from: sourcesOf([statement, ...shown.facts]) as Fact['from'],
    },
  ];
}
