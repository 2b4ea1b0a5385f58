import type { Instant, SourceRef } from '../chart/fact.ts';
import type { EvidenceLine, Prompt, Source } from '../compose/statement.ts';
import type { ChecklistResult, ItemResult } from '../evaluate/result.ts';
import type { Review } from './review.ts';

/** A prompt as far as a comparison shows it: its words, and what they rest on. */
export interface SimulatedPrompt {
  readonly key: string;
  readonly checklist: string;
  readonly item: string;
  readonly kind: string;
  readonly title: string;
  readonly text: string;
  readonly sources: readonly Source[];
  readonly evidence: readonly { readonly text: string; readonly sources: readonly Source[] }[];
  readonly absent: readonly string[];
}

/** What of a prompt differs between the two. */
export type PromptPart = 'title' | 'text' | 'kind' | 'evidence' | 'not-found' | 'options' | 'audience';

export interface ChangedPrompt {
  readonly before: SimulatedPrompt;
  readonly after: SimulatedPrompt;
  readonly parts: readonly PromptPart[];
}

/** One answer of the edited checklist that differs. `from` or `to` null: the checklist of that side has no such name. */
export interface ChangedAnswer {
  readonly name: string;
  readonly label: string;
  readonly part: 'criterion' | 'definition' | 'clock' | 'item' | 'status' | 'governing';
  readonly from: string | null;
  readonly to: string | null;
}

/** One stay under both: what a change of a checklist does to it. */
export interface SimulatedStay {
  readonly encounter: SourceRef;
  readonly asOf: Instant;
  readonly zone: string | null;
  readonly added: readonly SimulatedPrompt[];
  readonly removed: readonly SimulatedPrompt[];
  readonly changed: readonly ChangedPrompt[];
  readonly unchanged: number;
  readonly answers: readonly ChangedAnswer[];
  /** Prompts of the edited checklist before and after, and all prompts after: what the counts of a whole set are made of. */
  readonly own: { readonly before: number; readonly after: number };
  readonly all: number;
  /** Words that the linter held back after the change and not before. */
  readonly heldBack: number;
}

/** What two reviews of one stay differ in; `before` under the checklist as it is, `after` under the edited one. Both over the same resources and clock. */
export function compareReviews(before: Review, after: Review, checklist: string): SimulatedStay {
  const old = new Map(before.prompts.map((prompt) => [prompt.key, prompt]));
  const now = new Map(after.prompts.map((prompt) => [prompt.key, prompt]));
  const changed = after.prompts.flatMap((prompt): ChangedPrompt[] => {
    const was = old.get(prompt.key);
    const parts = was ? partsThatDiffer(was, prompt) : [];
    return was && parts.length > 0 ? [{ before: shown(was), after: shown(prompt), parts }] : [];
  });
  const added = after.prompts.filter(({ key }) => !old.has(key)).map(shown);
  const ownOf = ({ prompts }: Review) => prompts.filter((prompt) => prompt.checklist === checklist).length;
  const resultOf = ({ checklists }: Review) => checklists.find(({ id }) => id === checklist) ?? null;
  return {
    encounter: after.encounter,
    asOf: after.asOf,
    zone: after.zone,
    added,
    removed: before.prompts.filter(({ key }) => !now.has(key)).map(shown),
    changed,
    unchanged: after.prompts.length - added.length - changed.length,
    answers: answersThatDiffer(resultOf(before), resultOf(after)),
    own: { before: ownOf(before), after: ownOf(after) },
    all: after.prompts.length,
    heldBack: Math.max(0, heldBackIn(after, checklist) - heldBackIn(before, checklist)),
  };
}

const shown = ({ key, checklist, item, kind, title, text, evidence, absent }: Prompt): SimulatedPrompt => ({
  ...{ key, checklist, item, kind },
  title: title.text,
  text: text.text,
  sources: [...title.sources, ...text.sources],
  evidence: evidence.map((line) => ({ text: line.text, sources: line.sources })),
  absent: absent.map((line) => line.text),
});

const heldBackIn = ({ problems }: Review, checklist: string): number =>
  problems.filter(({ what, detail }) => what === checklist && /\bwithheld by\b/.test(detail ?? '')).length;

/** The version and hash of a checklist stand in every fingerprint: what counts as changed is only what a reader would see. */
function partsThatDiffer(a: Prompt, b: Prompt): readonly PromptPart[] {
  const texts = (lines: readonly Pick<EvidenceLine, 'text'>[]) => lines.map(({ text }) => text).join('\n');
  const pairs: readonly (readonly [PromptPart, string, string])[] = [
    ['title', a.title.text, b.title.text],
    ['text', a.text.text, b.text.text],
    ['kind', a.kind, b.kind],
    ['evidence', texts(a.evidence), texts(b.evidence)],
    ['not-found', texts(a.absent), texts(b.absent)],
    ['options', texts(a.options), texts(b.options)],
    ['audience', a.audience.join(), b.audience.join()],
  ];
  return pairs.flatMap(([part, was, is]) => (was === is ? [] : [part]));
}

interface Standing {
  readonly label: string;
  readonly part: ChangedAnswer['part'];
  readonly is: string;
}

/** Every answer of a checklist by name: what a difference of prompts is explained with. */
function standings(result: ChecklistResult | null): ReadonlyMap<string, Standing> {
  const found = new Map<string, Standing>();
  if (!result) return found;
  const put = (part: ChangedAnswer['part'], name: string, label: string, is: string) => found.set(`${part} ${name}`, { label, part, is });
  for (const one of Object.values(result.criteria)) put('criterion', one.id, one.label, one.verdict);
  for (const one of Object.values(result.definitions)) put('definition', one.id, one.label, one.verdict);
  for (const [name, one] of Object.entries(result.anchors)) put('clock', name, name, one.verdict);
  const items: readonly ItemResult[] = [
    ...Object.values(result.expect),
    ...Object.values(result.conflicts),
    ...(result.statusItem ? [result.statusItem] : []),
  ];
  for (const one of items) put('item', one.id, one.label, one.state);
  put('governing', 'governing', 'governing', result.governing);
  put('status', 'status', 'status', result.support === null ? result.status : result.support);
  return found;
}

function answersThatDiffer(before: ChecklistResult | null, after: ChecklistResult | null): readonly ChangedAnswer[] {
  const [old, now] = [standings(before), standings(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key): ChangedAnswer[] => {
    const [was, is] = [old.get(key), now.get(key)];
    const either = is ?? was;
    if (!either || was?.is === is?.is) return [];
    return [{ name: key.slice(key.indexOf(' ') + 1), label: either.label, part: either.part, from: was?.is ?? null, to: is?.is ?? null }];
  });
}

/** What a change does to a whole set of stays. */
export interface SimulationTotals {
  readonly stays: number;
  readonly touched: number;
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly own: { readonly before: number; readonly after: number };
  /** Prompts of the edited checklist for 100 stays, after the change; null without stays. */
  readonly per100: number | null;
  /** All prompts of a stay after the change: the middle one, and the one that 95 of 100 stay under. */
  readonly median: number;
  readonly p95: number;
  readonly heldBack: number;
  /** By item: how often it was added and removed. */
  readonly items: readonly { readonly item: string; readonly added: number; readonly removed: number; readonly changed: number }[];
  /** By name: how many stays have another answer. */
  readonly answers: readonly { readonly name: string; readonly label: string; readonly stays: number }[];
}

/** Whether the edit does anything to a stay: to a prompt, or to an answer behind one. */
export const isTouched = ({ added, removed, changed, answers }: SimulatedStay): boolean =>
  added.length + removed.length + changed.length + answers.length > 0;

/** The sums over stays, in any order of them the same. */
export function simulationTotals(stays: readonly SimulatedStay[]): SimulationTotals {
  const sum = (of: (stay: SimulatedStay) => number) => stays.reduce((total, stay) => total + of(stay), 0);
  const after = sum(({ own }) => own.after);
  const counts = stays.map(({ all }) => all).sort((a, b) => a - b);
  const items = new Map<string, { added: number; removed: number; changed: number }>();
  const count = (prompt: SimulatedPrompt, what: 'added' | 'removed' | 'changed') => {
    const name = `${prompt.checklist}/${prompt.item}`;
    const one = items.get(name) ?? { added: 0, removed: 0, changed: 0 };
    items.set(name, { ...one, [what]: one[what] + 1 });
  };
  const answers = new Map<string, { label: string; stays: number }>();
  for (const stay of stays) {
    for (const prompt of stay.added) count(prompt, 'added');
    for (const prompt of stay.removed) count(prompt, 'removed');
    for (const prompt of stay.changed) count(prompt.after, 'changed');
    for (const { name, label, part } of stay.answers) {
      const key = `${part} ${name}`;
      answers.set(key, { label, stays: (answers.get(key)?.stays ?? 0) + 1 });
    }
  }
  const byName = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    stays: stays.length,
    touched: stays.filter(
      ({ added, removed, changed, answers: differ }) => added.length + removed.length + changed.length + differ.length > 0,
    ).length,
    added: sum((stay) => stay.added.length),
    removed: sum((stay) => stay.removed.length),
    changed: sum((stay) => stay.changed.length),
    unchanged: sum((stay) => stay.unchanged),
    own: { before: sum(({ own }) => own.before), after },
    per100: stays.length === 0 ? null : (after * 100) / stays.length,
    median: rank(counts, 0.5),
    p95: rank(counts, 0.95),
    heldBack: sum((stay) => stay.heldBack),
    items: byName(items).map(([item, one]) => ({ item, ...one })),
    answers: byName(answers).map(([name, one]) => ({ name: name.slice(name.indexOf(' ') + 1), ...one })),
  };
}

/** The value that this share of the sorted values lies at or under; 0 of none. */
const rank = (sorted: readonly number[], share: number): number => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
