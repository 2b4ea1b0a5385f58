import { readPlan as planOf } from '../core/checklist/read-plan.ts';
import { checklistsUnder } from '../core/review/index.ts';
import { parseArgs, UsageError } from './args.ts';
import { content } from './content.ts';
import { print } from './output.ts';
import type { Subcommand } from './subcommand.ts';

/** Prints what the linked checklists need to read, and which scopes that takes. */
export const readPlan: Subcommand = {
  usage: 'corroborate read-plan [--policy <id>]',
  about: 'print what the checklists need to read, and which SMART scopes that takes',
  run: async (argv) => {
    const args = parseArgs(argv, { policy: 'value' });
    if (args.words.length > 0) throw new UsageError('no further words are expected');
    const compiled = content();
    const policy = args.value('policy') ?? 'base';
    const list = checklistsUnder(compiled, policy);
    if (!list) throw new UsageError(`unknown policy "${policy}" (known: ${Object.keys(compiled.checklists).join(', ')})`);
    for (const line of planOf(list, compiled.concepts)) await print(JSON.stringify(line));
    return 0;
  },
};
