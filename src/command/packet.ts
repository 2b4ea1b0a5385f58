import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isZone, momentOf } from '../core/chart/instant.ts';
import { LEVEL_OF_CARE, type Packet, packetBundle, packetHtml, packetOf, packetText, type Refused } from '../core/packet/index.ts';
import { type Review, type ReviewOptions, reviewStays } from '../core/review/index.ts';
import { type Args, parseArgs, UsageError } from './args.ts';
import { content } from './content.ts';
import { bundleOf, type Input, inputsOf } from './input.ts';
import { print, say } from './output.ts';
import type { Subcommand } from './subcommand.ts';

const FORMATS = { html: 'html', text: 'txt', fhir: 'fhir.json', json: 'json' } as const;
type Format = keyof typeof FORMATS;

function instantFrom(args: Args, name: string): number | null {
  const given = args.value(name);
  if (given === undefined) return null;
  const moment = momentOf(given);
  if (moment.kind !== 'instant') throw new UsageError(`--${name} wants date, time and offset: 2026-03-03T20:00:00-05:00`);
  return moment.at;
}

function reviewOptions(args: Args): ReviewOptions {
  const asOf = instantFrom(args, 'as-of');
  const [encounter, policy, site, zone] = ['encounter', 'policy', 'site', 'zone'].map((name) => args.value(name));
  if (zone !== undefined && !isZone(zone))
    throw new UsageError(`unknown time zone "${zone}": an IANA name such as America/Chicago is expected`);
  return {
    ...(asOf === null ? {} : { asOf }),
    ...(encounter === undefined ? {} : { encounter }),
    ...(policy === undefined ? {} : { policy }),
    ...(site === undefined ? {} : { site }),
    ...(zone === undefined ? {} : { zone }),
  };
}

/** The format and the subject as asked for; wrong words are told with the known ones. */
function askedFor(args: Args): { readonly format: Format; readonly subject: string } {
  const format = args.value('format') ?? 'text';
  if (!Object.hasOwn(FORMATS, format)) throw new UsageError(`unknown format "${format}" (known: ${Object.keys(FORMATS).join(', ')})`);
  const subject = args.value('checklist');
  const known = [...(content().checklists.base ?? []).map(({ id }) => id), LEVEL_OF_CARE];
  if (subject === undefined) throw new UsageError(`--checklist is expected (known: ${known.join(', ')})`);
  if (!known.includes(subject)) throw new UsageError(`unknown checklist "${subject}" (known: ${known.join(', ')})`);
  return { format: format as Format, subject };
}

/** Base of the server the resources came from, as the file tells by its fullUrls; null where it does not. */
function baseOf(entries: readonly unknown[]): string | null {
  for (const entry of entries) {
    const url = (entry as { readonly fullUrl?: unknown } | null)?.fullUrl;
    const base = typeof url === 'string' ? /^(https?:\/\/.+?)\/[A-Z][A-Za-z]+\/[^/\s]+$/.exec(url)?.[1] : undefined;
    if (base !== undefined) return base;
  }
  return null;
}

/** Reads a Bundle's entries, or tells why it cannot be used. */
function entriesOf(input: Input): readonly unknown[] | string {
  const bundle = bundleOf(input);
  if ('error' in bundle && typeof bundle.error === 'string' && !('resourceType' in bundle)) return bundle.error;
  const { entry } = bundle as { readonly entry?: unknown };
  if (entry === undefined) return [];
  return Array.isArray(entry) ? entry : 'Bundle.entry is not a list';
}

const printed = (packet: Packet, format: Format, resources: readonly unknown[], base: string | null): string => {
  if (format === 'html') return packetHtml(packet).trimEnd();
  if (format === 'text') return packetText(packet).trimEnd();
  return JSON.stringify(format === 'fhir' ? packetBundle({ packet, resources, base }) : packet);
};

/** A mistake of ours costs one stay, and is told as such. */
function attempt(make: () => Packet | Refused): Packet | Refused {
  try {
    return make();
  } catch (error) {
    return { refused: `could not be made (${error instanceof Error ? error.name : 'unknown error'}): a mistake of ours` };
  }
}

const slug = (text: string): string => text.replace(/[^A-Za-z0-9.-]+/g, '-');

/** Prints the evidence packet of each stay that has one, or writes one file for each. */
export const packet: Subcommand = {
  usage:
    'corroborate packet <path...> --checklist <id>|level-of-care [--format html|text|fhir|json] [--encounter <ref>] [--as-of <instant>] [--policy <id>] [--site <id>] [--zone <IANA>] [--prepared-by <name>] [--prepared-at <instant>] [--base <url>] [--to <folder>]',
  about: 'print the evidence packet of a documented condition, or of the level of care, for each stay; --to writes one file for each',
  run: async (argv) => {
    const args = parseArgs(argv, {
      ...{ checklist: 'value', format: 'value', encounter: 'value', 'as-of': 'value', policy: 'value', site: 'value', zone: 'value' },
      ...{ 'prepared-by': 'value', 'prepared-at': 'value', base: 'value', to: 'value' },
    });
    if (args.words.length === 0) throw new UsageError('a path is expected (or - for standard input)');
    const { format, subject } = askedFor(args);
    const options = reviewOptions(args);
    const preparedAt = instantFrom(args, 'prepared-at');
    const by = args.value('prepared-by') ?? 'corroborate packet';
    const folder = args.value('to');
    const base = args.value('base');
    if (base !== undefined && !/^https?:\/\/\S+$/.test(base)) throw new UsageError('--base wants the address of a FHIR server');
    try {
      reviewStays({ resources: [], content: content(), options });
    } catch (error) {
      throw error instanceof RangeError ? new UsageError(error.message) : error;
    }
    // two pages in one output are no page: kept until it is known that there is one
    const pages: string[] = [];
    let made = 0;
    let isUnusable = false;
    for await (const input of inputsOf(args.words)) {
      const resources = entriesOf(input);
      if (typeof resources === 'string') {
        say(`${input.where}: ${resources}`);
        isUnusable = true;
        continue;
      }
      for (const review of reviewStays({ resources, content: content(), options })) {
        const prepared = { by, at: preparedAt ?? review.asOf };
        const answer = attempt(() => packetOf({ review, content: content(), resources, subject, prepared }));
        if ('refused' in answer) {
          say(`${input.where}: ${review.encounter}: ${answer.refused}`);
          continue;
        }
        made += 1;
        const text = printed(answer, format, resources, base ?? baseOf(resources));
        if (format === 'html' && folder === undefined) pages.push(text);
        else await give(text, review, { folder, format, subject });
      }
    }
    if (pages.length > 1)
      throw new UsageError('there is more than one stay, and a page shows one: name it with --encounter, or write files with --to');
    for (const page of pages) await print(page);
    if (made === 0 && !isUnusable) say('no packet was made');
    return made === 0 || isUnusable ? 1 : 0;
  },
};

async function give(
  text: string,
  review: Review,
  { folder, format, subject }: { readonly folder: string | undefined; readonly format: Format; readonly subject: string },
): Promise<void> {
  if (folder === undefined) return print(text);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${slug(review.encounter)}-${subject}.${FORMATS[format]}`);
  writeFileSync(file, `${text}\n`);
  say(`wrote ${file}`);
}
