import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuthorError } from '../core/chart/author-error.ts';
import { readConcepts } from '../core/chart/concepts-schema.ts';
import { parseFile } from './parse.ts';
import { type Content, ContentError, type RawFile } from './raw.ts';

export { type Content, ContentError, type RawChecklist, type RawFile, type RawSite } from './raw.ts';

/**
 * Reads a checklists folder from disk. Throws ContentError when a file is no YAML or the concepts do not hold together.
 * `root` is the folder that holds `checklists/`; file names in messages are relative to it.
 */
export function loadContent(root: string): Content {
  const errors: AuthorError[] = [];
  const read = (file: string): RawFile => {
    const id = (file.split('/').at(-1) ?? file).replace(/\.(ya?ml|json)$/, '');
    return { file, id, content: parseFile(file, readFileSync(join(root, file), 'utf8'), errors) };
  };
  const optional = (file: string) => (existsSync(join(root, file)) ? read(file) : null);
  const all = (folder: string) => filesIn(root, folder).map((name) => read(`${folder}/${name}`));
  const byId = (files: readonly RawFile[]) => Object.fromEntries(files.map((file) => [file.id, file]));

  const vocabulary = readConcepts(all('checklists/_concepts'));
  const content: Content = {
    concepts: vocabulary.concepts,
    checklists: foldersIn(root, 'checklists')
      .filter((name) => !name.startsWith('_') && existsSync(join(root, 'checklists', name, 'checklist.yaml')))
      .map((id) => ({
        id,
        checklist: read(`checklists/${id}/checklist.yaml`),
        cases: optional(`checklists/${id}/cases.yaml`),
        readme: existsSync(join(root, 'checklists', id, 'README.md')) ? `checklists/${id}/README.md` : null,
      })),
    policies: all('checklists/_policies'),
    workflows: all('checklists/_workflow'),
    lexicon: byId(all('checklists/_lexicon')),
    tables: byId(all('checklists/_tables')),
    sites: foldersIn(root, 'checklists/_sites').map((id) => ({
      id,
      site: optional(`checklists/_sites/${id}/site.yaml`),
      codes: optional(`checklists/_sites/${id}/codes.json`),
      phrases: optional(`checklists/_sites/${id}/phrases.yaml`),
    })),
  };
  errors.push(...vocabulary.errors);
  if (errors.length > 0) throw new ContentError(errors);
  return content;
}

const filesIn = (root: string, folder: string): string[] =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder))
        .filter((name) => /\.(ya?ml|json)$/.test(name))
        .sort()
    : [];

const foldersIn = (root: string, folder: string): string[] =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort()
    : [];
