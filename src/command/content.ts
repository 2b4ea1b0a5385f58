import { resolve } from 'node:path';
import { compileContent } from '../content/compile.ts';
import type { Lexicon } from '../core/notes/index.ts';
import { type ReviewContent, toolkitOf } from '../core/review/index.ts';
import { UsageError } from './args.ts';

let compiled: ReviewContent | undefined;

/** Folder of the project: the bundled command lives in a cache and is told where its content is. */
export const projectRoot = (): string => process.env.CORROBORATE_ROOT ?? resolve(import.meta.dirname, '../..');

/** The clinical content, compiled once. Throws ContentError for an author's mistake. */
export function content(): ReviewContent {
  compiled ??= compileContent(projectRoot());
  return compiled;
}

/** The lexicon notes are read with at a site; the plain one without a site. Throws UsageError for a site that the content does not hold. */
export function lexiconFor(site: string | undefined): Lexicon {
  const { sites } = content();
  if (site !== undefined && !Object.hasOwn(sites, site))
    throw new UsageError(`unknown site "${site}" (known: ${Object.keys(sites).sort().join(', ')})`);
  return toolkitOf(content()).lexiconOf(site ?? '');
}
