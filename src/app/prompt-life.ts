import { type Fact, hasFlag } from '../core/chart/fact.ts';
import type { Prompt } from '../core/compose/statement.ts';
import type { ChecklistResult, CriterionResult, ItemResult } from '../core/evaluate/result.ts';
import type { Review } from '../core/review/review.ts';
import type { Feedback, Kept } from '../store/index.ts';

/** One prompt with what the user did with it. */
export interface PromptNow {
  readonly prompt: Prompt;
  readonly state: 'active' | 'answered' | 'snoozed' | 'dismissed';
  readonly feedback: Feedback | null;
  /** It was closed or put off before, and the record has changed in a way that matters since. */
  readonly isReopened: boolean;
}

/** Validation and level of care first, then by how much judgment they need; the order never depends on which way a prompt leans. */
const RANK: Readonly<Record<Prompt['kind'], number>> = {
  validation: 1,
  'level-of-care': 1,
  conflict: 2,
  specificity: 3,
  indicator: 3,
  linkage: 4,
  source: 4,
};

/**
 * The prompts of a review as they stand for this user: a closed one stays closed until its fingerprint changes; a snoozed one until its time or event, or
 * until what it rests on changes.
 * In order of kind, then as the review gave them.
 */
export function promptsNow(prompts: readonly Prompt[], kept: Kept, now: number, review: Review): PromptNow[] {
  const ranked = [...prompts].sort((a, b) => RANK[a.kind] - RANK[b.kind]);
  return ranked.map((prompt) => {
    const isPartly = isPartlyRead(review, prompt);
    const feedback =
      kept.feedback.findLast((entry) => entry.key === prompt.key) ??
      (isPartly ? kept.feedback.findLast((entry) => isSameStatus(entry, prompt, review)) : undefined) ??
      null;
    if (!feedback) return { prompt, state: 'active', feedback, isReopened: false };
    const isChanged = isPartly ? hasMore : hasChanged;
    if (isChanged(feedback.fingerprint, prompt.fingerprint)) return { prompt, state: 'active', feedback, isReopened: true };
    if (feedback.action === 'snoozed' && isOver(feedback, now, review))
      return { prompt, state: 'active', feedback: null, isReopened: false };
    return { prompt, state: feedback.action, feedback, isReopened: false };
  });
}

/**
 * True when what a prompt rests on differs in a way that matters. A question that was joined with others is compared question by question: one that went away
 * since (settled, or not to be looked at for now) leaves the others as they were closed.
 */
function hasChanged(closedOn: string, now: string): boolean {
  if (closedOn === now) return false;
  const closed = closedOn.split(' & ');
  return now.split(' & ').some((item) => closed.every((before) => differs(before, item)));
}

/** A criterion that merely cannot be looked at any more (a source refused for now) is no new fact: it reopens nothing. */
function differs(closedOn: string, now: string): boolean {
  const [before, after] = [closedOn.split(' '), now.split(' ')];
  if (before.length !== after.length) return true;
  return after.some(
    (part, at) => part !== before[at] && !(part.endsWith('=not-known') && part.split('=')[0] === before[at]?.split('=')[0]),
  );
}

/** True while something that the condition of this prompt rests on could not be looked at. */
function isPartlyRead(review: Review, prompt: Prompt): boolean {
  const result = review.checklists.find(({ id }) => id === prompt.checklist);
  if (!result) return false;
  const answers = [...Object.values(result.criteria), ...Object.values(result.definitions)];
  return !result.documentation.known || answers.some(({ verdict }) => verdict === 'not-known');
}

/** Closed in other words: "outside the limits" becomes "not found" when the values are not there to be read, and it is the question that was closed. */
function isSameStatus({ key }: Feedback, prompt: Prompt, review: Review): boolean {
  const result = review.checklists.find(({ id }) => id === prompt.checklist);
  const stem = prompt.key.slice(0, prompt.key.length - prompt.item.length);
  if (result?.statusItem?.id !== prompt.item || !key.startsWith(stem)) return false;
  const item = key.slice(stem.length);
  return !item.includes(' ') && !Object.hasOwn(result.expect, item) && !Object.hasOwn(result.conflicts, item);
}

/** With less than everything read, only what was found is news: a criterion that is met now, or another word in the notes. */
function hasMore(closedOn: string, now: string): boolean {
  const before = new Set(closedOn.split(/ (?:& )?/));
  return now.split(/ (?:& )?/).some((part) => !before.has(part) && (part.endsWith('=met') || /^documentation=(?!silent)/.test(part)));
}

function isOver(feedback: Feedback, now: number, review: Review): boolean {
  const { until } = feedback;
  if (!until) return true;
  if ('at' in until) return now >= until.at;
  if (until.event !== 'discharge') return feedback.seen !== null && knownOf(review, until.event) > feedback.seen;
  return (
    review.levelOfCare.end !== null ||
    review.chart.facts.some((fact) => fact.concept === 'discharge-order' && fact.standing !== 'withdrawn')
  );
}

const EVENT_TYPES: Readonly<Record<'next-result' | 'next-note', RegExp>> = {
  'next-result': /^(Observation|DiagnosticReport)\//,
  'next-note': /^DocumentReference\//,
};

/**
 * How many results, or notes, of this stay are known: what "after the next one" is counted from. A result is one of the laboratory where the searches tell them
 * apart: a vital sign is charted every hour and is not what anybody waits for.
 */
export function knownOf(review: Review, event: 'next-result' | 'next-note'): number {
  const { facts, reads } = review.chart;
  const isLab = (concept: string) => /laboratory/.test(reads.get(concept)?.search ?? '');
  // By the searches, not by what they found: with the laboratory refused for now, vital signs are still no results.
  const tellsLabs = event === 'next-result' && [...reads.keys()].some(isLab);
  const counted = facts.filter(
    (fact) => !hasFlag(fact, 'other-stay') && !(tellsLabs && (!isLab(fact.concept) || hasFlag(fact, 'computed'))),
  );
  const documents = counted.flatMap(({ from }) => from.map((ref) => ref.replace(/#.*$/, '')));
  return new Set(documents.filter((ref) => EVENT_TYPES[event].test(ref))).size;
}

/** The item a prompt came from, in the current review; null when its checklist no longer has it. */
export function itemOf(review: Review, prompt: Pick<Prompt, 'checklist' | 'item'>): ItemResult | null {
  const checklist = review.checklists.find((result) => result.id === prompt.checklist);
  if (!checklist) return null;
  return (
    checklist.expect[prompt.item] ??
    checklist.conflicts[prompt.item] ??
    (checklist.statusItem?.id === prompt.item ? checklist.statusItem : null)
  );
}

/**
 * What the condition of a prompt is called on a card and in a text that is copied: the checklist's title where the notes say just that, else the words they
 * use. "Respiratory failure" in the notes is not called "Acute respiratory failure" by us. Null where nobody documented it.
 */
export function documentedTitle(review: Review, checklist: string): string | null {
  const result = review.checklists.find((entry) => entry.id === checklist);
  if (!result || result.documentation.state === 'silent' || result.documentation.state === 'denied') return null;
  const { statements, timeline } = result.documentation;
  const said = statements.filter(({ note, says }) => note && (says === 'affirmed' || says === 'uncertain'));
  if (!timeline || said.length === 0 || said.some(({ concept }) => concept === result.about)) return result.title;
  const name = said.at(-1)?.text?.trim();
  return name ? name.charAt(0).toUpperCase() + name.slice(1) : null;
}

/** True where the title of a checklist says no more than the notes do. */
export const isTitleDocumented = (review: Review, checklist: string): boolean =>
  documentedTitle(review, checklist) === review.checklists.find((entry) => entry.id === checklist)?.title;

/** Never on a clinician's screen nor in what a clinician copies: who pays. */
const NOT_FOR_CLINICIANS: ReadonlySet<string> = new Set(['regime']);

/** True for what a clinician may see of the record. */
export const isForClinicians = (concept: string): boolean => !NOT_FOR_CLINICIANS.has(concept);

/**
 * True where the name of a criterion suggests nothing to a clinician: it rests on charted measurements, each of one observation, or on this condition's own words
 * in the notes. A criterion without facts, one met by a score or by a code, may carry the name of a condition that nobody wrote.
 */
export function mayBeNamed(result: ChecklistResult, { facts }: CriterionResult): boolean {
  const isMeasured = ({ value, says, note, from }: Fact) =>
    value !== undefined && !says && !note && from.filter((ref) => ref.startsWith('Observation/')).length === 1;
  const isSaid = ({ concept, note, says }: Fact) => concept === result.about && note !== undefined && says === 'affirmed';
  return (
    facts.length > 0 &&
    facts.every((fact) => isForClinicians(fact.concept) && !hasFlag(fact, 'computed') && (isMeasured(fact) || isSaid(fact)))
  );
}
