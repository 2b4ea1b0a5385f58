import { describe, expect, test } from 'vitest';
import { compileLexicon, type LexiconFiles, mentionsIn, withAdditions } from '../../../src/core/notes/index.ts';
import { lexiconFiles } from './lexicon.ts';

const withCues = (cues: object) => ({ ...lexiconFiles, cues: { ...lexiconFiles.cues, ...cues } }) as LexiconFiles;
const withTerm = (name: string, term: object) =>
  ({ ...lexiconFiles, terms: { ...lexiconFiles.terms, terms: { ...lexiconFiles.terms.terms, [name]: term } } }) as LexiconFiles;

describe('a mistake of the author stops the build and names place and nearest right name', () => {
  test.each([
    [withCues({ negtaed: { forward: ['no'] } }), 'cues.yaml: negtaed: unknown kind of cue "negtaed" - did you mean "negated"?'],
    [withCues({ improving: { forwrad: ['improving'] } }), 'cues.yaml: improving: unknown reach "forwrad" - did you mean "forward"?'],
    [withCues({ improving: { forward: ['(improving'] } }), 'cues.yaml: "(improving" has no ) for the ('],
    [withCues({ improving: { forward: ['(improving|)'] } }), 'cues.yaml: "(improving|)" may be left out altogether'],
    [
      withTerm('sepsis', { kind: 'diagnose', phrases: ['sepsis'] }),
      'terms.yaml: sepsis: unknown kind "diagnose" - did you mean "diagnosis"?',
    ],
    [withTerm('sepsis', { kind: 'diagnosis', phrases: ['{bugs} sepsis'] }), 'terms.yaml: "{bugs}" names the unknown class {bugs}'],
    [
      withTerm('sepsis', { kind: 'diagnosis', phrase: ['sepsis'], phrases: [] }),
      'terms.yaml: sepsis: unknown key "phrase" - did you mean "phrases"?',
    ],
    [{ ...lexiconFiles, words: undefined } as unknown as LexiconFiles, 'words.yaml: missing or no map'],
  ])('%#', (files, message) => {
    expect(() => compileLexicon(files)).toThrow(message);
  });

  test('a term must be a concept', () => {
    const concepts = { sepsis: { id: 'sepsis', label: 'Sepsis', family: 'diagnosis' as const } };
    expect(() => compileLexicon(withTerm('sepsiss', { kind: 'diagnosis', phrases: ['x'] }), concepts)).toThrow(
      'terms.yaml: sepsiss: unknown concept "sepsiss" - did you mean "sepsis"?',
    );
  });
});

test('a concept that the terms do not list is read by its own phrases', () => {
  const { terms, statements, basis } = { ...lexiconFiles.terms, ...lexiconFiles.statements };
  const measured = Object.values(terms).flatMap((term) => term.explains ?? []);
  const names = [...Object.keys(terms), ...Object.keys(statements), ...Object.keys(basis), ...measured];
  const concepts = Object.fromEntries(names.map((id) => [id, { id, label: id, family: 'diagnosis' as const }]));
  const gout = { id: 'gout', label: 'Gout', family: 'diagnosis' as const, phrases: ['gout', 'gouty arthritis'] };
  const lexicon = compileLexicon(lexiconFiles, { ...concepts, gout });
  expect(mentionsIn('A/P:\nNo gouty arthritis.', 'progress', lexicon)).toMatchObject([
    { concept: 'gout', status: 'negated', text: 'gouty arthritis' },
  ]);
});

test('a hospital adds words of its own and takes none away', () => {
  const files = withAdditions(lexiconFiles, {
    terms: { terms: { sepsis: { phrases: ['blutvergiftung'] } } },
    cues: { process: { before: ['roundtable'] } },
    words: { same: { sepsis: ['sepssi'] } },
  });
  const lexicon = compileLexicon(files);
  const read = (text: string) => mentionsIn(`A/P:\n${text}`, 'progress', lexicon).map((one) => `${one.concept} ${one.status}`);
  expect(read('Blutvergiftung.')).toEqual(['sepsis affirmed']);
  expect(read('Sepssi roundtable held.')).toEqual(['sepsis process']);
  expect(read('No sepsis.')).toEqual(['sepsis negated']);
});
