import { expect, test } from 'vitest';
import type { Concept } from '../../src/core/chart/concept.ts';
import { concepts, observation, read, resource } from '../core/chart/reading-of.ts';

const SYSTEMS: Readonly<Record<string, string>> = {
  loinc: 'http://loinc.org',
  snomed: 'http://snomed.info/sct',
  icd10cm: 'http://hl7.org/fhir/sid/icd-10-cm',
  icd9cm: 'http://hl7.org/fhir/sid/icd-9-cm',
  icd10pcs: 'http://www.cms.gov/Medicare/Coding/ICD10',
  rxnorm: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  atc: 'http://www.whocc.no/atc',
  cpt: 'http://www.ama-assn.org/go/cpt',
  hcpcs: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
  sopt: 'https://nahdo.org/sopt',
  x12: 'https://codesystem.x12.org/005010/1032',
};

const coding = (system: string, code: string) => ({
  coding: [{ system: SYSTEMS[system], code: code.replace(/\*$/, system.startsWith('icd') ? '9' : '1') }],
});

/** A resource as an EHR would send it for a concept of this family, with the given code. */
function carrying(concept: Concept, code: unknown): Record<string, unknown> {
  const when = '2026-03-02T14:00:00-05:00';
  switch (concept.family) {
    case 'lab':
    case 'vital': {
      const value =
        concept.unit === undefined
          ? { valueString: 'Room air' }
          : { valueQuantity: { value: (concept.plausible?.[0] ?? 1) + 1, unit: concept.unit, code: concept.unit } };
      return observation(code as Record<string, unknown>, value, {
        category: [{ coding: [{ code: concept.family === 'lab' ? 'laboratory' : 'vital-signs' }] }],
      });
    }
    case 'culture':
      return observation(code as Record<string, unknown>, { valueString: 'No growth' });
    case 'medication':
      return resource('MedicationAdministration', {
        status: 'completed',
        medicationCodeableConcept: code,
        effectiveDateTime: when,
        context: { reference: 'Encounter/e' },
      });
    case 'order':
      return resource('ServiceRequest', { status: 'active', intent: 'order', code, authoredOn: when });
    case 'diagnosis':
      return resource('Condition', { code, recordedDate: when });
    case 'coverage':
      return { resourceType: 'Coverage', id: 'c', status: 'active', beneficiary: { reference: 'Patient/p' }, type: code };
    case 'note':
      return resource('DocumentReference', { status: 'current', date: when, type: code });
    default:
      return resource('Procedure', { status: 'completed', code, performedDateTime: when });
  }
}

function namesIn(resources: readonly unknown[]): readonly string[] {
  const { facts, notes } = read(resources);
  return [
    ...facts.map(({ concept, text }) => (concept === 'regime' ? `regime-${text}` : concept)),
    ...notes.map(({ type }) => `note-${type}`),
  ];
}

const all = Object.values(concepts);
const cases = (field: 'codes' | 'never') =>
  all.flatMap((concept) =>
    Object.entries(concept[field] ?? {})
      .filter(([system]) => system in SYSTEMS)
      .flatMap(([system, codes]) => codes.map((code) => [concept.id, system, code] as const)),
  );

test('every code of every concept gives a fact of that concept', () => {
  const missed = cases('codes').filter(([id, system, code]) => {
    const concept = concepts[id] as Concept;
    // A charted answer, not a question of its own.
    if (code.startsWith('LA')) return false;
    return !namesIn([carrying(concept, coding(system, code))]).includes(id);
  });
  expect(missed).toEqual([]);
});

test('no look-alike ever gives a fact of the concept it looks like', () => {
  expect(cases('never').length).toBeGreaterThan(30);
  const taken = cases('never').filter(([id, system, code]) =>
    namesIn([carrying(concepts[id] as Concept, coding(system, code))]).includes(id),
  );
  expect(taken).toEqual([]);
});

test('a right code with a look-alike beside it is not believed', () => {
  const mixed = {
    coding: [
      { system: SYSTEMS.loinc, code: '2524-7' },
      { system: SYSTEMS.loinc, code: '2532-0' },
    ],
  };
  expect(namesIn([carrying(concepts.lactate as Concept, mixed)])).toEqual([]);
});

test('no published code in the wrong system gives a fact', () => {
  const foreign = cases('codes').filter(([id, , code]) => {
    const other = { coding: [{ system: 'http://example.org/other', code: code.replace('*', '9') }] };
    return namesIn([carrying(concepts[id] as Concept, other)]).includes(id) && concepts[id]?.family !== 'note';
  });
  expect(foreign).toEqual([]);
});
