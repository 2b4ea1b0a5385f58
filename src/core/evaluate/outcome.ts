import type { Fact, Instant } from '../chart/fact.ts';
import type { Verdict } from '../chart/verdict.ts';
import type { Answer } from './result.ts';

/** An answer with what only the evaluation itself needs. */
export interface Outcome extends Answer {
  /** Every fact that satisfies it; `facts` shows a few of them. */
  readonly hits: readonly Fact[];
  /** When it became true; null unless met by facts. */
  readonly since: Instant | null;
  /** All reads it rests on were complete: what is not there is not there. */
  readonly complete: boolean;
  /** Not found only because the anchor of its window is not there. */
  readonly unanchored: boolean;
}

export const NOTHING: Outcome = {
  verdict: 'not-found',
  facts: [],
  why: null,
  search: null,
  searchedAt: null,
  missing: [],
  window: null,
  open: false,
  hits: [],
  since: null,
  complete: true,
  unanchored: false,
};

/** The parts of an outcome that a result shows. */
export const answerOf = (outcome: Outcome): Answer => ({
  verdict: outcome.verdict,
  facts: outcome.facts,
  why: outcome.why,
  search: outcome.search,
  searchedAt: outcome.searchedAt,
  missing: outcome.missing,
  window: outcome.window,
  open: outcome.open,
});

/** First verdict of the order that is present; the whole logic of `any` and `all`. */
const ORDER_ANY: readonly Verdict[] = ['met', 'not-known', 'not-met', 'not-found'];
const ORDER_ALL: readonly Verdict[] = ['not-met', 'not-found', 'not-known', 'met'];

export const verdictOfAny = (parts: readonly Outcome[]): Verdict => firstPresent(ORDER_ANY, parts);
export const verdictOfAll = (parts: readonly Outcome[]): Verdict => firstPresent(ORDER_ALL, parts);

function firstPresent(order: readonly Verdict[], parts: readonly Outcome[]): Verdict {
  return order.find((verdict) => parts.some((part) => part.verdict === verdict)) ?? 'not-found';
}

/** `met` when enough are met; not-known when the unknown ones could tip it; not-found when the absent ones could; else not-met. */
export function verdictOfAtLeast(count: number, met: number, parts: readonly Outcome[]): Verdict {
  const unknown = parts.filter((part) => part.verdict === 'not-known').length;
  const absent = parts.filter((part) => part.verdict === 'not-found').length;
  if (met >= count) return 'met';
  if (met + unknown >= count) return 'not-known';
  return met + unknown + absent >= count ? 'not-found' : 'not-met';
}

/** Facts of several outcomes, each once, in order of time. */
export function joined(lists: readonly (readonly Fact[])[]): readonly Fact[] {
  if (lists.length === 1) return lists[0] ?? [];
  return [...new Set(lists.flat())].sort((a, b) => a.at - b.at || (a.concept < b.concept ? -1 : a.concept > b.concept ? 1 : 0));
}

/** `not`: met becomes not-met; not-met and not-found become met; not-known stays. Absence keeps its search, so that it can be cited. */
export function notOf(part: Outcome): Outcome {
  if (part.verdict === 'not-known') return part;
  const verdict: Verdict = part.verdict === 'met' ? 'not-met' : 'met';
  return { ...part, verdict, hits: [], since: null, why: verdict === 'met' ? null : part.why, unanchored: false };
}

/** One outcome for a combination whose verdict is settled: evidence, reasons and searches of the parts that decided it. */
export function combined(verdict: Verdict, parts: readonly Outcome[], met: readonly Outcome[], open: boolean): Outcome {
  const deciding = verdict === 'met' ? met : parts.filter((part) => part.verdict === verdict);
  const reasons = deciding.length > 0 ? deciding : parts.filter((part) => part.verdict !== 'met');
  const pick = <K extends 'search' | 'searchedAt' | 'window'>(key: K) => reasons.find((part) => part[key] !== null)?.[key] ?? null;
  const why = [...new Set(reasons.flatMap((part) => (part.why === null ? [] : [part.why])))];
  return {
    verdict,
    facts: joined((verdict === 'met' ? met : reasons).map((part) => part.facts)),
    why: verdict === 'met' || why.length === 0 ? null : why.join('; '),
    search: pick('search'),
    searchedAt: pick('searchedAt'),
    missing: verdict === 'met' ? [] : [...new Set(reasons.flatMap((part) => part.missing))],
    window: reasons.length === 1 ? pick('window') : null,
    open,
    hits: verdict !== 'met' ? [] : met.length === 1 ? (met[0]?.hits ?? []) : met.flatMap((part) => part.hits),
    since: null,
    complete: parts.every((part) => part.complete),
    unanchored: verdict === 'not-found' && reasons.length > 0 && reasons.every((part) => part.unanchored),
  };
}
