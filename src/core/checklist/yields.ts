import type { AuthorError } from '../chart/author-error.ts';
import type { LinkedChecklist } from './linked.ts';
import { at, complain, type Notes } from './reading.ts';
import { allItems } from './resolve.ts';
import { unknownName } from './unknown-name.ts';

/** Complains where `yields-to` names no item of this checklist, the item itself, or goes round in a circle. Items of others: `yieldFaults`. */
export function checkYields(notes: Notes, checklist: LinkedChecklist): void {
  const items = new Map(allItems(checklist).map((item) => [item.id, item.yieldsTo]));
  for (const [id, targets] of items) {
    for (const name of targets.filter((target) => !target.includes('/')))
      if (!items.has(name)) complain(notes, at(id, 'yields-to'), unknownName('item', name, items.keys()));
    const reached = new Set<string>();
    const queue = [...targets];
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (reached.has(next)) continue;
      reached.add(next);
      queue.push(...(items.get(next) ?? []));
    }
    if (reached.has(id)) complain(notes, at(id, 'yields-to'), `"${id}" yields to itself`);
  }
}

/** What is wrong with `yields-to` across checklists: 'other/item' that is none. `file` gives the file of a checklist, for messages. */
export function yieldFaults(checklists: readonly LinkedChecklist[], file: (id: string) => string): readonly AuthorError[] {
  const items = new Set(checklists.flatMap((checklist) => allItems(checklist).map(({ id }) => `${checklist.id}/${id}`)));
  return checklists.flatMap((checklist) =>
    allItems(checklist).flatMap(({ id, yieldsTo }) =>
      yieldsTo
        .filter((name) => name.includes('/') && !items.has(name))
        .map((name) => ({ file: file(checklist.id), path: at(id, 'yields-to'), message: unknownName('item', name, items) })),
    ),
  );
}
