import type { z } from 'zod';
import { UsageError } from './args.ts';
import { linesOf } from './input.ts';
import { print, say } from './output.ts';

/**
 * Runs one function over a file of JSON lines ('-' for standard input). A line that is not JSON of the expected form costs only itself:
 * it is named on standard error with its number and makes the exit code 1.
 */
export async function eachLine<In>(paths: readonly string[], schema: z.ZodType<In>, answer: (value: In) => unknown): Promise<number> {
  if (paths.length === 0) throw new UsageError('a file of JSON lines is expected (or - for standard input)');
  let code = 0;
  const refuse = (where: string, why: string) => {
    say(`${where}: ${why}`);
    code = 1;
  };
  for (const path of paths) {
    const name = path === '-' ? 'standard input' : path;
    let number = 0;
    try {
      for await (const line of linesOf(path)) {
        number += 1;
        if (line.trim() === '') continue;
        let value: unknown;
        try {
          value = JSON.parse(line);
        } catch {
          refuse(`${name}:${number}`, 'not JSON');
          continue;
        }
        const checked = schema.safeParse(value);
        if (!checked.success) {
          const issue = checked.error.issues[0];
          refuse(`${name}:${number}`, `${issue?.path.join('.') || 'the line'}: ${issue?.message ?? 'not of the expected form'}`);
          continue;
        }
        await print(JSON.stringify(answer(checked.data)));
      }
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code;
      if (reason === undefined) throw error;
      refuse(name, reason === 'ENOENT' ? 'no such file' : `cannot be read (${reason})`);
    }
  }
  return code;
}
