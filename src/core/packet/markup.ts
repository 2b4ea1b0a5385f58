import type { Source } from '../compose/statement.ts';
import type { PacketDefinition, PacketEntry, PacketLine, PacketRow, PacketSection } from './packet.ts';
import { VERDICT_WORDS } from './words.ts';

/** Characters that no XML text may hold; a note that was scanned or pasted has them now and then. Half of a surrogate pair is one of them. */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Text inside an element or a quoted attribute, for HTML and XHTML alike. */
export const escaped = (text: string): string =>
  text
    .replace(NOT_XML, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');

/** More sources than this and a line says how many more there are; the document Bundle and the JSON hold all. */
const MOST_SOURCES = 6;

/** 'Observation/1; Observation/2', or the search that found nothing. */
export function sourceWords(sources: readonly Source[]): string {
  const names = [...new Set(sources.map((source) => (typeof source === 'string' ? source : `search: ${source.search}`)))];
  const more = names.length - MOST_SOURCES;
  return more > 0 ? `${names.slice(0, MOST_SOURCES).join('; ')} and ${more} more` : names.join('; ');
}

const cell = (text: string): string => `<td>${escaped(text)}</td>`;
const head = (...names: readonly string[]): string =>
  `<thead><tr>${names.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead>`;
const table = (kind: string, columns: readonly string[], rows: readonly string[]): string =>
  `<table class="${kind}">${head(...columns)}<tbody>${rows.map((row) => `<tr>${row}</tr>`).join('\n')}</tbody></table>`;
const origin = ({ by, sources }: PacketLine): string =>
  [by, sourceWords(sources)].filter((part) => part !== null && part !== '').join('; ');

/** What a criterion rests on, one item each. */
export interface RowItem {
  readonly text: string;
  readonly sources: readonly Source[];
}

/** The items of a row: values one by one; sentences that stand in full under "Facts in order of time" together, by time and author. */
export function rowItems(lines: readonly PacketLine[]): readonly RowItem[] {
  const stated = lines.filter(({ quote }) => quote !== null);
  const others = lines.filter(({ quote }) => quote === null).map(({ text, sources }) => ({ text, sources }));
  if (stated.length === 0) return others;
  const places = [
    ...new Set(
      stated.map(({ says, quote, time, by, text }) => [says.split(`: "${quote}`)[0], time, by].filter(Boolean).join(', ') || text),
    ),
  ];
  return [...others, { text: `Stated, as quoted above: ${places.join('; ')}`, sources: stated.flatMap(({ sources }) => sources) }];
}

function linesTable(lines: readonly PacketLine[]): string {
  const timed = lines.some(({ time }) => time !== null);
  const fact = (line: PacketLine) => `<td>${escaped(line.says)}<br/><small>${escaped(origin(line))}</small></td>`;
  const what = 'What the record shows, by whom, and its source';
  return table(
    timed ? 'lines timed' : 'lines',
    timed ? ['When', what] : [what],
    lines.map((line) => `${timed ? cell(line.time ?? '') : ''}${fact(line)}`),
  );
}

const listed = (items: readonly string[]): string => `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;

function rowCells({ label, verdict, citation, lines }: PacketRow): string {
  const cited = citation === null ? '' : `<br/><small>${escaped(citation)}</small>`;
  const facts = rowItems(lines).map(({ text, sources }) => `${escaped(text)} <small>[${escaped(sourceWords(sources))}]</small>`);
  return `<th scope="row">${escaped(label)}${cited}</th><td>${VERDICT_WORDS[verdict]}</td><td>${listed(facts)}</td>`;
}

function definitionCells({ label, governs, asks, verdict, citation }: PacketDefinition): string {
  const source =
    citation === null
      ? 'source named in the checklist'
      : [citation.title, citation.holds, citation.link].filter((part) => part !== null).join('; ');
  return `<th scope="row">${escaped(label)}${governs ? '<br/><small>governs under this policy</small>' : ''}</th><td>${VERDICT_WORDS[verdict]}</td><td>${escaped(asks ?? 'See the criteria.')}<br/><small>${escaped(source)}</small></td>`;
}

const entriesTable = (entries: readonly PacketEntry[]): string =>
  `<table class="entries"><tbody>${entries.map(({ name, value }) => `<tr><th scope="row">${escaped(name)}</th>${cell(value)}</tr>`).join('\n')}</tbody></table>`;

const paragraph = (text: string | null): string => (text === null ? '' : `<p>${escaped(text)}</p>`);

/** One section without its heading, as markup that is HTML and XHTML at once: paragraphs, lists, tables with headers; no script, no link, no style. */
export function sectionMarkup(section: PacketSection): string {
  switch (section.kind) {
    case 'lines':
      return section.lines.length === 0 ? paragraph(section.none) : linesTable(section.lines);
    case 'definitions':
      return `${table('checks', ['Definition', 'Answer', 'What it asks, and its reference'], section.definitions.map(definitionCells))}${paragraph(section.leftOut)}`;
    case 'criteria':
      return `${table('checks', ['Criterion', 'Answer', 'Facts, or what was looked for'], section.rows.map(rowCells))}${paragraph(section.leftOut)}`;
    case 'entries':
      return entriesTable(section.entries);
  }
}

export { entriesTable };
