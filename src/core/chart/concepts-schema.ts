import * as z from 'zod/mini';
import { type AuthorError, suggestion } from './author-error.ts';
import type { Concept, Concepts, Family } from './concept.ts';

const FAMILIES = [
  'lab',
  'vital',
  'medication',
  'order',
  'movement',
  'diagnosis',
  'condition',
  'device',
  'procedure',
  'culture',
  'note-statement',
  'note',
  'coverage',
  'patient',
  'measure',
] as const satisfies readonly Family[];

const id = z.string().check(z.regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'ids are kebab-case'));
const words = z.array(z.string().check(z.minLength(1)));
const codes = z.record(z.string(), words);
const factor = z.union([z.number(), z.strictObject({ factor: z.number(), offset: z.number() })]);
const origin = z.strictObject({ source: z.string(), version: z.optional(z.string()), expanded: z.optional(z.string()) });
const RANGE = /^(-?\d+(?:\.\d+)?) \.\. (-?\d+(?:\.\d+)?)$/;

/** One entry of a concepts file, as written: `plausible` is '0.1 .. 40'. */
const conceptSchema = z.strictObject({
  label: z.string().check(z.minLength(1)),
  family: z.optional(z.enum(FAMILIES)),
  unit: z.optional(z.string().check(z.minLength(1))),
  units: z.optional(z.record(z.string(), factor)),
  plausible: z.optional(z.string().check(z.regex(RANGE, 'a range is written "low .. high"'))),
  codes: z.optional(codes),
  never: z.optional(codes),
  texts: z.optional(words),
  phrases: z.optional(words),
  weaker: z.optional(words),
  also: z.optional(z.array(id)),
  from: z.optional(origin),
});

const fileSchema = z.strictObject({ family: z.optional(z.enum(FAMILIES)), from: z.optional(origin), never: z.optional(codes) });

/** A whole concepts file as written: `_file` holds what all of its entries share. */
export const conceptsSchema = z.record(z.string(), conceptSchema);

const KEYS = Object.keys(conceptSchema.def.shape);

/** A concepts file as parsed: its name, for messages, and what the YAML parser gave. */
export interface ConceptsFile {
  readonly file: string;
  readonly content: unknown;
}

/**
 * The vocabulary of all concept files together, or what is wrong with them: unknown keys and families, ids used twice,
 * `also` naming nothing, a range upside down, units without a unit. Never throws.
 */
export function readConcepts(files: readonly ConceptsFile[]): { readonly concepts: Concepts; readonly errors: readonly AuthorError[] } {
  const concepts: Record<string, Concept> = {};
  const places = new Map<string, string>();
  const errors: AuthorError[] = [];
  for (const { file, content } of files) {
    if (typeof content !== 'object' || content === null || Array.isArray(content)) {
      errors.push({ file, path: '', message: 'a concepts file is a map of concept ids' });
      continue;
    }
    const { _file: shared, ...entries } = content as Record<string, unknown>;
    const common = fileSchema.safeParse(shared ?? {});
    if (!common.success) errors.push(...issues(file, '_file', common.error.issues, Object.keys(fileSchema.def.shape)));
    for (const [name, entry] of Object.entries(entries)) {
      if (!id.safeParse(name).success) errors.push({ file, path: name, message: 'ids are kebab-case' });
      const parsed = conceptSchema.safeParse(entry);
      if (!parsed.success) {
        errors.push(...issues(file, name, parsed.error.issues, KEYS));
        continue;
      }
      const earlier = places.get(name);
      if (earlier !== undefined) errors.push({ file, path: name, message: `already defined in ${earlier}` });
      places.set(name, file);
      const result = concept(name, parsed.data, common.success ? common.data : {});
      if (typeof result === 'string') errors.push({ file, path: name, message: result });
      else concepts[name] = result;
    }
  }
  for (const [name, { also }] of Object.entries(concepts)) {
    for (const broader of also ?? []) {
      if (!(broader in concepts)) {
        errors.push({
          file: places.get(name) ?? '',
          path: `${name}.also`,
          message: `unknown concept "${broader}"${suggestion(broader, Object.keys(concepts))}`,
        });
      }
    }
  }
  return { concepts, errors };
}

function concept(name: string, entry: z.infer<typeof conceptSchema>, common: z.infer<typeof fileSchema>): Concept | string {
  const { plausible, family, from, never, ...rest } = entry;
  const kind = family ?? common.family;
  if (kind === undefined) return 'no family, here or under _file';
  if (rest.units !== undefined && rest.unit === undefined) return 'units without a unit';
  const vetoes = mergeCodes(common.never, never);
  const origins = from ?? common.from;
  const range = plausible === undefined ? null : RANGE.exec(plausible);
  const bounds = range ? ([Number(range[1]), Number(range[2])] as const) : null;
  if (bounds && bounds[0] >= bounds[1]) return 'plausible: the lower bound is not below the upper one';
  return {
    ...(rest as Omit<Concept, 'id' | 'family'>),
    id: name,
    family: kind,
    ...(bounds ? { plausible: bounds } : {}),
    ...(vetoes ? { never: vetoes } : {}),
    ...(origins ? { from: origins as NonNullable<Concept['from']> } : {}),
  };
}

type Codes = Readonly<Record<string, readonly string[]>>;

function mergeCodes(shared: Codes | undefined, own: Codes | undefined): Codes | null {
  if (!shared && !own) return null;
  const merged: Record<string, readonly string[]> = { ...shared };
  for (const [system, values] of Object.entries(own ?? {})) merged[system] = [...(merged[system] ?? []), ...values];
  return merged;
}

function issues(file: string, at: string, found: readonly z.core.$ZodIssue[], keys: readonly string[]): AuthorError[] {
  return found.map((issue) => {
    const path = [at, ...issue.path.map(String)].join('.');
    if (issue.code === 'unrecognized_keys') {
      const key = issue.keys[0] ?? '';
      return { file, path, message: `unknown key "${key}"${suggestion(key, keys)}` };
    }
    if (issue.code === 'invalid_value') return { file, path, message: `one of: ${issue.values.map(String).join(', ')}` };
    return { file, path, message: issue.code === 'invalid_type' ? `expected ${issue.expected}` : (issue.message ?? 'not usable') };
  });
}
