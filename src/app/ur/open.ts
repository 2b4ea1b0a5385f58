import { signal } from '@preact/signals';
import type { Fact } from '../../core/chart/fact.ts';
import type { EvidenceLine, Source, Statement } from '../../core/compose/statement.ts';
import type { App } from '../model.ts';
import { entryAnchor } from './entry-list.ts';

/** Each source once, in order; an empty list when there is none. */
const once = (sources: readonly Source[]): Source[] => {
  const seen = new Set<string>();
  return sources.filter((source) => {
    const key = typeof source === 'string' ? source : source.search;
    return seen.has(key) ? false : seen.add(key);
  });
};

/** Opens the drawer at what a sentence rests on: resources, searches, and entries of utilization review. */
export function openSources(app: App, title: string, sources: readonly Source[]): void {
  app.drawer.value = { kind: 'sources', title, sources: once(sources) };
}

/** The entry to be gone to; the board shows it, and sets this back. */
export const shownEntry = signal<string | null>(null);

/** Goes to an entry of the board: its row, brought into view, with the focus. */
export function goToEntry(id: string): void {
  const row = document.getElementById(entryAnchor(id));
  row?.scrollIntoView?.({ block: 'center' });
  row?.focus();
}

/** Opens the drawer at a fact, with its trend. */
export function openLine(app: App, line: EvidenceLine): void {
  app.count('evidence.opened');
  app.drawer.value = { kind: 'fact', line: { ...line, sources: once(line.sources) as unknown as EvidenceLine['sources'] }, prompt: null };
}

export const openStatement = (app: App, statement: Statement): void => openSources(app, statement.text, statement.sources);

/** Everything that facts rest on. */
export const sourcesOf = (facts: readonly Fact[]): Source[] => once(facts.flatMap((fact) => fact.from));
