import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs, UsageError } from './args.ts';
import { codeMapOf, type Group } from './codes-map.ts';
import { content } from './content.ts';
import { print, say } from './output.ts';
import { rowsOf, type SheetRow, textOf } from './spreadsheet.ts';
import type { Subcommand } from './subcommand.ts';

const MOST_SHOWN = 20;

/**
 * Makes a site's ConceptMap (codes.json) from a spreadsheet saved as text, with the columns system, code, text, concept in any order. `-` as concept
 * says that the code is known and stands for nothing we read, `-` as system that the EHR sends none. A row that cannot be used is named by its
 * number with the remedy, and nothing is written.
 */
export const codes: Subcommand = {
  usage: 'corroborate codes <spreadsheet.csv> [--id <site>] [--copyright <text>]',
  about: 'make the ConceptMap of a site (checklists/_sites/<hospital>/codes.json) from a spreadsheet: system, code, text, concept',
  run: async (argv) => {
    const args = parseArgs(argv, { id: 'value', copyright: 'value' });
    const [path, ...more] = args.words;
    if (path === undefined || more.length > 0) throw new UsageError('one CSV file is expected (or - for standard input)');
    const id = args.value('id');
    if (id !== undefined && !/^[A-Za-z0-9.-]{1,64}$/.test(id)) throw new UsageError(`--id "${id}": letters, digits, - and . only`);
    const name = path === '-' ? 'standard input' : basename(path);
    let rows: SheetRow[];
    try {
      rows = rowsOf(textOf(readFileSync(path === '-' ? 0 : path)));
    } catch (error) {
      const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      say(`${name}: ${error instanceof RangeError ? error.message : isMissing ? 'no such file' : 'cannot be read'}`);
      return 1;
    }
    if (rows.length === 0) {
      say(`${name}: the file is empty`);
      return 1;
    }
    const { groups, faults, notes } = codeMapOf(rows, content().concepts);
    for (const fault of faults.slice(0, MOST_SHOWN)) say(`${name}: ${fault}`);
    if (faults.length > MOST_SHOWN) say(`${name}: and ${faults.length - MOST_SHOWN} more`);
    if (faults.length > 0) {
      say('nothing written');
      return 1;
    }
    const head = {
      resourceType: 'ConceptMap',
      ...(id === undefined ? {} : { id }),
      status: 'active',
      ...(args.value('copyright') === undefined ? {} : { copyright: args.value('copyright') }),
    };
    await print(written(head, groups));
    for (const note of notes) say(`${name}: ${note}`);
    const count = groups.reduce((sum, { element }) => sum + element.length, 0);
    say(`${count} ${count === 1 ? 'code' : 'codes'} of ${groups.length} ${groups.length === 1 ? 'system' : 'systems'}`);
    return 0;
  },
};

/** JSON with one code a line: a change of one code is a change of one line. */
function written(head: Readonly<Record<string, unknown>>, groups: readonly Group[]): string {
  const start = JSON.stringify(head, null, 2).replace(/\n\}$/, ',\n  "group": [\n');
  const body = groups.map(({ element, ...group }) => {
    const lines = element.map((each) => `        ${JSON.stringify(each)}`).join(',\n');
    const named = Object.entries(group).map(([key, value]) => `      ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`);
    return `    {\n${named.join('')}      "element": [\n${lines}\n      ]\n    }`;
  });
  return `${start}${body.join(',\n')}\n  ]\n}`;
}
