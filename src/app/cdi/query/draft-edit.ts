import { bodyOf } from '../../../core/compose/query.ts';
import type { QueryDraft, QueryIndicator, QueryOption } from '../../../core/compose/statement.ts';
import { type InFormat, inFormat } from '../../../core/query/in-format.ts';
import type { QueryFormat } from '../../../core/query/matrix.ts';
import { plainAscii } from '../../clipboard.ts';

/** A warning that the sender keeps, and why. */
export interface Override {
  readonly rule: string;
  readonly at: string;
  readonly reason: string;
}

/** What a user changed in a draft. The draft itself is made anew from every review: what the record no longer shows cannot stay in it. */
export interface Edits {
  readonly title: string | null;
  readonly question: string | null;
  readonly format: QueryFormat | null;
  /** Name of the person chosen; null: the current attending. */
  readonly to: string | null;
  readonly rationale: string | null;
  readonly dropped: readonly string[];
  /** Facts of the chart that the user added: key and words as they stood then. */
  readonly added: readonly { readonly key: string; readonly text: string }[];
  readonly droppedOptions: readonly string[];
  readonly overrides: readonly Override[];
  /** The findings as they stood when the user began or last reviewed them. */
  readonly seen: readonly string[];
}

/** Names one finding of a draft: two values of one blood pressure share their source. */
export const indicatorKey = (indicator: QueryIndicator): string => `${indicator.ref}|${indicator.label}|${indicator.time}`;
const asQuoted = (indicator: QueryIndicator): string => indicator.line.text;

export const noEdits = (draft: QueryDraft): Edits => ({
  ...{ title: null, question: null, format: null, to: null, rationale: null },
  ...{ dropped: [], added: [], droppedOptions: [], overrides: [] },
  seen: draft.indicators.map(asQuoted),
});

/** Answers that a format cannot do without (QL004, QL005, QL007). */
export const isNeeded = ({ kind }: QueryOption, format: QueryFormat): boolean =>
  format !== 'open' && (kind === 'other' || kind === 'undetermined' || (format === 'yes-no' && (kind === 'yes' || kind === 'no')));

/** The draft in the format chosen, with the facts the user added; everything that can be ticked stands in it. `offered`: the chart's own facts of the condition. */
export function withAdded(draft: QueryDraft, edits: Edits, offered: readonly QueryIndicator[]): QueryDraft {
  const own = new Set(draft.indicators.map(indicatorKey));
  const added = edits.added.flatMap(({ key }) => offered.find((each) => indicatorKey(each) === key && !own.has(key)) ?? []);
  const grown = { ...draft, indicators: [...draft.indicators, ...added] };
  const asked: InFormat = edits.format === null ? { ok: true, draft: grown } : inFormat(grown, edits.format);
  return asked.ok ? asked.draft : grown;
}

/** The draft as the user wants it: ticked findings only, answers that rest on what is shown, the body written anew, in plain characters. */
export function applyEdits(whole: QueryDraft, edits: Edits): QueryDraft {
  const indicators = whole.indicators.filter((indicator) => !edits.dropped.includes(indicatorKey(indicator)));
  const shown = new Set(indicators.map((indicator) => indicator.ref));
  const options = whole.options
    .filter((option) => isNeeded(option, whole.format) || !edits.droppedOptions.includes(option.text))
    .map((option): QueryOption => ({ ...option, indicatorRefs: option.indicatorRefs.filter((ref) => shown.has(ref)) }));
  const rationale = edits.rationale === null ? whole.rationale : edits.rationale.trim() === '' ? null : plainAscii(edits.rationale.trim());
  const title = plainAscii(edits.title ?? whole.title);
  const question = plainAscii(edits.question ?? whole.question);
  const edited = { ...whole, indicators, options, title, question, rationale };
  return { ...edited, body: plainAscii(bodyOf(edited)) };
}

/** What changed in the record since the user last looked: findings gone or quoted otherwise, and new ones. */
export function changesSince(
  draft: QueryDraft,
  edits: Edits,
  offered: readonly QueryIndicator[] = [],
): { readonly gone: readonly string[]; readonly came: readonly string[] } {
  const now = draft.indicators.map(asQuoted);
  const standing = new Map([...draft.indicators, ...offered].map((each) => [indicatorKey(each), asQuoted(each)]));
  const lost = edits.added.filter(({ key, text }) => standing.get(key) !== text).map(({ text }) => text);
  return { gone: [...edits.seen.filter((text) => !now.includes(text)), ...lost], came: now.filter((text) => !edits.seen.includes(text)) };
}

/** The edits after the user looked at what changed: what stands now is what was seen, and an added fact that is gone is gone. */
export function reviewed(draft: QueryDraft, edits: Edits, offered: readonly QueryIndicator[]): Edits {
  const standing = new Map(offered.map((each) => [indicatorKey(each), asQuoted(each)]));
  const added = edits.added.flatMap(({ key }) => {
    const text = standing.get(key);
    return text === undefined ? [] : [{ key, text }];
  });
  return { ...edits, added, seen: noEdits(draft).seen };
}

/** Only what a user changed is worth keeping. */
export const isEdited = (edits: Edits): boolean =>
  [edits.title, edits.question, edits.format, edits.to, edits.rationale].some((each) => each !== null) ||
  [edits.dropped, edits.added, edits.droppedOptions, edits.overrides].some((list) => list.length > 0);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** Edits as they were kept; null when they are none of ours. */
export function readEdits(kept: string): Edits | null {
  try {
    const value: unknown = JSON.parse(kept);
    if (!isRecord(value)) return null;
    const { title, question, format, to, rationale, dropped, added, droppedOptions, overrides, seen } = value;
    const texts = (list: unknown) => (Array.isArray(list) ? list.filter((each): each is string => typeof each === 'string') : []);
    const text = (one: unknown) => (typeof one === 'string' ? one : null);
    const records = (list: unknown) => (Array.isArray(list) ? list.filter(isRecord) : []);
    return {
      title: text(title),
      question: text(question),
      format: format === 'open' || format === 'multiple-choice' || format === 'yes-no' ? format : null,
      to: text(to),
      rationale: text(rationale),
      dropped: texts(dropped),
      added: records(added).flatMap((each) =>
        typeof each.key === 'string' && typeof each.text === 'string' ? [{ key: each.key, text: each.text }] : [],
      ),
      droppedOptions: texts(droppedOptions),
      overrides: records(overrides).flatMap(({ rule, at, reason }) =>
        typeof rule === 'string' && typeof at === 'string' && typeof reason === 'string' ? [{ rule, at, reason }] : [],
      ),
      seen: texts(seen),
    };
  } catch {
    return null;
  }
}
