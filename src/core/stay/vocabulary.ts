import codes from '../../../checklists/_tables/encounter-codes.json' with { type: 'json' };
import type { EncounterRecord } from '../chart/record.ts';
import type { StayStatus } from './stay.ts';

/** What an Encounter.class says, before anybody asks whether it is believed. */
export type ClassWord = 'inpatient' | 'observation' | 'emergency' | 'short-stay' | 'outpatient' | 'pre-admission' | 'elsewhere' | 'unknown';

type Table<T> = Readonly<Record<string, T | undefined>>;
// The JSON's strings are wider than the words; the table's own test holds them to these.
const V3 = codes.classV3 as Table<ClassWord>;
const V2 = codes.classV2 as Table<ClassWord>;
const SNOMED = codes.snomed as Table<StatedStatus>;
const PLACES = codes.places as Table<Place>;
const ENDINGS = codes.endings as Table<Ending>;
const ORIGINS = codes.origins as Table<Origin>;
const OBSERVATION_CODES: ReadonlySet<string> = new Set(codes.observation);
const EMERGENCY_CODES: ReadonlySet<string> = new Set(codes.emergency);

/** A status that something says; 'unknown' is ours alone. */
export type StatedStatus = Exclude<StayStatus, 'unknown'>;

type Code = { readonly system: string; readonly code: string; readonly text?: string };

/** The word behind a class code: by HL7 code where the system is HL7's (or none is given), else by what the local text says. */
export function classWord({ system, code, text = '' }: Code): ClassWord {
  const name = system.toLowerCase();
  if (/v2[-/]0004/.test(name)) return V2[code] ?? fromText(text);
  if (/actcode|actencountercode|2\.16\.840\.1\.113883\.5\.4$/.test(name)) return V3[code] ?? fromText(text);
  return fromText(text) !== 'unknown' ? fromText(text) : ((name === '' ? (V3[code] ?? V2[code]) : undefined) ?? fromText(code));
}

function fromText(text: string): ClassWord {
  const status = statusInWords(text);
  if (status) return status === 'outpatient' ? 'outpatient' : status;
  if (/\b(pre-?admi\w*|pre-?registr\w*)/i.test(text)) return 'pre-admission';
  if (/\b(home health|virtual|tele(health|medicine|phone)|field)\b/i.test(text)) return 'elsewhere';
  return 'unknown';
}

/**
 * The status named by a display text, null when it names none or two. "Observation admit" says both how the stay began and that it was
 * changed: it decides nothing. "Emergency hospital admission" is an admission.
 */
export function statusInWords(text: string): StatedStatus | null {
  const words = text.toLowerCase();
  const observation = /\bobservation\b|\bobs\b/.test(words);
  const inpatient = /\bin-?patient\b|\bhospital admission\b/.test(words);
  if (observation) return inpatient || /\badmi(t|ssion|tted)\b/.test(words) ? null : 'observation';
  if (inpatient) return 'inpatient';
  if (/\bout-?patient\b|\bambulatory\b|\bsame[- ]day\b|\bday surgery\b|\boffice visit\b|\bclinic\b/.test(words))
    return /\badmi(t|ssion|tted)\b/.test(words) ? null : 'outpatient';
  return /\bemergency\b/.test(words) ? 'emergency' : null;
}

/** The status that an Encounter.type says: by billing code, by SNOMED code, else by its words; null when it says none. `coded` tells which. */
export function typeStatus({ system, code, text = '' }: Code): { readonly status: StatedStatus; readonly coded: boolean } | null {
  const name = system.toLowerCase();
  const isBilling = /hcpcs|cpt|2\.16\.840\.1\.113883\.6\.(12|285)$/.test(name) || name === '';
  if (isBilling && OBSERVATION_CODES.has(code)) return { status: 'observation', coded: true };
  if (isBilling && EMERGENCY_CODES.has(code)) return { status: 'emergency', coded: true };
  // A procedure's display ("observation of ...") names no status.
  if (isBilling && name !== '') return null;
  const known = /snomed/.test(name) ? SNOMED[code] : undefined;
  if (known) return { status: known, coded: true };
  const word = statusInWords(text) ?? statusInWords(code);
  return word ? { status: word, coded: false } : null;
}

/** Kinds of place that matter for a stay. */
export type Place = 'icu' | 'step-down' | 'ed' | 'surgery' | 'waiting' | 'ward' | 'unknown';

/** What kind of place a location is, by role code, else by name. A name that says nothing is 'unknown', never a ward. */
export function placeOf(location: EncounterRecord['locations'][number]): Place {
  const name = location.name.toLowerCase();
  if (/\b(waiting|triage|lobby|registration|reception)\b/.test(name)) return 'waiting';
  const coded = PLACES[location.type.toUpperCase()];
  if (coded) return coded;
  if (/intensive care|critical care|\b([cmstn]|tr|cv|neuro ?s?)?icu\b|\bccu\b|coronary care/.test(name)) return 'icu';
  if (/step[- ]?down|intermediate|progressive care|\bpcu\b|\bimc\b/.test(name)) return 'step-down';
  if (/\bemergency\b|\bed\b|\ber\b/.test(name)) return 'ed';
  if (/operating|\bpacu\b|post-?anesthesia|\bor\b|surgery center|\bperiop/.test(name)) return 'surgery';
  if (/lounge|clinic|unknown/.test(name)) return 'unknown';
  return name.trim() === '' ? 'unknown' : 'ward';
}

/** How the stay ended, from the discharge disposition; null when it says nothing that matters. */
export type Ending = 'home' | 'ama' | 'expired' | 'hospice' | 'other-hospital' | 'facility' | 'admitted';

/** The ending that a discharge disposition names: by HL7, UB-04 or SNOMED code, else by its words. */
export function endingOf(disposition: EncounterRecord['dischargeDisposition']): Ending | null {
  if (!disposition) return null;
  const words = `${disposition.text} ${disposition.code}`.toLowerCase();
  const coded = ENDINGS[disposition.code];
  if (coded) return coded;
  if (/hospice/.test(words)) return 'hospice';
  if (/against (medical )?advice|\bama\b|eloped|left without/.test(words)) return 'ama';
  if (/\bdied\b|\bexpired\b|deceased|\bdeath\b/.test(words)) return 'expired';
  if (/acute (care )?hospital|(an)?other hospital|short[- ]term (general )?hospital|transfer\w* to .*hospital/.test(words))
    return 'other-hospital';
  if (/skilled|nursing|rehab|long[- ]term|chronic|psych|facility/.test(words)) return 'facility';
  if (/\badmi(t|tted|ssion)\b/.test(words)) return 'admitted';
  return /\bhome\b/.test(words) ? 'home' : null;
}

/** Where the patient came from, as far as it matters: care at another hospital counts towards the benchmark. */
export type Origin = 'other-hospital' | 'facility';

/** The origin that an admit source names: by HL7 or UB-04 code, else by its words; null when it names none of these. A transfer within the hospital is none. */
export function originOf(source: EncounterRecord['admitSource']): Origin | null {
  if (!source) return null;
  const coded = ORIGINS[source.code];
  if (coded) return coded;
  const words = `${source.text} ${source.code}`.toLowerCase().replaceAll('-', ' ');
  if (/\b(within|internal|same hospital|intra\w*|pacu|distinct unit)\b/.test(words)) return null;
  if (
    /\btransfer\w*\b.*\b(hosp|hospital)\b|\bhosp(ital)? trans\w*|\b(outside|another|other|different|referring|sending) (acute care )?hospital\b/.test(
      words,
    )
  )
    return 'other-hospital';
  return /\b(skilled|nursing|snf|rehab\w*|long term|facility)\b/.test(words) ? 'facility' : null;
}
