import table from '../../../checklists/_tables/explained.json' with { type: 'json' };
import { type Chart, factsOf } from '../chart/chart.ts';
import { type ConceptId, type Fact, hasFlag, type Instant, PROVIDER_ROLES } from '../chart/fact.ts';
import { HOUR } from './usable.ts';

/** A provider attributes the value to something else than infection, without doubt: shown, and left out of counts of a systemic response. */
export const EXPLAINED = 'explained';
/** The same with doubt, in copied text, by somebody else's account too, or with a cause that may be an infection: shown, and counted. */
export const MAYBE_EXPLAINED = 'maybe-explained';
/** On a score: a value that would have counted was left out of it because it is explained. */
export const LEFT_OUT = 'explained-left-out';

const REACH = table.reachHours * HOUR;
const CONTEST_REACH = table.contestHours * HOUR;

/** What one statement in a note says about the values of a measured concept. */
interface Attribution {
  readonly target: ConceptId;
  readonly at: Instant;
  readonly says: 'explained' | 'maybe' | 'contested';
}

interface Mark {
  readonly target: ConceptId;
  readonly above: number | null;
  readonly below: number | null;
}

const MARKS: ReadonlyMap<ConceptId, readonly Mark[]> = marksByConcept();

function marksByConcept(): ReadonlyMap<ConceptId, readonly Mark[]> {
  const marks = new Map<ConceptId, Mark[]>();
  const entries: readonly (readonly [string, readonly { concept: string; above?: number; below?: number }[]])[] = Object.entries(
    table.marks,
  );
  for (const [target, list] of entries)
    for (const { concept, above, below } of list)
      marks.set(concept, [...(marks.get(concept) ?? []), { target, above: above ?? null, below: below ?? null }]);
  return marks;
}

const INFECTION = new RegExp(table.causeIsInfection, 'i');
const DOUBT = new RegExp(table.causeIsDoubtful, 'i');

/**
 * Flags measured values that a note attributes to another cause ("tachycardia due to pain"); null when no note of the chart does.
 *
 * Which     abnormal values of the concept the finding speaks of, from 24 h before the note until the note (`checklists/_tables/explained.json`).
 * explained a provider says so in a signed note, without doubt, not in copied text, and no provider names another cause for it within 48 h.
 *           `maybe-explained` where one of these fails: that only marks.
 * Skips     causes that are an infection, sepsis or an organ dysfunction themselves ("tachycardia due to sepsis" explains nothing away), statements
 *           of nurses, unsigned and withdrawn notes, values of other stays. A value never becomes abnormal or normal by it, and no criterion is met.
 * Source    CMS SEP-1 (the provider documents the other cause); sepsis reference, evidence state `explained`, SEP-COH-05. The reach is ours.
 */
export function explainerOf(chart: Chart): ((fact: Fact) => Fact) | null {
  const attributions = attributionsIn(chart);
  if (!attributions.some(({ says }) => says !== 'contested')) return null;
  return (fact) => {
    const flag = flagOf(fact, attributions);
    return flag === null ? fact : { ...fact, flags: [...(fact.flags ?? []), flag] };
  };
}

function flagOf(fact: Fact, attributions: readonly Attribution[]): string | null {
  const marks = MARKS.get(fact.concept);
  const { value } = fact;
  if (!marks || value === undefined || fact.standing === 'withdrawn') return null;
  if (hasFlag(fact, 'other-stay') || hasFlag(fact, EXPLAINED)) return null;
  const targets = marks.filter(({ above, below }) => (above !== null && value > above) || (below !== null && value < below));
  const said = attributions.filter(({ target, at, says }) => {
    const reach = says === 'contested' ? CONTEST_REACH : REACH;
    return fact.at <= at && fact.at >= at - reach && targets.some((mark) => mark.target === target);
  });
  if (said.every(({ says }) => says === 'contested')) return null;
  const isFirm = said.some(({ says }) => says === 'explained') && said.every(({ says }) => says !== 'contested');
  return isFirm ? EXPLAINED : MAYBE_EXPLAINED;
}

function attributionsIn(chart: Chart): Attribution[] {
  const attributions: Attribution[] = [];
  const words = new Map<string, string>();
  const speaksOf: readonly (readonly [ConceptId, ConceptId])[] = Object.entries(table.speaksOf);
  for (const [term, target] of speaksOf) {
    for (const fact of factsOf(chart, term)) {
      if (!isSaidByProvider(fact) || (fact.says !== 'affirmed' && fact.says !== 'uncertain')) continue;
      if (fact.text !== undefined) words.set(fact.from[0], fact.text);
      const says = attributionOf(fact);
      if (says) attributions.push({ target, at: fact.at, says });
    }
  }
  // What the lexicon of a site adds: a finding that is not in the table still names the concept it speaks of.
  for (const fact of factsOf(chart, 'explained-finding')) {
    if (!isSaidByProvider(fact) || fact.text === undefined || (fact.says !== 'affirmed' && fact.says !== 'uncertain')) continue;
    attributions.push({ target: fact.text, at: fact.at, says: firmness(fact, words.get(fact.from[0])) });
  }
  for (const [concept, kinds] of Object.entries(table.statements)) {
    for (const fact of factsOf(chart, concept)) {
      if (!isSaidByProvider(fact) || fact.says === 'denied' || fact.says === 'historical') continue;
      for (const kind of kinds)
        if (new RegExp(kind.words, 'i').test(fact.note?.snippet ?? fact.text ?? ''))
          attributions.push({ target: kind.speaksOf, at: fact.at, says: firmness(fact, fact.text) });
    }
  }
  return attributions;
}

/** A note that a provider signed, of this stay. Who wrote it must be known: a value is not left out on somebody's word. */
const isSaidByProvider = (fact: Fact): boolean =>
  fact.note?.signed === true &&
  fact.standing !== 'withdrawn' &&
  fact.standing !== 'preliminary' &&
  !hasFlag(fact, 'other-stay') &&
  !hasFlag(fact, 'problem-list') &&
  fact.by !== undefined &&
  PROVIDER_ROLES.has(fact.by);

/**
 * What a mention says of its own cause. A cause that the lexicon ranks (infection, sepsis, organ dysfunction) is named in `linkedTo` without the flag
 * `explained`; a cause stated with doubt, that no concept names, has neither.
 */
function attributionOf(fact: Fact): Attribution['says'] | null {
  if (hasFlag(fact, EXPLAINED)) return firmness(fact, fact.text);
  // "due to propofol, improved with weaning": over, and explained all the same.
  if (hasFlag(fact, 'resolved') && hasFlag(fact, 'cause-stated') && !fact.note?.linkedTo?.length) return firmness(fact, fact.text);
  if (!hasFlag(fact, 'cause-stated') && !fact.note?.linkedTo?.length) return null;
  if (!fact.note?.linkedTo?.length) return 'maybe';
  return fact.note.copied || (fact.note.linkCertainty ?? 'strong') !== 'strong' ? null : 'contested';
}

function firmness(fact: Fact, finding: string | undefined): Attribution['says'] {
  const cause = causeText(fact.note?.snippet ?? '', finding);
  const isFirm =
    fact.says === 'affirmed' && !fact.note?.copied && !hasFlag(fact, 'edited-copy') && !INFECTION.test(cause) && !DOUBT.test(cause);
  return isFirm ? 'explained' : 'maybe';
}

/** The words from the finding until the sentence turns to something else; "no sepsis", "doubt sepsis" after a comma is something else. */
function causeText(snippet: string, finding: string | undefined): string {
  const text = snippet.toLowerCase().replace(/\be\.\s*coli\b/g, 'ecoli');
  const from = finding === undefined ? -1 : text.indexOf(finding.toLowerCase());
  const rest = from < 0 ? text : text.slice(from);
  return rest.split(/;|\.\s|,\s*(?=(?:and\s+|but\s+)?(?:no|not|doubt|without|unlikely|rather|less|low)\b)/)[0] ?? rest;
}
