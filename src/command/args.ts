/** Wrong usage: printed with the usage line, exit code 2. */
export class UsageError extends Error {}

/** Options a subcommand knows: `value` takes the next word, `list` may be repeated, `flag` stands alone. */
export type OptionKinds = Readonly<Record<string, 'value' | 'list' | 'flag'>>;

export interface Args {
  readonly words: readonly string[];
  readonly value: (name: string) => string | undefined;
  readonly list: (name: string) => readonly string[];
  readonly flag: (name: string) => boolean;
}

/** Splits words from options; `--name=value` and `--name value` are the same; an unknown option is a UsageError that names the known ones. */
export function parseArgs(argv: readonly string[], kinds: OptionKinds): Args {
  const words: string[] = [];
  const given = new Map<string, string[]>();
  for (let i = 0; i < argv.length; i += 1) {
    const word = argv[i] ?? '';
    if (!word.startsWith('--') || word === '--') {
      if (word !== '--') words.push(word);
      continue;
    }
    const [name = '', inline] = word.slice(2).split(/=(.*)/s, 2);
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind === undefined) {
      const known = Object.keys(kinds).map((option) => `--${option}`);
      throw new UsageError(`unknown option --${name}${known.length > 0 ? ` (known: ${known.join(' ')})` : ''}`);
    }
    if (kind === 'flag') {
      given.set(name, []);
      continue;
    }
    const value = inline ?? argv[i + 1];
    if (value === undefined) throw new UsageError(`--${name} needs a value`);
    if (inline === undefined) i += 1;
    if (kind === 'value' && given.has(name)) throw new UsageError(`--${name} is given twice`);
    given.set(name, [...(given.get(name) ?? []), value]);
  }
  return {
    words,
    value: (name) => given.get(name)?.[0],
    list: (name) => given.get(name) ?? [],
    flag: (name) => given.has(name),
  };
}
