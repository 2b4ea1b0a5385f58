import { describe, expect, test } from 'vitest';
import { unitWords } from '../../../src/core/compose/wording.ts';
import { linesOf } from '../../../src/core/packet/index.ts';
import { content, type Resource, type Written } from '../../promises/stays.ts';
import { all, refs } from './packets.ts';

const documentOf = (ref: string) => ref.split('#')[0] ?? ref;

/** Numbers, strings and units of a resource, however deep. */
function leaves(value: unknown, found: unknown[] = []): unknown[] {
  if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) leaves(each, found);
  else found.push(value);
  return found;
}
const folded = (text: string) =>
  text
    .replace(/<[^>]*>|&[a-z#0-9]+;/gi, ' ')
    .replace(/[^a-z0-9]+/gi, '')
    .toLowerCase();

/** The plain words of a note: what its attachments hold, or the Binary that they name, decoded. */
const wordsOf = (resource: Resource | undefined, stay: Written): string =>
  [
    resource,
    ...stay.resources.filter(({ resourceType, id }) => resourceType === 'Binary' && JSON.stringify(resource).includes(`Binary/${id}`)),
  ]
    .flatMap((each) => leaves(each ?? {}))
    .filter((leaf): leaf is string => typeof leaf === 'string' && leaf.length > 60)
    .map((data) => Buffer.from(data, 'base64').toString('utf8'))
    .join(' ');

let compared = 0;

describe.each(all.map(({ name, stay, packet }) => [`${name} ${packet.encounter}`, stay, packet] as const))('%s', (_name, stay, packet) => {
  const byRef = new Map(stay.resources.map((resource) => [`${resource.resourceType}/${resource.id}`, resource]));
  const lines = linesOf(packet);

  test('every sentence names a resource that was read, or the search that found nothing', () => {
    expect(lines.length).toBeGreaterThan(10);
    for (const { text, sources } of lines) {
      expect([text, sources.length]).not.toEqual([text, 0]);
      for (const ref of refs(sources)) expect([text, ref, byRef.has(documentOf(ref))]).toEqual([text, ref, true]);
    }
  });

  test('a measured value repeats number, unit and time of its resource', () => {
    let checked = 0;
    for (const { text, sources, measured, at } of lines) {
      const [ref] = refs(sources);
      const family = measured ? content.concepts[measured.concept]?.family : undefined;
      if (!measured || ref === undefined || ref.includes('#') || !['lab', 'vital', 'respiratory'].includes(family ?? '')) continue;
      if (measured.flags.some((flag) => flag === 'computed' || flag === 'score' || flag === 'fio2-estimated')) continue;
      checked += 1;
      const held = leaves(byRef.get(documentOf(ref)) ?? {});
      const number = Number(measured.value.replace(/^[<>]=?/, ''));
      expect([text, held.some((leaf) => typeof leaf === 'number' && Math.abs(leaf - number) < 0.0006)]).toEqual([text, true]);
      const words = held.filter((leaf): leaf is string => typeof leaf === 'string');
      if (measured.unit !== null && !measured.flags.includes('unit-assumed'))
        expect([text, words.some((word) => unitWords(word)?.toLowerCase() === measured.unit?.toLowerCase())]).toEqual([text, true]);
      if (!measured.flags.some((flag) => ['zone-assumed', 'date-precision'].includes(flag)))
        expect([text, words.map((word) => Date.parse(word)).includes(at ?? Number.NaN)]).toEqual([text, true]);
    }
    compared += checked;
  });

  test('what is quoted stands in the note that the source names', () => {
    for (const { quote, sources } of lines) {
      const [ref] = refs(sources);
      if (quote === null || ref === undefined) continue;
      expect([ref, quote, folded(wordsOf(byRef.get(documentOf(ref)), stay)).includes(folded(quote))]).toEqual([ref, quote, true]);
    }
  });
});

test('hundreds of values were held against their resources', () => {
  expect(compared).toBeGreaterThan(200);
});
