import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadContent } from '../../../src/content/load.ts';
import { chartFromNotation, notesFor } from '../../../src/core/checklist/index.ts';
import { brief } from '../../../src/core/compose/brief.ts';
import { documentedConcepts, documentedWords, undocumentedName } from '../../../src/core/compose/documented.ts';
import { type ChecklistResult, casesFrom, evaluate } from '../../../src/core/evaluate/index.ts';
import { lintText } from '../../../src/core/lint/index.ts';
import { measures } from '../../../src/core/measures/index.ts';
import { LEVEL_OF_CARE, linesOf, type Packet, packetHtml, packetText } from '../../../src/core/packet/index.ts';
import type { Review } from '../../../src/core/review/index.ts';
import type { LevelOfCare } from '../../../src/core/stay/stay.ts';
import { content, lexicon, untouched } from '../../promises/stays.ts';
import { all, ownWords, packetFor } from './packets.ts';

/** Words of payment, payers and pressure: in no text of ours, for whomever. */
const MONEY =
  /\$|\b(?:DRG|reimburse\w*|payment|payers?|revenue|denials?|denied by|appeals?|audit\w*|CMI|severity of illness|risk of mortality)\b/i;
/** What only a judge of the case would say. */
const VERDICT = /\b(?:should have|qualif\w+|meets criteria|medically necessary|justif\w+|clearly|overturn\w*|improper\w*)\b/i;

const files = loadContent(resolve(import.meta.dirname, '../../..')).checklists;
const checklists = content.checklists.base ?? [];

const NOTHING: Pick<Review, 'prompts' | 'queries' | 'measures' | 'mentions' | 'unmapped' | 'problems' | 'policy'> = {
  ...{ prompts: [], queries: [], measures: {}, mentions: 0, unmapped: [], problems: [], policy: 'base' },
};

const careOf = (at: number): LevelOfCare => ({
  ...{ status: 'inpatient', regime: 'medicare-ffs', careStart: at, careStartSource: null, inpatientOrder: null, observationStart: null },
  ...{ end: null, midnights: { total: 1, countable: 1, inpatient: null }, observationHours: 30, nextMidnight: null },
  ...{ expectation: 'not-found', support: 'unknown', flags: [], sources: [], timeline: [], timers: [] },
});

/** Each case of each checklist as a review of its own: the charts that authors wrote to try every criterion. */
const cases = checklists.flatMap((checklist) =>
  casesFrom(notesFor('cases'), files.find(({ id }) => id === checklist.id)?.cases?.content).flatMap((one) => {
    const { chart } = chartFromNotation(one.chart, { concepts: content.concepts, measures });
    if (chart === null) return [];
    const result = evaluate(chart, checklist);
    const levelOfCare = careOf(chart.asOf);
    const page = brief({ chart, concepts: content.concepts, levelOfCare, result });
    const { encounter, patient, asOf, zone } = chart;
    const review: Review = { ...NOTHING, encounter, patient, asOf, zone, checklists: [result], levelOfCare, brief: page, chart };
    return [{ name: `${checklist.id}: ${one.name}`, checklist, review, result }];
  }),
);

const made = cases.flatMap(({ name, checklist, review, result }) => {
  const packet = packetFor(review, [], result.support === null ? checklist.id : LEVEL_OF_CARE);
  return packet ? [{ name, packet, review, result }] : [];
});
const sampled = all.map(({ name, stay, packet }) => {
  const review = untouched(stay).find(({ encounter }) => encounter === packet.encounter);
  const result = review?.checklists.find(
    ({ id, support }) => id === packet.subject || (packet.subject === LEVEL_OF_CARE && support !== null),
  );
  if (!review || !result) throw new Error(`${name} has no review`);
  return { name, packet, review, result };
});
const everything: readonly { readonly name: string; readonly packet: Packet; readonly review: Review; readonly result: ChecklistResult }[] =
  [...made, ...sampled];

describe('every packet, over every case and every sample stay', () => {
  test('there are many, of every checklist that has a subject', () => {
    expect(made.length).toBeGreaterThan(100);
    expect(new Set(everything.map(({ packet }) => packet.subject))).toEqual(new Set(['sepsis', 'respiratory-failure', LEVEL_OF_CARE]));
  });

  test('every word of ours passes the linter as it left, and nothing had to be held back', () => {
    for (const { name, packet, review, result } of everything) {
      const documented = documentedWords(review.chart, result, content.concepts);
      for (const text of new Set(ownWords(packet)))
        expect([name, text, lintText({ title: '', text, documented }, lexicon).filter(({ severity }) => severity === 'E')]).toEqual([
          name,
          text,
          [],
        ]);
      expect([name, packet.problems]).toEqual([name, []]);
    }
  });

  test('no title or label names a diagnosis that no provider documented', () => {
    for (const { name, packet, review, result } of everything) {
      const documented = documentedConcepts(review.chart, result, content.concepts);
      const labels = packet.sections.flatMap((section) =>
        section.kind === 'criteria'
          ? section.rows.map(({ label }) => label)
          : section.kind === 'definitions'
            ? section.definitions.map(({ label }) => label)
            : [],
      );
      for (const text of [packet.title, ...labels])
        expect([name, text, undocumentedName(text, documented, content.concepts)]).toEqual([name, text, null]);
    }
  });

  test('no word of ours is about money or payers, and none judges', () => {
    for (const { name, packet } of everything)
      for (const text of ownWords(packet)) {
        expect([name, text.match(MONEY)?.[0] ?? null, text]).toEqual([name, null, text]);
        expect([name, text.match(VERDICT)?.[0] ?? null, text]).toEqual([name, null, text]);
        expect(text, name).not.toMatch(/[{}]|\bundefined\b|\bnull\b|\bNaN\b/);
      }
  });

  test('ids of review rationales are in no packet', () => {
    const ids = new Set(
      cases.flatMap(({ result }) =>
        [...Object.values(result.expect), ...Object.values(result.conflicts)].flatMap(({ answers }) => answers),
      ),
    );
    expect(ids.size).toBeGreaterThan(20);
    const named = new RegExp(`\\b(?:${[...ids].join('|')})\\b`);
    for (const { name, packet } of everything) expect(named.exec(JSON.stringify(packet))?.[0] ?? null, name).toBeNull();
  });

  test('a case in which no provider documents the condition gives no packet', () => {
    const silent = cases.filter(({ result }) => result.support === null && ['silent', 'denied'].includes(result.documentation.state));
    expect(silent.length).toBeGreaterThan(20);
    for (const { name, checklist, review } of silent) expect(packetFor(review, [], checklist.id), name).toBeNull();
  });
});

test('words that came in through the chart are held back, and the fact stays with its time and source', () => {
  const given = ({ review }: (typeof made)[number]) =>
    review.chart.facts.find(({ concept, text, note }) => concept === 'antimicrobial-given' && note === undefined && text !== undefined);
  const from = made.find((one) => one.packet.subject === 'sepsis' && given(one) !== undefined);
  const drug = from && given(from);
  if (!from || !drug) throw new Error('no case with a drug');
  const doctor = (fact: typeof drug) =>
    fact.from[0] === drug.from[0] && fact.note === undefined ? { ...fact, text: 'to capture the DRG payment' } : fact;
  const chart = { ...from.review.chart, facts: from.review.chart.facts.map(doctor) };
  const checklist = checklists.find(({ id }) => id === 'sepsis');
  if (!checklist) throw new Error('no checklist');
  const packet = packetFor({ ...from.review, chart, checklists: [evaluate(chart, checklist)] }, [], 'sepsis');
  if (!packet) throw new Error('no packet');
  expect(packetText(packet)).not.toContain('DRG');
  expect(packetHtml(packet)).not.toContain('DRG');
  expect(packet.problems).toContainEqual(expect.objectContaining({ kind: 'bug', what: 'packet' }));
  const held = linesOf(packet).filter(({ says }) => says === 'An entry whose words are not repeated here');
  expect(held.length).toBeGreaterThan(0);
  expect(held.every(({ sources, time }) => sources.length > 0 && time !== null)).toBe(true);
});
