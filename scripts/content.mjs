import { load } from './bundle.mjs';

/**
 * What authors got wrong under `checklists/` of the folder: a line of file, path in it and the nearest right name for each mistake; null when nothing.
 * Asked before a build: a bundler would bury it in its own stack traces, once for each page.
 */
export async function contentFault(folder) {
  const { compileContent } = await load('src/content/compile.ts');
  try {
    compileContent(folder);
    return null;
  } catch (error) {
    if (error instanceof Error && error.name === 'ContentError') return error.message;
    throw error;
  }
}
