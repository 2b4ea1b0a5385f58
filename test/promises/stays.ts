import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { evaluateLineOf } from '../../src/command/line.ts';
import { compileContent } from '../../src/content/compile.ts';
import type { SourceRead } from '../../src/core/chart/record.ts';
import { lintDraft } from '../../src/core/lint/index.ts';
import { type Review, type ReviewOptions, reviewStays, toolkitOf } from '../../src/core/review/index.ts';

/** A JSON object as the EHR sends it. */
export type Resource = { readonly [key: string]: unknown; readonly resourceType: string; readonly id: string };

/** One written stay: the resources of one invented patient. */
export interface Written {
  readonly id: string;
  readonly resources: readonly Resource[];
}

const root = resolve(import.meta.dirname, '../..');
export const content = compileContent(root);
export const { lint: lexicon } = toolkitOf(content);

const folder = resolve(root, 'sandbox/patients');
/** The written stays of the sandbox; the promises hold for any chart, so a stay added there is tested here. */
export const written: readonly Written[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => {
    const bundle = JSON.parse(readFileSync(resolve(folder, name), 'utf8')) as {
      readonly entry: readonly { readonly resource: Resource }[];
    };
    return { id: name.replace('.json', ''), resources: bundle.entry.map(({ resource }) => resource) };
  });

export const review = (resources: readonly unknown[], options: ReviewOptions = {}, sources?: readonly SourceRead[]): Review[] =>
  reviewStays({ resources, content, options, ...(sources ? { sources } : {}) });

/** The line of the command, with every fact: what must not differ by a byte. */
export const lineOf = (one: Review, full = true): string =>
  JSON.stringify(evaluateLineOf(one, content.concepts, (draft) => lintDraft(draft, { lexicon }), full));

export const linesOf = (reviews: readonly Review[]): readonly string[] => reviews.map((one) => lineOf(one));

/** What the review says, without its list of all facts (a refuted diagnosis stays visible there) and without problems. */
export const decidedOf = (one: Review): string => lineOf({ ...one, problems: [] }, false);

/** Everything a review holds as JSON, maps included. */
export const allOf = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) => (each instanceof Map ? [...each.entries()] : each));

/** The list in an order that the seed decides. */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  let state = (seed % 2_147_483_646) + 1;
  return list
    .map((each) => {
      state = (state * 48_271) % 2_147_483_647;
      return { each, key: state };
    })
    .sort((a, b) => a.key - b.key)
    .map(({ each }) => each);
}

/** One member of the list, chosen by any whole number. */
export function pick<T>(list: readonly T[], number: number): T {
  const chosen = list[number % list.length];
  if (chosen === undefined) throw new RangeError('nothing to pick from');
  return chosen;
}

const kept = new Map<string, readonly Review[]>();
/** The reviews of a written stay as it is; made once. */
export function untouched(stay: Written): readonly Review[] {
  const known = kept.get(stay.id) ?? review(stay.resources);
  kept.set(stay.id, known);
  return known;
}

/** Where two lists of JSON lines differ, as paths with both values cut short; at most eight. Empty when they are the same. */
export function differing(before: readonly string[], after: readonly string[]): readonly string[] {
  const found: string[] = [];
  const walk = (a: unknown, b: unknown, path: string): void => {
    if (found.length >= 8 || Object.is(a, b)) return;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
      found.push(`${path}: ${JSON.stringify(a)?.slice(0, 120)} -> ${JSON.stringify(b)?.slice(0, 120)}`);
      return;
    }
    const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
    for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) walk(left[key], right[key], `${path}/${key}`);
  };
  if (before.length !== after.length) return [`${before.length} -> ${after.length} reviews`];
  before.forEach((line, index) => {
    if (line !== after[index]) walk(JSON.parse(line), JSON.parse(after[index] ?? 'null'), '');
  });
  return found;
}
