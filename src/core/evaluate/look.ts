import type { Chart, Read } from '../chart/chart.ts';
import type { ConceptId, Instant } from '../chart/fact.ts';
import type { Leaf } from '../checklist/linked.ts';

/** Whether everything about a concept was read: only then may "not found" be said. */
export interface Look {
  readonly complete: boolean;
  /** In words, when not complete. */
  readonly why: string | null;
  readonly search: string | null;
  readonly searchedAt: Instant | null;
}

/** Complete 3, partial 2, failed 1, never asked for 0. */
const rank = (read: Read | undefined): number => (read === undefined ? 0 : !read.ok ? 1 : read.complete ? 3 : 2);
const worse = (a: Read | undefined, b: Read | undefined): Read | undefined => (rank(b) < rank(a) ? b : a);

function readFor(chart: Chart, leaf: Leaf): Read | undefined {
  const own = chart.reads.get(leaf.concept);
  if (own) return own;
  // A broader concept, or a measure, without a read of its own is as well read as what it is made of.
  const parts = leaf.measure ? leaf.inputs : leaf.members.slice(1);
  const asked = leaf.measure ? parts : parts.filter((concept) => chart.reads.has(concept));
  return asked.length === 0 ? undefined : asked.map((concept) => chart.reads.get(concept)).reduce(worse);
}

/** How the leaf's concept was read. The words hold codes and labels, never values. */
export function lookFor(chart: Chart, leaf: Leaf): Look {
  return lookOf(readFor(chart, leaf), leaf.label);
}

export function lookOf(read: Read | undefined, label: string): Look {
  if (!read) return { complete: false, why: `${label}: never asked for`, search: null, searchedAt: null };
  const search = { search: read.search, searchedAt: read.at };
  if (!read.ok) return { complete: false, why: `${label} could not be read (${read.problem.kind})`, ...search };
  return read.complete ? { complete: true, why: null, ...search } : { complete: false, why: `${label} was not read to the end`, ...search };
}

/** True when a result with an unknown code may be the very one (rulings, Definitions 3). A measure's inputs count too. */
export function mayBeUnmapped(chart: Chart, leaf: Leaf): boolean {
  if (chart.unmapped.size === 0) return false;
  const has = (concept: ConceptId) => (chart.unmapped.get(concept)?.length ?? 0) > 0;
  return leaf.members.some(has) || leaf.inputs.some(has);
}
