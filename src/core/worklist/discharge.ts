import { factsOf, hasRead } from '../chart/chart.ts';
import { type Fact, hasFlag, type Instant } from '../chart/fact.ts';
import { wallTime } from '../compose/index.ts';
import { factSources, statementOf } from '../compose/sources.ts';
import type { Statement } from '../compose/statement.ts';
import { isByProvider } from '../evaluate/index.ts';
import type { Review } from '../review/review.ts';
import { civilDay, isKnownZone } from '../stay/civil.ts';

/**
 * Whether the patient is leaving: `ordered` an order of this stay and no discharge yet; `expected` a provider wrote that it is today; `none` orders
 * were read and hold none. `not-known`: orders could not be read.
 */
export interface Discharge {
  readonly state: 'discharged' | 'ordered' | 'expected' | 'none' | 'not-known';
  readonly at: Instant | null;
  readonly statement: Statement | null;
}

/** Words that name the day: the next one, or the day of writing. What names no day tells nothing about today. */
const TOMORROW = /\b(?:discharge|home|d\/c|dc)\b[^.;]{0,20}\b(?:tomorrow|in (?:the )?(?:am|morning))\b/i;
const TODAY = /\b(?:discharge|home|d\/c|dc)\b[^.;]{0,20}\b(?:today|this (?:afternoon|evening|morning))\b/i;
/** Before this hour "in the morning" is the same day. */
const SMALL_HOURS_MS = 5 * 3_600_000;

export function dischargeOf(review: Review): Discharge {
  const { chart } = review;
  const time = (at: Instant) => wallTime(at, chart.zone, chart.asOf);
  const ended = review.levelOfCare.end;
  if (ended !== null && ended <= review.asOf) {
    const sources = factSources(factsOf(chart, 'discharged'));
    return { state: 'discharged', at: ended, statement: statementOf(`Discharged ${time(ended)}`, sources, chart) };
  }
  const order = factsOf(chart, 'discharge-order').findLast(ofStay);
  if (order) return { state: 'ordered', at: order.at, statement: statementOf(`Discharge ordered ${time(order.at)}`, order.from, chart) };
  const said = expectedToday(review);
  if (said) {
    const quote = said.note?.snippet.trim() ?? '';
    return {
      state: 'expected',
      at: said.at,
      statement: statementOf(`Discharge expected today: "${quote}" (${time(said.at)})`, said.from, chart),
    };
  }
  return { state: hasRead(chart, 'discharge-order') ? 'none' : 'not-known', at: null, statement: null };
}

const ofStay = (fact: Fact): boolean => fact.standing !== 'withdrawn' && !hasFlag(fact, 'other-stay');

function expectedToday({ chart }: Review): Fact | undefined {
  const { zone } = chart;
  if (!isKnownZone(zone)) return undefined;
  const today = civilDay(chart.asOf, zone);
  return factsOf(chart, 'contradiction-statement').findLast((fact) => {
    if (!ofStay(fact) || fact.says !== 'affirmed' || !isByProvider(fact) || fact.note?.copied === true) return false;
    const words = fact.note?.snippet ?? '';
    const written = civilDay(fact.at, zone);
    if (TODAY.test(words)) return written === today;
    if (!TOMORROW.test(words)) return false;
    return civilDay(fact.at - (/tomorrow/i.test(words) ? 0 : SMALL_HOURS_MS), zone) + 1 === today;
  });
}
