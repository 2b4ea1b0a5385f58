import type { AuthorError } from '../core/chart/author-error.ts';
import { complain, notesFor } from '../core/checklist/reading.ts';
import { readWorkflow } from '../core/worklist/read-workflow.ts';
import type { Workflow } from '../core/worklist/workflow.ts';
import { type Content, ContentError, loadContent } from './load.ts';

/** The workflow that site.json need not name. */
const BASE = 'base';

/** Every workflow file of a content by its name, and what its authors got wrong: file, path in it, nearest right name. */
export function workflowsIn(content: Content): {
  readonly workflows: Readonly<Record<string, Workflow>>;
  readonly errors: readonly AuthorError[];
} {
  const names = {
    checklists: content.checklists.map(({ id }) => id),
    concepts: Object.values(content.concepts).flatMap(({ id, family }) => (family === 'diagnosis' ? [id] : [])),
  };
  const errors: AuthorError[] = [];
  const workflows: Record<string, Workflow> = {};
  for (const { file, id, content: value } of content.workflows) {
    const notes = notesFor(file);
    const workflow = readWorkflow(notes, value, names);
    // site.json names it, and a copy whose name was not changed would take the place of the one it was copied from
    if (workflow.id !== '' && workflow.id !== id)
      complain(notes, 'workflow', `"${workflow.id}" is not the name of its file: write "${id}"`);
    errors.push(...notes.errors);
    workflows[id] = workflow;
  }
  return { workflows, errors };
}

/** The workflows as the build ships them. Throws ContentError with all mistakes; also when there is no `base`. */
export function workflowsForBrowser(root: string): Readonly<Record<string, Workflow>> {
  const { workflows, errors } = workflowsIn(loadContent(root));
  const missing = Object.hasOwn(workflows, BASE)
    ? []
    : [{ file: `checklists/_workflow/${BASE}.yaml`, path: '', message: 'this file is needed' }];
  if (errors.length + missing.length > 0) throw new ContentError([...errors, ...missing]);
  return workflows;
}
