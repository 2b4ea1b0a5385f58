import type { SourceRead } from '../core/chart/record.ts';
import type { Prompt } from '../core/compose/statement.ts';
import type { LintFinding } from '../core/lint/finding.ts';
import type { PromptRule, ReadableRule } from '../core/review/prompt-rule.ts';
import type { Review } from '../core/review/review.ts';
import type { Objection, PacketAnswer, PacketAsked, QueryToLint, Request, Response, ReviewOptions } from './protocol.ts';
import type { QueryAnswered, QueryAsked } from './query-desk.ts';
import type { EditAnswer, SimulateAnswer, Simulator, StayHere } from './simulate-desk.ts';

/** Reviews one stay from everything read so far; null when the encounter is no hospital stay. Pure; from core/review with the content bound to it. */
export type ReviewStay = (input: {
  readonly resources: readonly unknown[];
  readonly sources: readonly SourceRead[];
  readonly options: ReviewOptions;
}) => Review | null;

/** What must not be copied of a prompt's answer: leading words of the prompt itself, forbidden words anywhere. `documented`: words of providers in this stay. */
export type CheckText = (input: {
  readonly prompt: Prompt;
  readonly text: string;
  readonly documented: readonly string[];
}) => readonly Objection[];

/** All remarks of the linter on a query as its sender has made it, against the stay it is about; without a review only what the text itself shows. */
export type LintQuery = (input: { readonly draft: QueryToLint; readonly review: Review | null }) => readonly LintFinding[];

/** The checklists in words for a reader; and the rule behind one prompt of a review, null when it is not there. */
export type ReadRules = (policy: string, isClinician: boolean) => readonly ReadableRule[];
export type ExplainPrompt = (review: Review, prompt: Prompt, isClinician: boolean) => PromptRule | null;

/** About one query record; null where it is of another stay. */
export type AnswerQuery = (review: Review | null, asked: QueryAsked) => QueryAnswered | null;

/** The evidence packet of a review, from the very resources that it was made from. */
export type MakePacket = (review: Review, resources: readonly unknown[], asked: PacketAsked) => PacketAnswer;

/** What a desk does, from core with the content bound to it. */
export interface Work {
  readonly review: ReviewStay;
  readonly check: CheckText;
  readonly lint: LintQuery;
  readonly rules: ReadRules;
  readonly explain: ExplainPrompt;
  readonly packet: MakePacket;
  readonly query: AnswerQuery;
  /** Edited checklists and what they do; absent where nobody edits. */
  readonly simulator?: () => Simulator;
}

type Named = {
  readonly resourceType?: unknown;
  readonly id?: unknown;
  readonly meta?: { readonly versionId?: unknown; readonly lastUpdated?: unknown };
};

/**
 * Where resources are kept and reviewed, the same in a worker and on the main thread. Takes a request and returns the answer to post, or null when none is due.
 * One resource is kept per type and id, the newest version. A mistake of ours becomes a problem of kind `bug` without any patient data in it.
 */
export function desk(work: Work, clock: () => number): (request: Request) => Response | null {
  let epoch = 0;
  let resources = new Map<string, unknown>();
  let nameless = 0;
  /** Kept while the next reading goes on: a check before a copy needs what providers have documented. */
  let last: Review | null = null;
  /** What `last` was made from, and the reading it belongs to: a packet never mixes two patients, nor shows a value that the review has not seen. */
  let reviewed: ({ readonly epoch: number } & Omit<StayHere, 'review'>) | null = null;
  let simulator: Simulator | null = null;
  return (request) => {
    if (request.type === 'begin') {
      epoch = request.epoch;
      resources = new Map();
      return null;
    }
    if (request.type === 'edit' || request.type === 'simulate') {
      simulator ??= work.simulator?.() ?? null;
      try {
        if (request.type === 'edit') {
          const answer: EditAnswer | null = simulator?.edit(request.asked) ?? null;
          return { type: 'edited', id: request.id, answer };
        }
        const here = last && reviewed?.epoch === epoch && request.epoch === epoch ? { ...reviewed, review: last } : null;
        const answer: SimulateAnswer | null = simulator?.simulate(request.asked, here) ?? null;
        return { type: 'simulated', id: request.id, answer };
      } catch {
        // Our mistake; the screen names the file and goes on with the next.
        return { type: request.type === 'edit' ? 'edited' : 'simulated', id: request.id, answer: null };
      }
    }
    if (request.epoch !== epoch) return null;
    if (request.type === 'add') {
      for (const resource of request.resources) {
        const key = keyOf(resource);
        const name = key ?? `nameless/${++nameless}`;
        const before = resources.get(name);
        if (before === undefined || versionOf(resource) >= versionOf(before)) resources.set(name, resource);
      }
      return null;
    }
    if (request.type === 'check') {
      const { prompt, text } = request;
      let objections: readonly Objection[] | null = null;
      try {
        const statements = last?.checklists.flatMap((result) => result.documentation.statements) ?? [];
        objections = work.check({ prompt, text, documented: statements.flatMap((fact) => fact.note?.snippet ?? []) });
      } catch {
        // Our mistake; the answer "could not be checked" keeps the text from being copied.
      }
      return { type: 'checked', id: request.id, objections };
    }
    if (request.type === 'lint') {
      let findings: readonly LintFinding[] | null = null;
      try {
        findings = work.lint({ draft: request.draft, review: last });
      } catch {
        // Our mistake; a query that could not be linted is not copied.
      }
      return { type: 'linted', id: request.id, findings };
    }
    if (request.type === 'rules' || request.type === 'explain') {
      try {
        if (request.type === 'rules') return { type: 'rules', id: request.id, rules: work.rules(request.policy, request.isClinician) };
        return { type: 'explained', id: request.id, rule: last && work.explain(last, request.prompt, request.isClinician) };
      } catch {
        // Our mistake; the screen says that the rule could not be shown.
        return request.type === 'rules'
          ? { type: 'rules', id: request.id, rules: null }
          : { type: 'explained', id: request.id, rule: null };
      }
    }
    if (request.type === 'query') {
      let answer: QueryAnswered | null = null;
      try {
        answer = work.query(last, request.asked);
      } catch {
        // Our mistake; what could not be checked does not leave.
      }
      return { type: 'query', id: request.id, answer };
    }
    if (request.type === 'packet') {
      let answer: PacketAnswer | null = null;
      try {
        answer = last && reviewed?.epoch === epoch ? work.packet(last, reviewed.resources, request.asked) : NOT_READ;
      } catch {
        // Our mistake; the screen says that nothing could be made.
      }
      return { type: 'packet', id: request.id, answer };
    }
    const begun = clock();
    const held = [...resources.values()];
    try {
      const value = work.review({ resources: held, sources: request.sources, options: request.options });
      if (value === null)
        return {
          type: 'problem',
          epoch,
          turn: request.turn,
          problem: { kind: 'unsupported', what: 'Encounter', detail: 'no hospital stay' },
        };
      last = value;
      reviewed = { epoch, resources: held, sources: request.sources, options: request.options };
      return { type: 'review', epoch, turn: request.turn, review: value, durationMs: clock() - begun };
    } catch (error) {
      const detail = error instanceof Error ? error.name : 'unknown error';
      return { type: 'problem', epoch, turn: request.turn, problem: { kind: 'bug', what: 'review', detail } };
    }
  };
}

const NOT_READ: PacketAnswer = { refused: 'The record has not been read yet. A summary can be made once it has.' };

function keyOf(resource: unknown): string | null {
  const { resourceType, id } = (resource ?? {}) as Named;
  return typeof resourceType === 'string' && typeof id === 'string' ? `${resourceType}/${id}` : null;
}

/** Versions compare as time of last change, else as number; what has neither counts as newest, because it came last. */
function versionOf(resource: unknown): number {
  const meta = ((resource ?? {}) as Named).meta;
  const updated = typeof meta?.lastUpdated === 'string' ? Date.parse(meta.lastUpdated) : Number.NaN;
  return Number.isNaN(updated) ? Number.POSITIVE_INFINITY : updated;
}
