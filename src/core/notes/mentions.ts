import type { ConceptId, NoteType, SectionClass } from '../chart/fact.ts';
import type { Reach } from './cues.ts';
import { sectionOf, type TermHit, termsIn } from './find-terms.ts';
import type { Lexicon, Term } from './lexicon.ts';
import { type Link, linksIn } from './links.ts';
import { type ReadText, reachOf, readText } from './read.ts';
import { type Section, sectionAt } from './sections.ts';
import { beginsWithCause, type Sentence } from './sentences.ts';
import { takenBackBy } from './statement-denied.ts';
import { type Count, type StatementHit, statementHits } from './statements.ts';
import { type Assertion, assertionOf } from './status.ts';
import type { Token } from './tokens.ts';

/** One thing a note speaks of, how it is meant, and where it stands. Offsets are into the plain text: `text` is the slice `start`..`end`. */
export interface Mention extends Assertion {
  readonly concept: ConceptId;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly section: string;
  readonly sectionClass: SectionClass;
  readonly sectionGroup: string;
  /** The sentence, at most 300 characters. */
  readonly snippet: string;
  readonly links: readonly Link[];
  /** A number that belongs to the statement: expected days, home oxygen in L/min, SpO2 on room air. */
  readonly count: Count | null;
}

const SNIPPET = 300;

/** Mentions of a note in plain text, in order. Deterministic; every status names the words it rests on. Never throws. */
export const mentionsIn = (text: string, type: NoteType, lexicon: Lexicon): Mention[] => mentionsOf(readText(text, type, lexicon));

/** As `mentionsIn`, of a text already taken apart. */
export function mentionsOf(read: ReadText): Mention[] {
  const mentions = read.sentences.flatMap((sentence, index) => sentenceMentions(read, sentence, read.sentences[index + 1]));
  return mentions.sort((a, b) => a.start - b.start || b.end - a.end || (a.concept < b.concept ? -1 : 1));
}

function sentenceMentions(read: ReadText, sentence: Sentence, next: Sentence | undefined): Mention[] {
  const section = sectionOf(read, sentence);
  const hits = termsIn(read, sentence, section);
  const statements = statementHits(read.lexicon.statements, read.lexicon.numbers, read.tokens, sentence.from, sentence.to);
  if (hits.length === 0 && statements.length === 0) return [];
  const reach = reachOf(read, sentence);
  const judged = hits.map((hit) =>
    assertionOf(
      reach,
      read.text,
      hit.from,
      hit.to,
      section,
      hit.phrases.every(({ term }) => term.ownClause),
    ),
  );
  // What is part of another name ("on HD 4") is neither cause nor consequence.
  const linkable = hits.filter((_, index) => judged[index]?.status !== 'part-of-other-term');
  const further = hits.length > 0 && next && saysCause(read, sentence, next) ? next : null;
  const links = further ? linksThrough(read, sentence, further, linkable) : linksIn(reach, read.text, linkable);
  const denied = hits.filter((_, index) => judged[index]?.status === 'negated' || judged[index]?.status === 'ruled-out');
  const linksOf = (hit: TermHit) => (links.get(linkable.indexOf(hit)) ?? []).filter((link) => !denied.some((one) => isIn(read, one, link)));
  const mentions: Mention[] = [];
  for (const [index, hit] of hits.entries()) {
    // "septic encephalopathy": the adjective is the cause of the next term, not a statement of its own.
    const next = hits[index + 1];
    if (next && next.from === hit.to && linksOf(next).some((link) => link.start === read.tokens[hit.from]?.start)) continue;
    for (const phrase of hit.phrases) {
      mentions.push(termMention(read, sentence, section, hit, phrase.term, phrase.nonspecific, judged[index] as Assertion, linksOf(hit)));
    }
  }
  for (const hit of statements) mentions.push(statementMention(read, sentence, section, reach, hit));
  return together(read, sentence, mentions);
}

/** "Sepsis. Source: pneumonia.": the next sentence begins with the cause of what this one names. */
function saysCause({ tokens, sections, lexicon }: ReadText, sentence: Sentence, next: Sentence): boolean {
  const last = tokens[sentence.to - 1] as Token;
  const first = tokens[next.from] as Token;
  if (last.norm === '?' || first.line - last.line > 1 || sectionAt(sections, first.start) !== sectionAt(sections, last.start)) return false;
  return beginsWithCause(tokens, next.from, lexicon.sentenceWords);
}

/** Links of a sentence and of the next one, which says the cause. What that one denies is no cause. */
function linksThrough(read: ReadText, sentence: Sentence, next: Sentence, hits: readonly TermHit[]): ReadonlyMap<number, readonly Link[]> {
  const section = sectionOf(read, next);
  const reach = reachOf(read, next);
  const causes = termsIn(read, next, section);
  const denied = causes.filter((hit) => {
    const { status } = assertionOf(reach, read.text, hit.from, hit.to, section);
    return status === 'negated' || status === 'ruled-out' || status === 'part-of-other-term';
  });
  const links = linksIn(reachOf(read, { from: sentence.from, to: next.to }), read.text, [...hits, ...causes], next.from);
  return new Map([...links].map(([head, list]) => [head, list.filter((link) => !denied.some((hit) => isIn(read, hit, link)))]));
}

/** The cause of a link holds the term. */
function isIn({ tokens }: ReadText, hit: TermHit, link: Link): boolean {
  const { start } = tokens[hit.from] as Token;
  return link.start <= start && start < link.end;
}

function place(read: ReadText, from: number, to: number): Pick<Mention, 'start' | 'end' | 'text'> {
  const start = (read.tokens[from] as Token).start;
  const end = (read.tokens[to - 1] as Token).end;
  return { start, end, text: read.text.slice(start, end) };
}

function termMention(
  read: ReadText,
  sentence: Sentence,
  section: Section,
  hit: TermHit,
  term: Term,
  nonspecific: boolean,
  judged: Assertion,
  links: readonly Link[],
): Mention {
  const where = place(read, hit.from, hit.to);
  const appearing = nonspecific && judged.status === 'affirmed' && /appear|picture|look/i.test(where.text);
  const status = hit.undecided && judged.status === 'affirmed' ? 'ambiguous' : appearing ? 'uncertain' : judged.status;
  const uncertain = status === 'uncertain' || status === 'ambiguous';
  const causes = uncertain
    ? links.map((link) => (link.certainty === 'strong' ? { ...link, certainty: 'uncertain' as const } : link))
    : links;
  return {
    ...judged,
    ...where,
    status,
    cue: appearing ? where.text : judged.cue,
    concept: term.concept,
    flags: [
      ...judged.flags,
      ...term.flags,
      ...(nonspecific ? ['nonspecific'] : []),
      ...(term.typeWords && !read.tokens.slice(hit.from, hit.to).some((token) => term.typeWords?.has(token.norm)) ? ['type-missing'] : []),
      ...(hit.undecided ? ['abbreviation'] : []),
      ...(isExplained(term, causes) ? ['explained'] : []),
    ],
    ...sectionPlace(section),
    snippet: snippetOf(read, sentence, where.start),
    links: causes,
    count: null,
  };
}

/** A finding or organ dysfunction whose named causes are all something else than infection or sepsis. Respiratory failure keeps its own causes. */
function isExplained(term: Term, links: readonly Link[]): boolean {
  if (term.explains === null && (term.rank !== 'organ' || /respiratory|hypoxia|ards/.test(term.concept))) return false;
  return links.length > 0 && links.every((link) => link.certainty === 'strong' && link.rank === null);
}

/** Of the cues only those that take a statement back matter here: "at risk for" is what a risk statement says. */
function statementMention(read: ReadText, sentence: Sentence, section: Section, reach: Reach, hit: StatementHit): Mention {
  const judged = assertionOf(reach, read.text, hit.from, hit.to, section, true);
  const denial = takenBackBy(reach, hit);
  const where = place(read, hit.from, hit.to);
  const said = denial
    ? { ...judged, status: 'negated' as const, cue: read.text.slice(...denial) }
    : isTaken(judged, hit.concept, section)
      ? judged
      : { ...judged, status: 'affirmed' as const, temporality: 'current' as const, cue: null, flags: [] };
  return {
    ...said,
    ...where,
    concept: hit.concept,
    ...sectionPlace(section),
    snippet: snippetOf(read, sentence, where.start),
    links: [],
    count: hit.count,
  };
}

/** The status stays as judged: denied, asked, of somebody else, on a form, conditional, or an event that has not come to pass. */
function isTaken({ status, cue }: Assertion, concept: ConceptId, section: Section): boolean {
  if (['negated', 'ruled-out', 'template', 'other-experiencer'].includes(status) || section.class === 'instructions') return true;
  if (status === 'ambiguous' && cue === '?') return true;
  if (concept === 'event-statement' && (status === 'hypothetical' || status === 'ambiguous')) return true;
  return concept === 'expectation-statement' && status === 'hypothetical' && /^(if|should|unless)\b/i.test(cue ?? '');
}

const sectionPlace = (section: Section): Pick<Mention, 'section' | 'sectionClass' | 'sectionGroup'> => ({
  section: section.header,
  sectionClass: section.class,
  sectionGroup: section.group,
});

/** The sentence around the mention, cut to 300 characters on both sides of it. */
function snippetOf(read: ReadText, sentence: Sentence, start: number): string {
  const from = (read.tokens[sentence.from] as Token).start;
  const to = (read.tokens[sentence.to - 1] as Token).end;
  if (to - from <= SNIPPET) return read.text.slice(from, to);
  const cut = Math.max(from, Math.min(start - SNIPPET / 3, to - SNIPPET));
  return read.text.slice(Math.floor(cut), Math.floor(cut) + SNIPPET);
}

const HOME_FLOW = 'home-oxygen-flow';

/** Numbers join the statement they belong to: litres the home oxygen, a saturation the room air; one statement of a concept per sentence. */
function together(read: ReadText, sentence: Sentence, mentions: readonly Mention[]): Mention[] {
  const flow = mentions.find((mention) => mention.concept === HOME_FLOW);
  const home = mentions.some((mention) => mention.concept === 'home-oxygen');
  const result: Mention[] = [];
  const seen = new Map<ConceptId, Mention>();
  for (const mention of mentions) {
    if (mention.concept === HOME_FLOW) {
      if (!home) result.push({ ...mention, concept: 'home-oxygen' });
    } else if (mention.concept === 'home-oxygen') result.push(flow ? { ...mention, count: flow.count } : mention);
    else if (mention.concept === 'room-air-statement') result.push({ ...mention, count: saturationIn(read, sentence) });
    else if (read.lexicon.termOf.has(mention.concept)) result.push(mention);
    else {
      const before = seen.get(mention.concept);
      // What is denied in one place and said in another of the sentence is said, unless both are the same words.
      const saidElsewhere = before?.status === 'negated' && mention.status !== 'negated' && mention.start >= before.end;
      if (before && !saidElsewhere && (before.count || !mention.count)) continue;
      if (before) result.splice(result.indexOf(before), 1);
      seen.set(mention.concept, mention);
      result.push(mention);
    }
  }
  return result;
}

/** The one number of a sentence that can be a saturation: 50 to 100, beside "sat", "SpO2" or a percent sign. */
function saturationIn({ tokens }: ReadText, sentence: Sentence): Count | null {
  for (let i = sentence.from; i < sentence.to; i += 1) {
    const token = tokens[i] as Token;
    const value = token.kind === 'number' ? Number(token.norm) : Number.NaN;
    if (!(value >= 50 && value <= 100)) continue;
    const named = [1, 2, 3].some((back) =>
      /^(sat|sats|saturation|spo2|satting|saturating|pulse|ox|desat|desatted)$/.test(tokens[i - back]?.norm ?? ''),
    );
    if (named || tokens[i + 1]?.norm === '%') return { value, comparator: null, unit: '%' };
  }
  return null;
}
