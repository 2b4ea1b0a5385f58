import type { Fact } from '../chart/fact.ts';
import { hasFlag } from '../chart/fact.ts';
import type { CheckContext } from './criteria.ts';
import { factLines } from './line.ts';
import type { PacketSection } from './packet.ts';
import { resourceOf } from './people.ts';
import { charted } from './sides.ts';
import { HEADINGS } from './words.ts';

/**
 * The first page of a packet: what was stated first and last and every denial, and of each finding that the governing definition looked at its turning
 * values, in order of time. Chosen without looking at which side a value is on: the lowest and the highest stand here whatever they say. All facts,
 * unchosen, follow under their own headings.
 */
export function summarySection(context: CheckContext): PacketSection {
  const { result } = context;
  const { statements } = result.documentation;
  const own = statements.filter(({ says }) => says !== 'denied');
  const stated = [own[0], own.at(-1), ...statements.filter(({ says }) => says === 'denied')].flatMap((fact) => fact ?? []);
  const isStatement = new Set(statements.map(placeOf));
  const looked = [...result.for, ...result.against];
  const scores = looked.filter(({ parts }) => parts !== undefined);
  const facts = [...scores, ...charted(looked, context)].filter((fact) => !isStatement.has(placeOf(fact)) && !hasFlag(fact, 'other-stay'));
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const kind = fact.says ?? (fact.value === undefined ? (fact.text ?? '') : '');
    const name = `${fact.concept} ${kind}`;
    groups.set(name, [...(groups.get(name) ?? []), fact]);
  }
  const chosen = [...groups.values()].flatMap(turning);
  return {
    ...{ id: 'summary', heading: HEADINGS.summary, kind: 'lines' },
    lines: factLines([...new Set([...stated, ...chosen])], context),
    none: 'No fact of the record bears on it.',
  };
}

/** The sentence or entry a fact stands in: one sentence is one fact of the summary, whatever it names. */
const placeOf = (fact: Fact): string => `${resourceOf(fact.from[0])} ${fact.note?.snippet ?? fact.concept}`;

/** Of a score its highest; of a measurement the lowest and the highest; of what has no value the first. */
function turning(group: readonly Fact[]): readonly Fact[] {
  const inTime = [...group].sort((a, b) => a.at - b.at || (a.from[0] < b.from[0] ? -1 : 1));
  const [first] = inTime;
  if (first === undefined || first.value === undefined) return first ? [first] : [];
  const by = (sign: 1 | -1) => [...inTime].sort((a, b) => sign * ((a.value ?? 0) - (b.value ?? 0)) || a.at - b.at)[0] ?? first;
  if (first.parts !== undefined) return [by(-1)];
  return by(1).value === by(-1).value ? [first] : [by(1), by(-1)];
}
