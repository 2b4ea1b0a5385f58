import type { Source } from '../../../src/core/compose/statement.ts';
import { LEVEL_OF_CARE, type Packet, type Prepared, packetOf } from '../../../src/core/packet/index.ts';
import type { Review } from '../../../src/core/review/index.ts';
import { content, untouched, type Written, written } from '../../promises/stays.ts';

export const prepared: Prepared = { by: 'A. Tester, CDI', at: Date.parse('2026-11-21T12:00:00Z') };

/** The packet of a stay, or null where it is refused. */
export function packetFor(review: Review, resources: readonly unknown[], subject: string, by: Prepared = prepared): Packet | null {
  const answer = packetOf({ review, content, resources, subject, prepared: by });
  return 'refused' in answer ? null : answer;
}

/** Subjects of a review: its checklists, and the level of care. */
export const subjectsOf = (review: Review): readonly string[] => [
  ...review.checklists.filter(({ support }) => support === null).map(({ id }) => id),
  LEVEL_OF_CARE,
];

/** Every packet of a written stay. */
export const packetsOf = (stay: Written): readonly Packet[] =>
  untouched(stay).flatMap((review) => subjectsOf(review).flatMap((subject) => packetFor(review, stay.resources, subject) ?? []));

/** Every packet of every written stay, with the stay. */
export const all = written.flatMap((stay) => packetsOf(stay).map((packet) => ({ name: `${stay.id} ${packet.subject}`, stay, packet })));

/** Every word of a packet that is ours: titles, headings, labels, sentences without the quoted words of notes. */
export function ownWords(packet: Packet): readonly string[] {
  const line = ({ says, quote }: { readonly says: string; readonly quote: string | null }) =>
    quote === null ? says : says.replace(quote, ' ');
  const inSections = packet.sections.flatMap((section) => {
    if (section.kind === 'lines') return [section.heading, section.none, ...section.lines.map(line)];
    if (section.kind === 'entries') return [section.heading, ...section.entries.flatMap(({ name, value }) => [name, value])];
    const parts =
      section.kind === 'criteria'
        ? section.rows.flatMap((row) => [row.label, row.citation ?? '', ...row.lines.map(line)])
        : section.definitions.flatMap(({ label, asks, citation }) => [label, asks ?? '', citation?.title ?? '', citation?.holds ?? '']);
    return [section.heading, section.leftOut ?? '', ...parts];
  });
  return [packet.title, ...inSections].filter((text) => text !== '');
}

export const refs = (sources: readonly Source[]): readonly string[] =>
  sources.flatMap((source) => (typeof source === 'string' ? [source as string] : []));
