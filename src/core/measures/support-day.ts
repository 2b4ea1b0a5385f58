import { type Chart, hasRead } from '../chart/chart.ts';
import { type Fact, hasFlag, type Instant, PROVIDER_ROLES } from '../chart/fact.ts';
import { civilDay, startOfDay } from '../stay/civil.ts';
import type { Measure } from './measure.ts';
import { HOUR, inStay, sourcesOf } from './usable.ts';

/** Support of a day counts from here: less is a change of device at the edge of the day (as in RSP-TX-02). */
const ENOUGH = 4 * HOUR;
const ADVANCED = 5;

const STATED = ['acute-respiratory-failure', 'respiratory-failure-nos'] as const;

/**
 * Whole calendar days (hospital's clock) after respiratory failure was first documented on which high flow or ventilation ran for four hours or more;
 * at the start of the day, `text` the device. Flag `stated`: a provider says something about it on that day (present, uncertain, resolved, ruled out), or
 * said before that it is resolved or ruled out. Skips expected ventilation and the patient's own device, the day still running, and stays without a zone; while notes were not
 * read to their end, also the days without a word, which may stand in an unread note.
 * Source  respiratory reference, RSP-DOC-06.
 */
export const supportDay: Measure = {
  id: 'support-day',
  needs: ['acute-respiratory-support', 'acute-respiratory-failure'],
  refines: ['respiratory-failure-nos'],
  needsZone: true,
  label: 'Day of respiratory support',
  source: 'Respiratory reference, RSP-DOC-06',
  compute: (chart) => {
    const { zone } = chart;
    if (zone === null) return [];
    const statements = STATED.flatMap((concept) => inStay(chart, concept))
      .filter(isProviders)
      .sort((a, b) => a.at - b.at);
    const first = statements.find((fact) => fact.says === 'affirmed');
    const spans = inStay(chart, 'acute-respiratory-support').filter(
      (span) => (span.value ?? 0) >= ADVANCED && !hasFlag(span, 'explained') && !hasFlag(span, 'home-device'),
    );
    const end = Math.min(chart.asOf, inStay(chart, 'discharged')[0]?.at ?? chart.asOf);
    if (!first || spans.length === 0) return [];
    const silenceIsKnown = hasRead(chart, 'acute-respiratory-failure');
    const days: Fact[] = [];
    for (let day = civilDay(first.at, zone) + 1; day < civilDay(end, zone); day++) {
      const from = startOfDay(day, zone);
      const to = startOfDay(day + 1, zone);
      if (from === null || to === null) continue;
      const fact = dayOf(chart, from, to, spans, statements);
      if (fact && (silenceIsKnown || hasFlag(fact, 'stated'))) days.push(fact);
    }
    return days;
  },
};

function dayOf(chart: Chart, from: Instant, to: Instant, spans: readonly Fact[], statements: readonly Fact[]): Fact | null {
  const running = spans.filter((span) => span.at < to && (span.until ?? chart.asOf) > from);
  const hours = running.reduce((sum, span) => sum + Math.min(to, span.until ?? chart.asOf) - Math.max(from, span.at), 0);
  const [strongest] = [...running].sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  if (!strongest || hours < ENOUGH) return null;
  const today = statements.find((fact) => fact.at >= from && fact.at < to);
  const before = statements.filter((fact) => fact.at < from).at(-1);
  const settled = before && (before.says === 'denied' || hasFlag(before, 'resolved')) ? before : undefined;
  const stated = today ?? settled;
  return {
    concept: 'support-day',
    at: from,
    until: to,
    ...(strongest.text === undefined ? {} : { text: strongest.text }),
    ...(stated ? { flags: ['stated'] } : {}),
    from: sourcesOf([strongest, stated ?? before]) as Fact['from'],
  };
}

const isProviders = (fact: Fact): boolean =>
  fact.note?.signed === true &&
  fact.standing !== 'preliminary' &&
  fact.by !== undefined &&
  PROVIDER_ROLES.has(fact.by) &&
  !hasFlag(fact, 'coded');
