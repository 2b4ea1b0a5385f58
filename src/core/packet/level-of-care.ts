import { hasRead } from '../chart/chart.ts';
import type { Brief } from '../compose/brief.ts';
import { CLOCK_WORDS } from '../compose/coded-words.ts';
import type { EvidenceLine, Statement } from '../compose/statement.ts';
import { utilizationLines } from '../compose/utilization.ts';
import { ascii } from '../compose/wording.ts';
import type { LevelOfCare, Timer } from '../stay/stay.ts';
import type { CheckContext } from './criteria.ts';
import { type LineContext, lineFrom, sentence } from './line.ts';
import { withoutPayers } from './naming.ts';
import type { PacketLine, PacketSection } from './packet.ts';
import { fullTime, HEADINGS, type SectionId, TIMER_WORDS } from './words.ts';

const section = (id: SectionId, lines: readonly PacketLine[], none: string): PacketSection => ({
  id,
  heading: HEADINGS[id],
  kind: 'lines',
  lines,
  none,
});

/**
 * The level of care as a record of facts: status with where it is known from, midnights, clocks, what was expected and what points the other way, how ill, what
 * was done, what was entered by utilization review. The open question of the brief is no fact and stays out.
 */
export function levelOfCareSections(brief: Brief, care: LevelOfCare, context: LineContext): readonly PacketSection[] {
  const { chart } = context;
  const entered = utilizationLines(chart, care);
  const isEntered = new Set(entered.map(({ text }) => text));
  const lines = (statements: readonly Statement[]) => statements.map((statement) => lineFrom(statement, context));
  const values = (given: readonly EvidenceLine[]) => given.map((line) => valueLine(line, context));
  const contradictions = hasRead(chart, 'contradiction-statement')
    ? 'None was found in the notes read.'
    : 'Not known: notes could not be read in full.';
  return [
    section('status', lines(brief.timeline.filter(({ text }) => !isEntered.has(text))), 'The record holds no status.'),
    section('midnights', lines(brief.midnights), 'Not countable from the times read.'),
    section(
      'timers',
      care.timers.map((timer) => timerLine(timer, context)),
      'No clock runs over this stay.',
    ),
    section('expectation', lines(brief.expectation), 'Not known.'),
    section('contradictions', lines(brief.contradictions), contradictions),
    section('severity', values(brief.severity), 'No value of the list was found or could be read; see below.'),
    ...(brief.atDecision === undefined ? [] : [section('decision', values(brief.atDecision), 'No value was known by then.')]),
    section('intensity', lines(brief.intensity), 'No service of the list was found or could be read; see below.'),
    section('risk', values(brief.risk), 'No statement was found or could be read; see below.'),
    section('utilization', lines(entered), 'None.'),
    section('gaps', gapLines(brief, context), 'Nothing.'),
  ];
}

/** A worst value with its own date; quoted words are known by their marks. */
function valueLine(line: EvidenceLine, { chart }: LineContext): PacketLine {
  const time = fullTime(line.at, chart.zone);
  const isQuote = line.value?.startsWith('"') === true;
  const says = withoutPayers(line.text.replace(`, ${line.time}`, ''));
  return {
    text: time === null ? says : `${says}, ${time}`,
    sources: line.sources,
    says,
    at: time === null ? null : line.at,
    time,
    by: null,
    quote: isQuote ? (line.value?.slice(1, -1) ?? null) : null,
    measured:
      line.value === null || isQuote || line.threshold === undefined
        ? null
        : { concept: line.concept, value: line.value, unit: line.unit, flags: line.flags },
  };
}

function timerLine(timer: Timer, context: LineContext): PacketLine {
  const { zone } = context.chart;
  const until = fullTime(timer.deadline, zone);
  const name = CLOCK_WORDS[timer.id] ?? timer.id;
  return sentence(
    `${name}: ${TIMER_WORDS[timer.state]}; from ${fullTime(timer.at, zone)}${until === null ? '' : ` until ${until}`}`,
    timer.from,
    context,
  );
}

/** What each list looked for in vain, with the search; what could not be looked at stands under its own heading. */
function gapLines(brief: Brief, context: LineContext): readonly PacketLine[] {
  const found = (['severity', 'intensity', 'risk'] as const).flatMap((list) =>
    brief.gaps[list].flatMap((gap) =>
      gap.problem === null ? [sentence(`Not found: ${gap.labels.join(', ')}`, [gap.source], context)] : [],
    ),
  );
  return [...brief.notFound.map(({ text, sources }) => sentence(ascii(text), sources, context)), ...found];
}

/** What the lists of the brief could not look at, with the reason. */
export function gapUnread(brief: Brief, context: CheckContext): readonly PacketLine[] {
  const gaps = (['severity', 'intensity', 'risk'] as const).flatMap((list) => brief.gaps[list]).filter(({ problem }) => problem !== null);
  return gaps.map(({ labels, source }) => sentence(`Could not be looked for: ${labels.join(', ')}`, [source], context));
}
