import type { Packet } from '../../core/packet/packet.ts';

/** What a packet states, one entry a line: facts and answers. The time of a search is no part: every reading looks again. */
function stated({ sections }: Packet): ReadonlySet<string> {
  const said = new Set<string>();
  for (const section of sections) {
    if (section.kind === 'lines')
      for (const line of section.lines)
        said.add(
          line.sources.some((source) => typeof source === 'string')
            ? `${section.id}|${line.text}`
            : `${section.id}|${line.says.split(';')[0]}`,
        );
    if (section.kind === 'definitions') for (const { label, verdict } of section.definitions) said.add(`${section.id}|${label}|${verdict}`);
    if (section.kind === 'criteria') for (const { label, verdict } of section.rows) said.add(`${section.id}|${label}|${verdict}`);
  }
  return said;
}

/** How many lines of the newer packet the older did not hold, and how many are gone. */
export interface Difference {
  readonly added: number;
  readonly gone: number;
}

/** What differs between two packets of one subject; null when they state the same. */
export function differenceOf(older: Packet, newer: Packet): Difference | null {
  if (older.hash === newer.hash) return null;
  const [before, after] = [stated(older), stated(newer)];
  const added = [...after].filter((line) => !before.has(line)).length;
  const gone = [...before].filter((line) => !after.has(line)).length;
  return added + gone === 0 ? null : { added, gone };
}
