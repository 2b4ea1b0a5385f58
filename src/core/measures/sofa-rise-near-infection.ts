import type { Fact } from '../chart/fact.ts';
import type { Measure } from './measure.ts';
import { firstIndexFrom, HOUR, inStay, lastAtOrBefore, sourcesOf } from './usable.ts';

/** Organ dysfunction belongs to a suspicion from two days before it until one day after (mimic-code sepsis3.sql). */
const BEFORE = 48 * HOUR;
const AFTER = 24 * HOUR;

/**
 * The points of `sofa-rise` that lie from 48 h before to 24 h after a suspicion of infection, any of the stay: a window on the first suspicion
 * alone would miss an infection acquired later. Same value and parts; the suspicion joins the sources.
 * Source  Singer 2016, Seymour 2016.
 */
export const sofaRiseNearInfection: Measure = {
  id: 'sofa-rise-near-infection',
  needs: ['sofa-rise', 'suspected-infection'],
  label: 'SOFA above baseline, around a suspected infection',
  source: 'Singer 2016; Seymour 2016',
  compute: (chart) => {
    const suspicions = inStay(chart, 'suspected-infection');
    return inStay(chart, 'sofa-rise').flatMap((rise): Fact[] => {
      const before = lastAtOrBefore(suspicions, rise.at);
      const after = suspicions[firstIndexFrom(suspicions, rise.at)];
      const near = before && rise.at - before.at <= AFTER ? before : after && after.at - rise.at <= BEFORE ? after : undefined;
      return near ? [{ ...rise, concept: 'sofa-rise-near-infection', from: sourcesOf([rise, near]) as Fact['from'] }] : [];
    });
  },
};
