import { momentOf } from '../core/chart/instant.ts';
import { reviewStays } from '../core/review/index.ts';
import { type Args, parseArgs, UsageError } from './args.ts';
import { content } from './content.ts';
import { type Evaluated, type EvaluateOptions, evaluateInput } from './evaluate-input.ts';
import { type Input, inputsOf } from './input.ts';
import { print, progress, say } from './output.ts';
import { inWorkers } from './pool.ts';
import type { Subcommand } from './subcommand.ts';

function optionsFrom(args: Args): EvaluateOptions {
  const asOf = args.value('as-of');
  const moment = asOf === undefined ? null : momentOf(asOf);
  if (moment && moment.kind !== 'instant') throw new UsageError('--as-of wants date, time and offset: 2026-03-03T20:00:00-05:00');
  const policy = args.value('policy');
  const site = args.value('site');
  const zone = args.value('zone');
  if (zone !== undefined) {
    try {
      new Intl.DateTimeFormat('en-US', { timeZone: zone });
    } catch {
      throw new UsageError(`unknown time zone "${zone}": an IANA name such as America/Chicago is expected`);
    }
  }
  return {
    full: args.flag('full'),
    review: {
      ...(moment ? { asOf: moment.at } : {}),
      ...(policy === undefined ? {} : { policy }),
      ...(site === undefined ? {} : { site }),
      ...(zone === undefined ? {} : { zone }),
      checklists: args.list('checklist'),
      codedCounts: args.flag('coded-counts'),
    },
  };
}

/** Reviews stays from files: one line per hospital encounter, in the order of the input. */
export const evaluate: Subcommand = {
  usage:
    'corroborate evaluate <path...> [--as-of <instant>] [--policy <id>] [--site <id>] [--checklist <id>]... [--zone <IANA>] [--workers <n>] [--coded-counts] [--full]',
  about: 'read FHIR R4 (Bundle .json, Bundles .ndjson, Bulk Data folder, -) and print one line per hospital encounter',
  run: async (argv) => {
    const args = parseArgs(argv, {
      'as-of': 'value',
      policy: 'value',
      site: 'value',
      checklist: 'list',
      zone: 'value',
      workers: 'value',
      'coded-counts': 'flag',
      full: 'flag',
    });
    if (args.words.length === 0) throw new UsageError('a path is expected (or - for standard input)');
    const workers = args.value('workers') ?? '1';
    if (!/^[1-9]\d?$/.test(workers)) throw new UsageError('--workers wants a number from 1 to 99');
    const options = optionsFrom(args);
    const compiled = content();
    const { site } = options.review;
    if (site !== undefined && !Object.hasOwn(compiled.sites, site))
      throw new UsageError(`unknown site "${site}" (known: ${Object.keys(compiled.sites).sort().join(', ')})`);
    try {
      reviewStays({ resources: [], content: compiled, options: options.review });
    } catch (error) {
      if (error instanceof RangeError) throw new UsageError(error.message);
      throw error;
    }
    let code = 0;
    const bar = progress('evaluated');
    const take = async (input: Input, result: Evaluated) => {
      bar.step();
      if ('error' in result) {
        bar.end();
        say(`${input.where}: ${result.error}`);
        code = 1;
      } else for (const line of result.lines) await print(line);
    };
    const inputs = inputsOf(args.words);
    if (workers === '1') for await (const input of inputs) await take(input, evaluateInput(input, options, compiled));
    else await inWorkers('evaluate', inputs, { count: Number(workers), options }, take);
    bar.end();
    return code;
  },
};
