import { type Fact, hasFlag, type Instant, type SourceRef } from '../chart/fact.ts';

/**
 * What the order of statements amounts to (note-language reference 7.3):
 * `consistent` affirmed in two or more notes and never denied after; `confirmed` uncertain, then affirmed; `ruled-out` uncertain, then ruled out or
 * denied; `reversed` affirmed, then ruled out; `contradicted` affirmed, then denied; `dropped` last affirmed more than 48 h before the end and not
 * carried by the discharge summary; `late-appearance` first named in the discharge summary.
 */
export type TimelinePattern = 'consistent' | 'confirmed' | 'ruled-out' | 'reversed' | 'contradicted' | 'dropped' | 'late-appearance';

/** What one note says in the end. */
export interface TimelinePoint {
  readonly at: Instant;
  readonly note: SourceRef;
  readonly author: string | null;
  readonly says: 'affirmed' | 'resolved' | 'uncertain' | 'ruled-out' | 'denied';
  /** Copied text alone: it shows that nobody took it out, and is no new statement. */
  readonly weak: boolean;
  readonly from: SourceRef;
}

/** The statements of one diagnosis over a stay. `first` and `last` affirm or suspect it; `lastBeforeEnd` is the last one that does and is no discharge summary's. */
export interface Timeline {
  readonly points: readonly TimelinePoint[];
  readonly patterns: readonly TimelinePattern[];
  readonly first: TimelinePoint | null;
  readonly last: TimelinePoint | null;
  readonly lastBeforeEnd: TimelinePoint | null;
}

/** What the patterns at the end of a stay rest on. `complete`: every note was read; without it nothing is called dropped or late. */
export interface TimelineStay {
  readonly end: Instant | null;
  readonly complete: boolean;
  /** Signed provider notes of the stay, as `note` facts. */
  readonly notes: readonly Fact[];
}

const DROPPED_MS = 48 * 3_600_000;

/**
 * The timeline of statements that document (signed provider notes; see documentation.ts). Copied text gives weak points: they are shown, keep a
 * diagnosis from being dropped no longer than the original does, and confirm nothing. Pure; statements in any order.
 */
export function timelineOf(statements: readonly Fact[], stay: TimelineStay): Timeline {
  const points = pointsOf(statements.filter((fact) => fact.note !== undefined && fact.says !== 'historical'));
  const strong = points.filter((point) => !point.weak);
  const held = strong.filter(holds);
  const summaries = new Set(stay.notes.filter(isSummary).map((fact) => noteOf(fact.from[0])));
  const beforeEnd = held.filter((point) => !summaries.has(point.note));
  return {
    points,
    patterns: patternsOf(strong, beforeEnd, summaries, stay),
    first: held[0] ?? null,
    last: held.at(-1) ?? null,
    lastBeforeEnd: beforeEnd.at(-1) ?? null,
  };
}

function patternsOf(
  strong: readonly TimelinePoint[],
  beforeEnd: readonly TimelinePoint[],
  summaries: ReadonlySet<SourceRef>,
  stay: TimelineStay,
): TimelinePattern[] {
  const patterns: TimelinePattern[] = [];
  const affirmed = strong.filter(affirms);
  const firstAffirmed = affirmed[0];
  const lastAffirmed = affirmed.at(-1);
  const suspected = strong.find((point) => point.says === 'uncertain');
  const against = strong.filter((point) => point.says === 'denied' || point.says === 'ruled-out').at(-1);
  const lost = against && (!lastAffirmed || against.at > lastAffirmed.at) ? against : null;
  if (affirmed.length > 1 && !lost) patterns.push('consistent');
  if (suspected && firstAffirmed && suspected.at < firstAffirmed.at) patterns.push('confirmed');
  if (suspected && !firstAffirmed && lost && lost.at > suspected.at) patterns.push('ruled-out');
  if (firstAffirmed && lost) patterns.push(lost.says === 'ruled-out' ? 'reversed' : 'contradicted');
  if (!stay.complete || summaries.size === 0) return patterns;
  const carried = strong.some((point) => summaries.has(point.note));
  const last = beforeEnd.filter(affirms).at(-1);
  if (last && !lost && !carried && stay.end !== null && stay.end - last.at > DROPPED_MS) patterns.push('dropped');
  const inSummary = firstAffirmed && summaries.has(firstAffirmed.note) ? firstAffirmed : null;
  const notesBefore = inSummary ? stay.notes.some((fact) => !isSummary(fact) && fact.at < inSummary.at) : false;
  if (inSummary && notesBefore && !strong.some((point) => point.at < inSummary.at)) patterns.push('late-appearance');
  return patterns;
}

/** One point for each note, in order of time: its diagnosis sections before the rest, ruled out before affirmed before possible before denied. */
function pointsOf(facts: readonly Fact[]): TimelinePoint[] {
  const notes = new Map<SourceRef, Fact[]>();
  for (const fact of facts) notes.set(noteOf(fact.from[0]), [...(notes.get(noteOf(fact.from[0])) ?? []), fact]);
  return [...notes]
    .map(([note, all]): TimelinePoint => {
      const fresh = all.filter((fact) => fact.note?.copied !== true);
      const usable = fresh.length > 0 ? fresh : all;
      const diagnosis = usable.filter((fact) => fact.note?.sectionClass === 'diagnosis');
      const ranked = [...(diagnosis.length > 0 ? diagnosis : usable)].sort((a, b) => RANK[wordOf(b)] - RANK[wordOf(a)]);
      const fact = ranked[0] as Fact;
      return {
        at: fact.at,
        note,
        author: fact.author ?? null,
        says: wordOf(fact),
        weak: fresh.length === 0,
        from: fact.from[0],
      };
    })
    .sort((a, b) => a.at - b.at || (a.note < b.note ? -1 : 1));
}

const RANK = { 'ruled-out': 4, affirmed: 3, resolved: 2.5, uncertain: 2, denied: 1 } as const;

const wordOf = (fact: Fact): TimelinePoint['says'] => {
  if (fact.says === 'denied') return hasFlag(fact, 'ruled-out') ? 'ruled-out' : 'denied';
  if (fact.says === 'uncertain') return 'uncertain';
  return hasFlag(fact, 'resolved') ? 'resolved' : 'affirmed';
};

const affirms = (point: TimelinePoint): boolean => point.says === 'affirmed' || point.says === 'resolved';
const holds = (point: TimelinePoint): boolean => affirms(point) || point.says === 'uncertain';
const isSummary = (fact: Fact): boolean => fact.note?.type === 'discharge-summary';
const noteOf = (source: SourceRef): SourceRef => (source.split('#')[0] ?? source) as SourceRef;
