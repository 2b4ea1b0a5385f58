import type { LinkedChecklist } from '../checklist/linked.ts';
import { allItems } from '../checklist/resolve.ts';
import type { Prompt, Statement } from './statement.ts';

/** The items a prompt gives way to, as 'checklist/item'. */
type YieldsTo = (prompt: Pick<Prompt, 'checklist' | 'item'>) => readonly string[];

/** What `yields-to` of the checklists says; items of the same checklist are written there without its name. */
export function yieldsIn(checklists: readonly LinkedChecklist[]): YieldsTo {
  const table = new Map<string, readonly string[]>();
  for (const checklist of checklists)
    for (const { id, yieldsTo } of allItems(checklist))
      if (yieldsTo.length > 0)
        table.set(
          `${checklist.id}/${id}`,
          yieldsTo.map((name) => (name.includes('/') ? name : `${checklist.id}/${name}`)),
        );
  return ({ checklist, item }) => table.get(`${checklist}/${item}`) ?? [];
}

/**
 * One question once: the same words asked by two items are one prompt with two reasons, and an item that yields to one that asks is a reason there.
 * Readers whom the other prompt does not reach are still asked by the item itself. Order stays; joining twice changes nothing.
 */
export function joinPrompts(prompts: readonly Prompt[], yieldsTo: YieldsTo): readonly Prompt[] {
  return mergePrompts(yielded(prompts, yieldsTo));
}

function yielded(prompts: readonly Prompt[], yieldsTo: YieldsTo): readonly Prompt[] {
  const byItem = new Map(prompts.map((prompt) => [`${prompt.checklist}/${prompt.item}`, prompt]));
  /** The prompt that asks instead, through any number of steps; the prompt itself where none does. */
  const standsFor = (prompt: Prompt, seen: ReadonlySet<Prompt> = new Set()): Prompt => {
    const target = yieldsTo(prompt)
      .map((name) => byItem.get(name))
      .find((one) => one !== undefined && one !== prompt && !seen.has(one) && sharesReader(one, prompt));
    return target ? standsFor(target, new Set([...seen, prompt])) : prompt;
  };
  const joined = new Map<Prompt, Prompt>(prompts.map((prompt) => [prompt, prompt]));
  for (const prompt of prompts) {
    const target = standsFor(prompt);
    if (target === prompt) continue;
    joined.set(target, withReason(joined.get(target) ?? target, prompt));
    const left = prompt.audience.filter((who) => !target.audience.includes(who));
    const own = joined.get(prompt) ?? prompt;
    if (left.length > 0) joined.set(prompt, { ...own, audience: left });
    else joined.delete(prompt);
  }
  return prompts.flatMap((prompt) => joined.get(prompt) ?? []);
}

const sharesReader = (a: Prompt, b: Prompt): boolean => a.audience.some((who) => b.audience.includes(who));

/** The same question from two items is one prompt with two reasons: the first stays, the other's title becomes a reason and its evidence joins. */
export function mergePrompts(prompts: readonly Prompt[]): readonly Prompt[] {
  const merged: Prompt[] = [];
  for (const prompt of prompts) {
    const at = merged.findIndex((other) => other.text.text === prompt.text.text);
    const first = merged[at];
    if (first === undefined) merged.push(prompt);
    else merged[at] = { ...withReason(first, prompt), audience: [...new Set([...first.audience, ...prompt.audience])] };
  }
  return merged;
}

function withReason(first: Prompt, other: Prompt): Prompt {
  const seen = new Set(first.evidence.map((line) => line.text));
  const items = [...(first.also ?? []), { checklist: other.checklist, item: other.item, ref: other.ref }, ...(other.also ?? [])];
  return {
    ...first,
    reasons: [...(first.reasons ?? [first.title]), ...(other.reasons ?? [reasonOf(other, first)])],
    also: items,
    evidence: [...first.evidence, ...other.evidence.filter((line) => !seen.has(line.text))],
    absent: [...first.absent, ...other.absent.filter((each) => !first.absent.some((one) => one.text === each.text))],
    fingerprint: `${first.fingerprint} & ${other.fingerprint}`,
  };
}

/** The other's title; where both have the same, its facts without the question: a reason that says nothing new is none. */
function reasonOf(other: Prompt, first: Prompt): Statement {
  if (other.title.text !== first.title.text) return other.title;
  const facts = other.text.text
    .split(/(?<=[.!?]) (?=[A-Z])/)
    .filter((sentence) => !sentence.endsWith('?'))
    .join(' ');
  return facts === '' ? other.title : { ...other.text, text: facts };
}
