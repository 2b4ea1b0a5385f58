import { type Fact, hasFlag, type SourceRef } from '../core/chart/fact.ts';
import type { EvidenceLine, Prompt } from '../core/compose/statement.ts';
import type { ChecklistResult, CriterionResult } from '../core/evaluate/result.ts';
import type { Review } from '../core/review/review.ts';
import type { Resolved } from './model.ts';
import { itemOf } from './prompt-life.ts';
import { words } from './words.ts';

/** How evidence lines write a concept. */
export type Labels = ReadonlyMap<string, Pick<EvidenceLine, 'label' | 'unit'>>;

/** What an item is when its question is settled; `missing` or `raised` without a prompt of its own is still asked, by another card. */
const SETTLED: ReadonlySet<string> = new Set(['present', 'clear', 'not-applicable']);

/**
 * Prompts that were there and are no longer, because something arrived or was withdrawn: with what settled each, in words. A prompt that vanished because a
 * source can no longer be read, because its window opened again, or because another card asks the same now, did not resolve and is not listed. `labels` gives
 * a concept's name and unit; `isWithdrawn` says that a resource was read and stands as entered in error.
 */
export function newlyResolved(before: Review, after: Review, labels: Labels, isWithdrawn: (ref: SourceRef) => boolean): Resolved[] {
  const asked = new Set(after.prompts.flatMap((prompt) => [prompt.key, ...(prompt.also ?? []).map((each) => keyLike(prompt, each))]));
  const isNarrower = readsLess(before, after);
  return before.prompts.flatMap((prompt) => {
    if (asked.has(prompt.key)) return [];
    const checklist = after.checklists.find((result) => result.id === prompt.checklist);
    if (!checklist || checklist.status === 'cannot-check' || !checklist.documentation.known) return [];
    const item = itemOf(after, prompt);
    if (item ? !SETTLED.has(item.state) : checklist.statusItem?.state === 'cannot-check') return [];
    const what = whatArrived(prompt, before, after, labels) ?? whatWent(prompt, labels, isWithdrawn);
    // With less to look at than before, only what arrived settles anything.
    if (what === null && isNarrower) return [];
    return [{ prompt, at: after.asOf, what: what ?? words.closed.changed }];
  });
}

const keyLike = (prompt: Prompt, { checklist, item }: { readonly checklist: string; readonly item: string }): string =>
  `${prompt.key.slice(0, prompt.key.length - prompt.checklist.length - prompt.item.length - 1)}${checklist} ${item}`;

/** True when something that was read to its end before was not this time. */
function readsLess(before: Review, after: Review): boolean {
  return [...before.chart.reads].some(([concept, read]) => {
    const now = after.chart.reads.get(concept);
    return read.ok && read.complete && !(now?.ok && now.complete);
  });
}

/** The newest fact that was not there before and that the question was about, in words; null when there is none. */
function whatArrived(prompt: Prompt, before: Review, after: Review, labels: Labels): string | null {
  const known = new Set(before.chart.facts.flatMap((fact) => fact.from));
  const isNew = (fact: Fact) =>
    fact.from.some((ref) => !known.has(ref)) && fact.standing !== 'withdrawn' && !hasFlag(fact, 'other-stay') && fact.at <= after.asOf;
  const result = after.checklists.find(({ id }) => id === prompt.checklist);
  const item = itemOf(after, prompt);
  const found = item ? [...item.found.facts, ...(item.when?.facts ?? [])] : result ? behindStatus(before, result) : [];
  const arrived =
    newest(leavesOf(found, after).filter(isNew)) ??
    newest((result?.documentation.statements ?? []).filter(isNew)) ??
    (result ? newest(leavesOf(result.definitions[result.governing]?.facts ?? [], after).filter(isNew)) : null);
  return arrived && inWords(arrived, labels);
}

/** Facts of the criteria that became met since; a status question rests on all of them. */
function behindStatus(before: Review, result: ChecklistResult): readonly Fact[] {
  const earlier = before.checklists.find(({ id }) => id === result.id);
  const all = (of: ChecklistResult | undefined): readonly CriterionResult[] =>
    of ? [...Object.values(of.criteria), ...Object.values(of.definitions)] : [];
  const wasMet = new Set(
    all(earlier)
      .filter(({ verdict }) => verdict === 'met')
      .map(({ id }) => id),
  );
  return all(result)
    .filter(({ id, verdict }) => verdict === 'met' && !wasMet.has(id))
    .flatMap(({ facts }) => facts)
    .filter((fact) => fact.from.length === 1);
}

/** Facts as the chart has them: a score gives way to the values that it was calculated from. */
function leavesOf(facts: readonly Fact[], { chart }: Review): readonly Fact[] {
  const isLeaf = (fact: Fact) => fact.from.length === 1 && fact.parts === undefined && !hasFlag(fact, 'computed');
  const inputs = new Set(facts.filter((fact) => !isLeaf(fact)).flatMap((fact) => fact.from));
  return [...facts.filter(isLeaf), ...chart.facts.filter((fact) => isLeaf(fact) && inputs.has(fact.from[0]))];
}

const newest = (facts: readonly Fact[]): Fact | null =>
  facts.reduce<Fact | null>((last, fact) => (last === null || fact.at >= last.at ? fact : last), null);

/** True when this resource, as last read, was taken out of the record: entered in error, or cancelled. Null (not read) is not. */
export function withdrawnIn(resource: object | null): boolean {
  const said: { readonly status?: unknown; readonly verificationStatus?: unknown } = resource ?? {};
  return /entered-in-error|cancelled/.test(JSON.stringify([said.status ?? '', said.verificationStatus ?? '']));
}

/** A fact of the prompt that was withdrawn since, in words; null when none was. */
function whatWent(prompt: Prompt, labels: Labels, isWithdrawn: (ref: SourceRef) => boolean): string | null {
  const gone = prompt.evidence.find((line) => line.sources.some((source) => typeof source === 'string' && isWithdrawn(source)));
  if (!gone) return null;
  const label = labels.get(gone.concept)?.label ?? gone.label;
  return `${[label, gone.value, gone.unit].filter(Boolean).join(' ')} ${words.evidence.withdrawn}`;
}

function inWords(fact: Fact, labels: Labels): string {
  const known = labels.get(fact.concept);
  const label = known?.label ?? fact.concept.replaceAll('-', ' ');
  if (fact.note && fact.says) return `${label}, ${fact.says === 'denied' ? words.closed.ruledOut : words.closed.documented}`;
  const value = fact.charted?.value ?? fact.value;
  const unit = fact.charted?.unit ?? known?.unit ?? '';
  const shown = value === undefined ? fact.text : `${fact.comparator ?? ''}${Math.round(value * 1000) / 1000} ${unit}`.trim();
  return [label, shown?.toLowerCase() === label.toLowerCase() ? '' : shown].filter(Boolean).join(' ');
}

/** Names and units of concepts as the evidence lines of a review write them. */
export function labelsOf(review: Review): Map<string, Pick<EvidenceLine, 'label' | 'unit'>> {
  const lines = [
    ...review.prompts.flatMap((prompt) => prompt.evidence),
    ...review.queries.flatMap((query) => query.indicators.map((indicator) => indicator.line)),
  ];
  return new Map(lines.map((line) => [line.concept, { label: line.label.replace(/, (denied|uncertain|history)$/, ''), unit: line.unit }]));
}
