import { resolve } from 'node:path';
import { compileContent } from '../content/compile.ts';
import type { ReviewContent } from '../core/review/index.ts';

let compiled: ReviewContent | undefined;

/** Folder of the project: the bundled command lives in a cache and is told where its content is. */
export const projectRoot = (): string => process.env.CORROBORATE_ROOT ?? resolve(import.meta.dirname, '../..');

/** The clinical content, compiled once. Throws ContentError for an author's mistake. */
export function content(): ReviewContent {
  compiled ??= compileContent(projectRoot());
  return compiled;
}
