/** How one search parameter reads a resource: what it compares, and where. */
export interface Param {
  readonly kind: 'token' | 'date' | 'reference' | 'string';
  readonly paths: readonly string[];
}

const token = (...paths: string[]): Param => ({ kind: 'token', paths });
const date = (...paths: string[]): Param => ({ kind: 'date', paths });
const reference = (...paths: string[]): Param => ({ kind: 'reference', paths });
const string = (...paths: string[]): Param => ({ kind: 'string', paths });

const subject = { patient: reference('subject'), subject: reference('subject') };
const encounter = { encounter: reference('encounter') };
const medication = { code: token('medicationCodeableConcept'), medication: reference('medicationReference') };

/** Parameters every type has, besides `_sort`, `_count`, `_summary`, `_include`, which shape the answer. */
const COMMON: Readonly<Record<string, Param>> = {
  _id: token('id'),
  _lastUpdated: date('meta.lastUpdated'),
  identifier: token('identifier'),
};

/** What can be searched, per type: the parameters our read plan and real EHRs use. A type that is not listed is not supported. */
const PARAMS: Readonly<Record<string, Readonly<Record<string, Param>>>> = {
  Patient: {
    family: string('name.family'),
    given: string('name.given'),
    name: string('name.family', 'name.given', 'name.text'),
    birthdate: date('birthDate'),
    gender: token('gender'),
  },
  Encounter: {
    ...subject,
    status: token('status'),
    class: token('class'),
    type: token('type'),
    date: date('period'),
    location: reference('location.location'),
    participant: reference('participant.individual'),
    'part-of': reference('partOf'),
    account: reference('account'),
  },
  Observation: {
    ...subject,
    ...encounter,
    status: token('status'),
    category: token('category'),
    code: token('code'),
    'combo-code': token('code', 'component.code'),
    'component-code': token('component.code'),
    date: date('effectiveDateTime', 'effectivePeriod', 'effectiveInstant'),
    specimen: reference('specimen'),
  },
  Condition: {
    ...subject,
    ...encounter,
    category: token('category'),
    code: token('code'),
    'clinical-status': token('clinicalStatus'),
    'verification-status': token('verificationStatus'),
    'recorded-date': date('recordedDate'),
    'onset-date': date('onsetDateTime', 'onsetPeriod'),
    'abatement-date': date('abatementDateTime', 'abatementPeriod'),
  },
  MedicationRequest: {
    ...subject,
    ...encounter,
    ...medication,
    status: token('status'),
    intent: token('intent'),
    category: token('category'),
    authoredon: date('authoredOn'),
  },
  MedicationAdministration: {
    ...subject,
    ...medication,
    context: reference('context'),
    status: token('status'),
    'effective-time': date('effectiveDateTime', 'effectivePeriod'),
    request: reference('request'),
  },
  ServiceRequest: {
    ...subject,
    ...encounter,
    status: token('status'),
    intent: token('intent'),
    category: token('category'),
    code: token('code'),
    authored: date('authoredOn'),
  },
  Procedure: {
    ...subject,
    ...encounter,
    status: token('status'),
    category: token('category'),
    code: token('code'),
    date: date('performedDateTime', 'performedPeriod'),
  },
  DocumentReference: {
    ...subject,
    encounter: reference('context.encounter'),
    status: token('status'),
    type: token('type'),
    category: token('category'),
    date: date('date'),
    period: date('context.period'),
    author: reference('author'),
    relatesto: reference('relatesTo.target'),
  },
  DiagnosticReport: {
    ...subject,
    ...encounter,
    status: token('status'),
    category: token('category'),
    code: token('code'),
    date: date('effectiveDateTime', 'effectivePeriod'),
    issued: date('issued'),
  },
  Coverage: { patient: reference('beneficiary'), beneficiary: reference('beneficiary'), status: token('status'), type: token('type') },
  DeviceUseStatement: { ...subject, device: reference('device') },
  Device: { patient: reference('patient'), type: token('type') },
  Specimen: { ...subject, type: token('type'), collected: date('collection.collectedDateTime', 'collection.collectedPeriod') },
  AllergyIntolerance: { patient: reference('patient'), 'clinical-status': token('clinicalStatus'), date: date('recordedDate') },
  Communication: { ...subject, ...encounter, status: token('status'), category: token('category'), sent: date('sent') },
  Task: {
    patient: reference('for'),
    subject: reference('for'),
    ...encounter,
    status: token('status'),
    code: token('code'),
    'authored-on': date('authoredOn'),
  },
  QuestionnaireResponse: {
    ...subject,
    ...encounter,
    status: token('status'),
    questionnaire: token('questionnaire'),
    authored: date('authored'),
    author: reference('author'),
  },
  Practitioner: { name: string('name.family', 'name.given'), family: string('name.family') },
  PractitionerRole: { practitioner: reference('practitioner'), organization: reference('organization'), specialty: token('specialty') },
  Organization: { name: string('name'), type: token('type') },
  Location: { name: string('name'), type: token('type') },
  Medication: { code: token('code') },
  Binary: {},
};

/** Types served, in the order of the CapabilityStatement. */
export const TYPES: readonly string[] = Object.keys(PARAMS);

/** Types that belong to no patient: readable with any scope that names them. */
export const DIRECTORY: ReadonlySet<string> = new Set(['Practitioner', 'PractitionerRole', 'Organization', 'Location', 'Medication']);

/** Parameters of a type by name; undefined when the type is not served. */
export function paramsOf(type: string): Readonly<Record<string, Param>> | undefined {
  const own = Object.hasOwn(PARAMS, type) ? PARAMS[type] : undefined;
  return own && { ...COMMON, ...own };
}

/** References that `_include` can follow: 'MedicationRequest:medication' and the like; wider inclusion is not offered, as in real EHRs. */
export const INCLUDES: Readonly<Record<string, string>> = {
  'MedicationRequest:medication': 'medicationReference',
  'MedicationAdministration:medication': 'medicationReference',
  'Encounter:patient': 'subject',
  'Encounter:subject': 'subject',
  'Encounter:location': 'location.location',
  'Encounter:participant': 'participant.individual',
  'Observation:specimen': 'specimen',
  'DeviceUseStatement:device': 'device',
  'DocumentReference:author': 'author',
  'PractitionerRole:practitioner': 'practitioner',
};
