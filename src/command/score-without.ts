import type { Fact } from '../core/chart/fact.ts';
import { mapResources } from '../core/chart/facts-from.ts';
import { type Json, record, records, text } from '../core/chart/narrow.ts';
import { indexResources } from '../core/chart/resource-index.ts';
import { NO_SITE } from '../core/chart/site.ts';
import { textOfNote } from '../core/notes/plain-text.ts';
import { type ReadText, readText } from '../core/notes/read.ts';
import { type ReviewContent, toolkitOf } from '../core/review/index.ts';
import { patientsIn } from '../core/review/patients.ts';
import type { Element } from './score-elements.ts';

/** Resources whose notes are plain text, inline: words can be taken out of them whatever form they came in. */
export interface Written {
  readonly entries: readonly unknown[];
  readonly notes: ReadonlyMap<string, ReadText>;
}

/** What was taken out: whole resources, and stretches of notes. */
export interface Removed {
  readonly resources: ReadonlySet<string>;
  readonly stretches: ReadonlyMap<string, readonly Stretch[]>;
}

/** Words from one place of a note to another, the sentence they are of included: what stands beside them reads differently without them. */
interface Stretch {
  readonly words: Range;
  /** What stands there instead. */
  readonly term?: string;
  readonly sentence: Range;
}
type Range = readonly [number, number];

export const NOTHING_REMOVED: Removed = { resources: new Set(), stretches: new Map() };

/** Without these there is no stay and no patient to speak of: they are never taken out. */
const STRUCTURE = /^(Encounter|Patient)\//;

const resourceOf = (entry: unknown): Json | null => record(record(entry)?.resource) ?? record(entry);

/** The same resources with every readable note as inline plain text; a note that cannot be read stays as it is. */
export function writtenOf(entries: readonly unknown[], content: ReviewContent, zone: string | null): Written {
  const index = indexResources(entries);
  const { lexicon } = toolkitOf(content);
  const notes = new Map<string, ReadText>();
  for (const { index: part, patient } of patientsIn(index)) {
    const reading = mapResources(part, { concepts: content.concepts, patient, site: NO_SITE, ...(zone === null ? {} : { zone }) });
    for (const note of reading.notes) {
      const read = textOfNote(note);
      if ('text' in read) notes.set(note.ref, readText(read.text, note.type, lexicon));
    }
  }
  const plain = entries.map((entry) => {
    const resource = resourceOf(entry);
    const note = resource ? notes.get(index.refOf(resource)) : undefined;
    return resource && note ? { ...record(entry), resource: withText(resource, note.text) } : entry;
  });
  return { entries: plain, notes };
}

function withText(resource: Json, words: string): Json {
  const attachment = (given: unknown) => {
    const { url: _url, data: _data, size: _size, hash: _hash, ...rest } = record(given) ?? {};
    return { ...rest, contentType: 'text/plain; charset=utf-8', data: Buffer.from(words, 'utf8').toString('base64') };
  };
  return resource.resourceType === 'DocumentReference'
    ? { ...resource, content: [{ attachment: attachment(records(resource.content)[0]?.attachment) }] }
    : { ...resource, presentedForm: [attachment(records(resource.presentedForm)[0])] };
}

const place = (ref: string): { readonly document: string; readonly at: Range } | null => {
  const found = /^(.*)#(\d+)-(\d+)$/.exec(ref);
  return found ? { document: found[1] as string, at: [Number(found[2]), Number(found[3])] } : null;
};

/** True when a source is part of what was taken out. */
export function isRemoved(ref: string, { resources, stretches }: Removed): boolean {
  const inside = place(ref);
  if (!inside) return resources.has(ref);
  const { document, at } = inside;
  return resources.has(document) || (stretches.get(document) ?? []).some(({ sentence: [from, to] }) => at[0] < to && at[1] > from);
}

/**
 * How words are taken out of a note: the whole sentence; what stands around the mention, so that it is joined to nothing; the mention alone, where
 * the sentence says something else too; or the mention told in the general term it is a kind of (a short form: nothing).
 */
export type Manner = 'sentence' | 'around' | 'mention' | { readonly term: string };

/** What to take out for an element, besides what is out already; null when it rests on the stay or the patient alone, or on words that cannot be found. */
export function removalOf(written: Written, { facts }: Element, manner: Manner, before: Removed): Removed | null {
  const resources = new Set(before.resources);
  const stretches = new Map(before.stretches);
  // What the stay itself shows (an intensive care unit) cannot be taken out, and with it the item stays satisfied.
  if (facts.some(({ from }) => from.every((ref) => STRUCTURE.test(ref)))) return null;
  for (const ref of facts.flatMap((fact: Fact) => fact.from)) {
    const inside = place(ref);
    if (!inside) {
      if (!STRUCTURE.test(ref)) resources.add(ref);
      continue;
    }
    const sentence = sentenceAt(written.notes.get(inside.document), inside.at);
    if (!sentence) continue;
    const known = stretches.get(inside.document) ?? [];
    const more = piecesOf(sentence, inside.at, manner)
      .map((piece) => ({ ...piece, sentence }))
      .filter((piece) => !known.some((one) => one.words[0] === piece.words[0] && one.words[1] === piece.words[1]));
    if (more.length > 0) stretches.set(inside.document, [...known, ...more]);
  }
  const grew = resources.size > before.resources.size || sizeOf(stretches) > sizeOf(before.stretches);
  return grew ? { resources, stretches } : null;
}

function piecesOf(sentence: Range, at: Range, manner: Manner): readonly { readonly words: Range; readonly term?: string }[] {
  if (manner === 'sentence') return [{ words: sentence }];
  if (manner === 'mention') return [{ words: at }];
  if (typeof manner === 'object') return [{ words: at, ...(manner.term.length <= at[1] - at[0] ? { term: manner.term } : {}) }];
  const around: readonly Range[] = [
    [sentence[0], at[0]],
    [at[1], sentence[1]],
  ];
  return around.filter(([from, to]) => to > from).map((words) => ({ words }));
}

const sizeOf = (stretches: Removed['stretches']) => [...stretches.values()].reduce((sum, list) => sum + list.length, 0);

function sentenceAt(note: ReadText | undefined, [from, to]: Range): Range | null {
  if (!note) return null;
  const { tokens } = note;
  const over = note.sentences
    .map((sentence) => [tokens[sentence.from]?.start ?? 0, tokens[sentence.to - 1]?.end ?? 0] as const)
    .filter(([start, end]) => start < to && end > from);
  const [first] = over;
  return first ? [first[0], Math.max(...over.map(([, end]) => end))] : null;
}

/** Lines and the mark that ends the sentence stay: the words before and after do not become one sentence. */
const blank = (words: string) => words.replace(/[^\n](?!$)|[^\n.;!?]$/g, ' ');

/** The resources as if what was taken out had never been charted. Words become blanks, so that every other place of the note stays where it is. */
export function without({ entries, notes }: Written, removed: Removed): readonly unknown[] {
  const index = indexResources(entries);
  return entries.flatMap((entry) => {
    const resource = resourceOf(entry);
    const name = resource && text(resource.resourceType) !== '' ? index.refOf(resource) : '';
    if (!resource || name === '') return [entry];
    if (removed.resources.has(name)) return [];
    const note = notes.get(name);
    const stretches = removed.stretches.get(name);
    if (!note || !stretches) return [entry];
    let words = note.text;
    for (const { words: place, term = '' } of stretches) {
      const [from, to] = place;
      words = words.slice(0, from) + term + blank(words.slice(from + term.length, to)) + words.slice(to);
    }
    return [{ ...record(entry), resource: withText(resource, words) }];
  });
}
