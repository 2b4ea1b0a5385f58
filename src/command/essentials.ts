import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { essentialsMarkdown } from '../core/compose/essentials-markdown.ts';
import { readableRules } from '../core/review/index.ts';
import { parseArgs, UsageError } from './args.ts';
import { content } from './content.ts';
import { print, say } from './output.ts';
import type { Subcommand } from './subcommand.ts';

/** Prints the one page of each checklist as Markdown, or writes one file for each. */
export const essentials: Subcommand = {
  usage: 'corroborate essentials [checklist...] [--policy <id>] [--to <folder>]',
  about: 'print the documentation essentials of each checklist as Markdown; --to writes one file for each',
  run: async (argv) => {
    const args = parseArgs(argv, { policy: 'value', to: 'value' });
    const compiled = content();
    const policy = args.value('policy') ?? 'base';
    if (!Object.hasOwn(compiled.checklists, policy))
      throw new UsageError(`unknown policy "${policy}" (known: ${Object.keys(compiled.checklists).join(', ')})`);
    const pages = readableRules(compiled, policy, true).map((readable) => readable.essentials);
    const unknown = args.words.find((id) => !pages.some((page) => page.id === id));
    if (unknown !== undefined) throw new UsageError(`unknown checklist "${unknown}" (known: ${pages.map(({ id }) => id).join(', ')})`);
    const folder = args.value('to');
    for (const page of pages.filter(({ id }) => args.words.length === 0 || args.words.includes(id))) {
      const text = essentialsMarkdown(page);
      if (folder === undefined) {
        await print(text);
        continue;
      }
      mkdirSync(folder, { recursive: true });
      const file = join(folder, `${page.id}.md`);
      writeFileSync(file, text);
      say(`wrote ${file}`);
    }
    return 0;
  },
};
