import { factsOf } from '../chart/chart.ts';
import { type Fact, hasFlag } from '../chart/fact.ts';
import { absenceOf } from '../compose/absence.ts';
import { chartedOf } from '../compose/components.ts';
import { lowerFirst } from '../compose/first-letter.ts';
import { turningPoints } from '../compose/thin.ts';
import type { CheckContext } from './criteria.ts';
import { factLine, factLines, sentence } from './line.ts';
import type { PacketLine, PacketSection } from './packet.ts';
import { resourceOf } from './people.ts';
import { fullTime, HEADINGS } from './words.ts';

/** Scores by the values they were calculated from: those can be looked up. */
export const charted = (facts: readonly Fact[], { chart, concepts }: CheckContext): readonly Fact[] => [
  ...new Set(facts.flatMap((fact) => chartedOf(fact, chart, concepts))),
];

/** What the governing definition found for itself. */
export const forSection = (context: CheckContext): PacketSection => ({
  ...{ id: 'for', heading: HEADINGS.for, kind: 'lines' },
  lines: factLines(charted(context.result.for, context), context),
  none: 'None.',
});

/**
 * What speaks against: facts that the governing definition looked at and that do not meet it, statements that deny the condition, values that a provider
 * explains otherwise, and places where the record contradicts itself. None of it is ever thinned.
 */
export function againstSection(context: CheckContext): PacketSection {
  const { result, checklist, chart, gate } = context;
  const denied = result.documentation.statements.filter(({ says }) => says === 'denied');
  const raised = Object.values(result.conflicts).filter(({ state }) => state === 'raised');
  const explained = checklist.needs.flatMap((concept) =>
    factsOf(chart, concept).filter((fact) => hasFlag(fact, 'explained') && !hasFlag(fact, 'other-stay') && fact.at <= chart.asOf),
  );
  const conflicts = raised.map(({ label, found }) =>
    sentence(
      gate.said(label) ?? 'Entries of the record that do not agree',
      found.facts.flatMap(({ from }) => from),
      context,
    ),
  );
  // a culture that made the infection suspected is no fact against it, though the score that stayed low began from it
  const supporting = new Set(charted(result.for, context));
  // what is denied beside the condition ("no home oxygen") is the ground that a met criterion stands on
  const ground = new Set(Object.values(result.criteria).flatMap(({ verdict, facts: own }) => (verdict === 'met' ? own : [])));
  const measured = charted(result.against, context).filter(
    (fact) => !supporting.has(fact) && !(fact.says === 'denied' && ground.has(fact)),
  );
  const facts = [...denied, ...explained, ...raised.flatMap(({ found }) => found.facts)];
  return {
    ...{ id: 'against', heading: HEADINGS.against, kind: 'lines' },
    lines: [...conflicts, ...factLines([...measured, ...charted(facts, context)], context)],
    none: 'None was found in what could be read.',
  };
}

/** Everything that any criterion rests on, and every statement about the condition, in order of time; a sentence stands once. */
export function narrativeSection(context: CheckContext): PacketSection {
  const { result } = context;
  const answers = [...Object.values(result.criteria), ...Object.values(result.definitions), ...Object.values(result.anchors)];
  const facts = [...result.documentation.statements, ...result.for, ...result.against, ...answers.flatMap((answer) => answer.facts)];
  const seen = new Set<string>();
  const lines = factLines(charted(facts, context), context).filter((line) => {
    const [source] = line.sources;
    if (line.quote === null || typeof source !== 'string') return true;
    const key = `${resourceOf(source)} ${line.quote}`;
    return seen.has(key) ? false : seen.add(key);
  });
  return { id: 'narrative', heading: HEADINGS.narrative, kind: 'lines', lines, none: 'No fact of the record bears on it.' };
}

const PLACES = ['first', 'lowest', 'highest', 'last'] as const;

/** First, lowest, highest and last value of each measurement that a criterion rests on: what came before and after stands beside what was counted. */
export function courseSection(context: CheckContext): PacketSection {
  const { result, chart, concepts } = context;
  const answers = [...Object.values(result.criteria), ...Object.values(result.definitions)];
  const used = charted([...result.for, ...result.against, ...answers.flatMap((answer) => answer.facts)], context);
  const measured = [
    ...new Set(
      used
        .filter(({ value, parts, says }) => value !== undefined && parts === undefined && says === undefined)
        .map(({ concept }) => concept),
    ),
  ];
  const lines = measured.sort().flatMap((concept): PacketLine[] => {
    const values = factsOf(chart, concept).filter(
      (fact) =>
        fact.value !== undefined &&
        fact.at <= chart.asOf &&
        fact.standing !== 'withdrawn' &&
        !hasFlag(fact, 'other-stay') &&
        !hasFlag(fact, 'implausible'),
    );
    if (values.length < 2 || concepts[concept] === undefined) return [];
    const [first] = values;
    if (first && values.every(({ value }) => value === first.value)) {
      const line = factLine(first, context);
      const says = `${line.says} - the same in all ${values.length} (last ${fullTime(values.at(-1)?.at ?? null, chart.zone)})`;
      return [{ ...line, says, text: line.text.replace(line.says, says) }];
    }
    const by = (sign: 1 | -1) => [...values].sort((a, b) => sign * ((a.value ?? 0) - (b.value ?? 0)) || a.at - b.at)[0];
    const chosen = [values[0], by(1), by(-1), values.at(-1)];
    return turningPoints(values).map((fact) => {
      const places = PLACES.filter((_, at) => chosen[at] === fact).join(', ');
      const line = factLine(fact, context);
      const says = `${line.says} - ${places} of ${values.length}`;
      return { ...line, says, text: line.text.replace(line.says, says) };
    });
  });
  return { id: 'course', heading: HEADINGS.course, kind: 'lines', lines, none: 'No measurement was taken twice.' };
}

/** What is expected with the condition, was looked for in full, and is not there; each with the search. */
export function gapsSection(context: CheckContext): PacketSection {
  const { result, chart, gate } = context;
  const lines = Object.values(result.expect).flatMap((item): PacketLine[] => {
    const label = gate.said(item.label);
    const absent = item.state === 'missing' && label !== null ? absenceOf(lowerFirst(label), item.found, chart) : null;
    return absent ? [sentence(absent.text, absent.sources, context)] : [];
  });
  const seen = new Set<string>();
  const once = lines.filter(({ text }) => !seen.has(text) && seen.add(text));
  return { id: 'gaps', heading: HEADINGS.gaps, kind: 'lines', lines: once, none: 'Nothing.' };
}
