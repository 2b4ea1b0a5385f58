import { eachObject, isRecord, textAt, valuesAt } from './fhir/resource.ts';

/** Family names that nobody bears, so that no row of a list can be taken for a person. */
const FAMILIES = ['Testrow', 'Placeholder', 'Sampleton', 'Dummyfield', 'Mockford', 'Synthetica', 'Specimenko', 'Fakeworth'];
const GIVEN = ['Alpha', 'Bravo', 'Charlie', 'Delta', 'Echo', 'Foxtrot', 'Golf', 'Hotel', 'India', 'Juliett', 'Kilo', 'Lima'];

/**
 * As many Bundles as asked for, each a copy of one of the models in turn under ids, a name and a record number of its own. What belongs to no patient
 * (Practitioner, Location) keeps its id and is shared. Throws without a model.
 */
export function crowdOf(models: readonly unknown[], count: number): object[] {
  if (models.length === 0) throw new Error('A crowd needs a stay to be copied.');
  return Array.from({ length: count }, (_, index) => copyOf(models[index % models.length], index + 1));
}

function copyOf(model: unknown, number: number): object {
  const tag = `c${String(number).padStart(3, '0')}`;
  const resources = valuesAt(model, 'entry.resource').map((resource) => structuredClone(resource) as Record<string, unknown>);
  const places = new Map<string, string>();
  for (const resource of resources) {
    const type = textAt(resource, 'resourceType');
    const id = textAt(resource, 'id');
    if (SHARED.has(type) || id === '') continue;
    resource.id = `${id}-${tag}`.slice(-64);
    places.set(`${type}/${id}`, `${type}/${String(resource.id)}`);
  }
  for (const resource of resources) {
    eachObject(resource, (object) => {
      const place = places.get(typeof object.reference === 'string' ? object.reference : '');
      if (place) (object as Record<string, unknown>).reference = place;
    });
    if (resource.resourceType === 'Patient') Object.assign(resource, nameFor(number, tag));
  }
  return { resourceType: 'Bundle', type: 'collection', entry: resources.filter(isRecord).map((resource) => ({ resource })) };
}

const SHARED: ReadonlySet<string> = new Set(['Practitioner', 'PractitionerRole', 'Organization', 'Location', 'Medication']);

const nameFor = (number: number, tag: string) => ({
  name: [
    {
      use: 'official',
      family: `${FAMILIES[number % FAMILIES.length]}${String(number).padStart(3, '0')}`,
      given: [GIVEN[number % GIVEN.length]],
    },
  ],
  identifier: [{ system: 'urn:example:mrn', value: `TEST-${tag.toUpperCase()}` }],
});
