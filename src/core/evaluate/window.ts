import type { Instant } from '../chart/fact.ts';
import type { Edge, Leaf } from '../checklist/linked.ts';
import type { Context } from './context.ts';
import { lookOf } from './look.ts';
import type { Outcome } from './outcome.ts';

/**
 * Where a leaf looks, or why it cannot. `closesAt`: after this instant nothing can come into the window any more. `unsure`: an anchor of it that was found in an
 * incomplete read. The first dose on the page that came may not be the first: what is not near it is not missing.
 */
export type Place =
  | {
      readonly ok: true;
      readonly from: Instant;
      readonly to: Instant;
      readonly closesAt: Instant;
      readonly explicit: boolean;
      readonly unsure: string | null;
    }
  | { readonly ok: false; readonly missing: string; readonly known: boolean };

type Named = (name: string) => Outcome;

/** The instant an edge stands for, or the name of what is missing. `known` is false when the anchor could not be read. */
export function instantOf(context: Context, edge: Edge, named: Named): Instant | { readonly missing: string; readonly known: boolean } {
  if (edge.instant !== null) {
    const at = context.instants[edge.instant];
    if (at !== null) return at + edge.offsetMs;
    return { missing: edge.instant, known: lookOf(context.chart.reads.get(edge.instant), edge.instant).complete };
  }
  const anchor = named(edge.anchor ?? '');
  if (anchor.verdict === 'met' && anchor.since !== null) return anchor.since + edge.offsetMs;
  return { missing: edge.anchor ?? '', known: anchor.verdict !== 'not-known' };
}

/** Name of the anchor of an edge, when not everything that could move it was read. */
const unsureIn = ({ instant, anchor }: Edge, named: Named): string | null =>
  instant === null && anchor !== null && !named(anchor).complete ? anchor : null;

/**
 * The window of a leaf. Without one: from arrival until now; calculated facts look at the whole chart, because a baseline lies before the stay.
 * A window that outlasts the stay closes at discharge, unless it is counted from discharge.
 */
export function placeOf(context: Context, leaf: Leaf, named: Named): Place {
  const { asOf } = context.chart;
  if (!leaf.window) {
    const from = leaf.measure ? Number.NEGATIVE_INFINITY : (context.instants.arrived ?? Number.NEGATIVE_INFINITY);
    return { ok: true, from, to: asOf, closesAt: asOf, explicit: false, unsure: null };
  }
  const from = instantOf(context, leaf.window.from, named);
  const to = instantOf(context, leaf.window.to, named);
  if (typeof from !== 'number') return { ok: false, ...from };
  if (typeof to !== 'number') return { ok: false, ...to };
  const discharged =
    leaf.window.to.instant === 'discharged' || leaf.window.from.instant === 'discharged' ? null : context.instants.discharged;
  const unsure = [leaf.window.from, leaf.window.to].map((edge) => unsureIn(edge, named)).find((name) => name !== null) ?? null;
  return { ok: true, from, to, closesAt: discharged === null ? to : Math.min(to, discharged), explicit: true, unsure };
}
