import type { ConceptId } from '../chart/fact.ts';
import type { Reach } from './cues.ts';
import { conceptsOf, type TermHit } from './find-terms.ts';
import type { LinkEntry, TermRank } from './lexicon.ts';
import { type Hit, longestHits } from './phrases.ts';
import type { Token } from './tokens.ts';

/** What a note joins a condition to. `concepts` is empty for a cause that the lexicon does not know ("dehydration"). */
export interface Link {
  readonly concepts: readonly ConceptId[];
  readonly certainty: 'strong' | 'weak' | 'uncertain';
  /** The cause as written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The words that join. */
  readonly cue: string;
  /** Rank of the cause; null for what is neither infection, sepsis nor organ dysfunction. */
  readonly rank: TermRank | null;
}

type Cause = Omit<Link, 'certainty' | 'cue'>;

const RANK: Readonly<Record<TermRank, number>> = { infection: 0, sepsis: 1, organ: 2 };

/**
 * Links of one sentence: for each term (by its index in `hits`) the causes that are named for it. Direction matters: "AKI due to sepsis" links
 * the kidney to sepsis, "sepsis and AKI due to dehydration" only the kidney. "With" and "in the setting of" give weak links; "not due to" none.
 * `secondFrom`: where a second sentence begins that says the cause of the first ("Sepsis. Source: UTI.").
 */
export function linksIn(reach: Reach, text: string, hits: readonly TermHit[], secondFrom?: number): ReadonlyMap<number, readonly Link[]> {
  const { tokens, sentence, lexicon } = reach;
  const links = new Map<number, Link[]>();
  const add = (head: number, link: Link) => links.set(head, [...(links.get(head) ?? []), link]);
  const joined = longestHits(lexicon.links, tokens, sentence.from, sentence.to, (hit) => !insideTerm(hit, hits));
  septicPrefix(tokens, text, hits, add);
  for (const hit of joined) {
    const cue = text.slice(tokens[hit.from]?.start, tokens[hit.to - 1]?.end);
    for (const entry of hit.what) {
      if (entry.kind === 'none' || entry.kind === 'denied') continue;
      const certainty = entry.kind;
      if (entry.cause === 'right' || entry.cause === 'source') {
        const head = opensSecond(reach, hit, secondFrom) ? mainTerm(hits, secondFrom) : headBefore(reach, hits, hit.from);
        if (head < 0) continue;
        for (const cause of causesAfter(reach, text, hits, joined, hit)) {
          const named = cause.concepts.length > 0;
          if (entry.cause === 'source' ? cause.concepts.includes('source-of-infection') : named || certainty !== 'weak')
            add(head, { ...cause, certainty, cue });
        }
      } else if (entry.cause === 'left' || entry.cause === 'course') {
        const cause = causeBefore(reach, hits, hit.from, entry);
        if (cause < 0) continue;
        for (const head of headsAfter(reach, hits, joined, hit))
          add(head, { ...asCause(hits[cause] as TermHit, tokens, text), certainty, cue });
      } else if (entry.cause === 'between') {
        const cause = hits.findIndex((one) => one.to === hit.from);
        const head = hits.findIndex((one) => one.from === hit.to || (one.from === hit.to + 1 && isAdjective(tokens[hit.to])));
        if (head < 0) continue;
        if (cause >= 0) add(head, { ...asCause(hits[cause] as TermHit, tokens, text), certainty, cue });
        else add(head, { ...wordCause(tokens[hit.from - 1], text), certainty, cue });
      } else either(reach, text, hits, hit, { cue, certainty, add });
    }
  }
  return new Map([...links].map(([head, list]) => [head, strongest(throughOrgans(list, hits, links, tokens))]));
}

/** A link word that is part of a term's own name ("shock due to sepsis") joins nothing. */
const insideTerm = (hit: Hit<LinkEntry>, hits: readonly TermHit[]): boolean => hits.some((one) => one.from < hit.to && hit.from < one.to);

/** "septic encephalopathy": the adjective is the cause. */
function septicPrefix(tokens: readonly Token[], text: string, hits: readonly TermHit[], add: (head: number, link: Link) => void): void {
  for (const [index, hit] of hits.entries()) {
    const before = hits[index - 1];
    if (!before || before.to !== hit.from || rankOf(before) !== 'sepsis' || rankOf(hit) !== 'organ') continue;
    const cause = asCause(before, tokens, text);
    add(index, { ...cause, certainty: 'strong', cue: cause.text });
  }
}

const isAdjective = (token: Token | undefined): boolean =>
  token !== undefined && /^(acute|severe|mild|profound|refractory)$/.test(token.norm);

/** Said in passing of the condition before it ("present on admission", "84 % on room air", "on BiPAP"): it has no cause of its own. */
const isAside = (hit: TermHit): boolean => hit.phrases.every(({ term }) => term.concept.endsWith('-statement'));

/** A link word that opens the second sentence, but for list marks and "likely". */
const opensSecond = ({ tokens }: Reach, hit: Hit<LinkEntry>, secondFrom: number | undefined): secondFrom is number =>
  secondFrom !== undefined && hit.from >= secondFrom && tokens.slice(secondFrom, hit.from).every((token) => token.kind === 'mark');

/** What the first sentence is about: its sepsis, else the last thing it names. */
function mainTerm(hits: readonly TermHit[], before: number): number {
  const sepsis = hits.findLastIndex((hit) => hit.to <= before && rankOf(hit) === 'sepsis');
  return sepsis >= 0 ? sepsis : hits.findLastIndex((hit) => hit.to <= before && !isAside(hit));
}

/** The nearest term before the link word, if only words that belong to it and asides stand between. */
function headBefore({ tokens, lexicon, cues }: Reach, hits: readonly TermHit[], at: number): number {
  const index = hits.findLastIndex((hit) => hit.to <= at && !isAside(hit));
  const hit = hits[index];
  if (!hit) return -1;
  let depth = 0;
  for (let i = hit.to; i < at; i += 1) {
    const { norm, kind } = tokens[i] as Token;
    const aside = hits.find((one) => one.from === i && one.to <= at && isAside(one));
    if (aside) {
      i = aside.to - 1;
      continue;
    }
    if (norm === '(') depth += 1;
    else if (norm === ')') depth -= 1;
    else if (depth === 0 && kind === 'word' && !lexicon.mayStandBetween.has(norm)) {
      if (!cues.some((cue) => cue.from <= i && i < cue.to && cue.entries.every((entry) => entry.kind !== 'terminator'))) return -1;
    } else if (depth === 0 && norm === ':' && i < at - 1) return -1;
  }
  return index;
}

/** For "c/b" and "as evidenced by": the sepsis named before it, else the nearest term. */
function causeBefore(reach: Reach, hits: readonly TermHit[], at: number, entry: LinkEntry): number {
  const sepsis = hits.findLastIndex((hit) => hit.to <= at && rankOf(hit) === 'sepsis');
  return entry.cause === 'course' && sepsis >= 0 ? sepsis : headBefore(reach, hits, at);
}

/** Where the words after a link word stop being its cause. */
function causeEnd(
  { tokens, sentence, lexicon, cues }: Reach,
  hits: readonly TermHit[],
  joined: readonly Hit<LinkEntry>[],
  hit: Hit<LinkEntry>,
  lists: boolean,
): number {
  let depth = 0;
  for (let i = hit.to; i < sentence.to; i += 1) {
    const { norm, kind } = tokens[i] as Token;
    if (norm === '(') depth += 1;
    else if (norm === ')') depth -= 1;
    if (depth < 0) return i;
    if (depth > 0) continue;
    if (i > hit.to && joined.some((one) => one.from === i && one.what.some((entry) => entry.kind !== 'none'))) return i;
    if (cues.some((cue) => cue.from === i && cue.entries.some((entry) => entry.kind === 'terminator'))) return i;
    const named = hits.some((one) => one.from <= i && i < one.to);
    if (i > hit.to && !named && (lexicon.causeEnds.has(norm) || lexicon.clauseVerbs.has(norm))) return i;
    if (kind === 'mark' && (norm === ':' || norm === '|' || norm === ';' || (norm === ',' && !lists))) return i;
  }
  return sentence.to;
}

function causesAfter(
  reach: Reach,
  text: string,
  hits: readonly TermHit[],
  joined: readonly Hit<LinkEntry>[],
  hit: Hit<LinkEntry>,
): Cause[] {
  const { tokens, lexicon } = reach;
  const end = causeEnd(reach, hits, joined, hit, tokens[hit.from]?.norm === LISTS_CAUSES);
  const first = tokens[hit.to];
  if (!first || hit.to >= end || first.kind === 'number') return [];
  const inside = hits.filter((one) => one.from >= hit.to && one.to <= end);
  if (inside.length > 0) return inside.map((one) => asCause(one, tokens, text));
  let from = hit.to;
  while (from < end && (tokens[from]?.kind === 'mark' || lexicon.fillers.has(tokens[from]?.norm ?? ''))) from += 1;
  let to = Math.min(end, from + 6);
  while (to > from && tokens[to - 1]?.kind === 'mark') to -= 1;
  const last = tokens[to - 1];
  const start = tokens[from];
  if (!start || !last || to <= from) return [];
  return [{ concepts: [], text: text.slice(start.start, last.end), start: start.start, end: last.end, rank: null }];
}

/** "Encephalopathy, multifactorial: uremia, sepsis": what follows is a list to its end. */
const LISTS_CAUSES = 'multifactorial';

function headsAfter(reach: Reach, hits: readonly TermHit[], joined: readonly Hit<LinkEntry>[], hit: Hit<LinkEntry>): number[] {
  const end = causeEnd(reach, hits, joined, hit, true);
  return hits.flatMap((one, index) => (one.from >= hit.to && one.to <= end ? [index] : []));
}

/** "Sepsis with AKI", "UTI with sepsis": the less severe of the two would be the cause, whichever comes first. */
function either(
  reach: Reach,
  text: string,
  hits: readonly TermHit[],
  hit: Hit<LinkEntry>,
  how: { readonly cue: string; readonly certainty: Link['certainty']; readonly add: (head: number, link: Link) => void },
): void {
  const nearest = headBefore(reach, hits, hit.from);
  const right = hits.findIndex((one) => one.from >= hit.to && one.from - hit.to <= 2);
  // "Sepsis due to pneumonia with AKI": the sepsis is what has the kidney with it, not its source.
  const sepsis = hits.findLastIndex((one) => one.to <= hit.from && rankOf(one) === 'sepsis');
  const ofSource = nearest > 0 && rankOf(hits[nearest] as TermHit) === 'infection' && sepsis >= 0;
  const left = ofSource && hits[right] && rankOf(hits[right] as TermHit) === 'organ' ? sepsis : nearest;
  const before = hits[left];
  const after = hits[right];
  if (!before || !after) return;
  const [leftRank, rightRank] = [rankOf(before), rankOf(after)];
  if (!leftRank || !rightRank || leftRank === rightRank) return;
  const { cue, certainty, add } = how;
  if (RANK[leftRank] < RANK[rightRank]) {
    const cause = asCause(before, reach.tokens, text);
    for (const head of listFrom(reach.tokens, hits, right)) add(head, { ...cause, certainty, cue });
  } else add(left, { ...asCause(after, reach.tokens, text), certainty, cue });
}

/** The terms of a list that begins with one of them: "AKI, lactic acidosis and DIC". */
function listFrom(tokens: readonly Token[], hits: readonly TermHit[], first: number): number[] {
  const list = [first];
  for (let next = first + 1; next < hits.length; next += 1) {
    const from = (hits[next - 1] as TermHit).to;
    const to = (hits[next] as TermHit).from;
    if (to - from > 2 || !tokens.slice(from, to).every((token) => /^(,|and|or|\/|plus)$/.test(token.norm))) break;
    list.push(next);
  }
  return list;
}

const rankOf = (hit: TermHit): TermRank | null => hit.phrases.find(({ term }) => term.rank !== null)?.term.rank ?? null;

function asCause(hit: TermHit, tokens: readonly Token[], text: string): Cause {
  const start = tokens[hit.from]?.start ?? 0;
  const end = tokens[hit.to - 1]?.end ?? start;
  return { concepts: conceptsOf(hit), text: text.slice(start, end), start, end, rank: rankOf(hit) };
}

function wordCause(token: Token | undefined, text: string): Cause {
  const start = token?.start ?? 0;
  const end = token?.end ?? start;
  return { concepts: [], text: text.slice(start, end), start, end, rank: null };
}

const FIRMNESS = { strong: 2, uncertain: 1, weak: 0 } as const;

/** "AKI due to ATN from sepsis": what caused the named cause, when that is an organ dysfunction itself, is a cause as well. */
function throughOrgans(
  list: readonly Link[],
  hits: readonly TermHit[],
  links: ReadonlyMap<number, readonly Link[]>,
  tokens: readonly Token[],
): Link[] {
  return list.flatMap((link) => {
    if (link.rank !== 'organ') return [link];
    const middle = hits.findIndex((hit) => tokens[hit.from]?.start === link.start);
    const further = (links.get(middle) ?? []).filter((one) => one.rank === 'sepsis' || one.rank === 'infection');
    return [
      link,
      ...further.map((one) => ({ ...one, certainty: FIRMNESS[one.certainty] < FIRMNESS[link.certainty] ? one.certainty : link.certainty })),
    ];
  });
}

/** A firm link makes weaker ones of the same term superfluous. */
function strongest(links: readonly Link[]): Link[] {
  const best = Math.max(...links.map((link) => FIRMNESS[link.certainty]));
  return links.filter((link) => FIRMNESS[link.certainty] === best);
}
