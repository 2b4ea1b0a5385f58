import type { Problem } from '../core/chart/chart.ts';
import type { Instant } from '../core/chart/fact.ts';
import type { SourceRead } from '../core/chart/record.ts';
import type { Prompt, QueryDraft } from '../core/compose/statement.ts';
import type { LintFinding } from '../core/lint/finding.ts';
import type { Packet, PacketSubject } from '../core/packet/packet.ts';
import type { PromptRule, ReadableRule } from '../core/review/prompt-rule.ts';
import type { Review } from '../core/review/review.ts';
import type { UrEntry } from '../core/stay/entry.ts';
import type { QueryAnswered, QueryAsked } from './query-desk.ts';
import type { EditAnswer, EditAsked, SimulateAnswer, SimulateAsked } from './simulate-desk.ts';

/** How a stay is to be reviewed; the site and the user decide, never the worker. */
export interface ReviewOptions {
  readonly encounter: string;
  /** The server's now. Absent only in retrospective use. */
  readonly asOf?: Instant;
  readonly policy?: string;
  readonly site?: string;
  readonly zone?: string;
  /** What utilization review entered about the stay; absent: not at hand, and then nothing is known of what only they can tell. */
  readonly entries?: readonly UrEntry[];
  /** False: others may have entered more elsewhere. Left out: these are all. */
  readonly entriesAreComplete?: boolean;
}

/** A remark of the linter that forbids to copy; its words are meant for the user. */
export interface Objection {
  readonly rule: string;
  readonly message: string;
}

/**
 * What may be said to a reviewing host. `epoch` is the launch or reading the message belongs to: an answer of an earlier epoch is thrown away by both sides,
 * so that nothing of one patient can ever be shown under another. Resources are sent once and kept there until the next `begin`.
 */
export type Request =
  | { readonly type: 'begin'; readonly epoch: number }
  | { readonly type: 'add'; readonly epoch: number; readonly resources: readonly unknown[] }
  | {
      readonly type: 'review';
      readonly epoch: number;
      readonly turn: number;
      readonly sources: readonly SourceRead[];
      readonly options: ReviewOptions;
    }
  | { readonly type: 'check'; readonly epoch: number; readonly id: number; readonly prompt: Prompt; readonly text: string }
  | { readonly type: 'lint'; readonly epoch: number; readonly id: number; readonly draft: QueryToLint }
  /** The checklists in words; nothing of a patient goes in or out. */
  | { readonly type: 'rules'; readonly epoch: number; readonly id: number; readonly policy: string; readonly isClinician: boolean }
  | { readonly type: 'explain'; readonly epoch: number; readonly id: number; readonly prompt: Prompt; readonly isClinician: boolean }
  /** About one query: its checks, its audit sheet, what the newest review tells of it. */
  | { readonly type: 'query'; readonly epoch: number; readonly id: number; readonly asked: QueryAsked }
  /** The evidence packet of a subject, from the last review of this reading and the resources it was made from. */
  | { readonly type: 'packet'; readonly epoch: number; readonly id: number; readonly asked: PacketAsked }
  /** An edited checklist, to be checked and kept for simulation. Belongs to no reading. */
  | { readonly type: 'edit'; readonly epoch: number; readonly id: number; readonly asked: EditAsked }
  /** What the edited checklist does to some stays; of the stay on screen only in its own reading. */
  | { readonly type: 'simulate'; readonly epoch: number; readonly id: number; readonly asked: SimulateAsked };

export type PacketFormat = 'html' | 'text' | 'bundle';

/** Which packet is wanted. `server` is the base of the FHIR server read from: references to what the packet does not hold lead there. */
export interface PacketAsked {
  readonly subject: PacketSubject;
  readonly prepared: { readonly by: string; readonly at: Instant; readonly server?: string };
  readonly formats: readonly PacketFormat[];
}

/** A packet, its parts for a screen, and the formats asked for; '' for one that was not. `bundle` is JSON text. Or why there is none, in words for the user. */
export type PacketAnswer =
  | {
      readonly title: string;
      readonly html: string;
      readonly text: string;
      readonly bundle: string;
      readonly hash: string;
      readonly packet: Packet;
    }
  | { readonly refused: string };

/** A query as its sender has made it. `recipient` is who is asked; `names` are the patient's, which its text must not hold. */
export interface QueryToLint extends QueryDraft {
  readonly recipient: string | null;
  readonly names: readonly string[];
}

export type Response =
  | { readonly type: 'ready' }
  | { readonly type: 'review'; readonly epoch: number; readonly turn: number; readonly review: Review; readonly durationMs: number }
  /** `objections` null: it could not be checked, and then nothing may be copied. */
  | { readonly type: 'checked'; readonly id: number; readonly objections: readonly Objection[] | null }
  /** `findings` null: it could not be linted, and then nothing may be copied. */
  | { readonly type: 'linted'; readonly id: number; readonly findings: readonly LintFinding[] | null }
  /** `rules` and `rule` null: they could not be put in words. */
  | { readonly type: 'rules'; readonly id: number; readonly rules: readonly ReadableRule[] | null }
  | { readonly type: 'explained'; readonly id: number; readonly rule: PromptRule | null }
  /** `answer` null: it could not be told, and then nothing leaves. */
  | { readonly type: 'query'; readonly id: number; readonly answer: QueryAnswered | null }
  /** `answer` null: a mistake of ours; there is nothing to show. */
  | { readonly type: 'packet'; readonly id: number; readonly answer: PacketAnswer | null }
  /** `answer` null: a mistake of ours. */
  | { readonly type: 'edited'; readonly id: number; readonly answer: EditAnswer | null }
  | { readonly type: 'simulated'; readonly id: number; readonly answer: SimulateAnswer | null }
  | { readonly type: 'problem'; readonly epoch: number; readonly turn: number; readonly problem: Problem };
