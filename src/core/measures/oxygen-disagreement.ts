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

/** Outside of the exam, oxygen may be told of another time or as a plan: these words in the sentence leave it open which. */
const OTHER_TIME =
  /\b(yesterday|overnight|last (night|evening)|earlier|initially|on (arrival|admission|presentation)|in (the )?ed|was|were|had|required|requiring|needed|needing|started|placed|weaned|down|from|up to|peak|max(imum)?|goal|target|if|when|will|plan|titrate|home|baseline|usual(ly)?|chronic(ally)?|prn|as needed|with (exertion|activity|ambulation)|at night|nocturnal(ly)?)\b/i;

/**
 * Where a provider's note and the flowsheet differ on oxygen, at the time of the note: in its exam, or where its assessment says "on 4 L" of now. Flag `note-oxygen`: the note gives a flow, the flowsheet
 * has room air; `note-room-air`: the note has room air, the flowsheet oxygen; `text` is what the flowsheet charts.
 * Raised only when the flowsheet charts the other state within an hour of the note and nothing else from four hours before until an hour after it.
 * Skips notes that speak of both (a value on room air, then oxygen), sentences outside the exam that speak of another time or a plan, the patient's own device, and the emergency department, where oxygen comes and goes.
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

/** Affirmed by a provider in a signed note of the ward, as of now. Copied words count: what they say of the day is just what the flowsheet may not bear out. */
const said = (chart: Chart, concept: string): Fact[] =>
  inStay(chart, concept).filter(
    (fact) =>
      fact.says === 'affirmed' &&
      fact.by !== undefined &&
      PROVIDER_ROLES.has(fact.by) &&
      fact.note?.signed === true &&
      (fact.note.sectionClass === 'findings' || isOfNow(fact)) &&
      NOTES.has(fact.note.type),
  );

/** "Pneumonia, on 4 L": an assessment that gives the oxygen of the day, in a sentence about no other time. */
const isOfNow = (fact: Fact): boolean =>
  fact.concept === 'oxygen-statement' &&
  fact.note?.sectionClass === 'diagnosis' &&
  /^on /i.test(fact.text ?? '') &&
  !OTHER_TIME.test(fact.note.snippet);

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
