import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadContent } from './load.ts';

/** The files that a content owner edits, as text; and the policies of the build as parsed, which an edited checklist is linked under. */
export interface AuthorFiles {
  readonly checklists: readonly { readonly id: string; readonly title: string; readonly file: string; readonly text: string }[];
  readonly policies: readonly { readonly file: string; readonly content: unknown }[];
}

/** The files under `checklists/` of the folder `root`. Throws ContentError as loadContent. */
export function authorFiles(root: string): AuthorFiles {
  const { checklists, policies } = loadContent(root);
  return {
    checklists: checklists.map(({ id, checklist: { file, content } }) => ({
      id,
      title: String((content as { readonly title?: unknown }).title ?? id),
      file,
      text: readFileSync(join(root, file), 'utf8'),
    })),
    policies: policies.map(({ file, content }) => ({ file, content })),
  };
}
