import { z } from 'zod';
import { midnightsLine } from '../core/stay/midnights-line.ts';
import { parseArgs } from './args.ts';
import { eachLine } from './jsonl.ts';
import type { Subcommand } from './subcommand.ts';

/** The frame of a line; what inside it is unusable gives nulls and a flag, never a guess (docs/schema/midnights.input.json is the full form). */
const line = z.looseObject({ segments: z.array(z.unknown()) });

/** Counts midnights of care segments, for checking against a hand count. */
export const midnights: Subcommand = {
  usage: 'corroborate midnights <file.jsonl>',
  about: 'count midnights and observation hours of care segments, each in its own zone',
  run: (argv) => eachLine(parseArgs(argv, {}).words, line, midnightsLine),
};
