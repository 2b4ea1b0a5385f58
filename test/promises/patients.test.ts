import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allOf, differing, linesOf, pick, type Resource, review, shuffled, untouched, type Written, written } from './stays.ts';

// Never the wrong patient: what is known of one never reaches the review of another, whatever is read together.
const number = fc.nat({ max: 1_000_000 });
const ids = written.map(({ id }) => id);
const pair = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)).filter(([a, b]) => a !== b);
const stayOf = (id: string): Written => pick(written, ids.indexOf(id));

/** Words that only this stay's resources hold: ids, names, numbers, sentences of notes. */
function tokensOf(stay: Written): readonly string[] {
  const strings: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === 'string') strings.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  for (const { resourceType, name, identifier } of stay.resources)
    if (resourceType === 'Patient' || resourceType === 'Practitioner') collect([name, identifier]);
  const notes = stay.resources.flatMap((resource) => /"data":"([A-Za-z0-9+/=]{40,})"/.exec(JSON.stringify(resource))?.[1] ?? []);
  const sentences = notes.flatMap((note) =>
    Buffer.from(note, 'base64')
      .toString('utf8')
      .split(/[.\n<>]+/)
      .filter((each) => each.trim().length > 25),
  );
  return [`${stay.id}-`, ...strings.filter((each) => each.length > 4 && !each.startsWith('urn:')), ...sentences.map((each) => each.trim())];
}
const own = new Map(written.map((stay) => [stay.id, tokensOf(stay)] as const));

/** Tokens of `other` in the reviews that are not also words of `stay`. */
function leaked(reviews: readonly unknown[], stay: Written, other: Written): readonly string[] {
  const said = allOf(reviews);
  const known = allOf(stay.resources) + (own.get(stay.id) ?? []).join('\n');
  return (own.get(other.id) ?? []).filter((token) => said.includes(token) && !known.includes(token));
}

/** Clinical resources of the other patient, changed so that they claim to belong with this one's. */
const STRAYS: readonly ((resource: Resource, encounter: string) => Record<string, unknown>)[] = [
  (resource, encounter) => ({ ...resource, encounter: { reference: encounter }, context: { reference: encounter } }),
  ({ subject: _subject, beneficiary: _beneficiary, ...rest }) => rest,
  ({ subject: _subject, beneficiary: _beneficiary, ...rest }, encounter) => ({ ...rest, encounter: { reference: encounter } }),
  (resource) => ({ ...resource, subject: { reference: 'Group/ward' }, beneficiary: { reference: 'Group/ward' } }),
  (resource) => ({ ...resource, subject: { display: 'by name only' }, beneficiary: { display: 'by name only' } }),
];
const CLINICAL =
  /^(Observation|Condition|Medication(Request|Administration)|ServiceRequest|Procedure|DocumentReference|DeviceUseStatement|Coverage)$/;

test('two patients read together are reviewed as if each had been read alone', () => {
  fc.assert(
    fc.property(pair, number, ([first, second], seed) => {
      const [a, b] = [stayOf(first), stayOf(second)];
      const mixed = review(shuffled([...a.resources, ...b.resources], seed));
      for (const [stay, other] of [
        [a, b],
        [b, a],
      ] as const) {
        const patient = untouched(stay)[0]?.patient;
        const of = mixed.filter((each) => each.patient === patient);
        expect(leaked(of, stay, other)).toEqual([]);
        expect(differing(linesOf(untouched(stay)), linesOf(of))).toEqual([]);
      }
    }),
    { numRuns: 12 },
  );
});

test('resources of another patient that name this encounter, nobody or a group never reach this review', () => {
  fc.assert(
    fc.property(pair, number, ([first, second], seed) => {
      const [stay, other] = [stayOf(first), stayOf(second)];
      const encounter = untouched(stay)[0]?.encounter ?? '';
      const strays = other.resources.map((resource, index) =>
        CLINICAL.test(resource.resourceType) ? pick(STRAYS, seed + index)(resource, encounter) : resource,
      );
      const patient = untouched(stay)[0]?.patient;
      const alone = strays.filter(({ resourceType }) => resourceType !== 'Encounter' && resourceType !== 'Patient');
      for (const read of [strays, alone]) {
        const of = review(shuffled([...stay.resources, ...read], seed)).filter((each) => each.patient === patient);
        expect(leaked(of, stay, other)).toEqual([]);
      }
    }),
    { numRuns: 12 },
  );
});
