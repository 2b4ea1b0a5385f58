import { parseDocument } from 'yaml';
import type { AuthorError } from '../core/chart/author-error.ts';

/** A content file as a value: YAML, or JSON by its ending. Null when it cannot be read; then `errors` holds why, with the line. Needs no disk: the build and the browser read alike. */
export function parseFile(file: string, source: string, errors: AuthorError[]): unknown {
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
