import type { CodeSystem } from './concept.ts';
import { fold, type Json, record, records, text } from './narrow.ts';

/** One code as charted. `system` is the short name of a standard system, else the system as written. */
export interface Coding {
  readonly system: CodeSystem;
  readonly code: string;
  readonly display: string;
}

/** A CodeableConcept, narrowed: codings that have a code, and the text (or the first display). */
export interface Coded {
  readonly codings: readonly Coding[];
  readonly text: string;
  /** Equal for equal things: what lookups are remembered by. */
  readonly key: string;
}

/** A thing known by its name only. */
export const named = (name: string): Coded => ({ codings: [], text: name, key: `|${name}` });

const SYSTEMS: Readonly<Record<string, CodeSystem>> = {
  'http://loinc.org': 'loinc',
  'urn:oid:2.16.840.1.113883.6.1': 'loinc',
  'http://snomed.info/sct': 'snomed',
  'urn:oid:2.16.840.1.113883.6.96': 'snomed',
  'http://www.nlm.nih.gov/research/umls/rxnorm': 'rxnorm',
  'urn:oid:2.16.840.1.113883.6.88': 'rxnorm',
  'http://hl7.org/fhir/sid/icd-10-cm': 'icd10cm',
  'urn:oid:2.16.840.1.113883.6.90': 'icd10cm',
  'http://www.cms.gov/medicare/coding/icd10': 'icd10pcs',
  'http://hl7.org/fhir/sid/icd-10-pcs': 'icd10pcs',
  'urn:oid:2.16.840.1.113883.6.4': 'icd10pcs',
  'http://hl7.org/fhir/sid/icd-9-cm': 'icd9cm',
  'http://hl7.org/fhir/sid/icd-9-cm/diagnosis': 'icd9cm',
  'http://hl7.org/fhir/sid/icd-9-cm/procedure': 'icd9cm',
  'http://terminology.hl7.org/codesystem/icd9cm': 'icd9cm',
  'urn:oid:2.16.840.1.113883.6.103': 'icd9cm',
  'urn:oid:2.16.840.1.113883.6.104': 'icd9cm',
  'http://www.ama-assn.org/go/cpt': 'cpt',
  'urn:oid:2.16.840.1.113883.6.12': 'cpt',
  'http://www.cms.gov/medicare/coding/hcpcsreleasecodesets': 'hcpcs',
  'https://www.cms.gov/medicare/coding/hcpcsreleasecodesets': 'hcpcs',
  'http://terminology.hl7.org/codesystem/hcpcs-all-codes': 'hcpcs',
  'urn:oid:2.16.840.1.113883.6.285': 'hcpcs',
  'http://www.whocc.no/atc': 'atc',
  'http://hl7.org/fhir/sid/cvx': 'cvx',
  'http://hl7.org/fhir/sid/ndc': 'ndc',
  'https://nahdo.org/sopt': 'sopt',
  'urn:oid:2.16.840.1.113883.3.221.5': 'sopt',
  'https://codesystem.x12.org/005010/1032': 'x12',
  'http://unitsofmeasure.org': 'ucum',
};

const STANDARD: ReadonlySet<string> = new Set(Object.values(SYSTEMS));
const systems = new Map<string, CodeSystem>();

/** The short name of a standard code system by URL or OID, whatever its case and trailing slash; any other system as written. */
export function systemName(url: string): CodeSystem {
  const known = systems.get(url);
  if (known !== undefined) return known;
  const name = SYSTEMS[url.toLowerCase().replace(/\/+$/, '')] ?? url;
  if (systems.size > 2000) systems.clear();
  systems.set(url, name);
  return name;
}

/** The address of a published code system that is written by name ("LOINC", "ICD-10-CM"); null for anything else. */
export function addressOf(name: string): string | null {
  const short = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return STANDARD.has(short) ? (Object.entries(SYSTEMS).find(([, system]) => system === short)?.[0] ?? null) : null;
}

/** True for a published code system: a code of it that no concept names is simply not needed, while a local one may be. */
export const isStandard = (system: CodeSystem): boolean => STANDARD.has(system);

/** A code as it is compared: ICD without dot, blanks and case; everything else as written. */
export const comparableCode = (system: CodeSystem, code: string): string =>
  system.startsWith('icd') ? code.replace(/[\s.]/g, '').toUpperCase() : code;

const EMPTY: Coded = named('');

/** A CodeableConcept narrowed from any JSON value; empty when it is none. A coding without a code (data-absent) counts as text only. */
export function codedOf(value: unknown): Coded {
  const concept = record(value);
  if (!concept) return EMPTY;
  const codings: Coding[] = [];
  let display = '';
  let key = '';
  for (const coding of records(concept.coding)) {
    const code = text(coding.code);
    const shown = text(coding.display);
    display ||= shown;
    if (code === '') continue;
    const system = systemName(text(coding.system));
    codings.push({ system, code, display: shown });
    key += `${system}|${code}|${shown}|`;
  }
  const words = text(concept.text) || display;
  return { codings, text: words, key: `${key}|${words}` };
}

/** A Coding (Encounter.class) narrowed; the raw system is kept, since classes are judged by it. */
export const codingOf = (value: unknown): { readonly system: string; readonly code: string; readonly text: string } => {
  const coding: Json = record(value) ?? {};
  return { system: text(coding.system), code: text(coding.code), text: text(coding.display) };
};

/** Every text a coded thing goes by, folded: its text and the displays of its codings. */
export function namesOf(coded: Coded): readonly string[] {
  if (coded.text === '' && coded.codings.length === 0) return [];
  const names = new Set<string>();
  if (coded.text !== '') names.add(fold(coded.text));
  for (const { system, code, display } of coded.codings) {
    if (display !== '') names.add(fold(display));
    // Some systems use the name as the code ("Furosemide"); a number or "VANC1F" is none.
    else if (coded.text === '' && !isStandard(system) && /[a-z]{3}/.test(code)) names.add(fold(code));
  }
  return [...names];
}
