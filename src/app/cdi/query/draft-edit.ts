import { bodyOf } from '../../../core/compose/index.ts';
import type { QueryDraft, QueryIndicator, QueryOption } from '../../../core/compose/statement.ts';

/** What a user changed in a draft. The draft itself is made anew from every review: what the record no longer shows cannot stay in it. */
export interface Edits {
  readonly title: string | null;
  readonly question: string | null;
  readonly dropped: readonly string[];
  readonly droppedOptions: readonly string[];
  /** The findings as they stood when the user began or last reviewed them. */
  readonly seen: readonly string[];
}

/** Names one finding of a draft: two values of one blood pressure share their source. */
export const indicatorKey = (indicator: QueryIndicator): string => `${indicator.ref}|${indicator.label}|${indicator.time}`;
const asQuoted = (indicator: QueryIndicator): string => indicator.line.text;

export const noEdits = (draft: QueryDraft): Edits => ({
  title: null,
  question: null,
  dropped: [],
  droppedOptions: [],
  seen: draft.indicators.map(asQuoted),
});

/** The draft as the user wants it: ticked findings only, answers that rest on what is shown, the body written anew. */
export function applyEdits(draft: QueryDraft, edits: Edits): QueryDraft {
  const indicators = draft.indicators.filter((indicator) => !edits.dropped.includes(indicatorKey(indicator)));
  const shown = new Set(indicators.map((indicator) => indicator.ref));
  const options = draft.options
    .filter((option) => !edits.droppedOptions.includes(option.text))
    .map((option): QueryOption => ({ ...option, indicatorRefs: option.indicatorRefs.filter((ref) => shown.has(ref)) }));
  const edited = { ...draft, indicators, options, title: edits.title ?? draft.title, question: edits.question ?? draft.question };
  return { ...edited, body: bodyOf(edited) };
}

/** What changed in the record since the user last looked: findings gone or quoted otherwise, and new ones. */
export function changesSince(draft: QueryDraft, edits: Edits): { readonly gone: readonly string[]; readonly came: readonly string[] } {
  const now = draft.indicators.map(asQuoted);
  return { gone: edits.seen.filter((text) => !now.includes(text)), came: now.filter((text) => !edits.seen.includes(text)) };
}

/** Only what a user changed is worth keeping. */
export const isEdited = (edits: Edits): boolean =>
  edits.title !== null || edits.question !== null || edits.dropped.length > 0 || edits.droppedOptions.length > 0;

/** Edits as they were kept; null when they are none of ours. */
export function readEdits(kept: string): Edits | null {
  try {
    const value: unknown = JSON.parse(kept);
    if (typeof value !== 'object' || value === null) return null;
    const { title, question, dropped, droppedOptions, seen } = value as Record<string, unknown>;
    const texts = (list: unknown) => (Array.isArray(list) ? list.filter((each): each is string => typeof each === 'string') : []);
    const text = (one: unknown) => (typeof one === 'string' ? one : null);
    return {
      title: text(title),
      question: text(question),
      dropped: texts(dropped),
      droppedOptions: texts(droppedOptions),
      seen: texts(seen),
    };
  } catch {
    return null;
  }
}
