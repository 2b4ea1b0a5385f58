/** One subcommand: `run` takes the words after its name and gives the exit code, 0 or 1; it throws UsageError for 2. */
export interface Subcommand {
  readonly usage: string;
  readonly about: string;
  readonly run: (argv: readonly string[]) => Promise<number>;
}
