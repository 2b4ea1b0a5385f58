import type { Chart } from '../chart/chart.ts';
import { type Fact, hasFlag, PROVIDER_ROLES } from '../chart/fact.ts';
import { antimicrobials } from './antimicrobial.ts';
import { firstIndexFrom, HOUR, inStay } from './usable.ts';

/** A provider's word and the drug that answers it lie at most this far apart. */
const NEAR = 24 * HOUR;

/**
 * Facts whose times are those of a suspected infection, in order of time: culture and antimicrobial that belong together, and an infection named
 * by a provider in a signed note within a day of a systemic antimicrobial. Codes, copies and other authors name nothing.
 */
export function infectionTimes(chart: Chart): Fact[] {
  const drugs = antimicrobials(chart);
  const named = inStay(chart, 'infection').filter((fact) => {
    if (fact.says !== 'affirmed' || !fact.note?.signed || fact.note.copied || hasFlag(fact, 'coded')) return false;
    if (!fact.by || !PROVIDER_ROLES.has(fact.by)) return false;
    const next = drugs[firstIndexFrom(drugs, fact.at - NEAR)];
    return next !== undefined && next.at <= fact.at + NEAR;
  });
  return [...inStay(chart, 'suspected-infection'), ...named].sort((a, b) => a.at - b.at);
}
