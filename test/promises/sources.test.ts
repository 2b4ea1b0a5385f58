import { describe, expect, test } from 'vitest';
import type { EvidenceLine, Source, Statement } from '../../src/core/compose/statement.ts';
import { unitWords } from '../../src/core/compose/wording.ts';
import { content, type Resource, review, untouched, type Written, written } from './stays.ts';

// Each line can be opened, and what it shows is what stands there: value, unit, time, words.
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** Everything inside a value that is said with sources, wherever it hangs. */
function statementsIn(value: unknown, found: Statement[] = []): Statement[] {
  if (Array.isArray(value)) for (const each of value) statementsIn(each, found);
  else if (isObject(value) && !(value instanceof Map)) {
    if (typeof value.text === 'string' && Array.isArray(value.sources)) found.push(value as unknown as Statement);
    for (const each of Object.values(value)) statementsIn(each, found);
  }
  return found;
}
const isLine = (statement: Statement): statement is EvidenceLine => 'polarity' in statement && 'concept' in statement;
const refs = (sources: readonly Source[]) => sources.filter((source): source is Extract<Source, string> => typeof source === 'string');
const documentOf = (ref: string) => ref.split('#')[0] ?? ref;

/** Numbers, strings and instants of a resource, however deep, with its coded unit texts. */
function leaves(value: unknown, found: unknown[] = []): unknown[] {
  if (isObject(value)) for (const each of Object.values(value)) leaves(each, found);
  else found.push(value);
  return found;
}
const folded = (text: string) =>
  text
    .replace(/<[^>]*>|&[a-z#0-9]+;/gi, ' ')
    .replace(/[^a-z0-9]+/gi, '')
    .toLowerCase();

/** Plain words of a note: its attachments, or the Binary that they name, decoded. */
function wordsOf(resource: Resource, stay: Written): string {
  const texts = [
    resource,
    ...stay.resources.filter(({ resourceType, id }) => resourceType === 'Binary' && JSON.stringify(resource).includes(`Binary/${id}`)),
  ];
  return texts
    .flatMap((each) => leaves(each))
    .filter((leaf): leaf is string => typeof leaf === 'string' && leaf.length > 60)
    .map((data) => Buffer.from(data, 'base64').toString('utf8'))
    .join(' ');
}

describe.each(written.map((stay) => [stay.id, stay] as const))('%s', (_id, stay) => {
  const byRef = new Map(stay.resources.map((resource) => [`${resource.resourceType}/${resource.id}`, resource]));
  const moments = untouched(stay).flatMap((one) => [one.asOf, one.asOf - 24 * 3_600_000, one.asOf - 60 * 3_600_000]);
  const reviews = [...untouched(stay), ...moments.slice(1).flatMap((asOf) => review(stay.resources, { asOf }))];
  const shown = reviews.flatMap((one) => statementsIn([one.prompts, one.queries, one.brief]));
  const lines = [...new Map(shown.filter(isLine).map((line) => [`${line.text} ${line.sources.map(String)}`, line])).values()];

  test('every sentence names a source that is there, or the search that found nothing', () => {
    expect(shown.length).toBeGreaterThan(0);
    for (const { text, sources } of shown) {
      expect([text, sources.length]).not.toEqual([text, 0]);
      for (const ref of refs(sources)) expect([text, ref, byRef.has(documentOf(ref))]).toEqual([text, ref, true]);
    }
    for (const draft of reviews.flatMap((one) => one.queries))
      for (const { ref } of [...draft.documentedStatements, ...draft.indicators])
        expect([ref, ref.startsWith('search:') || byRef.has(documentOf(ref))]).toEqual([ref, true]);
  });

  test('a measured value repeats number, unit and time of its resource', () => {
    for (const line of lines) {
      const [ref] = refs(line.sources);
      const number = line.value === null ? Number.NaN : Number(line.value.replace(/^[<>]=?/, ''));
      const concept = content.concepts[line.concept];
      const isCharted =
        concept !== undefined && concept.family !== 'measure' && !line.flags.includes('computed') && !line.flags.includes('score');
      if (ref === undefined || Number.isNaN(number) || !isCharted || ['patient', 'movement'].includes(concept.family) || ref.includes('#'))
        continue;
      const held = leaves(byRef.get(documentOf(ref)) ?? {});
      expect([line.text, ref, held.some((leaf) => typeof leaf === 'number' && Math.abs(leaf - number) < 0.0006)]).toEqual([
        line.text,
        ref,
        true,
      ]);
      const units = held.filter((leaf): leaf is string => typeof leaf === 'string').map((leaf) => unitWords(leaf) ?? '');
      if (line.unit !== null && !line.flags.includes('unit-assumed'))
        expect([line.text, units.some((unit) => unit.toLowerCase() === line.unit?.toLowerCase())]).toEqual([line.text, true]);
      const instants = held.filter((leaf): leaf is string => typeof leaf === 'string').map((leaf) => Date.parse(leaf));
      if (!line.flags.some((flag) => ['zone-assumed', 'date-precision'].includes(flag)))
        expect([line.text, ref, instants.includes(line.at)]).toEqual([line.text, ref, true]);
    }
  });

  test('what is quoted stands in the note, at the place the source names', () => {
    const quotes = [
      ...lines.flatMap((line) => (line.value?.startsWith('"') ? [{ quote: line.value, ref: String(line.sources[0]) }] : [])),
      ...reviews.flatMap((one) => one.queries.flatMap((draft) => draft.documentedStatements)).filter(({ ref }) => ref.includes('#')),
    ];
    for (const { quote, ref } of quotes) {
      const resource = byRef.get(documentOf(ref));
      const words = resource ? wordsOf(resource, stay) : '';
      expect([ref, quote, folded(words).includes(folded(quote))]).toEqual([ref, quote, true]);
      const [from, to] = (ref.split('#')[1] ?? '').split('-').map(Number);
      if (/[<{]/.test(words) || from === undefined || to === undefined) continue;
      expect([ref, folded(quote).includes(folded(words.trim().slice(from, to)))]).toEqual([ref, true]);
    }
  });
});
