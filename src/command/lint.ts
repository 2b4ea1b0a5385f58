import { z } from 'zod';
import { lintDraft } from '../core/lint/index.ts';
import { toolkitOf } from '../core/review/index.ts';
import { parseArgs } from './args.ts';
import { content } from './content.ts';
import { eachLine } from './jsonl.ts';
import type { Subcommand } from './subcommand.ts';

/** Any record with an id: which other fields must be there is for the rules to say. */
const draft = z.looseObject({ id: z.union([z.string(), z.number()]) });

/** Lints query drafts with the rules that guard every way out of the product. */
export const lint: Subcommand = {
  usage: 'corroborate lint [--complete] <file.jsonl>',
  about: 'check query drafts against the compliance rules; --complete also wants patient, encounter, author and date',
  run: (argv) => {
    const args = parseArgs(argv, { complete: 'flag' });
    const lexicon = toolkitOf(content()).lint;
    return eachLine(args.words, draft, (record) => ({
      id: String(record.id),
      findings: lintDraft(record, { lexicon, complete: args.flag('complete') }),
    }));
  },
};
