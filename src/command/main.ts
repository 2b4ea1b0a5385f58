import { approve } from './approve.ts';
import { UsageError } from './args.ts';
import { assertions } from './assertions.ts';
import { cases } from './cases.ts';
import { codes } from './codes.ts';
import { essentials } from './essentials.ts';
import { evaluate } from './evaluate.ts';
import { lint } from './lint.ts';
import { midnights } from './midnights.ts';
import { newCondition } from './new-condition.ts';
import { note } from './note.ts';
import { say } from './output.ts';
import { packet } from './packet.ts';
import { serveAsWorker } from './pool.ts';
import { readPlan } from './read-plan.ts';
import { score } from './score.ts';
import type { Subcommand } from './subcommand.ts';

// The same bundle is the command and its worker threads.
serveAsWorker();

const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = {
  evaluate,
  note,
  assertions,
  lint,
  midnights,
  cases,
  approve,
  score,
  codes,
  'new-condition': newCondition,
  'read-plan': readPlan,
  essentials,
  packet,
};

const help = () =>
  [
    'corroborate <command> ...: what the chart corroborates, and what it does not',
    '',
    ...Object.values(SUBCOMMANDS).map(({ usage, about }) => `  ${usage}\n      ${about}`),
    '',
    'Output is one JSON object a line; messages go to standard error. Exit code 0: done; 1: an input could not be used; 2: wrong usage.',
    'A path may be - for standard input, and may be gzipped (.gz). Formats: docs/schema/.',
  ].join('\n');

/** Runs the command with the words after its name; gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  // A reader that closes the pipe early (head) is no fault of ours or the user's.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    console.log(help());
    return name === undefined ? 2 : 0;
  }
  const subcommand = Object.hasOwn(SUBCOMMANDS, name) ? SUBCOMMANDS[name] : undefined;
  if (!subcommand) {
    say(`corroborate: unknown command "${name}" (known: ${Object.keys(SUBCOMMANDS).join(', ')})`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    console.log(`${subcommand.usage}\n${subcommand.about}`);
    return 0;
  }
  try {
    return await subcommand.run(rest);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    say(`corroborate ${name}: ${error.message}\nusage: ${subcommand.usage}`);
    return 2;
  }
}
