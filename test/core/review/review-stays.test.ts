import { expect, test } from 'vitest';
import { reviewStays } from '../../../src/core/review/index.ts';
import { content, pick, review, untouched, written } from '../../promises/stays.ts';

const twice = pick(
  written.filter((stay) => untouched(stay).length > 1),
  0,
);

test('nothing in, nothing out', () => {
  expect(review([])).toEqual([]);
});

test('a patient without an encounter has no review', () => {
  expect(review(twice.resources.filter(({ resourceType }) => resourceType !== 'Encounter'))).toEqual([]);
});

test.each([
  ['policy', { policy: 'nobody' }],
  ['site', { site: 'nowhere' }],
  ['checklist', { checklists: ['gout'] }],
])('an unknown %s is refused before anything is read', (name, options) => {
  expect(() => reviewStays({ resources: [], content, options })).toThrow(new RegExp(`unknown ${name}`));
});

test('one stay can be asked for, and is reviewed as among the others', () => {
  const all = untouched(twice);
  for (const one of all) {
    const alone = review(twice.resources, { encounter: one.encounter });
    expect(alone.map(({ encounter }) => encounter)).toEqual([one.encounter]);
    expect(alone[0]?.prompts).toEqual(one.prompts);
  }
});

test('only the checklists asked for are evaluated', () => {
  const [one] = review(twice.resources, { checklists: ['sepsis'] });
  expect(one?.checklists.map(({ id }) => id)).toEqual(['sepsis']);
});

test('nothing of a later moment is in the review of an earlier one', () => {
  const last = untouched(twice).at(-1);
  const asOf = (last?.asOf ?? 0) - 30 * 3_600_000;
  for (const { chart } of review(twice.resources, { asOf, encounter: last?.encounter ?? '' }))
    expect(chart.facts.filter((fact) => fact.at > asOf || (fact.known ?? fact.at) > asOf)).toEqual([]);
});

test('the zone is that of the places where the patient was, whatever else is in the file', () => {
  const elsewhere = {
    resourceType: 'Location',
    id: 'elsewhere',
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/timezone', valueCode: 'Pacific/Auckland' }],
  };
  const places = Array.from({ length: 9 }, (_, index) => ({ ...elsewhere, id: `elsewhere-${index}` }));
  expect(review([...places, ...twice.resources]).map(({ zone }) => zone)).toEqual(untouched(twice).map(({ zone }) => zone));
});
