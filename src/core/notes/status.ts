import type { Cue, Reach } from './cues.ts';
import { reachesBackward, reachesForward } from './cues.ts';
import type { CueEntry, CueKind } from './lexicon.ts';
import { minusMark } from './list-heads.ts';
import { hitsAt } from './phrases.ts';
import type { Section } from './sections.ts';
import { CLAUSE_ENDS } from './statement-denied.ts';
import { templateMark } from './template.ts';

/** How a phrase of a note is meant; exactly one holds. Meaning of each: docs/glossary.md. */
export type Status =
  | 'affirmed'
  | 'uncertain'
  | 'ambiguous'
  | 'ruled-out'
  | 'negated'
  | 'resolved'
  | 'historical'
  | 'hypothetical'
  | 'process'
  | 'other-experiencer'
  | 'part-of-other-term'
  | 'template';

/** A status with the words it rests on. `cue` is null when nothing qualifies the phrase. */
export interface Assertion {
  readonly status: Status;
  readonly temporality: 'current' | 'historical' | 'hypothetical';
  readonly experiencer: 'patient' | 'other';
  readonly cue: string | null;
  /** improving, uncertain (resolved, but was never certain), uncertain-low, affirmed-criteria, outside-source. */
  readonly flags: readonly string[];
}

interface Applied {
  readonly kind: CueKind;
  readonly forward: boolean;
  /** Words between cue and target. */
  readonly distance: number;
  readonly cue: Cue;
}

/** The section as far as a status depends on it. */
export type SectionContext = Pick<Section, 'class' | 'group'>;

/**
 * How the phrase at tokens `from`..`to` is meant in its sentence and section.
 * Order when several cues hold: part of another term, template, process, another person, hypothetical, ruled out, negated, historical,
 * resolved, ambiguous, uncertain. Between negated and uncertain (or ambiguous, resolved) the nearer cue wins, then the one before the phrase.
 */
export function assertionOf(reach: Reach, text: string, from: number, to: number, section: SectionContext, ownClause = false): Assertion {
  const { tokens, cues } = reach;
  const words = (cue: Cue) => text.slice(tokens[cue.from]?.start, tokens[cue.to - 1]?.end);
  const plain = { temporality: 'current', experiencer: 'patient', flags: [] } as const;

  const other = cues.find((cue) => applies(reach, cue, from, to, 'other-term'));
  if (other) return { ...plain, status: 'part-of-other-term', cue: words(other) };
  const mark = templateMark(tokens, reach.sentence, from, to);
  if (mark) return { ...plain, status: 'template', cue: mark };
  const process = cues.find((cue) => applies(reach, cue, from, to, 'process'));
  const criteria = process !== undefined && meetsCriteria(reach, process);
  if (process && !criteria) return { ...plain, status: 'process', cue: words(process) };
  if (section.class === 'indication') return { ...plain, status: 'process', cue: null };

  const recent = cues.find((cue) => cue.to <= from && from - cue.to <= 2 && isCurrent(cue, 'after'));
  const applied = cues
    .flatMap((cue) => appliedKinds(reach, cue, from, to))
    // "history of CKD and recent diagnosis of embolism": the nearer word takes the item out of the history.
    .filter((one) => !(one.kind === 'historical' && one.forward && recent && one.cue.to <= recent.from))
    // "history of bleeding, currently no melena": the denial is of today.
    .filter((one) => !(one.kind === 'historical' && one.forward && deniedNow(reach, one.cue.to, from)))
    // "status post cholecystectomy, postoperative day 1": it was done this stay.
    .filter((one) => !(one.kind === 'historical' && DONE.has(tokens[one.cue.from]?.norm ?? '') && countsDays(reach)))
    // "denies dyspnea, no respiratory distress": a phrase that says its own "no" is not denied once more.
    .filter((one) => !(one.kind === 'negated' && one.forward && OWN_NO.has(tokens[from]?.norm ?? '')))
    .filter(
      (one) =>
        !(
          ownClause &&
          one.kind === 'negated' &&
          one.forward &&
          tokens.slice(one.cue.to, from + 1).some(({ norm }) => norm === ',' || CLAUSE_ENDS.has(norm))
        ),
    );
  const own = cues.find(
    (cue) =>
      cue.from < from && cue.to >= to && OWN_NO.has(tokens[cue.from]?.norm ?? '') && cue.entries.some((entry) => entry.kind === 'none'),
  );
  // "without complications", "no change in": the cue that spares others denies its own noun.
  if (own) applied.push({ kind: 'negated', forward: true, distance: 0, cue: own });
  const minus = minusMark(tokens, from);
  if (minus) applied.push({ kind: 'negated', forward: true, distance: 0, cue: minus });
  // The heading of a list is further away than any word of the item itself.
  if (reach.head && reachesForward(reach, 'negated', reach.sentence.from, from))
    applied.push({ kind: 'negated', forward: true, distance: FARTHEST + from, cue: reach.head });
  if (process && criteria) applied.push({ kind: 'affirmed-criteria', forward: false, distance: 0, cue: process });
  const has = (kind: CueKind) => applied.find((one) => one.kind === kind);
  const current = cues.some((cue) => isCurrent(cue, 'here'));
  const bySection = BEFORE_STAY.has(section.group) || section.class === 'history';
  const past = has('historical');
  const temporality = past || (bySection && !current) || comorbidity(reach, from, to) ? 'historical' : 'current';

  const person = personOf(reach, from, to);
  if (person || section.group === 'family') {
    return { status: 'other-experiencer', temporality, experiencer: 'other', cue: person ? words(person) : null, flags: [] };
  }
  const hypothetical = has('hypothetical');
  if (hypothetical || section.class === 'instructions') {
    return {
      status: 'hypothetical',
      temporality: 'hypothetical',
      experiencer: 'patient',
      cue: hypothetical ? words(hypothetical.cue) : null,
      flags: [],
    };
  }
  const decided = decide(reach, applied, { bySection: section.class === 'history' && !current });
  return { ...decided, temporality, experiencer: 'patient', cue: decided.by ? words(decided.by.cue) : null };
}

const deniedNow = ({ tokens, cues }: Reach, after: number, before: number): boolean =>
  cues.some(
    (cue) =>
      cue.from > after &&
      cue.to <= before &&
      /^(currently|now|presently|today)$/.test(tokens[cue.from - 1]?.norm ?? '') &&
      cue.entries.some((entry) => entry.kind === 'negated'),
  );

const isCurrent = (cue: Cue, reach: CueEntry['reach']): boolean =>
  cue.entries.some((entry) => entry.kind === 'current' && entry.reach === reach);

/** "s/p", "status post". */
const DONE: ReadonlySet<string> = new Set(['s', 's/p', 'status']);

/** The sentence counts the days since an operation. */
const countsDays = ({ tokens, sentence }: Reach): boolean =>
  tokens
    .slice(sentence.from, sentence.to)
    .some(({ norm }, index, all) => norm === 'pod' || (norm === 'day' && /^(postoperative|op)$/.test(all[index - 1]?.norm ?? '')));

const OWN_NO: ReadonlySet<string> = new Set(['no', 'not', 'without', 'never']);

/** Sections that tell of the time before the stay without saying so. */
const BEFORE_STAY: ReadonlySet<string> = new Set(['history', 'problem-list', 'allergies', 'social']);

function decide(
  reach: Reach,
  applied: readonly Applied[],
  context: { readonly bySection: boolean },
): { readonly status: Status; readonly flags: readonly string[]; readonly by: Applied | null } {
  const nearest = (kind: CueKind) => applied.filter((one) => one.kind === kind).sort((a, b) => a.distance - b.distance)[0] ?? null;
  const uncertain = nearest('uncertain');
  const low = nearest('uncertain-low');
  const ambiguous = nearest('ambiguous');
  const resolved = nearest('resolved');
  const negated = nearest('negated');
  const open = [uncertain, low, ambiguous].filter((one) => one !== null);
  const ruledOut = nearest('ruled-out');
  const unmade = applied.find((one) => one.kind === 'ruled-out' && one.cue.entries.some((entry) => entry.reach === 'when-uncertain'));
  const flags: string[] = [];
  if (ruledOut && (ruledOut !== unmade || open.length > 0)) return { status: 'ruled-out', flags, by: ruledOut };
  if (negated && ![...open, resolved].some((one) => one && nearer(reach, one, negated))) return { status: 'negated', flags, by: negated };
  const historical = nearest('historical');
  if (historical && !sameEpisode(reach, historical)) return { status: 'historical', flags, by: historical };
  if (context.bySection) return { status: 'historical', flags, by: null };
  if (resolved) {
    if (sameEpisode(reach, resolved)) return { status: 'affirmed', flags: ['outside-source'], by: resolved };
    return { status: 'resolved', flags: open.length > 0 ? ['uncertain'] : flags, by: resolved };
  }
  if (ambiguous) return { status: 'ambiguous', flags, by: ambiguous };
  if (low) return { status: 'uncertain', flags: ['uncertain-low'], by: low };
  const criteria = nearest('affirmed-criteria');
  if (uncertain) return { status: 'uncertain', flags, by: uncertain };
  if (criteria) return { status: 'uncertain', flags: ['affirmed-criteria'], by: criteria };
  const improving = nearest('improving');
  if (historical) return { status: 'affirmed', flags: ['outside-source'], by: historical };
  return { status: 'affirmed', flags: improving ? ['improving'] : flags, by: improving };
}

/** `one` stands nearer than the negation; at equal distance the one before the phrase wins, and two before it leave the negation. */
function nearer(reach: Reach, one: Applied, negated: Applied): boolean {
  if (one.forward && negated.forward && one.cue.from >= negated.cue.to && passesOn(reach, one.cue, negated.cue)) return false;
  return one.distance < negated.distance || (one.distance === negated.distance && one.forward && !negated.forward);
}

/** "no consolidation to suggest pneumonia": the joining word hands the "no" on, unless a comma parts them. */
function passesOn({ tokens, lexicon }: Reach, joining: Cue, no: Cue): boolean {
  if (!lexicon.connectors.has(tokens[joining.from]?.norm ?? '')) return false;
  const between = tokens.slice(no.to, joining.from).map((token) => token.norm);
  // "no thickening, stranding, or gas to suggest ischemia": a closed list is one finding.
  const closed = between.includes('or') && between.lastIndexOf('or') > between.lastIndexOf(',');
  return between.every((norm) => (norm !== ',' || closed) && norm !== 'but' && norm !== 'and');
}

/** "treated for septic shock at OSH, transferred": the outside hospital saw the same illness, it is not past. */
function sameEpisode({ tokens, sentence, lexicon }: Reach, one: Applied): boolean {
  if (
    one.kind === 'historical' &&
    one.forward &&
    /recent|history|hx|prior|previous|past/.test(
      tokens
        .slice(one.cue.from, one.cue.to)
        .map((t) => t.norm)
        .join(' '),
    )
  )
    return false;
  let place = false;
  let transfer = false;
  for (let i = sentence.from; i < sentence.to; i += 1) {
    if (hitsAt(lexicon.outside.place, tokens, i, sentence.to).length > 0) place = true;
    if (lexicon.outside.sameEpisode.has(tokens[i]?.norm ?? '')) transfer = true;
  }
  return place && transfer;
}

function appliedKinds(reach: Reach, cue: Cue, from: number, to: number): Applied[] {
  const kinds: Applied[] = [];
  for (const kind of new Set(cue.entries.map((entry) => entry.kind))) {
    if (
      kind === 'none' ||
      kind === 'terminator' ||
      kind === 'current' ||
      kind === 'other-term' ||
      kind === 'process' ||
      kind === 'other-experiencer'
    )
      continue;
    if (applies(reach, cue, from, to, kind)) {
      const forward = cue.to <= from;
      kinds.push({ kind, forward, distance: forward ? from - cue.to : Math.max(0, cue.from - to), cue });
    }
  }
  return kinds;
}

function applies(reach: Reach, cue: Cue, from: number, to: number, kind: CueKind): boolean {
  return cue.entries.some((entry) => entry.kind === kind && holds(entry, reach, from, to) && entryApplies(reach, cue, entry, from, to));
}

const holds = (entry: CueEntry, { tokens }: Reach, from: number, to: number): boolean =>
  !entry.only || tokens.slice(from, to).some((token) => entry.only?.has(token.norm));

function entryApplies(reach: Reach, cue: Cue, entry: CueEntry, from: number, to: number): boolean {
  const { lexicon, tokens } = reach;
  switch (entry.reach) {
    case 'forward':
    case 'list':
    case 'clause':
      // A phrase that begins with its own cue ("status post bypass") is meant so; a cue may name the phrase itself ("not septic").
      if (cue.from === from && cue.to < to && entry.kind === 'historical') return true;
      if (cue.from < from && cue.to > from && cue.to <= to) return true;
      // "shock, likely septic": the phrase holds its own doubt.
      if (cue.from > from && cue.to < to && entry.kind === 'uncertain') return true;
      return cue.to <= from && from - cue.to <= FARTHEST && reachesForward(reach, entry.kind, cue.to, from, entry.reach);
    case 'backward':
    case 'closed':
    case 'when-uncertain':
      return cue.from >= to && cue.from - to <= FARTHEST && reachesBackward(reach, entry.kind, cue.from, to);
    case 'both':
      return cue.to <= from
        ? reachesForward(reach, entry.kind, cue.to, from)
        : cue.from >= to && reachesBackward(reach, entry.kind, cue.from, to);
    case 'before':
      // "sepsis 2", and "sepsis/infection order set"
      return (
        cue.from === to ||
        (cue.from === to + 1 && tokens[to]?.kind === 'number') ||
        (entry.kind === 'process' && cue.from === to + 2 && tokens[to]?.norm === '/')
      );
    case 'after': {
      // "former smoker" is meant so; "non-tender" says no more than its own name.
      if (cue.from === from && cue.to < to) return entry.kind !== 'negated';
      if (cue.to > from) return false;
      for (let i = cue.to; i < from; i += 1) {
        const token = tokens[i];
        if (!token || token.kind === 'mark' || i - cue.to > 4 || lexicon.clauseVerbs.has(token.norm)) return false;
        if (entry.kind !== 'historical' && STARTS_PHRASE.has(token.norm)) return false;
      }
      return entry.kind === 'historical' || entry.kind === 'ambiguous' || cue.to === from;
    }
    case 'opening':
      return cue.from - reach.sentence.from <= 1 && cue.to <= from && reachesForward(reach, entry.kind, cue.to, from);
    case 'segment':
      return cue.to === from && (cue.from === reach.sentence.from || tokens[cue.from - 1]?.kind === 'mark');
    case 'fronted':
      return cue.from - reach.sentence.from <= 1 && cue.to <= from && reachesForward(reach, entry.kind, cue.to, from, 'clause');
    case 'names':
      return cue.from <= from && to <= cue.to && cue.to - cue.from > to - from;
    default:
      return false;
  }
}

/** Words between a cue and its phrase beyond which no reader would join them. */
const FARTHEST = 60;

/** Words that begin the next phrase: what follows them is no alternative any more ("sepsis vs hypovolemia as cause of ..."). */
const STARTS_PHRASE: ReadonlySet<string> = new Set(['as', 'for', 'in', 'of', 'with', 'due', 'from', 'to', 'given', 'and', 'on', 'causing']);

/** "meets sepsis criteria" is a statement of criteria, "sepsis criteria" the name of a list. */
function meetsCriteria({ tokens, sentence, lexicon }: Reach, cue: Cue): boolean {
  if (tokens[cue.from]?.norm !== 'criteria' || cue.to - cue.from > 1) return false;
  for (let i = sentence.from; i < cue.from; i += 1) if (lexicon.criteriaVerbs.has(tokens[i]?.norm ?? '')) return true;
  return lexicon.criteriaVerbs.has(tokens[cue.to]?.norm ?? '');
}

/** "mother had sepsis", "sepsis in her brother"; not "brought by her son", not "mother reports". */
function personOf(reach: Reach, from: number, to: number): Cue | null {
  const { tokens, cues, lexicon, sentence } = reach;
  for (const cue of cues) {
    const entries = cue.entries.filter((entry) => entry.kind === 'other-experiencer');
    if (entries.length === 0) continue;
    if (entries.some((entry) => entry.reach !== 'person' && entryApplies(reach, cue, entry, from, to))) return cue;
    if (!entries.some((entry) => entry.reach === 'person') || cue.to > from) continue;
    const before = tokens[cue.from - 1]?.norm ?? '';
    const after = tokens[cue.to]?.norm ?? '';
    if (lexicon.person['witness-next'].has(after)) continue;
    if ([0, 1, 2].some((step) => cue.to + step < to && lexicon.person['witness-after'].has(tokens[cue.to + step]?.norm ?? ''))) continue;
    const introduced = cue.from > sentence.from && lexicon.person['witness-before'].has(before);
    if (introduced && !lexicon.person['ill-after'].has(after) && cue.to !== from) continue;
    if (introduced && /^(by|per|from|with|to|via|lives)$/.test(beforePossessive(reach, cue.from))) continue;
    if (!personReaches(reach, cue.to, from)) continue;
    return cue;
  }
  return null;
}

/** The word before "her son" or "son". */
function beforePossessive({ tokens }: Reach, at: number): string {
  const one = tokens[at - 1]?.norm ?? '';
  return /^(his|her|their|the|patients|pts)$/.test(one) ? (tokens[at - 2]?.norm ?? '') : one;
}

/** What is said of the person goes on until the sentence comes to the patient. */
function personReaches({ tokens, cues }: Reach, cueTo: number, target: number): boolean {
  for (let i = cueTo; i < target; i += 1) if (THE_PATIENT.has(tokens[i]?.norm ?? '')) return false;
  return !cues.some(
    (cue) =>
      cue.from >= cueTo &&
      cue.to <= target &&
      cue.entries.some((entry) => entry.kind === 'terminator') &&
      !OF_PERSON.has(tokens[cue.from]?.norm ?? ''),
  );
}

const THE_PATIENT: ReadonlySet<string> = new Set(['patient', 'pt', 'she', 'he', 'they', 'but']);
/** Terminators that go on about the same person: "baby admitted for", "donor positive for". */
const OF_PERSON: ReadonlySet<string> = new Set(['who', 'admitted', 'positive', 'pos']);

/** "71-year-old man with COPD who presents with ...": what he has, and what he comes for. */
function comorbidity({ tokens, sentence, cues }: Reach, from: number, to: number): boolean {
  let aged = false;
  for (let i = sentence.from; i < from; i += 1) {
    const norm = tokens[i]?.norm ?? '';
    const sexed = tokens[i - 1]?.kind === 'number' && /^(f|m|yof|yom)$/.test(norm);
    if (sexed || norm === 'old' || norm === 'yo' || /^(male|female|man|woman|gentleman|lady)$/.test(norm)) aged = true;
    if (/^(presents|presented|presenting|admitted|came|comes|arrives|arrived|found|complaining)$/.test(norm)) return false;
  }
  if (!aged) return false;
  // "brought in by police for": however he came, what he has is named before.
  let came = false;
  for (let i = to; i < sentence.to; i += 1) {
    const norm = tokens[i]?.norm ?? '';
    if (came && /^(for|with|after|because)$/.test(norm)) return true;
    came ||= /^(brought|transferred|referred|sent)$/.test(norm);
  }
  return cues.some(
    (cue) =>
      cue.from >= to &&
      /^(who|presenting|presents|presented|here|admitted)$/.test(tokens[cue.from]?.norm ?? '') &&
      cue.entries.some((entry) => entry.kind === 'terminator'),
  );
}
