import { z } from 'zod';
import { SCHEMAS } from './schema.ts';

// As what is read, objects are open: more fields may be added to a line without breaking whoever validates it.
const OPEN = { io: 'input' } as const;

/** File name under docs/schema -> its text: the JSON Schema of each line the command reads or prints. */
export function schemaFiles(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(SCHEMAS).map(([name, schema]) => {
      const title = `corroborate ${name.replace('.', ', one line of ')}`;
      return [`${name}.json`, `${JSON.stringify({ title, ...z.toJSONSchema(schema, OPEN) }, null, 2)}\n`];
    }),
  );
}
