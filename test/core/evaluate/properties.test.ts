import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Chart, Read } from '../../../src/core/chart/chart.ts';
import { type ConceptId, type Fact, sourceRef } from '../../../src/core/chart/fact.ts';
import { type ChecklistResult, evaluate } from '../../../src/core/evaluate/index.ts';
import { runMeasures } from '../../../src/core/measures/index.ts';
import { chart, checklist, vocabulary } from '../../spec/language.ts';

const YAML = `
anchors:
  first-high: { fact: lactate, above: 2 mmol/L }
  suspected: { fact: suspected-infection }
criteria:
  fast: { label: F, source: book, fact: heart-rate, above: 90 /min, times: 2, within: 6h }
  rising: { label: R, source: book, fact: creatinine, rise: 0.3 mg/dL within 48h }
  concurrent: { label: C, source: book, atLeast: 2, of: [{ fact: heart-rate, above: 90 /min }, { fact: resp-rate, above: 20 /min }, { fact: lactate, above: 2 mmol/L }], within: 6h }
  rise: { label: S, source: book, fact: sofa, at-least: 2 }
definitions:
  main: { label: M, source: book, any: [{ met: concurrent }, { met: rise }, { met: rising }] }
expect:
  repeat: { ref: T-1, kind: validation, label: R, source: book, when: { fact: lactate, above: 2 mmol/L }, found: { fact: lactate, window: first-high + 1h .. first-high + 12h } }
  culture: { ref: T-2, kind: validation, label: C, source: book, found: { fact: culture } }
  lactate-taken: { ref: T-3, kind: validation, label: L, source: book, when: { met: suspected }, found: { fact: lactate, window: suspected - 6h .. suspected + 24h } }
  basis: { ref: T-4, kind: validation, label: B, source: book, when: { met: documented }, found: { fact: sepsis-basis } }
status-prompts:
  unsupported: { any: { item: not-shown, ref: T-5, label: N } }
  undocumented: { any: { item: no-diagnosis, ref: T-6, label: D } }
  uncertain: { any: { item: possible, ref: T-7, label: P } }`;
const linked = checklist(YAML);
const empty = chart('0:00 arrived\n3d now');
const start = empty.facts.find((fact) => fact.concept === 'arrived')?.at ?? 0;
const HOUR = 3_600_000;

const RANGES: Readonly<Record<ConceptId, readonly [number, number]>> = {
  lactate: [0.5, 6],
  creatinine: [0.6, 5],
  'heart-rate': [50, 140],
  'resp-rate': [10, 35],
  platelets: [30, 300],
  'bilirubin-total': [0.3, 8],
};
const measured = fc
  .constantFrom(...Object.keys(RANGES))
  .chain((concept) => {
    const [low, high] = RANGES[concept] ?? [0, 1];
    return fc.record({
      concept: fc.constant(concept),
      quarter: fc.integer({ min: 0, max: 280 }),
      tenths: fc.integer({ min: Math.round(low * 10), max: Math.round(high * 10) }),
    });
  })
  .map(({ concept, quarter, tenths }): Omit<Fact, 'from'> => ({ concept, at: start + (quarter * HOUR) / 4, value: tenths / 10 }));
const happened = fc
  .record({ concept: fc.constantFrom('blood-culture', 'antimicrobial-given'), quarter: fc.integer({ min: 0, max: 280 }) })
  .map(
    ({ concept, quarter }): Omit<Fact, 'from'> => ({
      concept,
      at: start + (quarter * HOUR) / 4,
      flags: concept === 'blood-culture' ? [] : ['iv'],
    }),
  );
const stated = fc
  .record({
    concept: fc.constantFrom('sepsis', 'sepsis-basis'),
    says: fc.constantFrom('affirmed' as const, 'denied' as const, 'uncertain' as const),
    hour: fc.integer({ min: 0, max: 70 }),
    by: fc.constantFrom('attending' as const, 'consultant' as const),
  })
  .map(
    ({ concept, says, hour, by }): Omit<Fact, 'from'> => ({
      ...{ concept, says, by, author: by, at: start + hour * HOUR },
      note: { type: 'progress', section: 'a', sectionClass: 'diagnosis', signed: true, snippet: '' },
    }),
  );
const facts = fc.array(fc.oneof({ weight: 6, arbitrary: measured }, happened, stated), { maxLength: 25 });

/** A chart with these facts and the facts of all measures; numbered in the order given. */
function built(some: readonly Omit<Fact, 'from'>[], reads: ReadonlyMap<ConceptId, Read> = empty.reads): Chart {
  const sources = some.map((fact, index): Fact => ({ ...fact, from: [sourceRef(`Observation/${String(index).padStart(3, '0')}`)] }));
  const charted = sources.flatMap((fact) => [
    fact,
    ...(vocabulary.concepts[fact.concept]?.also ?? []).filter((id) => !id.endsWith('-ordered')).map((concept) => ({ ...fact, concept })),
  ]);
  const base = empty.facts.filter((fact) => !vocabulary.measures.some((measure) => measure.id === fact.concept));
  return runMeasures({ ...empty, reads, facts: [...base, ...charted].sort((a, b) => a.at - b.at || (a.concept < b.concept ? -1 : 1)) });
}
const unread = (...concepts: readonly ConceptId[]): ReadonlyMap<ConceptId, Read> => {
  const reads = new Map([...empty.reads].filter(([id]) => !vocabulary.measures.some((measure) => measure.id === id)));
  for (const concept of concepts)
    reads.set(concept, { ok: false, search: concept, at: empty.asOf, problem: { kind: 'failed', what: concept, detail: '' } });
  return reads;
};

/** What a result decides, without the evidence it shows. */
const decisions = (result: ChecklistResult) => ({
  ...{ documentation: result.documentation.state, evidence: result.evidence, status: result.status, asked: result.statusItem?.id ?? null },
  criteria: Object.fromEntries(Object.entries({ ...result.criteria, ...result.definitions }).map(([id, one]) => [id, one.verdict])),
  items: Object.fromEntries(Object.entries(result.expect).map(([id, item]) => [id, item.state])),
});
const missing = (result: ChecklistResult): readonly string[] =>
  Object.values(result.expect).flatMap((item) => (item.state === 'missing' ? [item.id] : []));

describe('for any chart', () => {
  test('the order of facts of equal time changes nothing', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 1000 }), (some, seed) => {
        const sorted = built(some);
        const shuffled = { ...sorted, facts: shuffleTies(sorted.facts, seed) };
        expect(decisions(evaluate(shuffled, linked))).toEqual(decisions(evaluate(sorted, linked)));
      }),
    );
  });

  test('an unrelated fact changes nothing at all', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 70 }), (some, hour) => {
        const before = built(some);
        const other: Fact = { concept: 'sodium', at: start + hour * HOUR, value: 140, from: [sourceRef('Observation/other')] };
        const after = { ...before, facts: [...before.facts, other].sort((a, b) => a.at - b.at) };
        expect(evaluate(after, linked)).toEqual(evaluate(before, linked));
      }),
    );
  });

  test('evaluating twice gives the same', () => {
    fc.assert(
      fc.property(facts, (some) => {
        expect(evaluate(built(some), linked)).toEqual(evaluate(built(some), linked));
      }),
      { numRuns: 20 },
    );
  });

  test('what is unread is never missing, and asks for nothing', () => {
    fc.assert(
      fc.property(facts, (some) => {
        const result = evaluate(built([], unread(...empty.reads.keys())), linked);
        expect(missing(result)).toEqual([]);
        expect(result.statusItem).toBeNull();
        const labs = evaluate(
          built(
            some.filter((fact) => fact.concept !== 'lactate'),
            unread('lactate'),
          ),
          linked,
        );
        expect(missing(labs)).not.toContain('repeat');
        expect(missing(labs)).not.toContain('lactate-taken');
      }),
    );
  });

  test('turning a read from complete to failed never makes anything missing, unsupported or undocumented', () => {
    fc.assert(
      fc.property(facts, fc.constantFrom('lactate', 'culture', 'note', 'sepsis-basis', 'heart-rate', 'creatinine'), (some, concept) => {
        const before = evaluate(built(some), linked);
        const without = some.filter((fact) => fact.concept !== concept);
        for (const remaining of [some, without]) {
          const after = evaluate(built(remaining, unread(concept)), linked);
          const wasMissing = missing(evaluate(built(remaining), linked));
          for (const id of missing(after)) expect(wasMissing).toContain(id);
          if (after.status === 'unsupported' && remaining === some) expect(before.status).toBe('unsupported');
          if (after.status === 'undocumented') expect(evaluate(built(remaining), linked).status).toBe('undocumented');
        }
      }),
    );
  });

  test('taking evidence away never turns unsupported into supported (no `not`, no `pick`)', () => {
    fc.assert(
      fc.property(facts, fc.nat(), (some, which) => {
        const kept = some.filter((fact) => fact.says !== undefined || fact.concept !== Object.keys(RANGES)[which % 6]);
        const before = evaluate(built(some), linked);
        const after = evaluate(built(kept), linked);
        if (before.status === 'unsupported') expect(after.status).not.toBe('supported');
      }),
    );
  });

  test('a prompt-bearing state rests on a search or on facts', () => {
    fc.assert(
      fc.property(facts, (some) => {
        const result = evaluate(built(some), linked);
        for (const item of Object.values(result.expect))
          if (item.state === 'missing') expect(item.found.search !== null || item.found.facts.length > 0).toBe(true);
        for (const answer of Object.values(result.criteria)) if (answer.verdict === 'met') expect(answer.facts.length).toBeGreaterThan(0);
      }),
    );
  });
});

function shuffleTies(sorted: readonly Fact[], seed: number): readonly Fact[] {
  let state = seed + 1;
  const keys = new Map<Fact, number>();
  for (const fact of sorted) {
    state = (state * 48_271) % 2_147_483_647;
    keys.set(fact, state);
  }
  return [...sorted].sort((a, b) => a.at - b.at || (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
}
