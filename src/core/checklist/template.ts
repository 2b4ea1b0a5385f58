import { notOneOf } from './reading.ts';

export const SLOT_PICKS = ['first', 'last', 'highest', 'lowest', 'worst'] as const;
export const SLOT_FIELDS = ['value', 'unit', 'time', 'date', 'text', 'by', 'quote'] as const;
export type SlotPick = (typeof SLOT_PICKS)[number];
export type SlotField = (typeof SLOT_FIELDS)[number];

/** A place for one fact. `name` is a criterion, else a concept, or the item's own `when` / `found`. */
export interface FactSlot {
  readonly kind: 'fact';
  readonly name: string;
  readonly pick: SlotPick;
  readonly field: SlotField | 'all';
}

/** A place in a prompt that the chart fills. */
export type Slot =
  | FactSlot
  | { readonly kind: 'list'; readonly list: 'for' | 'against' | 'missing' }
  | { readonly kind: 'window'; readonly side: 'from' | 'to' };

/**
 * A prompt taken apart: its words, and its slots in between.
 * A slot that cannot be read comes back as an error naming it. Example: 'Lactate {lactate.first}.' //=> ['Lactate ', slot, '.']
 */
export function parseTemplate(text: string): { readonly parts: readonly (string | Slot)[]; readonly errors: readonly string[] } {
  const parts: (string | Slot)[] = [];
  const errors: string[] = [];
  let end = 0;
  for (const match of text.matchAll(/\{([^{}]*)\}/g)) {
    if (match.index > end) parts.push(text.slice(end, match.index));
    end = match.index + match[0].length;
    const slot = slotFrom(match[1] ?? '');
    if (typeof slot === 'string') errors.push(slot);
    else parts.push(slot);
  }
  if (end < text.length) parts.push(text.slice(end));
  if (parts.some((part) => typeof part === 'string' && /[{}]/.test(part))) errors.push('a brace stands alone; a slot is {lactate.first}');
  return { parts, errors };
}

function slotFrom(text: string): Slot | string {
  if (text === 'for' || text === 'against' || text === 'missing') return { kind: 'list', list: text };
  if (text === 'window.from' || text === 'window.to') return { kind: 'window', side: text === 'window.from' ? 'from' : 'to' };
  const [name = '', pick = '', field, ...rest] = text.split('.');
  if (!name || !pick || rest.length > 0)
    return `{${text}} is not a slot - write {lactate.first}, {lactate.first.time}, {for}, {against}, {missing}`;
  const knownPick = SLOT_PICKS.find((word) => word === pick);
  if (!knownPick) return `{${text}}: ${notOneOf(pick, SLOT_PICKS)}`;
  const knownField = field === undefined ? 'all' : SLOT_FIELDS.find((word) => word === field);
  if (!knownField) return `{${text}}: ${notOneOf(field ?? '', SLOT_FIELDS)}`;
  return { kind: 'fact', name, pick: knownPick, field: knownField };
}

/** Digits an author wrote: numbers come from slots. Digits inside names such as SpO2 and PaCO2 follow a letter and are no numbers. */
export function digitsIn(text: string): string | null {
  return /(?<![A-Za-z0-9])\d+(?:[.,]\d+)?/.exec(text.replace(/\{[^{}]*\}/g, ' '))?.[0] ?? null;
}
