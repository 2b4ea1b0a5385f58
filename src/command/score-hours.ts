import type { Chart } from '../core/chart/chart.ts';
import { chartFrom } from '../core/chart/chart-from.ts';
import type { Fact, Instant } from '../core/chart/fact.ts';
import { mapResources } from '../core/chart/facts-from.ts';
import { bundleReads } from '../core/chart/reads.ts';
import { indexResources } from '../core/chart/resource-index.ts';
import { NO_SITE } from '../core/chart/site.ts';
import { runMeasures } from '../core/measures/index.ts';
import { factsFromNotes } from '../core/notes/index.ts';
import { type ReviewContent, type ReviewOptions, toolkitOf } from '../core/review/index.ts';
import { patientsIn } from '../core/review/patients.ts';
import type { Stay } from '../core/stay/stay.ts';
import { staysIn } from '../core/stay/stays.ts';
import { withMovements } from '../core/stay/with-movements.ts';

/** One stay whose resources are read once, so that its chart can be drawn at any moment of it. */
export interface Course {
  readonly stay: Stay;
  readonly start: Instant;
  readonly end: Instant;
  /** The chart at `asOf`; `known`: only what had been charted by then, although it is later now. */
  readonly at: (asOf: Instant, known?: Instant) => Chart;
}

/** The closed stays of some resources, each with the chart of any moment. Same steps as a review; nothing is composed. */
export function coursesIn(entries: readonly unknown[], content: ReviewContent, options: ReviewOptions): readonly Course[] {
  const { lexicon } = toolkitOf(content);
  const index = indexResources(entries);
  const types = new Set(index.entries.map(({ resource }) => String(resource.resourceType)));
  return patientsIn(index).flatMap(({ index: part, patient }) => {
    const reading = mapResources(part, {
      concepts: content.concepts,
      patient,
      site: NO_SITE,
      ...(options.zone ? { zone: options.zone } : {}),
    });
    const facts = [...reading.facts, ...factsFromNotes(reading.notes, lexicon).facts];
    return staysIn(reading.encounters, reading.zone).flatMap((stay): Course[] => {
      if (stay.start === null || stay.end === null) return [];
      const bounds = { ...stay, members: stay.members.map(({ ref }) => ref) };
      const zone = stay.zone ?? reading.zone;
      const draw = (asOf: Instant, known: readonly Fact[], moment: Instant): Chart => {
        const { encounterOf } = reading;
        const doubts = reading.doubts.filter(({ at }) => at <= moment);
        const sources = bundleReads(types, asOf);
        const drawn = chartFrom({ stay: bounds, asOf, zone, facts: known, encounterOf, sources, concepts: content.concepts, doubts });
        const read = options.codedCounts ? withCodes(drawn, content) : drawn;
        return runMeasures(withMovements(read, stay, content.concepts).chart);
      };
      return [
        {
          stay,
          start: stay.start,
          end: stay.end,
          at: (asOf, known) => draw(asOf, known === undefined ? facts : asKnown(facts, known), known ?? asOf),
        },
      ];
    });
  });
}

/** Facts as they stood at a moment: later ones are not there, and what ended later runs on. */
const asKnown = (facts: readonly Fact[], moment: Instant): readonly Fact[] =>
  facts.flatMap((fact): Fact[] => {
    if (fact.at > moment || (fact.known ?? fact.at) > moment) return [];
    if (fact.until === undefined || fact.until <= moment) return [fact];
    const { until: _later, ...rest } = fact;
    return [{ ...rest, flags: [...new Set([...(fact.flags ?? []), 'running'])].sort() }];
  });

/** In an audit of codes the read of diagnoses is the read of codes, as in a review. */
function withCodes(chart: Chart, { concepts }: ReviewContent): Chart {
  const read = chart.reads.get('encounter-class') ?? chart.reads.get('arrived');
  if (!read?.ok) return chart;
  const reads = new Map(chart.reads);
  for (const { id, family } of Object.values(concepts)) if (family === 'diagnosis') reads.set(id, read);
  return { ...chart, reads };
}
