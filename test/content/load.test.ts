import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { ContentError, loadContent } from '../../src/content/load.ts';

function folder(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'content-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

test('the shipped content loads, with a family for every concept', () => {
  const content = loadContent(resolve(import.meta.dirname, '../..'));
  expect(Object.keys(content.concepts).length).toBeGreaterThan(250);
  expect(Object.values(content.concepts).filter(({ family }) => family === undefined)).toEqual([]);
});

test('checklists, policies, lexicon, tables and sites come as parsed, with their files', () => {
  const content = loadContent(
    folder({
      'checklists/_concepts/labs.yaml': '_file: { family: lab }\nlactate: { label: Lactate }\n',
      'checklists/sepsis/checklist.yaml': 'id: sepsis\n',
      'checklists/sepsis/cases.yaml': '- case: one\n',
      'checklists/sepsis/README.md': '# Sepsis\n',
      'checklists/_policies/base.yaml': 'policy: base\n',
      'checklists/_lexicon/cues.yaml': '- no\n',
      'checklists/_tables/oxygen.yaml': 'a: 1\n',
      'checklists/_sites/here/site.yaml': 'zone: America/New_York\n',
      'checklists/_sites/here/codes.json': '{"resourceType":"ConceptMap"}',
    }),
  );
  expect(content.concepts.lactate).toEqual({ id: 'lactate', label: 'Lactate', family: 'lab' });
  expect(content.checklists).toMatchObject([
    {
      id: 'sepsis',
      checklist: { file: 'checklists/sepsis/checklist.yaml', content: { id: 'sepsis' } },
      readme: 'checklists/sepsis/README.md',
    },
  ]);
  expect(content.policies).toMatchObject([{ id: 'base', content: { policy: 'base' } }]);
  expect(content.lexicon.cues).toMatchObject({ content: ['no'] });
  expect(content.tables.oxygen).toMatchObject({ content: { a: 1 } });
  expect(content.sites).toMatchObject([
    { id: 'here', site: { content: { zone: 'America/New_York' } }, codes: { content: { resourceType: 'ConceptMap' } }, phrases: null },
  ]);
});

test('every mistake is named with file and place, all at once', () => {
  const root = folder({
    'checklists/_concepts/labs.yaml':
      '_file: { family: lab }\nlactate: { label: Lactate, unitt: mmol/L }\ncreatinine: { label: Creatinine, also: [kidny] }\nkidney: { label: Kidney }\n',
    'checklists/_policies/base.yaml': 'policy: [base\n',
    'checklists/_sites/here/codes.json': '{',
  });
  const load = () => loadContent(root);
  expect(load).toThrow(ContentError);
  expect(load).toThrow(/checklists\/_concepts\/labs\.yaml: lactate: unknown key "unitt" - did you mean "unit"\?/);
  expect(load).toThrow(/checklists\/_concepts\/labs\.yaml: creatinine\.also: unknown concept "kidny" - did you mean "kidney"\?/);
  expect(load).toThrow(/checklists\/_policies\/base\.yaml: line \d+: /);
  expect(load).toThrow(/checklists\/_sites\/here\/codes\.json: not JSON/);
});

test('a key written twice in YAML is a mistake, not the last one silently', () => {
  const root = folder({ 'checklists/_concepts/labs.yaml': '_file: { family: lab }\nlactate: { label: a }\nlactate: { label: b }\n' });
  expect(() => loadContent(root)).toThrow(/labs\.yaml: line 3: Map keys must be unique/);
});
