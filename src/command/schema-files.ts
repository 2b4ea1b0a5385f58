import { z } from 'zod';
import { SCHEMAS } from './schema.ts';
import { checklistHeader } from './schema-header.ts';

// As what is read, objects are open: more fields may be added to a line without breaking whoever validates it.
const OPEN = { io: 'input' } as const;

/** File name under docs/schema -> its text: the JSON Schema of each line the command reads or prints, and of the header of a checklist as shipped. */
export function schemaFiles(): Readonly<Record<string, string>> {
  const lines = Object.entries(SCHEMAS).map(([name, schema]) => textOf(name, `corroborate ${name.replace('.', ', one line of ')}`, schema));
  return Object.fromEntries([...lines, textOf('checklist.header', 'header of a linked checklist', checklistHeader)]);
}

const textOf = (name: string, title: string, schema: z.ZodType): readonly [string, string] => [
  `${name}.json`,
  `${JSON.stringify({ title, ...z.toJSONSchema(schema, OPEN) }, null, 2)}\n`,
];
