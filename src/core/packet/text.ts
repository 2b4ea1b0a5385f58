import { ascii } from '../compose/wording.ts';
import { rowItems, sourceWords } from './markup.ts';
import type { Packet, PacketSection } from './packet.ts';
import { VERDICT_WORDS } from './words.ts';

/** One line of the record must stay one line: a quoted sentence may hold line ends. */
const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

function linesIn(section: PacketSection): readonly string[] {
  switch (section.kind) {
    case 'lines':
      return section.lines.length === 0 ? [section.none] : section.lines.map(({ text, sources }) => `- ${text} [${sourceWords(sources)}]`);
    case 'definitions':
      return [
        ...section.definitions.flatMap(({ label, governs, asks, verdict, citation }) => [
          `- ${label}${governs ? ' (governs)' : ''}: ${VERDICT_WORDS[verdict]}`,
          ...(asks === null ? [] : [`    asks: ${asks}`]),
          ...(citation === null
            ? []
            : [`    reference: ${[citation.title, citation.holds, citation.link].filter((part) => part !== null).join('; ')}`]),
        ]),
        ...(section.leftOut === null ? [] : [section.leftOut]),
      ];
    case 'criteria':
      return [
        ...section.rows.flatMap(({ label, verdict, lines }) => [
          `- ${label}: ${VERDICT_WORDS[verdict]}`,
          ...rowItems(lines).map((item) => `    ${item.text} [${sourceWords(item.sources)}]`),
        ]),
        ...(section.leftOut === null ? [] : [section.leftOut]),
      ];
    case 'entries':
      return section.entries.map(({ name, value }) => `${name}: ${value}`);
  }
}

/** The packet as plain text for a note field or a message: operators in ASCII, one line for each fact, its source in brackets. Ends with a line end. */
export function packetText(packet: Packet): string {
  const { person, title, about, sections, prepared, preparedTime, hash } = packet;
  const identity = [
    person.name,
    person.birthDate === null ? null : `born ${person.birthDate}`,
    person.number === null ? null : `MRN ${person.number}`,
  ];
  const lines = [
    title,
    identity.filter((part) => part !== null).join(', '),
    ...about.map(({ name, value }) => `${name}: ${value}`),
    `Prepared by ${prepared.by}, ${preparedTime}`,
    ...sections.flatMap((section) => ['', section.heading.toUpperCase(), ...linesIn(section)]),
    ...['', 'EVIDENCE HASH', `sha256 ${hash}`],
  ];
  return `${lines.map((line) => ascii(line.startsWith('    ') ? `    ${flat(line)}` : flat(line))).join('\n')}\n`;
}
