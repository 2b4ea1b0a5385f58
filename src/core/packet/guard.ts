import type { Problem } from '../chart/chart.ts';
import type { Gate } from './naming.ts';
import type { PacketLine, PacketSection } from './packet.ts';

/** Sections as they may leave, and what was held back. */
export interface GuardedSections {
  readonly sections: readonly PacketSection[];
  readonly problems: readonly Problem[];
}

/**
 * The last gate before a packet leaves: what is said around the quoted words of notes passes the linter, or is not said. The fact behind it stays on the page
 * with its time and source, so that no contrary fact disappears; a problem of kind `bug` tells that words were held back.
 */
export function guardSections(sections: readonly PacketSection[], gate: Gate): GuardedSections {
  const rules = new Map<string, number>();
  const kept = (line: PacketLine): PacketLine => {
    const own = line.quote === null ? line.says : line.says.replace(line.quote, ' ');
    const found = gate.objections(own);
    if (found.length === 0) return line;
    for (const rule of new Set(found.map((each) => each.rule))) rules.set(rule, (rules.get(rule) ?? 0) + 1);
    const says = 'An entry whose words are not repeated here';
    return { ...line, says, text: [says, line.time, line.by].filter((part) => part !== null).join(', '), quote: null, measured: null };
  };
  const guarded = sections.map((section): PacketSection => {
    if (section.kind === 'lines') return { ...section, lines: section.lines.map(kept) };
    if (section.kind === 'criteria') return { ...section, rows: section.rows.map((row) => ({ ...row, lines: row.lines.map(kept) })) };
    return section;
  });
  const problems = [...rules]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([rule, count]): Problem => ({ kind: 'bug', what: 'packet', detail: `words held back by ${rule} (${count} times)` }));
  return { sections: guarded, problems };
}
