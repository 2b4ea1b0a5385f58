import type { Chart } from '../chart/chart.ts';
import { type ConceptId, type Fact, hasFlag, type Instant } from '../chart/fact.ts';
import { onceFor } from './once-for.ts';
import { operativeNotes } from './operation.ts';
import { DAY, HOUR, inStay } from './usable.ts';

/** Routes that do not treat a systemic infection. */
const LOCAL: readonly string[] = ['topical', 'ophthalmic', 'otic', 'inhaled', 'nasal', 'vaginal', 'irrigation', 'intravitreal', 'local'];

/** Not given against an infection, whatever the route (sepsis reference, INF-X). */
const NOT_AGAINST_INFECTION = /rifaximin|lactulose|xifaxan/i;

/** What surgeons give before an incision. */
const BEFORE_INCISION = /cefazolin|cefuroxime|cefoxitin|cefotetan|clindamycin|vancomycin|gentamicin|ancef|kefzol/i;

/** Prophylaxis begins at most this long before an incision. */
const BEFORE_SURGERY = 3 * HOUR;

/** Before an operation known from its note alone: its length, and the time it takes to write one, besides. Nothing carries on long after it. */
const BEFORE_NOTE = 9 * HOUR;
const AFTER_NOTE = 6 * HOUR;

/** It ends within a day, after an operation on the heart within two (CMS SCIP-Inf-3; Society of Thoracic Surgeons 2007). */
const PROPHYLAXIS = DAY;
const PROPHYLAXIS_OF_THE_HEART = 2 * DAY;
const OF_THE_HEART = /coronary|cardiac|heart|aortic|mitral|tricuspid|pulmonary valve|pericard|sternotomy|\bcabg\b|\bavr\b|\bmvr\b/i;

/**
 * Systemic antimicrobials of the stay that may mean an infection is suspected, in order of time; orders too, unless the drug was also given
 * within the day that follows. Skips medicines for after discharge, local routes, rifaximin and lactulose, anything flagged prophylaxis, and perioperative doses.
 */
export const antimicrobials = (chart: Chart): readonly Fact[] => systemic(chart).treating;

/** The other systemic ones: ordered as prophylaxis, or given around an operation and no longer than prophylaxis takes there. In order of time. */
export const prophylactic = (chart: Chart): readonly Fact[] => systemic(chart).prophylactic;

interface Systemic {
  readonly treating: readonly Fact[];
  readonly prophylactic: readonly Fact[];
}

/** Concepts read to tell treatment from prophylaxis. */
export const ANTIMICROBIAL_SOURCES: readonly ConceptId[] = ['antimicrobial-given', 'antimicrobial-ordered', 'surgery', 'note', 'infection'];

const systemic: (chart: Chart) => Systemic = onceFor(ANTIMICROBIAL_SOURCES, systemicOf);

function systemicOf(chart: Chart): Systemic {
  const isSystemic = (fact: Fact) =>
    !hasFlag(fact, 'home-medication') && !LOCAL.some((route) => hasFlag(fact, route)) && !NOT_AGAINST_INFECTION.test(fact.text ?? '');
  const given = inStay(chart, 'antimicrobial-given').filter(isSystemic);
  const ordered = inStay(chart, 'antimicrobial-ordered').filter(
    (order) =>
      isSystemic(order) &&
      !given.some((dose) => sameDrug(dose, order) && dose.at >= order.at - HOUR && dose.at <= (order.until ?? order.at) + DAY),
  );
  const every = [...given, ...ordered].sort((a, b) => a.at - b.at);
  const all = every.filter((fact) => !hasFlag(fact, 'prophylaxis'));
  const operations = inStay(chart, 'surgery');
  const named = inStay(chart, 'infection').filter((fact) => fact.says === 'affirmed' || fact.says === 'uncertain');
  const theatre: Theatre = { firstNamed: named[0]?.at ?? Number.POSITIVE_INFINITY, notes: operativeNotes(chart), asOf: chart.asOf };
  const treating = new Set(all.filter((fact) => !isPerioperative(fact, all, operations, theatre)));
  return { treating: [...treating], prophylactic: every.filter((fact) => !treating.has(fact)) };
}

/** Facts carry the drug's id as text; a drug without one is the same as no other. */
const sameDrug = (a: Fact, b: Fact): boolean => a === b || (a.text !== undefined && a.text === b.text);

/**
 * A dose around an operation, not carried on beyond what prophylaxis takes there; around an operative note, before any infection was named. Where no operation time is known: a drug given only before incisions, in a course
 * of a day at most that is over, as the only antimicrobial of three days and with no infection named by anyone.
 */
function isPerioperative(fact: Fact, all: readonly Fact[], operations: readonly Fact[], theatre: Theatre): boolean {
  const course = all.filter((other) => sameDrug(fact, other) && Math.abs(other.at - fact.at) <= 2 * DAY);
  const first = Math.min(...course.map((other) => other.at));
  const last = Math.max(...course.map((other) => other.until ?? other.at));
  const around = operations.filter((operation) => first >= operation.at - BEFORE_SURGERY && first <= endOf(operation) + DAY);
  const longest = around.some((operation) => OF_THE_HEART.test(operation.text ?? '')) ? PROPHYLAXIS_OF_THE_HEART : PROPHYLAXIS;
  if (last - first > longest) return false;
  const written =
    first < theatre.firstNamed && theatre.notes.some((note) => first >= note.at - BEFORE_NOTE && first <= note.at + AFTER_NOTE);
  if (around.length > 0 || written) return BEFORE_INCISION.test(fact.text ?? '');
  return (
    /cefazolin|ancef|kefzol/i.test(fact.text ?? '') &&
    theatre.firstNamed === Number.POSITIVE_INFINITY &&
    theatre.asOf - last > DAY &&
    !all.some((other) => !sameDrug(fact, other) && Math.abs(other.at - fact.at) <= 3 * DAY)
  );
}

interface Theatre {
  /** When an infection was first named; never, infinity. */
  readonly firstNamed: Instant;
  readonly notes: readonly Fact[];
  readonly asOf: number;
}

/** An operation charted by its day alone may end at any time of it; one with a start alone within six hours. */
const endOf = (operation: Fact): number => operation.until ?? operation.at + (hasFlag(operation, 'date-precision') ? DAY : 6 * HOUR);
