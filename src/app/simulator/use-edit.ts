import { useEffect, useState } from 'preact/hooks';
import type { AuthorFiles } from '../../content/author.ts';
import type { AuthorError } from '../../core/chart/author-error.ts';
import type { EditAnswer } from '../../worker/index.ts';
import type { App } from '../model.ts';

/** The copy that is edited: its words, where they come from, and what its check found. */
export interface Copy {
  readonly file: string;
  readonly text: string;
  /** The text that the copy began with; of the build. */
  readonly base: string;
}

export type Checked =
  | { readonly phase: 'none' | 'checking' | 'failed' }
  | { readonly phase: 'wrong'; readonly errors: readonly AuthorError[] }
  | { readonly phase: 'right'; readonly answer: EditAnswer & { readonly key: string } };

/** After so long without a key the copy is checked. */
const PAUSE_MS = 500;

/** Checks the copy as the build does, a moment after each change of it. YAML is parsed here, by the same function as in the build; the rest is done in the worker. */
export function useEdit(app: App, author: AuthorFiles, copy: Copy | null): Checked {
  const [checked, setChecked] = useState<Checked>({ phase: 'none' });
  useEffect(() => {
    if (!copy) {
      setChecked({ phase: 'none' });
      return undefined;
    }
    let isOpen = true;
    setChecked({ phase: 'checking' });
    const timer = setTimeout(() => {
      check(app, author, copy).then(
        (next) => isOpen && setChecked(next),
        () => isOpen && setChecked({ phase: 'failed' }),
      );
    }, PAUSE_MS);
    return () => {
      isOpen = false;
      clearTimeout(timer);
    };
  }, [app, author, copy]);
  return checked;
}

async function check(app: App, author: AuthorFiles, { file, text }: Copy): Promise<Checked> {
  if (!app.simulator) return { phase: 'failed' };
  const { parseFile } = await import('../../content/parse.ts');
  const errors: AuthorError[] = [];
  const content = parseFile(file, text, errors);
  if (errors.length > 0) return { phase: 'wrong', errors };
  const answer = await app.simulator.edit({ file: { file, content }, policies: author.policies });
  const { key } = answer;
  return key === null ? { phase: 'wrong', errors: answer.errors } : { phase: 'right', answer: { ...answer, key } };
}
