import type { PromptKind } from '../checklist/kinds.ts';
import type { WorklistRow } from './row.ts';
import { KIND_WORDS } from './words.ts';

/** What a key sorts by. Smaller values come first; null, not known, comes after every known value. */
interface Key {
  /** As it stands in "Sorted by: ...". */
  readonly words: string;
  /** Words for both directions where a file may choose one; the first is the usual one. */
  readonly directions?: { readonly ascending: string; readonly descending: string; readonly usual: 'ascending' | 'descending' };
  readonly value: (row: WorklistRow, kindRank: KindRank) => number | null;
  /** Why a row stands where it does by this key; null where the key says nothing of it. */
  readonly why: (row: WorklistRow, kindRank: KindRank) => string | null;
}

type KindRank = Readonly<Record<PromptKind, number>>;

const yes = (claim: boolean | null): number | null => (claim === null ? null : claim ? 0 : 1);
const first = (row: WorklistRow, rank: KindRank) => [...row.kinds].sort((a, b) => rank[a.kind] - rank[b.kind])[0];
const oldest = (row: WorklistRow) => row.openQueries.reduce((most, query) => Math.max(most, query.hours), 0);
const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** What questions a documented diagnosis or the status: these may be counted, since more of them never means more diagnoses. */
const QUESTIONING: ReadonlySet<PromptKind> = new Set<PromptKind>(['validation', 'conflict', 'level-of-care']);
const questioned = (row: WorklistRow): number => row.kinds.reduce((sum, { kind, count }) => sum + (QUESTIONING.has(kind) ? count : 0), 0);

/**
 * The names a hospital's file may sort by. There is none that counts diagnoses to add, money or the answers of people, and `refusedKey` says so
 * (users and workflows, 7.11; decision 0030).
 */
export const SORT_KEYS = {
  'asks-something': {
    words: 'what asks something',
    value: (row) => (row.reading === 'waiting' ? 4 : row.reading === 'failed' ? 1 : row.kinds.length > 0 ? 0 : row.unchecked > 0 ? 2 : 3),
    why: (row) =>
      row.reading === 'waiting'
        ? 'not read yet'
        : row.reading === 'failed'
          ? 'could not be read'
          : row.kinds.length > 0
            ? null
            : row.unchecked > 0
              ? `nothing to ask in what was read, ${counted(row.unchecked, 'thing')} could not be checked`
              : 'nothing to ask',
  },
  kind: {
    words: 'kind',
    value: (row, rank) => {
      const best = first(row, rank);
      return best ? rank[best.kind] : null;
    },
    why: (row, rank) =>
      row.kinds.length === 0
        ? null
        : [...row.kinds]
            .sort((a, b) => rank[a.kind] - rank[b.kind])
            .map(({ kind, count }) => `${KIND_WORDS[kind]} ${count}`)
            .join(', '),
  },
  'validation-count': {
    words: 'most questions on what is documented',
    value: (row) => (row.reading === 'read' ? -questioned(row) : null),
    why: (row) =>
      questioned(row) > 0 ? counted(questioned(row), 'question on what is documented', 'questions on what is documented') : null,
  },
  'discharge-today': {
    words: 'discharge ordered or expected today',
    value: (row) => (row.reading !== 'read' || row.discharge.state === 'not-known' ? null : yes(isLeaving(row))),
    why: (row) => (isLeaving(row) ? lower(row.discharge.statement?.text ?? 'discharge ordered') : null),
  },
  'status-risk': {
    words: 'status not shown to be supported',
    value: (row) => (row.reading !== 'read' ? null : SUPPORT_RANK[row.support]),
    why: (row) =>
      row.reading !== 'read' || SUPPORT_RANK[row.support] > 1
        ? null
        : SUPPORT_RANK[row.support] === 0
          ? 'support of the status not shown'
          : 'support of the status to be decided case by case',
  },
  'open-query-overdue': {
    words: 'query with a step due or past its time to answer',
    value: (row) => (row.openQueries.some((query) => query.overdue) ? 0 : 1),
    why: (row) => {
      const [late] = row.openQueries.filter((query) => query.overdue).sort((a, b) => b.hours - a.hours);
      return late === undefined ? null : `query open ${Math.floor(late.hours)} h, ${late.overdueWords ?? 'past its date'}`;
    },
  },
  'open-query-age': {
    words: 'oldest open query',
    value: (row) => (row.openQueries.length === 0 ? null : -oldest(row)),
    why: (row) => (row.openQueries.length === 0 ? null : `query open ${Math.floor(oldest(row))} h`),
  },
  'new-facts-since-review': {
    words: 'new facts since the last review',
    value: (row) => (row.reading !== 'read' || row.delta === null ? null : yes(!row.delta.isEmpty)),
    why: (row) => (row.delta === null || row.delta.isEmpty ? null : lower(row.delta.summary.text)),
  },
  'never-reviewed': {
    words: 'not reviewed yet',
    value: (row) => yes(row.lastReviewAt === null),
    why: (row) => (row.lastReviewAt === null ? 'not reviewed yet' : null),
  },
  'review-due': {
    words: 'review due',
    value: (row) => (row.reading !== 'read' ? null : yes(row.nextReview.due)),
    why: (row) => (row.reading === 'read' && row.nextReview.due ? lower(row.nextReview.why?.text ?? 'review due') : null),
  },
  'second-level': {
    words: 'second-level review',
    value: (row) => (row.reading !== 'read' ? null : yes(row.secondLevel.raised.length > 0)),
    why: (row) => (row.secondLevel.raised.length === 0 ? null : `second-level review: ${lower(row.secondLevel.raised[0]?.label ?? '')}`),
  },
  'could-not-be-checked': {
    words: 'what could not be checked',
    value: (row) => (row.reading !== 'read' ? null : yes(row.unchecked > 0)),
    why: (row) => (row.reading === 'read' && row.unchecked > 0 ? `${counted(row.unchecked, 'thing')} could not be checked` : null),
  },
  'day-of-stay': {
    words: 'day of stay',
    directions: { ascending: 'shortest stay', descending: 'longest stay', usual: 'descending' },
    value: (row) => row.day,
    why: (row) => (row.day === null ? null : `day ${row.day}`),
  },
  'last-review': {
    words: 'last review',
    directions: { ascending: 'longest since the last review', descending: 'most recently reviewed', usual: 'ascending' },
    value: (row) => row.lastReviewAt,
    why: () => null,
  },
} as const satisfies Readonly<Record<string, Key>>;

export type SortKey = keyof typeof SORT_KEYS;

/** A key of the order with its direction; `ascending` for keys that have none. */
export interface OrderKey {
  readonly key: SortKey;
  readonly direction: 'ascending' | 'descending';
}

export const keyOf = (key: SortKey): Key => SORT_KEYS[key];

const isLeaving = ({ discharge }: WorklistRow): boolean => discharge.state === 'ordered' || discharge.state === 'expected';

const SUPPORT_RANK: Readonly<Record<WorklistRow['support'], number>> = {
  'at-risk': 0,
  'not-shown': 0,
  'case-by-case': 1,
  unknown: 2,
  supported: 3,
  'supported-unforeseen': 3,
  'supported-ipo': 3,
  'exception-ventilation': 3,
};

const lower = (text: string): string => (/^[A-Z][a-z]/.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text);

const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/diagnos|added|adding|captur|indicator|undocumented|missed|\bhcc\b|severity|complexity/i, 'diagnoses to add'],
  [/drg|weight|revenue|pay|money|dollar|financ|reimburs|impact|\bcc\b|\bmcc\b|denial|yield|value/i, 'money'],
  [
    /agree|accept|response-rate|provider|attending|author|productiv|query-count|prompt-count|performance/i,
    'the answers or the work of people',
  ],
];

/** What a refused name would reward ("diagnoses to add", "money"); null for a name that is merely unknown. */
export const refusedKey = (name: string): string | null => REFUSED.find(([form]) => form.test(name))?.[1] ?? null;
