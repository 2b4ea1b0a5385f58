import { lintDraft } from './draft-lint.ts';
import type { LintFinding } from './finding.ts';
import type { LintOptions } from './lens.ts';

/** The answer to one line of `corroborate lint`, or why the line is no record. */
export type LintLine = { readonly id: string; readonly findings: readonly LintFinding[] } | { readonly problem: string };

/** One JSON line in, one answer out. A line that is not a JSON object is a problem of its own and touches no other; the text is never echoed. */
export function lintLine(line: string, options: LintOptions): LintLine {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {
    return { problem: 'not JSON' };
  }
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return { problem: 'not a query record' };
  const id = 'id' in record && (typeof record.id === 'string' || typeof record.id === 'number') ? String(record.id) : null;
  if (id === null) return { problem: 'record without id' };
  return { id, findings: lintDraft(record, options) };
}
