import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { type AuthorError, authorErrorText } from '../core/chart/author-error.ts';
import type { Concepts } from '../core/chart/concept.ts';
import { readConcepts } from '../core/chart/concepts-schema.ts';

/** A content file as parsed: `file` is its path below the repository, for messages; `content` is checked by the room that owns its kind. */
export interface RawFile {
  readonly file: string;
  /** File name without its ending: the id of a policy, table or lexicon part. */
  readonly id: string;
  readonly content: unknown;
}

/** The folder of one condition. Cases and checklist are linked by core/checklist; the README is for people. */
export interface RawChecklist {
  readonly id: string;
  readonly checklist: RawFile;
  readonly cases: RawFile | null;
  readonly readme: string | null;
}

/** A hospital: its settings and its code map (a ConceptMap), both optional. */
export interface RawSite {
  readonly id: string;
  readonly site: RawFile | null;
  readonly codes: RawFile | null;
  readonly phrases: RawFile | null;
}

/** Everything under checklists/, read and parsed; only the concepts are checked here. */
export interface Content {
  readonly concepts: Concepts;
  readonly checklists: readonly RawChecklist[];
  readonly policies: readonly RawFile[];
  /** How hospitals work: order of the worklist, second-level review, queries. */
  readonly workflows: readonly RawFile[];
  readonly lexicon: Readonly<Record<string, RawFile>>;
  readonly tables: Readonly<Record<string, RawFile>>;
  readonly sites: readonly RawSite[];
}

/** Wrong content: the message lists every mistake, one a line, each with file and path inside the file. */
export class ContentError extends Error {
  readonly errors: readonly AuthorError[];
  constructor(errors: readonly AuthorError[]) {
    super(errors.map(authorErrorText).join('\n'));
    this.name = 'ContentError';
    this.errors = errors;
  }
}

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

function parseFile(file: string, source: string, errors: AuthorError[]): unknown {
  if (file.endsWith('.json')) {
    try {
      return JSON.parse(source) as unknown;
    } catch {
      errors.push({ file, path: '', message: 'not JSON' });
      return null;
    }
  }
  const document = parseDocument(source, { prettyErrors: true });
  for (const error of document.errors) {
    const line = error.linePos?.[0].line;
    errors.push({ file, path: line === undefined ? '' : `line ${line}`, message: error.message.split('\n')[0] ?? 'not YAML' });
  }
  return document.errors.length > 0 ? null : (document.toJS() as unknown);
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
