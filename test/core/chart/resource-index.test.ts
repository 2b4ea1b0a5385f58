import { expect, test } from 'vitest';
import { indexResources } from '../../../src/core/chart/resource-index.ts';

const lab = (fields: Record<string, unknown> = {}) => ({ resourceType: 'Observation', id: '1', ...fields });

test('one target by any of its names', () => {
  const index = indexResources([{ fullUrl: 'https://ehr.example.org/fhir/Observation/1', resource: lab() }]);
  for (const reference of [
    'Observation/1',
    'Observation/1/_history/3',
    'https://ehr.example.org/fhir/Observation/1',
    'https://ehr.example.org/fhir/Observation/1/_history/2',
  ]) {
    expect(index.follow({ reference })).toMatchObject({ ref: 'Observation/1', resource: { id: '1' } });
  }
});

test('another server is another resource, though the id is the same', () => {
  const index = indexResources([{ fullUrl: 'https://ehr.example.org/fhir/Observation/1', resource: lab() }]);
  expect(index.follow({ reference: 'https://elsewhere.example/fhir/Observation/1' })).toEqual({
    ref: 'https://elsewhere.example/fhir/Observation/1',
    resource: null,
  });
});

test('what is not here is named, what is contained is found in its own resource only', () => {
  const parent = lab({ contained: [{ resourceType: 'Specimen', id: 's' }] });
  const index = indexResources([parent]);
  expect(index.follow({ reference: '#s' }, parent)).toMatchObject({ resource: { id: 's' } });
  expect(index.follow({ reference: '#s' }, lab())).toMatchObject({ resource: null });
  expect(index.follow({ reference: 'Specimen/9' })).toEqual({ ref: 'Specimen/9', resource: null });
  expect(index.follow({ display: 'nobody' })).toBeNull();
});

test('of two versions the higher one is kept, whichever comes first', () => {
  const old = lab({ meta: { versionId: '2' }, status: 'preliminary' });
  const young = lab({ meta: { versionId: '10' }, status: 'final' });
  for (const order of [
    [old, young],
    [young, old],
  ])
    expect(indexResources(order).entries).toMatchObject([{ resource: { status: 'final' } }]);
  const earlier = lab({ meta: { lastUpdated: '2026-03-02T10:00:00Z' }, status: 'a' });
  const later = lab({ meta: { lastUpdated: '2026-03-02T05:30:00-05:00' }, status: 'b' });
  for (const order of [
    [earlier, later],
    [later, earlier],
  ])
    expect(indexResources(order).entries).toMatchObject([{ resource: { status: 'b' } }]);
});

test('a resource without id has a name made from its content, the same for the same content', () => {
  const [entry, ...rest] = indexResources([
    { resourceType: 'Observation', a: 1, b: 2 },
    { b: 2, a: 1, resourceType: 'Observation' },
  ]).entries;
  expect(rest).toEqual([]);
  expect(entry?.ref).toMatch(/^Observation\/_[0-9a-f]{8}$/);
});

test('a resource nested ten thousand deep is named without overflowing the stack', () => {
  let nested: unknown = 1;
  for (let i = 0; i < 10_000; i++) nested = { a: nested };
  expect(indexResources([{ resourceType: 'Observation', nested }, lab({ nested }), lab({ nested, status: 'final' })]).entries).toHaveLength(
    2,
  );
});
