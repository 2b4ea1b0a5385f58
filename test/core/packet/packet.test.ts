import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { canonicalText, ENGINE_VERSION, LEVEL_OF_CARE, linesOf, packetOf } from '../../../src/core/packet/index.ts';
import { reviewStays } from '../../../src/core/review/index.ts';
import { content, review, untouched, type Written, written } from '../../promises/stays.ts';
import { all, packetFor, packetsOf, prepared } from './packets.ts';

const stayOf = (id: string): Written => {
  const found = written.find((stay) => stay.id === id);
  if (!found) throw new Error(`no stay ${id}`);
  return found;
};
const sectionOf = (packet: ReturnType<typeof packetsOf>[number], id: string) => packet.sections.find((section) => section.id === id);

test('there are packets of conditions and of the level of care to look at', () => {
  expect(all.filter(({ packet }) => packet.subject === LEVEL_OF_CARE).length).toBeGreaterThan(5);
  expect(all.filter(({ packet }) => packet.subject !== LEVEL_OF_CARE).length).toBeGreaterThan(5);
});

describe('what gets no packet', () => {
  const [one] = untouched(stayOf('vig-21'));
  if (!one) throw new Error('no review');
  const ask = (subject: string, given = one) => packetOf({ review: given, content, resources: [], subject, prepared });

  test('a condition that no provider documented is refused without being named', () => {
    const silent = one.checklists.filter(({ documentation, id }) => documentation.state === 'silent' && id !== 'record-completeness');
    expect(silent.length).toBeGreaterThan(0);
    for (const { id, title, documentation } of silent) {
      if (documentation.timeline === undefined) continue;
      const answer = ask(id);
      if (!('refused' in answer)) throw new Error(`${id} was not refused`);
      expect(answer.refused).toMatch(/No provider has documented/);
      expect(answer.refused.toLowerCase()).not.toContain(title.toLowerCase());
    }
  });

  test('where notes could not be read, it is not known whether anybody documented it, and the refusal says so', () => {
    const stay = stayOf('vig-21');
    const blind = review(stay.resources.filter(({ resourceType }) => resourceType !== 'DocumentReference'))[0];
    if (!blind) throw new Error('no review');
    const answer = ask('sepsis', blind);
    expect('refused' in answer && answer.refused).toMatch(/not known: the notes could not be read/);
  });

  test('a checklist about the record, and one that is not there, are refused with the reason', () => {
    expect(ask('record-completeness')).toEqual({ refused: expect.stringMatching(/about the record itself/) });
    expect(ask('gout')).toEqual({ refused: expect.stringMatching(/no checklist/) });
  });
});

test('entries made on this device only are not called a chart that could not be read', () => {
  const stay = stayOf('vig-24');
  const [one] = reviewStays({ resources: stay.resources, content, options: {}, entries: [], entriesAreComplete: false });
  if (!one) throw new Error('no review');
  const answer = packetOf({ review: one, content, resources: stay.resources, subject: LEVEL_OF_CARE, prepared });
  if ('refused' in answer) throw new Error(answer.refused);
  const unread = sectionOf(answer, 'unread');
  const texts = unread?.kind === 'lines' ? unread.lines.map(({ text }) => text) : [];
  expect(texts).toContain('Not known - Entries of utilization review: only those made on this device are at hand');
  expect(texts.join()).not.toMatch(/the chart could not be read/);
});

describe('a packet of a condition', () => {
  const [packet] = packetsOf(stayOf('vig-02'));
  if (!packet) throw new Error('no packet');

  test('names the condition as a provider did, and when', () => {
    expect(packet.title).toBe('Evidence summary: sepsis, as documented 2026-04-13');
  });

  test('shows first and last new mention, and every statement with author and note', () => {
    const stated = sectionOf(packet, 'stated');
    const lines = stated?.kind === 'lines' ? stated.lines : [];
    expect(lines[0]).toMatchObject({ says: 'First new mention: affirmed', by: 'Marta Quill, physician, ED note' });
    expect(lines[1]?.says).toMatch(/^Last new mention/);
    expect(lines.filter(({ quote }) => quote !== null).every(({ by, time }) => by !== null && time !== null)).toBe(true);
  });

  test('holds facts for and against, and the whole course beside the values that counted', () => {
    for (const id of ['for', 'against', 'course', 'narrative']) {
      const section = sectionOf(packet, id);
      expect(section?.kind === 'lines' && section.lines.length > 0, id).toBe(true);
    }
  });

  test('every criterion of the checklist has a row with a verdict and something it rests on', () => {
    const one = untouched(stayOf('vig-02'))[0]?.checklists.find(({ id }) => id === 'sepsis');
    const section = sectionOf(packet, 'criteria');
    const rows = section?.kind === 'criteria' ? section.rows : [];
    expect(rows).toHaveLength(Object.keys(one?.criteria ?? {}).length);
    expect(rows.filter(({ lines }) => lines.length === 0)).toEqual([]);
    const absent = rows.filter(({ verdict }) => verdict === 'not-found').flatMap(({ lines }) => lines.slice(-1));
    expect(absent.every(({ says }) => /looked \d{4}-\d\d-\d\d \d\d:\d\d|may still change|Not measured/.test(says))).toBe(true);
  });
});

describe('how a packet of a condition reads', () => {
  const conditions = all.filter(({ packet }) => packet.subject !== LEVEL_OF_CARE);

  test('begins with what could not be read, where something could not; then the summary, the definitions and the contrary facts', () => {
    let unread = 0;
    for (const { packet, name } of conditions) {
      const ids = packet.sections.map(({ id }) => id);
      const first = packet.sections[0];
      if (first?.id === 'unread') {
        unread += 1;
        expect(first.kind === 'lines' && first.lines.length > 0, name).toBe(true);
      }
      const start = first?.id === 'unread' ? 1 : 0;
      expect([name, ids.slice(start, start + 3)]).toEqual([name, ['summary', 'definitions', 'against']]);
      expect([name, ids.filter((id) => id === 'unread').length]).toEqual([name, 1]);
    }
    expect(unread).toBeGreaterThan(0);
    expect(unread).toBeLessThan(conditions.length);
  });

  test('its summary is in order of time, holds every denial, and is short enough for a page', () => {
    for (const { packet, stay, name } of conditions) {
      const summary = sectionOf(packet, 'summary');
      const lines = summary?.kind === 'lines' ? summary.lines : [];
      const times = lines.map(({ at }) => at ?? 0);
      expect([name, times]).toEqual([name, [...times].sort((a, b) => a - b)]);
      expect(lines.length, name).toBeGreaterThan(0);
      const one = untouched(stay).find(({ encounter }) => encounter === packet.encounter);
      const statements = one?.checklists.find(({ id }) => id === packet.subject)?.documentation.statements ?? [];
      const denials = statements.filter(({ says }) => says === 'denied');
      const shown = new Set(lines.flatMap(({ sources }) => sources.map(String)));
      expect([name, denials.filter(({ from }) => !shown.has(from[0]))]).toEqual([name, []]);
      expect(lines.length - denials.length, name).toBeLessThan(30);
    }
  });

  test('the course of a measurement holds measurements, no sentences of notes', () => {
    for (const { packet, name } of conditions) {
      const course = sectionOf(packet, 'course');
      for (const line of course?.kind === 'lines' ? course.lines : [])
        expect([name, line.says, line.quote]).toEqual([name, line.says, null]);
    }
  });

  test('a search over a whole life is not told by a day on which nobody looked', () => {
    for (const { packet, name } of all)
      for (const { says } of linesOf(packet)) {
        const from = /^Not found: .*\((\d{4})-\d\d-\d\d \d\d:\d\d to /.exec(says)?.[1];
        if (from !== undefined) expect([name, says, Number(from) > 2005]).toEqual([name, says, true]);
      }
  });
});

test('a fact that denies the condition is always among those against it', () => {
  const denials = all.flatMap(({ packet, stay, name }) => {
    const one = untouched(stay).find(({ encounter }) => encounter === packet.encounter);
    const result = one?.checklists.find(({ id }) => id === packet.subject);
    const against = packet.sections.find(({ id }) => id === 'against');
    const shown = new Set((against?.kind === 'lines' ? against.lines : []).flatMap(({ sources }) => sources.map(String)));
    return (result?.documentation.statements ?? []).filter(({ says }) => says === 'denied').map(({ from }) => [name, shown.has(from[0])]);
  });
  expect(denials.filter(([, isShown]) => !isShown)).toEqual([]);
});

test('a packet of the level of care gives the status with its source and asks nothing', () => {
  for (const { packet, name } of all.filter((each) => each.packet.subject === LEVEL_OF_CARE)) {
    expect(packet.title, name).toMatch(/^Evidence summary: level of care, as recorded \d{4}-\d\d-\d\d$/);
    expect(
      linesOf(packet).filter(({ says, quote }) => (quote === null ? says : '').includes('?')),
      name,
    ).toEqual([]);
  }
});

describe('the evidence hash', () => {
  test('is the SHA-256 of the canonical text, which anybody can take again', () => {
    for (const { packet } of all) expect(packet.hash).toBe(createHash('sha256').update(canonicalText(packet)).digest('hex'));
  });

  test('does not change with who prepared the packet or when, and does with the moment of the record', () => {
    const stay = stayOf('vig-02');
    const [one] = untouched(stay);
    if (!one) throw new Error('no review');
    const first = packetFor(one, stay.resources, 'sepsis');
    const second = packetFor(one, stay.resources, 'sepsis', { by: 'Somebody else', at: prepared.at + 86_400_000 });
    const [earlier] = review(stay.resources, { asOf: one.asOf - 24 * 3_600_000 });
    expect(second?.hash).toBe(first?.hash);
    expect(earlier && packetFor(earlier, stay.resources, 'sepsis')?.hash).not.toBe(first?.hash);
  });
});

test('the engine names the version of the package', () => {
  const { version } = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../../package.json'), 'utf8')) as { version: string };
  expect(ENGINE_VERSION).toBe(version);
});
