import { type SourceRef, sourceRef } from '../../core/chart/fact.ts';
import type { Source } from '../../core/compose/statement.ts';
import type { UrEntry } from '../../core/stay/entry.ts';
import type { KeptEntry } from '../../store/index.ts';
import type { App } from '../model.ts';
import { entryWords } from './entry-words.ts';
import { zonedTime } from './wall.ts';

/** 'Notice given: observation notice (MOON), 05-12 14:00 EDT, signed' */
export function entryText(entry: UrEntry, zone: string | null): string {
  const place = entry.zone ?? zone;
  const said = entryWords.says[entry.kind]?.[entry.text ?? ''];
  const name = entryWords.kinds[entry.kind];
  const time = entry.until === undefined ? zonedTime(entry.at, place) : `${zonedTime(entry.at, place)} to ${zonedTime(entry.until, place)}`;
  const set = entry.criteria ? `${entry.criteria.setName} ${entry.criteria.version}, ${entry.criteria.subset}` : null;
  const by = entry.kind === 'status-change-decision' ? (entryWords.by[entry.by ?? ''] ?? null) : null;
  return [said === undefined ? name : `${name}: ${said}`, set, time, by, entry.author, entry.reason].filter(Boolean).join(', ');
}

/** Entries that hold, oldest first by what they speak of; and those taken out again. */
export function entriesOf(kept: readonly KeptEntry[]): { readonly held: readonly KeptEntry[]; readonly removed: readonly KeptEntry[] } {
  const all = [...kept].sort((a, b) => a.entry.at - b.entry.at);
  return { held: all.filter(({ entry }) => entry.removed === undefined), removed: all.filter(({ entry }) => entry.removed !== undefined) };
}

/** The anchor of an entry on the board. */
export const entryAnchor = (id: string): string => `ur-entry-${id}`;

const PREFIX = 'UrEntry/';

/** Entries among sources, by id: they stand on the board, no resource holds them. */
export const entriesIn = (sources: readonly Source[]): string[] =>
  sources.flatMap((source) => (typeof source === 'string' && source.startsWith(PREFIX) ? [source.slice(PREFIX.length)] : []));

export const entrySource = (id: string): SourceRef => sourceRef(`${PREFIX}${id}`);

/** A free id: the count of all ever kept, removed ones included. */
export const freeId = (kind: UrEntry['kind'], kept: readonly KeptEntry[], asOf: number): string => `${kind}-${asOf}-${kept.length + 1}`;

/** Keeps an entry, counted with the record at once; can be undone for ten seconds. */
export function keepEntry(app: App, entry: UrEntry, asOf: number, zone: string | null): void {
  app.put('entry', { key: entry.id, at: asOf, entry });
  app.audit('entry', entry.kind);
  app.undoable.value = { text: entryWords.kept(entryText(entry, zone)), undo: () => app.drop('entry', entry.id) };
  // What lies after the data shown is counted by a reading whose clock has passed it.
  if (entry.at > asOf) app.refresh();
}

/** Takes an entry out: it is no fact any more, and stays in the list of removed ones. Can be undone. */
export function removeEntry(app: App, kept: KeptEntry, asOf: number, zone: string | null): void {
  app.put('entry', { ...kept, entry: { ...kept.entry, removed: asOf } });
  app.audit('entry', kept.entry.kind);
  app.undoable.value = {
    text: entryWords.taken(entryText(kept.entry, zone)),
    undo: () => {
      app.put('entry', kept);
      app.audit('undo', kept.entry.kind);
    },
  };
}
