import type { Fact, Instant } from '../chart/fact.ts';
import type { Verdict } from '../chart/verdict.ts';
import type { Leaf } from '../checklist/linked.ts';
import { nearestMiss, shown } from './choose.ts';
import { judgeAll } from './compare.ts';
import type { Context } from './context.ts';
import { type Look, lookFor, mayBeUnmapped } from './look.ts';
import { NOTHING, type Outcome } from './outcome.ts';
import { changeIn, lasting, repeated } from './run.ts';
import { candidates, fits, picked } from './select.ts';
import { instantOf, placeOf } from './window.ts';

/** What the facts of a leaf say, before it is asked whether everything was read. */
interface Reading {
  readonly verdict: Verdict;
  readonly hits: readonly Fact[];
  readonly facts: readonly Fact[];
  readonly since: Instant | null;
  readonly why: string | null;
  readonly missing: readonly string[];
}

/** Answers a question about facts of one concept. */
export function leafOutcome(context: Context, leaf: Leaf, named: (name: string) => Outcome): Outcome {
  const look = lookFor(context.chart, leaf);
  const place = placeOf(context, leaf, named);
  if (!place.ok) return withoutAnchor(look, place.missing, place.known);
  const searched = { search: look.search, searchedAt: look.searchedAt, complete: look.complete && place.unsure === null };
  const knownBy = leaf.knownBy ? instantOf(context, leaf.knownBy, named) : null;
  if (knownBy !== null && typeof knownBy !== 'number') return withoutAnchor(look, knownBy.missing, knownBy.known);

  const facts = picked(candidates(context, leaf, place.from, place.to, knownBy), leaf.pick);
  const reading = read(context, leaf, facts);
  const window = Number.isFinite(place.from) ? { from: place.from, to: place.to } : null;
  const open = reading.verdict !== 'met' && place.explicit && context.chart.asOf < place.closesAt;
  const answer = { ...NOTHING, ...searched, ...reading, window, open };
  // Something found in an incomplete read counts; nothing else does. What was picked may not be the first, last or highest of all.
  const stands = reading.verdict === 'not-known' || (reading.verdict === 'met' && (look.complete || leaf.pick === null));
  if (stands) return answer;
  if (!look.complete) return { ...answer, verdict: 'not-known', hits: [], since: null, why: look.why, open: false };
  if (place.unsure !== null)
    return { ...answer, verdict: 'not-known', hits: [], since: null, why: `${place.unsure} was not read to the end`, open: false };
  if (reading.verdict === 'not-found' && mayBeUnmapped(context.chart, leaf))
    return { ...answer, verdict: 'not-known', why: `an unmapped result may be ${leaf.label}`, open: false };
  return answer;
}

function withoutAnchor(look: Look, missing: string, known: boolean): Outcome {
  const searched = { search: look.search, searchedAt: look.searchedAt, complete: look.complete };
  if (!look.complete) return { ...NOTHING, ...searched, verdict: 'not-known', why: look.why };
  if (!known) return { ...NOTHING, ...searched, verdict: 'not-known', why: `${missing} is not known`, complete: false };
  return { ...NOTHING, ...searched, why: `no ${missing}`, unanchored: true };
}

const absent = (leaf: Leaf, why = `no ${leaf.label}`): Reading => ({
  verdict: 'not-found',
  hits: [],
  facts: [],
  since: null,
  why,
  missing: [],
});
const outside = (facts: readonly Fact[]): Reading => ({ verdict: 'not-met', hits: [], facts, since: null, why: null, missing: [] });

function read(context: Context, leaf: Leaf, facts: readonly Fact[]): Reading {
  if (facts.length === 0) return absent(leaf);
  const fitting = facts.filter((fact) => fits(fact, leaf));
  if (fitting.length === 0) return outside(facts.slice(-2));
  if (leaf.change) return changeReading(leaf, fitting);

  const good: Fact[] = [];
  const unsure: Fact[] = [];
  const partial: Fact[] = [];
  for (const fact of fitting) {
    const answer = leaf.numbers.length === 0 ? 'yes' : judgeAll(fact, leaf.numbers);
    if (answer === 'yes') good.push(fact);
    else if (answer === 'cannot-tell') unsure.push(fact);
    else if (answer === 'incomplete') partial.push(fact);
  }
  const found = runIn(context, leaf, facts, good);
  if (found)
    return { verdict: 'met', hits: found.run ?? good, facts: shown(found.run ?? good, leaf), since: found.since, why: null, missing: [] };
  if (unsure.length > 0) {
    const why = `${leaf.label} has a value that cannot be compared`;
    return { verdict: 'not-known', hits: [], facts: shown(unsure, leaf), since: null, why, missing: [] };
  }
  if (partial.length > 0) {
    const missing = neverMeasured(fitting, nearestMiss(partial, leaf));
    return {
      verdict: 'not-found',
      hits: [],
      facts: nearestMiss(partial, leaf),
      since: null,
      why: `${leaf.label}: not measured ${missing.join(', ')}`,
      missing,
    };
  }
  return outside(good.length > 0 ? shown(good, leaf) : nearestMiss(fitting, leaf));
}

/** Applies `times` and `lasting` to the facts that satisfy the bounds; null when there are not enough. */
function runIn(
  context: Context,
  leaf: Leaf,
  all: readonly Fact[],
  good: readonly Fact[],
): { run: readonly Fact[] | null; since: Instant } | null {
  const [first] = good;
  if (!first) return null;
  if (leaf.lastingMs !== null) {
    const run = lasting(all, new Set(good), leaf, leaf.lastingMs, context.chart.asOf);
    return run ? { run, since: run[0]?.at ?? first.at } : null;
  }
  if (leaf.times > 1) {
    const run = repeated(good, leaf.times, leaf.apartMs, leaf.withinMs);
    return run ? { run, since: run.at(-1)?.at ?? first.at } : null;
  }
  return { run: null, since: first.at };
}

function changeReading(leaf: Leaf, facts: readonly Fact[]): Reading {
  if (!leaf.change) return absent(leaf);
  if (facts.length < 2) return { ...absent(leaf, `only one ${leaf.label}`), facts };
  const { judgement, pair, since } = changeIn(facts, leaf.change);
  if (judgement === 'yes' && pair) return { verdict: 'met', hits: pair, facts: pair, since, why: null, missing: [] };
  if (!pair) return { ...absent(leaf, `no two ${leaf.label} within reach of each other`), facts: facts.slice(-2) };
  if (judgement === 'cannot-tell')
    return {
      verdict: 'not-known',
      hits: [],
      facts: pair,
      since: null,
      why: `${leaf.label} has a value that cannot be compared`,
      missing: [],
    };
  return outside(pair);
}

/** Parts that no point in the window has; where each was measured at some time, those the nearest point lacks. */
function neverMeasured(facts: readonly Fact[], nearest: readonly Fact[]): readonly string[] {
  const lacking = (some: readonly Fact[]) => [...new Set(some.flatMap((fact) => fact.missing ?? []))].sort();
  const measured = new Set(facts.flatMap((fact) => Object.keys(fact.parts ?? {})));
  const never = lacking(facts).filter((part) => !measured.has(part));
  return never.length > 0 ? never : lacking(nearest);
}
