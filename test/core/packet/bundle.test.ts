import { describe, expect, test } from 'vitest';
import { packetBundle } from '../../../src/core/packet/index.ts';
import { untouched } from '../../promises/stays.ts';
import { all, packetFor, prepared } from './packets.ts';

type Entry = { readonly fullUrl: string; readonly resource: Readonly<Record<string, unknown>> & { readonly resourceType: string } };
type Document = { readonly type: string; readonly timestamp: string; readonly identifier: unknown; readonly entry: readonly Entry[] };

const BASE = 'https://ehr.example.org/fhir';
const documentOf = (index: number, base: string | null = BASE): Document => {
  const one = all[index];
  if (!one) throw new Error('no packet');
  return packetBundle({ packet: one.packet, resources: one.stay.resources, base }) as unknown as Document;
};

/** Every value of `reference` in a value, with what stands around it. */
function referencesIn(value: unknown, found: string[] = []): string[] {
  if (Array.isArray(value)) for (const each of value) referencesIn(each, found);
  else if (typeof value === 'object' && value !== null)
    for (const [key, each] of Object.entries(value)) {
      if (key === 'reference' && typeof each === 'string') found.push(each);
      else referencesIn(each, found);
    }
  return found;
}

/** Throws where markup is not well-formed XML: tags that do not close in order, attributes without quotes, bare ampersands. */
function assertWellFormed(markup: string): void {
  const open: string[] = [];
  const rest = markup.replace(
    /<(\/?)([a-z0-9]+)((?: [a-z:-]+="[^"<]*")*)(\/?)>/g,
    (_all, end: string, name: string, _attributes, self: string) => {
      if (end !== '') expect(open.pop()).toBe(name);
      else if (self === '') open.push(name);
      return '';
    },
  );
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/[<>]/);
  expect(rest).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#39;)/);
  expect(rest).not.toMatch(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u);
}

describe.each(all.map(({ name, packet }, index) => [`${name} ${packet.encounter}`, index] as const))('%s', (_name, index) => {
  const document = documentOf(index);
  const [first, ...rest] = document.entry;

  test('is a document: Composition first, every entry with an address of its own', () => {
    expect(document.type).toBe('document');
    expect(document.identifier).toMatchObject({
      system: 'urn:ietf:rfc:3986',
      value: expect.stringMatching(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/),
    });
    expect(Date.parse(document.timestamp)).toBe(prepared.at);
    expect(first?.resource).toMatchObject({ resourceType: 'Composition', status: 'final', title: all[index]?.packet.title });
    expect(rest.some(({ resource }) => resource.resourceType === 'Composition')).toBe(false);
    expect(new Set(document.entry.map(({ fullUrl }) => fullUrl)).size).toBe(document.entry.length);
    expect(document.entry.map(({ resource }) => resource.resourceType)).toEqual(expect.arrayContaining(['Patient', 'Encounter', 'Device']));
  });

  test('no reference dangles, with a known server and without', () => {
    for (const base of [BASE, null]) {
      const { entry } = documentOf(index, base);
      const urls = new Set(entry.map(({ fullUrl }) => fullUrl));
      const loose = referencesIn(entry).filter(
        (reference) => !urls.has(reference) && !reference.startsWith('#') && !(base !== null && reference.startsWith(`${base}/`)),
      );
      expect(loose).toEqual([]);
    }
  });

  test('a cited resource is there as it was read, but for where its references point', () => {
    const blind = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value, (key, each: unknown) => (key === 'reference' ? undefined : each)));
    const stay = all[index]?.stay;
    const read = new Map(stay?.resources.map((resource) => [`${BASE}/${resource.resourceType}/${resource.id}`, resource]));
    const cited = rest.filter(({ fullUrl }) => fullUrl.startsWith(BASE));
    expect(cited.length).toBeGreaterThan(2);
    for (const { fullUrl, resource } of cited) expect(blind(resource)).toEqual(blind(read.get(fullUrl)));
  });

  test('every section has a narrative that is well-formed XHTML', () => {
    const sections = first?.resource.section as readonly {
      readonly title: string;
      readonly text: { readonly status: string; readonly div: string };
    }[];
    expect(sections.length).toBeGreaterThan(5);
    for (const { text } of sections) {
      expect(text.status).toBe('generated');
      expect(text.div).toMatch(/^<div xmlns="http:\/\/www\.w3\.org\/1999\/xhtml">/);
      assertWellFormed(text.div);
    }
  });
});

test('markup, control characters and half of a character in a note do no harm to the document', () => {
  const found = all.find(({ packet }) => packet.subject === 'sepsis');
  const [one] = found ? untouched(found.stay) : [];
  if (!found || !one) throw new Error('no packet');
  const packet = packetFor(one, found.stay.resources, 'sepsis');
  if (!packet) throw new Error('no packet');
  const [stated, ...others] = packet.sections;
  if (stated?.kind !== 'lines') throw new Error('no statements');
  const says = 'Statement: "</td><script>alert(1)</script> & <b>\u0007 \uD800 5 > 4"';
  const changed = { ...packet, sections: [{ ...stated, lines: stated.lines.map((line) => ({ ...line, says })) }, ...others] };
  const document = packetBundle({ packet: changed, resources: found.stay.resources, base: null }) as unknown as Document;
  const sections = document.entry[0]?.resource.section as readonly { readonly text: { readonly div: string } }[];
  for (const { text } of sections) assertWellFormed(text.div);
  expect(sections[0]?.text.div).not.toContain('<script');
});
