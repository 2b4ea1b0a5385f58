import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { contentForBrowser } from '../../src/content/browser.ts';
import { compileContent } from '../../src/content/compile.ts';
import { ContentError } from '../../src/content/load.ts';
import { mentionsIn } from '../../src/core/notes/index.ts';
import { reviewStays, type Toolkit, toolkitOf } from '../../src/core/review/index.ts';

const copy = mkdtempSync(join(tmpdir(), 'corroborate-site-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));
cpSync(resolve(import.meta.dirname, '../../checklists'), join(copy, 'checklists'), { recursive: true });
const FILE = 'checklists/_sites/lakeside/phrases.yaml';
mkdirSync(join(copy, 'checklists/_sites/lakeside'));

const withPhrases = (yaml: string) => {
  writeFileSync(join(copy, FILE), yaml);
  return contentForBrowser(copy);
};
const read = (kit: Toolkit, site: string, text: string) =>
  mentionsIn(`A/P:\n${text}`, 'progress', kit.lexiconOf(site)).map(({ concept, status }) => `${concept} ${status}`);

/** What is wrong with a site's phrases, as the build prints it. */
function mistakes(yaml: string): string {
  writeFileSync(join(copy, FILE), yaml);
  try {
    compileContent(copy);
    return 'none';
  } catch (error) {
    return error instanceof ContentError ? error.message : `not a ContentError: ${String(error)}`;
  }
}

test("a site's words hold in the app's content for that site and for no other", () => {
  const kit = toolkitOf(
    withPhrases(`
cues: { process: { before: [roundtable] } }
words: { same: { sepsis: [sepssi] } }
terms: { terms: { pneumonia: { phrases: [lakeside lung] } } }
`),
  );
  expect(read(kit, 'lakeside', 'Sepssi roundtable held.')).toEqual(['sepsis process']);
  expect(read(kit, 'lakeside', 'Lakeside lung.')).toEqual(['pneumonia affirmed']);
  expect(read(kit, 'lakeside', 'No sepsis.')).toEqual(['sepsis negated']);
  expect(read(kit, '', 'Lakeside lung.')).toEqual([]);
  expect(read(kit, '', 'Sepssi roundtable held.')).toEqual([]);
});

test("a review reads a stay's notes with the words of its site", () => {
  const content = withPhrases('terms: { terms: { pneumonia: { phrases: [lakeside lung] } } }\n');
  const period = { start: '2026-03-01T08:00:00-05:00', end: '2026-03-04T12:00:00-05:00' };
  const resources = [
    { resourceType: 'Patient', id: 'p' },
    { resourceType: 'Encounter', id: 'e', status: 'finished', class: { code: 'IMP' }, subject: { reference: 'Patient/p' }, period },
    {
      resourceType: 'DocumentReference',
      id: 'n',
      status: 'current',
      docStatus: 'final',
      type: { coding: [{ system: 'http://loinc.org', code: '11506-3' }] },
      subject: { reference: 'Patient/p' },
      date: '2026-03-02T09:00:00-05:00',
      context: { encounter: [{ reference: 'Encounter/e' }] },
      content: [{ attachment: { contentType: 'text/plain', data: btoa('A/P:\nLakeside lung, on ceftriaxone.') } }],
    },
  ];
  const said = (site: string) =>
    reviewStays({ resources, content, options: { site } }).flatMap(({ chart }) =>
      chart.facts.filter(({ concept, note }) => concept === 'pneumonia' && note).map(({ says, text }) => `${says} ${text}`),
    );
  expect(said('lakeside')).toEqual(['affirmed Lakeside lung']);
  expect(said('')).toEqual([]);
});

test('"doubt" is low probability, and a denial where the hospital says so', () => {
  const kit = toolkitOf(withPhrases('options: { doubt: negated }\n'));
  expect(read(kit, '', 'Doubt sepsis.')).toEqual(['sepsis uncertain']);
  expect(read(kit, 'lakeside', 'Doubt sepsis.')).toEqual(['sepsis negated']);
  expect(read(kit, 'lakeside', 'No doubt this is sepsis.')).toEqual(['sepsis affirmed']);
});

test('"c/b" is a weak link, and a strong one where the hospital says so', () => {
  const kit = toolkitOf(withPhrases('options: { complicated-by: strong }\n'));
  const text = 'A/P:\nSeptic shock 2/2 PNA c/b AKI and DIC.';
  const links = (site: string) =>
    mentionsIn(text, 'progress', kit.lexiconOf(site))
      .filter(({ concept }) => concept === 'aki' || concept === 'coagulopathy')
      .map(({ links: [link] }) => [link?.concepts[0], link?.certainty]);
  expect(links('')).toEqual([
    ['septic-shock', 'weak'],
    ['septic-shock', 'weak'],
  ]);
  expect(links('lakeside')).toEqual([
    ['septic-shock', 'strong'],
    ['septic-shock', 'strong'],
  ]);
});

test.each([
  ['cuse: { negated: { forward: [nil] } }\n', `${FILE}: cuse: unknown part "cuse" - did you mean "cues"?`],
  ['cues: { negated: nil }\n', `${FILE}: cues.negated: a map is expected here, not a single value`],
  ['cues: { negated: { forward: nil } }\n', `${FILE}: cues.negated.forward: a list is expected here, not a single value`],
  ['cues: { negtaed: { forward: [nil] } }\n', `${FILE}: cues: negtaed: unknown kind of cue "negtaed" - did you mean "negated"?`],
  ['cues: { negated: { forward: [(nil] } }\n', `${FILE}: cues: "(nil" has no ) for the (`],
  ['links: { strong: { cause-rihgt: [owed to] } }\n', `${FILE}: links: strong: unknown reach "cause-rihgt" - did you mean "cause-right"?`],
  [
    'terms: { terms: { sepsiss: { kind: diagnosis, phrases: [x] } } }\n',
    `${FILE}: terms: sepsiss: unknown concept "sepsiss" - did you mean "sepsis"?`,
  ],
  ['options: { dobut: negated }\n', `${FILE}: options.dobut: unknown option "dobut" - did you mean "doubt"?`],
  ['options: { doubt: negatd }\n', `${FILE}: options.doubt: unknown choice "negatd" - did you mean "negated"?`],
  ['- nil\n', `${FILE}: a map of additions is expected`],
  ['options: { doubt: negated, complicated-by: strong }\n', 'none'],
])('%j is answered with its place', (yaml, message) => {
  expect(mistakes(yaml)).toBe(message);
});
