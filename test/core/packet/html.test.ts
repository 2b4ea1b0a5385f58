import { describe, expect, test } from 'vitest';
import { packetHtml, packetText } from '../../../src/core/packet/index.ts';
import { all, prepared } from './packets.ts';

describe.each(all.map(({ name, packet }) => [`${name} ${packet.encounter}`, packet] as const))('%s', (_name, packet) => {
  const html = packetHtml(packet);
  const text = packetText(packet);

  test('the page is one file that runs nothing and fetches nothing', () => {
    expect(html).not.toMatch(/<script|javascript:|\bon[a-z]+="|<link|<img|<iframe|url\(|@import|src="|href="/i);
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });

  test('the page has a language, one first heading, a heading for each section, and header cells in every table of data', () => {
    expect(html).toMatch(/<html lang="en">/);
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html.match(/<h2 /g)).toHaveLength(packet.sections.length + 1);
    expect(new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)).size).toBe(packet.sections.length + 1);
    for (const [, kind] of html.matchAll(/<table class="([a-z ]+)"/g)) {
      if (kind === 'page') continue;
      const from = html.slice(html.indexOf(`<table class="${kind}"`));
      expect(from.slice(0, from.indexOf('</table>')), kind).toMatch(/<th scope="(?:col|row)">/);
    }
  });

  test('the patient stands in the head that is repeated on every page, and not in the title', () => {
    const head = html.slice(html.indexOf('<thead>'), html.indexOf('</thead>'));
    expect(head).toContain(packet.person.name);
    expect(head).toContain(packet.person.birthDate ?? '');
    expect(head).toContain(prepared.by);
    expect(/<title>(.*)<\/title>/.exec(html)?.[1]).not.toContain(packet.person.name.split(',')[0]);
  });

  test('page and text say the same facts', () => {
    for (const section of packet.sections) {
      expect(text).toContain(section.heading.toUpperCase());
      if (section.kind !== 'lines') continue;
      for (const line of section.lines) expect(text.replace(/\s+/g, ' ')).toContain(line.says.replace(/\s+/g, ' ').trim());
    }
    expect(text).toContain(packet.hash);
    expect(html).toContain(packet.hash);
  });

  test('the text has no symbol that a note field mangles', () => {
    expect(text).not.toMatch(/[\u2010-\u2026\u2192\u2264\u2265\u00B1\u00D7\u00A0\u200B]/);
  });
});
