import { describe, expect, test } from 'vitest';
import { bare, errors, rules } from './lexicon.ts';
import { around } from './pair.ts';
import { evidencePairs } from './pairs-evidence.ts';
import { wordingPairs } from './pairs-wording.ts';

describe('each rule of the reference', () => {
  test.each(
    [...wordingPairs, ...evidencePairs].map((pair, index) => [`${pair.rule} (${index})`, pair] as const),
  )('%s flags its non-compliant draft', (_, { rule, bad, x }) => {
    expect(rules(bare(around(bad), x ?? {}))).toContain(rule);
  });
  test.each(
    [...wordingPairs, ...evidencePairs].map((pair, index) => [`${pair.rule} (${index})`, pair] as const),
  )('%s passes its compliant draft', (_, { rule, good, x, goodX }) => {
    const found = bare(around(good), goodX ?? x ?? {});
    expect(rules(found)).not.toContain(rule);
    expect(errors(found)).toEqual([]);
  });
});
