import { type CheckContext, notKnown } from './criteria.ts';
import { sentence } from './line.ts';
import type { PacketLine, PacketSection } from './packet.ts';
import { HEADINGS } from './words.ts';

/**
 * What the checklist needs and the reading did not give: sources that were refused, failed or came in part, and results under codes that nobody mapped.
 * Absence is claimed nowhere in the packet for what stands here.
 */
export function unreadSection(context: CheckContext): PacketSection {
  const { checklist, chart } = context;
  const lines: PacketLine[] = [];
  for (const concept of checklist.needs) {
    const read = chart.reads.get(concept);
    if (!read || (read.ok && read.complete)) continue;
    lines.push(
      ...notKnown(
        { verdict: 'not-known', facts: [], why: null, search: read.search, searchedAt: read.at, missing: [], window: null, open: false },
        context,
      ),
    );
  }
  const unmapped = [...new Set(checklist.needs.flatMap((concept) => chart.unmapped.get(concept) ?? []))].sort();
  if (unmapped.length > 0)
    lines.push(sentence(`Results under codes that are not mapped, which may belong here: ${unmapped.length}`, unmapped, context));
  const seen = new Set<string>();
  const once = lines.filter(({ text }) => !seen.has(text) && seen.add(text));
  return {
    id: 'unread',
    heading: HEADINGS.unread,
    kind: 'lines',
    lines: once,
    none: 'Every source that these criteria need was read in full.',
  };
}
