import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decidedOf, differing, linesOf, pick, type Resource, review, shuffled, untouched, written } from './stays.ts';

const number = fc.nat({ max: 1_000_000 });

/** Copies of resources that say: this did not happen, was a mistake, is over somebody else. */
const UNDONE: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
  Observation: [{ status: 'entered-in-error' }, { status: 'cancelled' }, { status: 'registered' }],
  MedicationAdministration: [{ status: 'entered-in-error' }, { status: 'not-done' }],
  MedicationRequest: [{ status: 'entered-in-error' }, { status: 'cancelled' }],
  ServiceRequest: [{ status: 'entered-in-error' }],
  Procedure: [{ status: 'entered-in-error' }, { status: 'not-done' }],
  DeviceUseStatement: [{ status: 'entered-in-error' }],
  Condition: [
    { verificationStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code: 'refuted' }] } },
    {
      verificationStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code: 'entered-in-error' }] },
    },
  ],
  Encounter: [{ status: 'entered-in-error' }, { status: 'cancelled' }],
  DocumentReference: [{ status: 'entered-in-error' }],
  Coverage: [{ status: 'entered-in-error' }, { status: 'cancelled' }],
};

const STRANGER = { reference: 'Patient/somebody-else' };
const foreign = (resource: Resource): Resource => ({
  ...resource,
  ...(resource.resourceType === 'Coverage' ? { beneficiary: STRANGER } : { subject: STRANGER }),
});

describe.each(written.map((stay) => [stay.id, stay] as const))('%s', (_id, stay) => {
  test('the order of resources and their repetition change no byte', () => {
    const before = linesOf(untouched(stay));
    fc.assert(
      fc.property(number, number, (order, again) => {
        const repeated = shuffled(stay.resources, again).slice(0, stay.resources.length / 3);
        expect(differing(before, linesOf(review(shuffled([...stay.resources, ...repeated], order))))).toEqual([]);
      }),
      { numRuns: 3 },
    );
  });

  test("what was entered in error, refuted, cancelled or is somebody else's changes nothing but problems", () => {
    const before = untouched(stay).map(decidedOf);
    const subjects = stay.resources.filter(({ resourceType }) => resourceType in UNDONE);
    fc.assert(
      fc.property(number, (seed) => {
        const undone = shuffled(subjects, seed)
          .slice(0, 25)
          .map((resource, index) => ({ ...resource, ...pick(UNDONE[resource.resourceType] ?? [{}], seed + index), id: `undone-${index}` }));
        const others = shuffled(subjects, seed + 1)
          .filter(({ resourceType }) => resourceType !== 'Encounter')
          .slice(0, 25)
          .map((resource, index) => ({ ...foreign(resource), id: `foreign-${index}` }));
        expect(differing(before, review([...undone, ...stay.resources, ...others]).map(decidedOf))).toEqual([]);
      }),
      { numRuns: 3 },
    );
  });
});
