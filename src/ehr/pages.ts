import type { Instant } from '../core/chart/fact.ts';
import { type Answer, type AnyResource, entriesOf, errorCodes, nextOf, serverTimeOf } from './answer.ts';
import type { GetOptions, Transport } from './transport.ts';

/** How a search went: what came, and whether it was all. `problem` is filled when it was not. */
export interface SearchOutcome {
  readonly matches: number;
  readonly pages: number;
  readonly complete: boolean;
  readonly problem: (Answer & { kind: 'problem' })['problem'] | null;
  /** HTTP status of the answer that ended it early; 0 when none came. */
  readonly status: number;
  readonly codes: readonly string[];
  /** The server's clock: Bundle time, else Date header; null when neither could be read. */
  readonly servedAt: Instant | null;
}

export interface PageBudget {
  readonly pages: number;
  readonly resources: number;
}

const BUDGET: PageBudget = { pages: 400, resources: 40_000 };

/**
 * Follows a search to its last page and hands each page on as it comes. The end is the absence of `next`, never a total or a short page.
 * Stops, incomplete, at a link already seen, a page that brings nothing new, a link outside the FHIR server (never requested), a failed page
 * (what came before stays), or when the budget is used up. `accept` says which resource belongs here; others are not handed on.
 */
export async function followPages(
  transport: Transport,
  address: string,
  accept: (resource: AnyResource, mode: string) => boolean,
  onPage: (resources: readonly AnyResource[], servedAt: Instant | null) => void,
  options: GetOptions = {},
  budget: PageBudget = BUDGET,
): Promise<SearchOutcome> {
  const seenLinks = new Set<string>();
  const seenIds = new Set<string>();
  let next: string | null = transport.within(address);
  let pages = 0;
  let servedAt: Instant | null = null;
  const stop = (kind: 'partial' | 'malformed', detail: string): SearchOutcome => ({
    matches: seenIds.size,
    pages,
    complete: false,
    problem: { kind, detail },
    status: 200,
    codes: [],
    servedAt,
  });
  while (next) {
    if (seenLinks.has(next)) return stop('partial', `the server's page links run in a circle after ${pages} pages`);
    if (pages >= budget.pages || seenIds.size >= budget.resources) return stop('partial', `stopped after ${pages} pages`);
    seenLinks.add(next);
    const answer = await transport.get(next, options);
    if (answer.kind === 'problem') {
      const detail = pages === 0 ? answer.problem.detail : `page ${pages + 1}: ${answer.problem.detail}`;
      const kind = pages === 0 ? answer.problem.kind : 'partial';
      return {
        matches: seenIds.size,
        pages,
        complete: false,
        problem: { kind, detail },
        status: answer.status,
        codes: answer.codes,
        servedAt,
      };
    }
    if (answer.kind === 'resource') return stop('malformed', 'a single resource instead of a list');
    pages += 1;
    servedAt = serverTimeOf(answer.bundle) ?? answer.servedAt ?? servedAt;
    const entries = entriesOf(answer.bundle);
    const errors = entries.flatMap((entry) => errorCodes(entry.resource));
    const fresh = entries.filter((entry) => {
      const key = `${entry.resource.resourceType}/${entry.resource.id ?? ''}/${versionOf(entry.resource)}`;
      if (entry.resource.resourceType === 'OperationOutcome' || seenIds.has(key)) return false;
      seenIds.add(key);
      return true;
    });
    const kept = fresh.filter((entry) => accept(entry.resource, entry.mode)).map((entry) => entry.resource);
    if (kept.length > 0) onPage(kept, servedAt);
    if (errors.length > 0) return stop('partial', `the server reports ${errors.join(', ')}`);
    const link = nextOf(answer.bundle);
    if (link && fresh.length === 0 && entries.length > 0) return stop('partial', `page ${pages} repeats the one before`);
    const target = link ? transport.within(link) : null;
    if (link && !target) return stop('partial', 'the next page lies outside the FHIR server');
    next = target;
  }
  return { matches: seenIds.size, pages, complete: pages > 0, problem: null, status: 200, codes: [], servedAt };
}

function versionOf(resource: AnyResource): string {
  const meta = resource.meta as { versionId?: unknown; lastUpdated?: unknown } | undefined;
  return String(meta?.versionId ?? meta?.lastUpdated ?? '');
}
