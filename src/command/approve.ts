import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileContent } from '../content/compile.ts';
import { ContentError } from '../content/load.ts';
import { approve as approveInto, type Lock } from '../core/checklist/lock.ts';
import { parseArgs, UsageError } from './args.ts';
import { projectRoot } from './content.ts';
import { say } from './output.ts';
import type { Subcommand } from './subcommand.ts';

/** Freezes what the content owner has approved: the hash of a checklist's version, written to checklists/checklists.lock.json. Exit code 1 when refused. */
export const approve: Subcommand = {
  usage: 'corroborate approve <checklist>',
  about: 'freeze a checklist whose file says stage: approved: its hash goes into checklists/checklists.lock.json',
  run: async (argv) => {
    const [id, ...more] = parseArgs(argv, {}).words;
    if (id === undefined || more.length > 0) throw new UsageError('one checklist is expected');
    let base: ReturnType<typeof compileContent>['checklists'][string];
    try {
      base = compileContent(projectRoot()).checklists.base ?? [];
    } catch (error) {
      if (!(error instanceof ContentError)) throw error;
      say(error.message);
      return 1;
    }
    const checklist = base.find((one) => one.id === id);
    if (!checklist) throw new UsageError(`unknown checklist "${id}" (known: ${base.map((one) => one.id).join(', ')})`);
    const file = join(projectRoot(), 'checklists/checklists.lock.json');
    const lock = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Lock) : {};
    const result = approveInto(lock, checklist, new Date().toISOString().slice(0, 10));
    if ('refused' in result) {
      say(result.refused);
      return 1;
    }
    writeFileSync(file, `${JSON.stringify(result.lock, null, 2)}\n`);
    console.log(`${id} ${checklist.version} is approved: ${checklist.hash}`);
    return 0;
  },
};
