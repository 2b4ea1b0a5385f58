/** Writes a line to standard output and waits while the reader is slow, so that a pipe never fills memory. */
export async function print(line: string): Promise<void> {
  if (!process.stdout.write(`${line}\n`)) await new Promise<void>((resolve) => process.stdout.once('drain', () => resolve()));
}

/** A message for people: standard error, so that standard output stays data. */
export const say = (message: string): void => {
  process.stderr.write(`${message}\n`);
};

/** A progress line that rewrites itself, only when standard error is a terminal. Returns the function that ends it. */
export function progress(label: string): { readonly step: () => void; readonly end: () => void } {
  let count = 0;
  const started = Date.now();
  const terminal = process.stderr.isTTY === true;
  return {
    step: () => {
      count += 1;
      if (terminal) process.stderr.write(`\r${label} ${count} (${((Date.now() - started) / 1000).toFixed(0)} s)`);
    },
    end: () => {
      if (terminal && count > 0) process.stderr.write('\r\u001b[2K');
    },
  };
}
