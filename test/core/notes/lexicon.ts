import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { compileLexicon, type LexiconFiles } from '../../../src/core/notes/index.ts';

const folder = resolve(import.meta.dirname, '../../../checklists/_lexicon');
const FILES = ['words', 'cues', 'sections', 'terms', 'links', 'abbreviations', 'statements'];

export const lexiconFiles = Object.fromEntries(
  FILES.map((name) => [name, parse(readFileSync(resolve(folder, `${name}.yaml`), 'utf8'))]),
) as unknown as LexiconFiles;

/** The lexicon of the repository, made once per test file. */
export const lexicon = compileLexicon(lexiconFiles);
