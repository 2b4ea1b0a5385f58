import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ReviewContent } from '../core/review/index.ts';
import { parseArgs, UsageError } from './args.ts';
import { content } from './content.ts';
import { print } from './output.ts';
import { ecqmRows } from './score-ecqm.ts';
import { mimicRows } from './score-mimic.ts';
import { rowLine, tableOf } from './score-print.ts';
import type { Row } from './score-row.ts';
import { sentenceRows } from './score-sentences.ts';
import { vignetteRows } from './score-vignettes.ts';
import type { Subcommand } from './subcommand.ts';

interface Kind {
  readonly holds: readonly string[];
  readonly rows: (folder: string, compiled: ReviewContent, how: { readonly site: string; readonly replay: boolean }) => Promise<Row[]>;
}

/** What a folder is, by what it holds. */
const KINDS: readonly Kind[] = [
  { holds: ['uscore/encounter-bundles.ndjson.gz', 'native', 'truth/encounter_status.csv'], rows: mimicRows },
  { holds: ['bundles.ndjson', 'expected'], rows: vignetteRows },
  { holds: ['sentences.jsonl'], rows: sentenceRows },
  { holds: ['testcase-bundles.ndjson.gz', 'expected.csv'], rows: ecqmRows },
];

/** Measures what we say against what is true of a folder of stays or sentences. A target that is missed is a result, not an error: exit code 0. */
export const score: Subcommand = {
  usage: 'corroborate score <data-folder> [--ids] [--json] [--replay] [--site <id>]',
  about:
    'compare with the truth beside the data: a table of agreement for each measure, with --ids what disagrees, with --json a line for each row, with --replay each stay hour by hour',
  run: async (argv) => {
    const args = parseArgs(argv, { ids: 'flag', json: 'flag', site: 'value', replay: 'flag' });
    const [folder, more] = args.words;
    if (folder === undefined || more !== undefined) throw new UsageError('one folder is expected');
    if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new UsageError(`${basename(folder)}: no such folder`);
    const kind = KINDS.find(({ holds }) => holds.every((name) => existsSync(join(folder, name))));
    if (!kind) {
      const known = KINDS.map(({ holds }) => holds.join(' + ')).join('; ');
      throw new UsageError(`${basename(folder)}: nothing to score by (a folder is known by what it holds: ${known})`);
    }
    const rows = await kind.rows(folder, content(), { site: args.value('site') ?? 'mimic', replay: args.flag('replay') });
    for (const line of args.flag('json') ? rows.map(rowLine) : tableOf(rows, args.flag('ids'))) await print(line);
    return 0;
  },
};
