import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadContent } from '../../src/content/load.ts';
import { workflowsIn } from '../../src/content/workflow.ts';
import { documentedWords } from '../../src/core/compose/documented.ts';
import { forbiddenIn } from '../../src/core/lint/forbidden.ts';
import { type LintFinding, lintDraft, lintPrompt, lintText } from '../../src/core/lint/index.ts';
import { linesOf, type Packet, packetBundle, packetHtml, packetText } from '../../src/core/packet/index.ts';
import type { Review } from '../../src/core/review/index.ts';
import { rowOf, signOffSheet } from '../../src/core/worklist/index.ts';
import { ownWords, packetFor, subjectsOf } from '../core/packet/packets.ts';
import { allOf, content, lexicon, type Resource, review, shuffled, untouched, type Written, written } from './stays.ts';

// What leaves, over all sample encounters: linted as it is, with its sources, and the same bytes in whatever order the EHR sent the chart.
const root = resolve(import.meta.dirname, '../..');
const workflow = workflowsIn(loadContent(root)).workflows.base;
if (!workflow) throw new Error('no base workflow');
const base = 'https://ehr.example.org/fhir';

const packetsOf = (one: Review, resources: readonly unknown[]): readonly Packet[] =>
  subjectsOf(one).flatMap((subject) => packetFor(one, resources, subject) ?? []);

/** Everything that can be copied, printed, exported or sent from one review, by its name. */
function outputsOf(one: Review, resources: readonly Resource[]): Readonly<Record<string, string>> {
  const out: Record<string, string> = {
    review: allOf({ ...one, chart: null }),
    brief: allOf(one.brief),
    peer: allOf(one.brief?.peer ?? null),
    'sign-off': allOf(signOffSheet(one, workflow?.signOff.specificity ?? [], content.concepts)),
    row: workflow ? allOf(rowOf(one, { lastLook: null, queries: [] }, { concepts: content.concepts, workflow })) : '',
  };
  for (const draft of one.queries) out[`query ${draft.checklist} ${draft.id}`] = `${draft.title}\n${draft.body}`;
  for (const packet of packetsOf(one, resources)) {
    out[`packet ${packet.subject} html`] = packetHtml(packet);
    out[`packet ${packet.subject} text`] = packetText(packet);
    out[`packet ${packet.subject} bundle`] = JSON.stringify(packetBundle({ packet, resources, base }));
  }
  return out;
}

const errors = (found: readonly LintFinding[]): readonly string[] =>
  found.filter(({ severity }) => severity === 'E').map(({ rule, at, message }) => `${rule} ${at}: ${message}`);

/** The review at its end and a day before, where most is still open. */
const moments = (stay: Written): readonly Review[] =>
  untouched(stay).flatMap((one) => [one, ...review(stay.resources, { asOf: one.asOf - 24 * 3_600_000, encounter: one.encounter })]);

const counted = { prompts: 0, queries: 0, packetWords: 0, sentences: 0, compared: 0 };

interface Said {
  readonly text: string;
  readonly sources: readonly unknown[];
}
function sentencesIn(value: unknown): readonly Said[] {
  if (typeof value !== 'object' || value === null || value instanceof Map) return [];
  const own = 'text' in value && 'sources' in value && typeof value.text === 'string' ? [value as Said] : [];
  return [...own, ...Object.values(value).flatMap(sentencesIn)];
}

describe.each(written.map((stay) => [stay.id, stay] as const))('%s', (_id, stay) => {
  const refs = new Set(stay.resources.map(({ resourceType, id }) => `${resourceType}/${id}`));

  test('every prompt, query and packet text passes the linter as it leaves, and none was held back', () => {
    for (const one of moments(stay)) {
      expect(one.problems.filter(({ kind }) => kind === 'bug')).toEqual([]);
      const documentedIn = (checklist: string): readonly string[] => {
        const result = one.checklists.find(({ id }) => id === checklist);
        return result ? documentedWords(one.chart, result, content.concepts) : [];
      };
      for (const prompt of one.prompts) {
        counted.prompts += 1;
        expect([prompt.title.text, errors(lintPrompt(prompt, { lexicon, documented: documentedIn(prompt.checklist) }))]).toEqual([
          prompt.title.text,
          [],
        ]);
      }
      for (const draft of one.queries) {
        counted.queries += 1;
        expect([draft.title, errors(lintDraft(draft, { lexicon, documented: documentedIn(draft.checklist) }))]).toEqual([draft.title, []]);
      }
      for (const packet of packetsOf(one, stay.resources)) {
        expect([packet.subject, packet.problems]).toEqual([packet.subject, []]);
        const words = new Set(ownWords(packet));
        counted.packetWords += words.size;
        const status = one.checklists.find(({ support }) => support !== null)?.id ?? '';
        const documented = documentedIn(packet.subject === 'level-of-care' ? status : packet.subject);
        for (const text of words) expect([text, errors(lintText({ title: '', text, documented }, lexicon))]).toEqual([text, []]);
      }
    }
  });

  test('every sentence of brief, peer sheet, packet, sign-off sheet and row opens a resource of this chart or the search that was made', () => {
    for (const one of moments(stay)) {
      const sheet = signOffSheet(one, workflow.signOff.specificity, content.concepts);
      const row = rowOf(one, { lastLook: null, queries: [] }, { concepts: content.concepts, workflow });
      const said = [
        ...sentencesIn([one.prompts, one.brief, sheet, row, one.queries.map(({ indicators }) => indicators)]),
        ...packetsOf(one, stay.resources).flatMap(linesOf),
      ];
      for (const { text, sources } of said) {
        counted.sentences += 1;
        expect([text, sources.length > 0]).toEqual([text, true]);
        for (const source of sources) {
          const found =
            typeof source === 'string'
              ? refs.has(source.split('#')[0] ?? '')
              : typeof source === 'object' && source !== null && 'search' in source && source.search !== '';
          expect([text, source, found]).toEqual([text, source, true]);
        }
      }
    }
  });

  test('the same chart in another order gives the same bytes of everything that leaves', () => {
    const resources = shuffled(stay.resources, stay.id.length * 7 + stay.resources.length);
    const again = review(resources);
    for (const one of untouched(stay)) {
      const other = again.find(({ encounter }) => encounter === one.encounter);
      if (!other) throw new Error(`${one.encounter} is gone`);
      const [before, after] = [outputsOf(one, stay.resources), outputsOf(other, resources)];
      expect(Object.keys(after)).toEqual(Object.keys(before));
      for (const [name, bytes] of Object.entries(before)) {
        counted.compared += 1;
        expect([name, after[name] === bytes]).toEqual([name, true]);
      }
    }
  });
});

test('every query template of the checklists passes the linter, and there are templates', () => {
  const templates = Object.values(content.checklists)
    .flat()
    .flatMap((checklist) => checklist.queries.map((query) => ({ checklist, query })));
  expect(templates.length).toBeGreaterThan(10);
  for (const { checklist, query } of templates)
    for (const text of [query.title, query.ask, ...query.options.map((option) => option.text)])
      expect([checklist.id, query.id, errors(forbiddenIn(text, 'text', lexicon))]).toEqual([checklist.id, query.id, []]);
});

test('a word of money in any of the three is found by the same checks', () => {
  const one = written.flatMap(untouched).find(({ prompts, queries }) => prompts.length > 0 && queries.length > 0);
  const [prompt] = one?.prompts ?? [];
  const [draft] = one?.queries ?? [];
  if (!prompt || !draft) throw new Error('no stay with prompt and query');
  const text = `${prompt.text.text} It raises the DRG payment.`;
  expect(errors(lintPrompt({ ...prompt, text: { ...prompt.text, text } }, { lexicon, documented: [] }))).not.toEqual([]);
  expect(errors(lintDraft({ ...draft, title: 'Capture the MCC' }, { lexicon, documented: [] }))).not.toEqual([]);
  expect(errors(lintText({ title: '', text: 'This supports the DRG payment.', documented: [] }, lexicon))).not.toEqual([]);
});

test('all written stays were looked at, and much of each kind', () => {
  expect(written.length).toBe(readdirSync(resolve(root, 'sandbox/patients')).filter((name) => name.endsWith('.json')).length);
  expect(counted.prompts).toBeGreaterThan(15);
  expect(counted.queries).toBeGreaterThan(5);
  expect(counted.packetWords).toBeGreaterThan(3_000);
  expect(counted.sentences).toBeGreaterThan(4_000);
  expect(counted.compared).toBeGreaterThan(80);
});
