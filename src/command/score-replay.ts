import { type Chart, factsOf } from '../core/chart/chart.ts';
import { hasFlag, type Instant } from '../core/chart/fact.ts';
import type { Criterion, LinkedChecklist } from '../core/checklist/linked.ts';
import { contextFor } from '../core/evaluate/context.ts';
import { outcomeNamed } from '../core/evaluate/criterion.ts';
import { type ChecklistResult, evaluate } from '../core/evaluate/index.ts';
import { placeOf } from '../core/evaluate/window.ts';
import type { ReviewContent, ReviewOptions } from '../core/review/index.ts';
import { criterionNamed } from './score-elements.ts';
import { type Course, coursesIn } from './score-hours.ts';

const HOUR_MS = 3_600_000;

/**
 * Why a verdict changed: something was charted, the patient was moved or left, something runs on, a window closed, a midnight or a
 * deadline passed; `nothing` explains it.
 */
export type Because = 'charted' | 'moved' | 'running' | 'window' | 'clock' | 'nothing';

/** A verdict that is not what it was an hour before. */
export interface Turn {
  readonly stay: string;
  readonly checklist: string;
  /** A definition, or `status`. */
  readonly name: string;
  readonly at: Instant;
  readonly from: string;
  readonly to: string;
  readonly because: Because;
}

/** One stay hour by hour. */
export interface Replay {
  readonly stay: string;
  readonly hours: number;
  readonly turns: readonly Turn[];
  /** Checklist -> first hour its governing definition is met, and first moment its diagnosis could have been coded. */
  readonly lead: Readonly<Record<string, { readonly met: Instant | null; readonly coded: Instant | null }>>;
  readonly end: Instant;
}

/**
 * Every closed stay of some resources, evaluated at each full hour from arrival to its end (`intensive`: stays with intensive care, up to the hour
 * it was left for the last time, and then at the end). A change is `charted` when the chart of the new hour
 * with the knowledge of the old one still says what it said: then only what was charted in between can have changed it. Else time alone did.
 */
export function replaysOf(
  entries: readonly unknown[],
  content: ReviewContent,
  options: ReviewOptions,
  { checklists, intensive = false }: { readonly checklists: readonly string[]; readonly intensive?: boolean },
): readonly Replay[] {
  const chosen = (content.checklists.base ?? []).filter(({ id }) => checklists.includes(id));
  return coursesIn(entries, content, options).flatMap((course) => {
    const until = intensive ? lastIntensive(course) : course.end;
    return until === null ? [] : [replay(course, until, chosen, options)];
  });
}

/** When the patient left intensive care for the last time; null without it. */
function lastIntensive({ at, end }: Course): Instant | null {
  const units = factsOf(at(end), 'unit-stay').filter(({ text }) => text === 'icu');
  return units.length === 0 ? null : Math.max(...units.map(({ until }) => until ?? end));
}

interface Seen {
  readonly result: ChecklistResult;
  readonly verdicts: Readonly<Record<string, string>>;
}

function replay(course: Course, until: Instant, checklists: readonly LinkedChecklist[], options: ReviewOptions): Replay {
  const turns: Turn[] = [];
  const met = new Map<string, Instant>();
  const coded = new Map<string, Instant>();
  let before: readonly Seen[] | null = null;
  let last = course.start;
  let hours = 0;
  const see = (chart: Chart) => checklists.map((checklist) => seenOf(chart, checklist, options));
  for (let asOf = course.start; ; asOf = asOf < until ? Math.min(asOf + HOUR_MS, course.end) : course.end) {
    const chart = course.at(asOf);
    const now = see(chart);
    hours += 1;
    let older: readonly Seen[] | null = null;
    for (const [i, checklist] of checklists.entries()) {
      const { result, verdicts } = now[i] as Seen;
      if (result.evidence === 'met' && !met.has(checklist.id)) met.set(checklist.id, asOf);
      if (result.documentation.coded && !coded.has(checklist.id)) coded.set(checklist.id, asOf);
      const was = before?.[i]?.verdicts;
      for (const [name, to] of Object.entries(verdicts)) {
        const from = was?.[name] ?? to;
        if (from === to) continue;
        older ??= see(course.at(asOf, last));
        const same = older[i]?.verdicts[name] === from;
        const because = same ? 'charted' : byTime(chart, checklist, name, last, options);
        turns.push({ stay: course.stay.encounter, checklist: checklist.id, name, at: asOf, from, to, because });
      }
    }
    if (asOf >= course.end) break;
    before = now;
    last = asOf;
  }
  const lead = Object.fromEntries(checklists.map(({ id }) => [id, { met: met.get(id) ?? null, coded: coded.get(id) ?? null }]));
  return { stay: course.stay.encounter, hours, turns, lead, end: course.end };
}

function seenOf(chart: Chart, checklist: LinkedChecklist, { codedCounts }: ReviewOptions): Seen {
  const result = evaluate(chart, checklist, { codedCounts: codedCounts ?? false });
  const definitions = Object.values(result.definitions).map(({ id, verdict }) => [id, verdict]);
  return { result, verdicts: { ...Object.fromEntries(definitions), status: result.status } };
}

/** What time alone can have changed since `last`: where the patient is, what runs, a window that closed or opened, a midnight. */
function byTime(chart: Chart, checklist: LinkedChecklist, name: string, last: Instant, options: ReviewOptions): Because {
  const isNew = (at: Instant) => at > last && at <= chart.asOf;
  if (chart.facts.some((fact) => MOVES.has(fact.concept) && isNew(fact.at))) return 'moved';
  const context = contextFor(chart, checklist, { codedCounts: options.codedCounts ?? false });
  const names = name === 'status' ? ['governing', 'documented'] : [name];
  const leaves = names.flatMap((each) => leavesOf({ form: 'met', name: each }, (named) => criterionNamed(context, named)));
  const closes = leaves.some((leaf) => {
    const place = placeOf(context, leaf, (named) => outcomeNamed(context, named));
    return place.ok && place.explicit && [place.from, place.to, place.closesAt].some(isNew);
  });
  if (closes) return 'window';
  const read = new Set(leaves.flatMap(({ members, inputs }) => [...members, ...inputs]));
  // Nothing was charted, yet something it looks at is new: what the clock makes, as a midnight.
  if (chart.facts.some((fact) => read.has(fact.concept) && isNew(fact.at))) return 'clock';
  return chart.facts.some((fact) => hasFlag(fact, 'running') && read.has(fact.concept)) ? 'running' : 'nothing';
}

const MOVES: ReadonlySet<string> = new Set(['arrived', 'admitted', 'discharged', 'unit-stay', 'encounter-class', 'discharge-disposition']);

type Leaf = Extract<Criterion, { readonly form: 'fact' }>;

function leavesOf(criterion: Criterion, named: (name: string) => Criterion | null, seen: Set<unknown> = new Set()): readonly Leaf[] {
  if (seen.has(criterion)) return [];
  seen.add(criterion);
  if (criterion.form === 'fact') return [criterion];
  if (criterion.form === 'met') {
    const next = named(criterion.name);
    return next ? leavesOf(next, named, seen) : [];
  }
  if ('parts' in criterion) return criterion.parts.flatMap((part) => leavesOf(part, named, seen));
  return 'part' in criterion ? leavesOf(criterion.part, named, seen) : [];
}
