import type { Resource } from './fhir/resource.ts';

/** What a user of the EHR does here; decides which lists the EHR shows and which scopes are granted. */
export type Role = 'clinician' | 'cdi' | 'ur';

/** One of the invented people who can sign in. */
export interface Person {
  readonly id: string;
  readonly role: Role;
  readonly given: string;
  readonly family: string;
  readonly credentials: string;
  readonly job: string;
  readonly specialty: string;
  /** What this person does here, for the sign-in page, where it differs from what the role does. */
  readonly work?: string;
}

export const PEOPLE: readonly Person[] = [
  {
    id: 'sandbox-rivera',
    role: 'clinician',
    given: 'Alma',
    family: 'Rivera',
    credentials: 'MD',
    job: 'Hospitalist',
    specialty: 'Hospital medicine',
  },
  {
    id: 'sandbox-castellan',
    role: 'clinician',
    given: 'Ines',
    family: 'Castellan',
    credentials: 'MD',
    job: 'Hospitalist',
    specialty: 'Hospital medicine',
    work: 'The other week of a 7-on, 7-off rota: a stay can be handed over to her in the orders of its chart.',
  },
  {
    id: 'sandbox-lindgren',
    role: 'cdi',
    given: 'Nora',
    family: 'Lindgren',
    credentials: 'RN, CCDS',
    job: 'CDI specialist',
    specialty: 'Clinical documentation integrity',
  },
  {
    id: 'sandbox-tate',
    role: 'ur',
    given: 'Marcus',
    family: 'Tate',
    credentials: 'RN, CCM',
    job: 'Utilization review nurse',
    specialty: 'Utilization review',
  },
  {
    id: 'sandbox-okoye',
    role: 'ur',
    given: 'Samuel',
    family: 'Okoye',
    credentials: 'MD',
    job: 'Physician advisor',
    specialty: 'Physician advising',
    work: 'Second-level review of what the nurse hands over, with the app at full width.',
  },
];

export const nameOf = (person: Pick<Person, 'given' | 'family' | 'credentials'>) =>
  `${person.given} ${person.family}, ${person.credentials}`;
export const personById = (id: string): Person | undefined => PEOPLE.find((person) => person.id === id);

/** The people as FHIR resources, so that `fhirUser` and note authors can be read. */
export function peopleResources(): Resource[] {
  return PEOPLE.flatMap((person): Resource[] => [
    {
      resourceType: 'Practitioner',
      id: person.id,
      active: true,
      name: [{ use: 'official', family: person.family, given: [person.given], suffix: person.credentials.split(', ') }],
      qualification: person.credentials.split(', ').map((text) => ({ code: { text } })),
    },
    {
      resourceType: 'PractitionerRole',
      id: `${person.id}-role`,
      active: true,
      practitioner: { reference: `Practitioner/${person.id}`, display: nameOf(person) },
      code: [{ text: person.job }],
      specialty: [{ text: person.specialty }],
    },
  ]);
}
