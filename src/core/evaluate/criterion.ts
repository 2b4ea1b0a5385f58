import type { Fact, Instant } from '../chart/fact.ts';
import type { Criterion } from '../checklist/linked.ts';
import type { Context } from './context.ts';
import { documentedOutcome } from './documented.ts';
import { leafOutcome } from './leaf.ts';
import { combined, notOf, type Outcome, verdictOfAll, verdictOfAny, verdictOfAtLeast } from './outcome.ts';
import { together } from './span.ts';

/** The answer to a criterion; each is worked out once per evaluation. */
export function outcomeOf(context: Context, criterion: Criterion): Outcome {
  const known = context.answered.get(criterion);
  if (known) return known;
  const outcome = evaluated(context, criterion);
  context.answered.set(criterion, outcome);
  return outcome;
}

/** The answer to a criterion, definition or anchor by name. Unknown names cannot get past the linker. */
export function outcomeNamed(context: Context, name: string): Outcome {
  const { checklist } = context;
  if (name === 'documented') return documentedOutcome(context, outcomeOf);
  const definition = checklist.definitions[name === 'governing' ? checklist.governing : name]?.criterion;
  const criterion = checklist.anchors[name] ?? checklist.criteria[name]?.criterion ?? definition;
  if (!criterion) throw new Error(`checklist ${checklist.id} names no criterion ${name}`);
  return outcomeOf(context, criterion);
}

function evaluated(context: Context, criterion: Criterion): Outcome {
  switch (criterion.form) {
    case 'fact':
      return leafOutcome(context, criterion, (name) => outcomeNamed(context, name));
    case 'met':
      return outcomeNamed(context, criterion.name);
    case 'not':
      return notOf(outcomeOf(context, criterion.part));
    case 'any': {
      const parts = criterion.parts.map((part) => outcomeOf(context, part));
      const met = parts.filter((part) => part.verdict === 'met');
      const verdict = verdictOfAny(parts);
      const open = verdict === 'met' ? met.every((part) => part.open) : parts.some((part) => part.open);
      return { ...combined(verdict, parts, met, open), since: earliest(met) };
    }
    case 'all': {
      const parts = criterion.parts.map((part) => outcomeOf(context, part));
      const verdict = verdictOfAll(parts);
      const open = verdict === 'met' ? parts.some((part) => part.open) : parts.every((part) => part.verdict === 'met' || part.open);
      if (verdict !== 'met') return combined(verdict, parts, [], open);
      return spanned({ count: parts.length, ...criterion }, parts, parts, open);
    }
    case 'atLeast': {
      const parts = criterion.parts.map((part) => outcomeOf(context, part));
      const met = parts.filter((part) => part.verdict === 'met');
      const hope = parts.filter((part) => part.verdict === 'met' || part.open).length;
      const firm = met.filter((part) => !part.open).length;
      const open = met.length >= criterion.count ? firm < criterion.count : hope >= criterion.count;
      return spanned(criterion, parts, met, open);
    }
  }
}

interface Spanned {
  readonly count: number;
  readonly withinMs: number | null;
  readonly same: 'sample' | 'note' | 'section' | null;
}

/** So many parts met, and met together where a span or a specimen is asked for. */
function spanned(rule: Spanned, parts: readonly Outcome[], met: readonly Outcome[], open: boolean): Outcome {
  if (rule.withinMs === null && rule.same === null) {
    const verdict = verdictOfAtLeast(rule.count, met.length, parts);
    return { ...combined(verdict, parts, met, open), since: verdict === 'met' ? nth(met, rule.count) : null };
  }
  const found = together(met, rule.withinMs, rule.same);
  const verdict = verdictOfAtLeast(rule.count, found.parts.length, parts);
  if (verdict === 'met') {
    const facts = found.hits.length <= 6 ? found.hits : firstOfEach(found.parts, found.hits);
    return { ...combined(verdict, parts, met, open), facts, hits: found.hits, since: found.since };
  }
  if (met.length < rule.count) return combined(verdict, parts, met, open);
  // Enough of them are met, but not together: a read that ended early may hide the pair.
  const complete = parts.every((part) => part.complete);
  const why = complete ? null : 'met one by one; what was not read may bring them together';
  return { ...combined(complete ? 'not-met' : 'not-known', parts, met, open), facts: met.flatMap((part) => part.facts), why };
}

/** The earliest of the facts that come together, for each part. */
function firstOfEach(parts: readonly Outcome[], hits: readonly Fact[]): readonly Fact[] {
  const together = new Set(hits);
  const firsts = new Set(parts.map((part) => part.hits.find((fact) => together.has(fact))));
  return hits.filter((fact) => firsts.has(fact));
}

const times = (parts: readonly Outcome[]): readonly Instant[] =>
  parts.flatMap((part) => (part.since === null ? [] : [part.since])).sort((a, b) => a - b);
const earliest = (parts: readonly Outcome[]): Instant | null => times(parts)[0] ?? null;
/** When the nth part was met; parts that are met by absence have no time and were met all along. */
const nth = (parts: readonly Outcome[], count: number): Instant | null => {
  const known = times(parts);
  const timeless = parts.length - known.length;
  return known[Math.max(0, count - timeless - 1)] ?? null;
};
