import type { Fact, Instant } from '../chart/fact.ts';
import type { Sameness } from '../checklist/linked.ts';
import type { Outcome } from './outcome.ts';

/** The parts that come together in one span, specimen, note or section: which, and with what facts. */
export interface Together {
  readonly parts: readonly Outcome[];
  readonly hits: readonly Fact[];
  readonly since: Instant | null;
}

/**
 * The largest set of met parts whose facts share one span of `withinMs`, or one specimen (time of collection), note or section.
 * A part that is met by absence has no facts and belongs to any span.
 */
export function together(met: readonly Outcome[], withinMs: number | null, same: Sameness | null): Together {
  const anywhere = met.filter((part) => part.hits.length === 0);
  const placed = met.filter((part) => part.hits.length > 0);
  let best: Together = { parts: anywhere, hits: [], since: null };
  for (const key of same ? keysOf(placed, same) : [null]) {
    const inGroup = (fact: Fact) => key === null || (same !== null && keyOf(fact, same) === key);
    const found = withinMs === null ? gather(placed, inGroup) : densest(placed, inGroup, withinMs);
    if (found.parts.length + anywhere.length > best.parts.length) best = { ...found, parts: [...found.parts, ...anywhere] };
    if (best.parts.length === met.length) break;
  }
  return best;
}

function keyOf(fact: Fact, same: Sameness): string {
  if (same === 'sample') return String(Math.floor(fact.at / 60_000));
  const note = fact.note ? (fact.from[0].split('#')[0] ?? '') : '';
  return same === 'note' || note === '' ? note : `${note} ${fact.note?.section ?? ''}`;
}

const keysOf = (parts: readonly Outcome[], same: Sameness): readonly string[] =>
  [...new Set(parts.flatMap((part) => part.hits.map((fact) => keyOf(fact, same))))].filter((key) => key !== '');

function gather(parts: readonly Outcome[], inGroup: (fact: Fact) => boolean): Together {
  const chosen = parts.flatMap((part) => {
    const hits = part.hits.filter(inGroup);
    return hits.length > 0 ? [{ part, hits }] : [];
  });
  return close(chosen);
}

/** Slides a span over the starts of all facts; a fact with a duration belongs to every span it reaches into. */
function densest(parts: readonly Outcome[], inGroup: (fact: Fact) => boolean, withinMs: number): Together {
  const lists = parts.map((part) => part.hits.filter(inGroup));
  const starts = [...new Set(lists.flat().map((fact) => fact.at))].sort((a, b) => a - b);
  let best: Together = { parts: [], hits: [], since: null };
  for (const start of starts) {
    const chosen = parts.flatMap((part, index) => {
      const hits = (lists[index] ?? []).filter((fact) => fact.at <= start + withinMs && (fact.until ?? fact.at) >= start);
      return hits.length > 0 ? [{ part, hits }] : [];
    });
    if (chosen.length > best.parts.length) best = close(chosen);
    if (best.parts.length === parts.length) break;
  }
  return best;
}

function close(chosen: readonly { readonly part: Outcome; readonly hits: readonly Fact[] }[]): Together {
  const hits = [...new Set(chosen.flatMap((one) => one.hits))].sort((a, b) => a.at - b.at);
  const firsts = chosen.map((one) => one.hits.reduce((earliest, fact) => Math.min(earliest, fact.at), Number.POSITIVE_INFINITY));
  return { parts: chosen.map((one) => one.part), hits, since: firsts.length > 0 ? Math.max(...firsts) : null };
}
