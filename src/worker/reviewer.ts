import type { Problem } from '../core/chart/chart.ts';
import type { SourceRead } from '../core/chart/record.ts';
import type { Prompt } from '../core/compose/statement.ts';
import type { LintFinding } from '../core/lint/finding.ts';
import type { PromptRule, ReadableRule } from '../core/review/prompt-rule.ts';
import type { Review } from '../core/review/review.ts';
import type { Objection, PacketAnswer, PacketAsked, PacketFormat, QueryToLint, Request, Response, ReviewOptions } from './protocol.ts';
import type { QueryAnswered, QueryAsked } from './query-desk.ts';
import type { EditAnswer, EditAsked, SimulateAnswer, SimulateAsked } from './simulate-desk.ts';

/** What a reviewer reports back; only for the epoch that is current. */
export interface ReviewerListener {
  /** `sources` is what was passed when this review was asked for: it tells a review of a finished reading from one asked on the way. */
  readonly onReview: (review: Review, durationMs: number, sources: readonly SourceRead[]) => void;
  readonly onProblem: (problem: Problem) => void;
}

/** Reviews a stay somewhere else than in the way of the user. */
export interface Reviewer {
  /** Forgets everything and starts for another reading; answers that are still under way are dropped. */
  readonly begin: () => void;
  readonly add: (resources: readonly unknown[]) => void;
  /** Asks for a review of all added so far. Asked faster than answered, only the last wish is kept. */
  readonly review: (sources: readonly SourceRead[], options: ReviewOptions) => void;
  /** Whether an answer to a prompt may be copied: the linter's objections, none when it may. Rejects when nobody can say. */
  readonly check: (prompt: Prompt, text: string) => Promise<readonly Objection[]>;
  /** Everything the linter has to say about a query; rejects when nobody can say. */
  readonly lint: (draft: QueryToLint) => Promise<readonly LintFinding[]>;
  /** The checklists in words under a policy; rejects when they cannot be had. */
  readonly rules: (policy: string, isClinician: boolean) => Promise<readonly ReadableRule[]>;
  /** The rule behind a prompt of the last review; rejects when there is none. */
  readonly explain: (prompt: Prompt, isClinician: boolean) => Promise<PromptRule>;
  /**
   * The evidence packet of a subject from the last review, or the reason why there is none. All formats unless told which. Rejects when nobody can say, and when
   * another reading begins meanwhile: a packet of one patient never arrives under another.
   */
  readonly packet: (subject: string, prepared: PacketAsked['prepared'], formats?: readonly PacketFormat[]) => Promise<PacketAnswer>;
  /** About one query record; rejects when nobody can say. */
  readonly query: (asked: QueryAsked) => Promise<QueryAnswered>;
  /** Checks an edited checklist as the build does; rejects when nobody can say. */
  readonly edit: (asked: EditAsked) => Promise<EditAnswer>;
  /** What the edit does to some stays; rejects on a mistake of ours. */
  readonly simulate: (asked: SimulateAsked) => Promise<SimulateAnswer>;
  readonly close: () => void;
  readonly where: 'worker' | 'page';
}

const ALL_FORMATS: readonly PacketFormat[] = ['html', 'text', 'bundle'];

/** Something that takes requests and posts responses: a Worker, or a stand-in on this thread. */
export interface Host {
  readonly post: (request: Request) => void;
  readonly close: () => void;
  readonly where: 'worker' | 'page';
}

/** A reviewer over a host. At most one review is under way; the newest wish waits behind it. */
export function reviewerOn(
  open: (onResponse: (response: Response) => void, onFailure: () => void) => Host,
  listener: ReviewerListener,
): Reviewer {
  let epoch = 0;
  let turn = 0;
  let busy = false;
  let wish: { readonly sources: readonly SourceRead[]; readonly options: ReviewOptions } | null = null;
  let asked: readonly SourceRead[] = [];
  const next = () => {
    if (busy || !wish) return;
    const { sources, options } = wish;
    asked = sources;
    wish = null;
    busy = true;
    turn += 1;
    host.post({ type: 'review', epoch, turn, sources, options });
  };
  const read = new Map<number, { readonly resolve: (answer: never) => void; readonly reject: () => void }>();
  const checks = new Map<number, { readonly resolve: (objections: readonly Objection[]) => void; readonly reject: () => void }>();
  const lints = new Map<number, { readonly resolve: (findings: readonly LintFinding[]) => void; readonly reject: () => void }>();
  const packets = new Map<number, { readonly resolve: (answer: PacketAnswer) => void; readonly reject: () => void }>();
  const queries = new Map<number, { readonly resolve: (answer: QueryAnswered) => void; readonly reject: () => void }>();
  const dropPackets = () => {
    for (const waiting of packets.values()) waiting.reject();
    packets.clear();
  };
  let checkId = 0;
  const giveUp = () => {
    for (const waiting of [...checks.values(), ...lints.values(), ...read.values(), ...queries.values()]) waiting.reject();
    checks.clear();
    lints.clear();
    read.clear();
    queries.clear();
    dropPackets();
  };
  const onResponse = (response: Response) => {
    if (response.type === 'checked') {
      const check = checks.get(response.id);
      if (response.objections) check?.resolve(response.objections);
      else check?.reject();
      checks.delete(response.id);
      return;
    }
    if (response.type === 'linted') {
      const lint = lints.get(response.id);
      if (response.findings) lint?.resolve(response.findings);
      else lint?.reject();
      lints.delete(response.id);
      return;
    }
    if (response.type === 'query') {
      const waiting = queries.get(response.id);
      if (response.answer) waiting?.resolve(response.answer);
      else waiting?.reject();
      queries.delete(response.id);
      return;
    }
    if (response.type === 'packet') {
      const waiting = packets.get(response.id);
      if (response.answer) waiting?.resolve(response.answer);
      else waiting?.reject();
      packets.delete(response.id);
      return;
    }
    if (response.type === 'rules' || response.type === 'explained' || response.type === 'edited' || response.type === 'simulated') {
      const waiting = read.get(response.id);
      const answer = response.type === 'rules' ? response.rules : response.type === 'explained' ? response.rule : response.answer;
      if (answer) waiting?.resolve(answer as never);
      else waiting?.reject();
      read.delete(response.id);
      return;
    }
    if (response.type === 'ready' || response.epoch !== epoch || response.turn !== turn) return;
    busy = false;
    if (response.type === 'review') listener.onReview(response.review, response.durationMs, asked);
    else listener.onProblem(response.problem);
    next();
  };
  const onFailure = () => {
    busy = false;
    giveUp();
    listener.onProblem({ kind: 'bug', what: 'review', detail: 'the worker stopped' });
  };
  const host = open(onResponse, onFailure);
  return {
    get where() {
      return host.where;
    },
    begin() {
      epoch += 1;
      busy = false;
      wish = null;
      dropPackets();
      host.post({ type: 'begin', epoch });
    },
    add: (resources) => host.post({ type: 'add', epoch, resources }),
    review(sources, options) {
      wish = { sources, options };
      next();
    },
    check(prompt, text) {
      checkId += 1;
      const id = checkId;
      return new Promise((resolve, reject) => {
        checks.set(id, { resolve, reject });
        host.post({ type: 'check', epoch, id, prompt, text });
      });
    },
    lint(draft) {
      checkId += 1;
      const id = checkId;
      return new Promise((resolve, reject) => {
        lints.set(id, { resolve, reject });
        host.post({ type: 'lint', epoch, id, draft });
      });
    },
    rules(policy, isClinician) {
      checkId += 1;
      const id = checkId;
      return new Promise((resolve, reject) => {
        read.set(id, { resolve, reject });
        host.post({ type: 'rules', epoch, id, policy, isClinician });
      });
    },
    explain(prompt, isClinician) {
      checkId += 1;
      const id = checkId;
      return new Promise((resolve, reject) => {
        read.set(id, { resolve, reject });
        host.post({ type: 'explain', epoch, id, prompt, isClinician });
      });
    },
    edit(asked) {
      checkId += 1;
      const id = checkId;
      return new Promise((resolve, reject) => {
        read.set(id, { resolve, reject });
        host.post({ type: 'edit', epoch, id, asked });
      });
    },
    simulate(asked) {
      checkId += 1;
      const id = checkId;
      return new Promise((resolve, reject) => {
        read.set(id, { resolve, reject });
        host.post({ type: 'simulate', epoch, id, asked });
      });
    },
    packet(subject, prepared, formats = ALL_FORMATS) {
      checkId += 1;
      const id = checkId;
      return new Promise((resolve, reject) => {
        packets.set(id, { resolve, reject });
        host.post({ type: 'packet', epoch, id, asked: { subject, prepared, formats } });
      });
    },
    query(asked) {
      checkId += 1;
      const id = checkId;
      return new Promise((resolve, reject) => {
        queries.set(id, { resolve, reject });
        host.post({ type: 'query', epoch, id, asked });
      });
    },
    close() {
      giveUp();
      host.close();
    },
  };
}
