import { durationMs } from './duration.ts';
import { LEAF_KEYS, leafFrom } from './leaf.ts';
import type { Criterion, Sameness } from './linked.ts';
import { ALWAYS_NAMED, type Names } from './names.ts';
import { at, chosenAt, complain, countAt, isRaw, knownKeys, type Raw } from './reading.ts';
import { unknownName } from './unknown-name.ts';

/** The keys that tell the six forms apart, in the order they are looked for. */
export const FORMS = ['fact', 'all', 'any', 'atLeast', 'not', 'met'] as const;
type Form = (typeof FORMS)[number];

const KEYS: Readonly<Record<Form, readonly string[]>> = {
  fact: LEAF_KEYS,
  all: ['all', 'within', 'same'],
  any: ['any'],
  atLeast: ['atLeast', 'of', 'within', 'same'],
  not: ['not'],
  met: ['met'],
};

/** A leaf whose `pick: worst` still waits for the direction that the checklist's bounds give the concept. */
export type WorstLeaf = { readonly concept: string; readonly path: string; settle: (pick: 'highest' | 'lowest') => void };

/** Which form a map is written in: by the key present, before anything else is judged. Null (with a complaint) when none or two. */
export function formOf(names: Names, raw: Raw, path: string): Form | null {
  const present = FORMS.filter((form) => raw[form] !== undefined && raw[form] !== null);
  if (present.length === 1) return present[0] ?? null;
  const keys = Object.keys(raw);
  if (present.length > 1) complain(names.notes, path, `two forms at once: ${present.join(' and ')} - join them with \`all\` or \`any\``);
  else
    complain(names.notes, path, `no form here - write one of ${FORMS.join(', ')}${keys.length > 0 ? ` (found: ${keys.join(', ')})` : ''}`);
  return null;
}

/**
 * Reads a criterion in any of the six forms; null when it cannot be used (the complaint is noted).
 * `besides` are keys of the surrounding map that are no part of the form: label, source.
 */
export function criterionFrom(
  names: Names,
  value: unknown,
  path: string,
  worst: WorstLeaf[],
  besides: readonly string[] = [],
): Criterion | null {
  if (!isRaw(value)) {
    complain(names.notes, path, `expected a criterion such as { fact: lactate, above: 2 mmol/L }`);
    return null;
  }
  const form = formOf(names, value, path);
  if (!form) return null;
  knownKeys(names.notes, value, path, [...KEYS[form], ...besides], form === 'fact' ? 'a bound' : `a key of \`${form}\``);
  switch (form) {
    case 'fact': {
      const leaf = leafFrom(names, value, path);
      if (!leaf) return null;
      const { worst: waits, ...settled } = leaf;
      if (!waits) return settled;
      const open: { -readonly [K in keyof typeof settled]: (typeof settled)[K] } = { ...settled };
      worst.push({
        concept: settled.concept,
        path: at(path, 'pick'),
        settle: (pick) => {
          open.pick = pick;
        },
      });
      return open;
    }
    case 'all':
      return { form, parts: partsFrom(names, value.all, at(path, 'all'), worst), ...spanOf(names, value, path) };
    case 'any':
      return { form, parts: partsFrom(names, value.any, at(path, 'any'), worst) };
    case 'atLeast': {
      const count = countAt(names.notes, value, 'atLeast', path, 1);
      const parts = partsFrom(names, value.of, at(path, 'of'), worst);
      if (parts.length > 0 && count > parts.length) complain(names.notes, at(path, 'atLeast'), `asks for ${count} of ${parts.length}`);
      return { form, count, parts, ...spanOf(names, value, path) };
    }
    case 'not': {
      const part = criterionFrom(names, value.not, at(path, 'not'), worst);
      return part ? { form, part } : null;
    }
    case 'met': {
      const name = String(value.met);
      const known = [...names.criteria, ...ALWAYS_NAMED];
      if (!known.includes(name)) {
        complain(names.notes, at(path, 'met'), unknownName('criterion', name, known));
        return null;
      }
      return { form, name };
    }
  }
}

function partsFrom(names: Names, value: unknown, path: string, worst: WorstLeaf[]): readonly Criterion[] {
  if (!Array.isArray(value) || value.length === 0) {
    complain(names.notes, path, 'expected a list of criteria');
    return [];
  }
  return value.flatMap((part: unknown, index) => criterionFrom(names, part, at(path, index), worst) ?? []);
}

function spanOf(names: Names, raw: Raw, path: string): { readonly withinMs: number | null; readonly same: Sameness | null } {
  const within = raw.within === undefined || raw.within === null ? null : durationMs(String(raw.within));
  if (raw.within !== undefined && raw.within !== null && within === null)
    complain(names.notes, at(path, 'within'), `"${String(raw.within)}" is not a duration - write 30m, 6h or 2d`);
  return { withinMs: within, same: chosenAt(names.notes, raw, 'same', path, ['sample', 'note', 'section'] as const)?.[0] ?? null };
}

/** Every node of a criterion, itself first. */
export function* nodesOf(criterion: Criterion): Generator<Criterion> {
  yield criterion;
  if (criterion.form === 'not') yield* nodesOf(criterion.part);
  else if (criterion.form === 'all' || criterion.form === 'any' || criterion.form === 'atLeast')
    for (const part of criterion.parts) yield* nodesOf(part);
}

/** Names a criterion rests on directly: `met:`, anchors of windows, `known-by`. */
export function namesIn(criterion: Criterion): readonly string[] {
  const found = new Set<string>();
  for (const node of nodesOf(criterion)) {
    if (node.form === 'met') found.add(node.name);
    if (node.form === 'fact')
      for (const edge of [node.window?.from, node.window?.to, node.knownBy]) if (edge?.anchor) found.add(edge.anchor);
  }
  return [...found];
}
