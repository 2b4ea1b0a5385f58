import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { suggestion } from '../core/chart/author-error.ts';
import { parseArgs, UsageError } from './args.ts';
import { content } from './content.ts';
import { say } from './output.ts';
import { rowsOf } from './spreadsheet.ts';
import type { Subcommand } from './subcommand.ts';

const COLUMNS = ['system', 'code', 'text', 'concept'] as const;

interface Element {
  readonly code: string;
  readonly display?: string;
  readonly target: readonly { readonly code?: string; readonly equivalence: 'equivalent' | 'unmatched' }[];
}

/**
 * Makes a site's ConceptMap (codes.json) from a spreadsheet saved as CSV, with the columns system, code, text, concept in any order. `-` as concept
 * says that the code is known and stands for nothing we read. A row that cannot be used is named by its number, and nothing is written.
 */
export const codes: Subcommand = {
  usage: 'corroborate codes <spreadsheet.csv>',
  about: 'make the ConceptMap of a site (checklists/_sites/<hospital>/codes.json) from a spreadsheet: system, code, text, concept',
  run: async (argv) => {
    const [path, ...more] = parseArgs(argv, {}).words;
    if (path === undefined || more.length > 0) throw new UsageError('one CSV file is expected (or - for standard input)');
    let rows: string[][];
    try {
      rows = rowsOf(readFileSync(path === '-' ? 0 : path, 'utf8'));
    } catch (error) {
      const reason =
        error instanceof RangeError
          ? error.message
          : (error as NodeJS.ErrnoException).code === 'ENOENT'
            ? 'no such file'
            : 'cannot be read';
      say(`${basename(path)}: ${reason}`);
      return 1;
    }
    const head = (rows[0] ?? []).map((name) => name.trim().toLowerCase());
    const missing = COLUMNS.filter((name) => name !== 'text' && !head.includes(name));
    if (missing.length > 0) {
      say(`${basename(path)}: line 1: no column ${missing.join(', ')} (found: ${head.join(', ')})`);
      return 1;
    }
    const { concepts } = content();
    const faults: string[] = [];
    const groups = new Map<string, Map<string, Element>>();
    rows.slice(1).forEach((row, index) => {
      const cell = (name: (typeof COLUMNS)[number]) => (row[head.indexOf(name)] ?? '').trim();
      const [system, code, concept, text] = [cell('system'), cell('code'), cell('concept'), cell('text')];
      const where = `row ${index + 2}`;
      if (system === '' || code === '' || concept === '') faults.push(`${where}: system, code and concept are needed`);
      else if (concept !== '-' && !Object.hasOwn(concepts, concept)) {
        faults.push(`${where}: unknown concept "${concept}"${suggestion(concept, Object.keys(concepts))}`);
      } else {
        const group = groups.get(system) ?? new Map<string, Element>();
        const target = concept === '-' ? { equivalence: 'unmatched' as const } : { code: concept, equivalence: 'equivalent' as const };
        const before = group.get(code)?.target[0];
        if (before && before.code !== target.code) faults.push(`${where}: code "${code}" is mapped twice, to different concepts`);
        group.set(code, { code, ...(text === '' ? {} : { display: text }), target: [target] });
        groups.set(system, group);
      }
    });
    if (faults.length > 0) {
      for (const fault of faults.slice(0, 20)) say(`${basename(path)}: ${fault}`);
      if (faults.length > 20) say(`${basename(path)}: and ${faults.length - 20} more`);
      return 1;
    }
    const group = [...groups.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([source, elements]) => ({ source, element: [...elements.values()].sort((a, b) => (a.code < b.code ? -1 : 1)) }));
    console.log(JSON.stringify({ resourceType: 'ConceptMap', status: 'active', group }, null, 1));
    say(`${group.reduce((sum, each) => sum + each.element.length, 0)} codes of ${group.length} systems`);
    return 0;
  },
};
