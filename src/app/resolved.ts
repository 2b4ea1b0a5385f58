import { type Fact, hasFlag } from '../core/chart/fact.ts';
import type { Prompt } from '../core/compose/statement.ts';
import type { Review } from '../core/review/review.ts';
import type { Resolved } from './model.ts';
import { itemOf } from './prompt-life.ts';
import { words } from './words.ts';

/**
 * Prompts that were there and are no longer, because something arrived: with the newest fact that settled each, in words. A prompt that vanished because a
 * source can no longer be read did not resolve, and is not listed. `labels` gives a concept's name.
 */
export function newlyResolved(before: Review, after: Review, labels: ReadonlyMap<string, string>): Resolved[] {
  const still = new Set(after.prompts.map((prompt) => prompt.key));
  return before.prompts.flatMap((prompt) => {
    if (still.has(prompt.key)) return [];
    const item = itemOf(after, prompt);
    const checklist = after.checklists.find((result) => result.id === prompt.checklist);
    if (!checklist || item?.state === 'cannot-check' || checklist.status === 'cannot-check') return [];
    return [{ prompt, at: after.asOf, what: whatArrived(prompt, before, after, item?.found.facts ?? [], labels) }];
  });
}

function whatArrived(prompt: Prompt, before: Review, after: Review, found: readonly Fact[], labels: ReadonlyMap<string, string>): string {
  const known = new Set(before.chart.facts.flatMap((fact) => fact.from));
  const isNew = (fact: Fact) => fact.from.some((ref) => !known.has(ref)) && !hasFlag(fact, 'other-stay');
  const statements = after.checklists.find((result) => result.id === prompt.checklist)?.documentation.statements ?? [];
  const arrived = found.filter(isNew).at(-1) ?? statements.filter(isNew).at(-1) ?? found.at(-1);
  if (!arrived) return words.closed.changed;
  const label = labels.get(arrived.concept) ?? arrived.concept.replaceAll('-', ' ');
  if (arrived.note) return `${label}, ${words.closed.documented}`;
  const value = arrived.charted?.value ?? arrived.value;
  return [label, value, value === undefined ? (arrived.text ?? '') : (arrived.charted?.unit ?? '')]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}

/** Names of concepts as the evidence lines of a review write them. */
export function labelsOf(review: Review): Map<string, string> {
  const lines = [
    ...review.prompts.flatMap((prompt) => prompt.evidence),
    ...review.queries.flatMap((query) => query.indicators.map((indicator) => indicator.line)),
  ];
  return new Map(lines.map((line) => [line.concept, line.label]));
}
