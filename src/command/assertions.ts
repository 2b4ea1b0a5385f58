import { assertion } from '../core/notes/index.ts';
import { parseArgs } from './args.ts';
import { lexiconFor } from './content.ts';
import { eachLine } from './jsonl.ts';
import { assertionIn } from './schema.ts';
import type { Subcommand } from './subcommand.ts';

/** Judges how one phrase is meant in a piece of note text. */
export const assertions: Subcommand = {
  usage: 'corroborate assertions [--site <id>] <file.jsonl>',
  about: 'judge how a phrase is meant in a sentence: affirmed, negated, historical, somebody else ...',
  run: (argv) => {
    const args = parseArgs(argv, { site: 'value' });
    const lexicon = lexiconFor(args.value('site'));
    return eachLine(args.words, assertionIn, ({ id, text, target, section }) => {
      const judged = assertion({ text, target, ...(section ? { section } : {}) }, lexicon);
      return {
        id,
        status: judged.status,
        temporality: judged.temporality,
        experiencer: judged.experiencer,
        cue: judged.cue?.toLowerCase() ?? null,
      };
    });
  },
};
