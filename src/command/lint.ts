import { lintDraft } from '../core/lint/index.ts';
import { toolkitOf } from '../core/review/index.ts';
import { parseArgs } from './args.ts';
import { content } from './content.ts';
import { eachLine } from './jsonl.ts';
import { lintIn } from './schema.ts';
import type { Subcommand } from './subcommand.ts';

/** Lints query drafts with the rules that guard every way out of the product. */
export const lint: Subcommand = {
  usage: 'corroborate lint [--complete] <file.jsonl>',
  about: 'check query drafts against the compliance rules; --complete also wants patient, encounter, author and date',
  run: (argv) => {
    const args = parseArgs(argv, { complete: 'flag' });
    const lexicon = toolkitOf(content()).lint;
    return eachLine(args.words, lintIn, (record) => ({
      id: String(record.id),
      findings: lintDraft(record, { lexicon, complete: args.flag('complete') }),
    }));
  },
};
