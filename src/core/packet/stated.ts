import type { Fact } from '../chart/fact.ts';
import { hasFlag } from '../chart/fact.ts';
import type { LinkedChecklist } from '../checklist/linked.ts';
import { factSources } from '../compose/sources.ts';
import type { ChecklistResult } from '../evaluate/index.ts';
import type { TimelinePoint } from '../evaluate/timeline.ts';
import { factLine, factLines, type LineContext, sentence } from './line.ts';
import type { PacketLine, PacketSection } from './packet.ts';
import { resourceOf } from './people.ts';
import { HEADINGS, PATTERN_WORDS } from './words.ts';

const SAYS_WORDS: Readonly<Record<TimelinePoint['says'], string>> = {
  affirmed: 'affirmed',
  resolved: 'affirmed as resolved',
  uncertain: 'stated as possible',
  'ruled-out': 'ruled out',
  denied: 'denied',
};

/** What providers of the stay wrote about the condition: first and last new mention, what is copied, what the order amounts to; then every statement, denials too. */
export function statedSection(result: ChecklistResult, context: LineContext): PacketSection {
  const { statements, timeline } = result.documentation;
  const points = timeline?.points ?? [];
  const mention = (name: string, point: TimelinePoint): PacketLine => {
    const fact = statements.find(({ from }) => from[0] === point.from);
    const line = sentence(`${name}: ${SAYS_WORDS[point.says]}`, [point.from], context, point.at);
    const by = fact ? factLine(fact, context).by : null;
    return { ...line, by, text: by === null ? line.text : `${line.text}, ${by}` };
  };
  const weak = points.filter((point) => point.weak);
  const summary = [
    ...(timeline?.first ? [mention('First new mention', timeline.first)] : []),
    ...(timeline?.last && timeline.last !== timeline.first ? [mention('Last new mention', timeline.last)] : []),
    ...(weak.length > 0
      ? [
          sentence(
            `Copied from an earlier note, no new statement: ${weak.length} of ${points.length} ${points.length === 1 ? 'note' : 'notes'} that name it`,
            weak.map(({ from }) => from),
            context,
          ),
        ]
      : []),
    ...(timeline?.patterns ?? []).map((pattern) => sentence(PATTERN_WORDS[pattern], factSources(statements), context)),
  ];
  return {
    ...{ id: 'stated', heading: HEADINGS.stated, kind: 'lines' },
    lines: [...summary, ...factLines(statements, context)],
    none: 'No statement.',
  };
}

/** Mentions that document nothing, so that no contrary one is hidden: by others than providers, unsigned, as history, as a code; null when there is none. */
export function othersSection(result: ChecklistResult, checklist: LinkedChecklist, context: LineContext): PacketSection | null {
  const { chart } = context;
  const counted = new Set(result.documentation.statements.map(placeOf));
  const about = new Set([checklist.about, ...checklist.documentedAs]);
  const others = chart.facts.filter(
    (fact) =>
      about.has(fact.concept) &&
      fact.says !== undefined &&
      fact.at <= chart.asOf &&
      !hasFlag(fact, 'other-stay') &&
      !counted.has(placeOf(fact)),
  );
  const lines = factLines(others, context);
  return lines.length === 0 ? null : { id: 'others', heading: HEADINGS.others, kind: 'lines', lines, none: '' };
}

/** The sentence a statement stands in: two words of one sentence are one mention. */
const placeOf = (fact: Fact): string => `${resourceOf(fact.from[0])} ${fact.says} ${fact.note?.snippet ?? ''}`;
