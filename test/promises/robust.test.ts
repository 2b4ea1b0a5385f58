import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decidedOf, differing, pick, type Resource, review, written } from './stays.ts';

// One bad resource costs only itself, and no message says whose it was.
const number = fc.nat({ max: 1_000_000 });
const stays = fc.constantFrom(...written);
/** Words that stand for a name, a number of the patient, a sentence of a note. */
const SEEDS = ['Quillfeather, Zebra', 'MRN-55-0199-X', 'The patient says that her dog Biscuit bit her.'] as const;

/** The resource with one leaf, chosen by the number, replaced. */
function withLeaf(value: unknown, number: number, by: unknown): unknown {
  if (Array.isArray(value))
    return value.length === 0
      ? value
      : value.map((each, index) => (index === number % value.length ? withLeaf(each, number >> 2, by) : each));
  if (typeof value !== 'object' || value === null) return by;
  const keys = Object.keys(value);
  const chosen = keys[number % keys.length];
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, key === chosen ? withLeaf(each, Math.floor(number / keys.length), by) : each]),
  );
}
const at = (resources: readonly Resource[], place: number, value: readonly unknown[]): readonly unknown[] => [
  ...resources.slice(0, place),
  ...value,
  ...resources.slice(place + 1),
];

test('any resource may be absent', () => {
  fc.assert(
    fc.property(stays, number, ({ resources }, place) => {
      for (const one of review(at(resources, place % resources.length, [])))
        expect(one.problems.filter(({ kind }) => kind === 'bug')).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('any JSON value in place of a resource costs that resource and nothing else', () => {
  fc.assert(
    fc.property(stays, number, fc.jsonValue({ maxDepth: 4 }), ({ resources }, number, value) => {
      const place = number % resources.length;
      const without = review(at(resources, place, [])).map(decidedOf);
      expect(differing(without, review(at(resources, place, [value])).map(decidedOf))).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test('any value in any element of a resource is survived, without a mistake of ours', () => {
  fc.assert(
    fc.property(
      stays,
      number,
      number,
      fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(...SEEDS, 1e300, -1, '9999-99-99', {}, [])),
      ({ resources }, number, leaf, value) => {
        const place = number % resources.length;
        for (const one of review(at(resources, place, [withLeaf(pick(resources, place), leaf, value)])))
          expect(one.problems.filter(({ kind }) => kind === 'bug')).toEqual([]);
      },
    ),
    { numRuns: 40 },
  );
});

test('no problem and no error says a name, a number of the patient or a word of a note', () => {
  const messagesOf = (resources: readonly unknown[]): string => {
    try {
      return JSON.stringify(review(resources).map(({ problems }) => problems));
    } catch (error) {
      return String(error);
    }
  };
  const names = written.flatMap(({ resources }) =>
    resources
      .filter(({ resourceType }) => resourceType === 'Patient')
      .flatMap((patient) =>
        [...JSON.stringify([patient.name, patient.identifier]).matchAll(/"(?:family|value)":"([^"]+)"/g)].map(([, name]) => name ?? ''),
      ),
  );
  fc.assert(
    fc.property(
      stays,
      fc.array(fc.tuple(number, number, fc.constantFrom(...SEEDS)), { minLength: 5, maxLength: 20 }),
      ({ resources }, seeded) => {
        const marked = [...resources] as unknown[];
        for (const [place, leaf, seed] of seeded) marked[place % marked.length] = withLeaf(marked[place % marked.length], leaf, seed);
        const said = messagesOf(marked);
        for (const word of [...SEEDS, ...names]) expect([word, said.includes(word) ? said : '']).toEqual([word, '']);
      },
    ),
    { numRuns: 40 },
  );
});
