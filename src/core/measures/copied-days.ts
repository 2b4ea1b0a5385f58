import { type Chart, factsOf } from '../chart/chart.ts';
import { type Fact, hasFlag, PROVIDER_ROLES } from '../chart/fact.ts';
import { localDay } from './local-day.ts';
import type { Measure } from './measure.ts';
import { sourcesOf } from './usable.ts';

/**
 * Local days on which providers' notes affirm sepsis only in text copied from earlier notes: the number so far, at the last such note of each day.
 * A day with one new sentence on it is not counted: a paragraph with a changed value or plan is no copy (nine words in ten, see core/notes/copied).
 * Source  sepsis reference, SEP-COH-03 and SD-12: monitored, evaluated, assessed, treated, each day in new words.
 */
export const sepsisCopiedDays: Measure = {
  id: 'sepsis-copied-days',
  needs: ['sepsis'],
  needsZone: true,
  unit: 'd',
  label: 'Days on which sepsis stands only in copied text',
  source: 'Sepsis reference, SEP-COH-03',
  compute: (chart) => {
    const { zone } = chart;
    if (zone === null) return [];
    const days = new Map<string, { readonly facts: Fact[]; fresh: boolean }>();
    for (const fact of statements(chart)) {
      const key = localDay(fact.at, zone);
      const day = days.get(key) ?? { facts: [], fresh: false };
      days.set(key, day);
      day.facts.push(fact);
      day.fresh ||= fact.note?.copied !== true;
    }
    const counted: Fact[] = [];
    return [...days.values()]
      .filter((day) => !day.fresh)
      .map((day, index): Fact => {
        counted.push(...day.facts);
        const last = day.facts.at(-1) as Fact;
        return { concept: 'sepsis-copied-days', at: last.at, value: index + 1, from: sourcesOf(counted) as Fact['from'] };
      });
  },
};

const statements = (chart: Chart): Fact[] =>
  factsOf(chart, 'sepsis').filter(
    (fact) =>
      fact.says === 'affirmed' &&
      fact.note?.signed === true &&
      fact.by !== undefined &&
      PROVIDER_ROLES.has(fact.by) &&
      fact.standing !== 'withdrawn' &&
      !hasFlag(fact, 'other-stay') &&
      !hasFlag(fact, 'problem-list'),
  );
