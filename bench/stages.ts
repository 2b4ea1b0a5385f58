import { chartFrom } from '../src/core/chart/chart-from.ts';
import { mapResources } from '../src/core/chart/facts-from.ts';
import { bundleReads } from '../src/core/chart/reads.ts';
import { promptsOf, queriesOf } from '../src/core/compose/index.ts';
import { evaluate } from '../src/core/evaluate/index.ts';
import { runMeasures } from '../src/core/measures/index.ts';
import { factsFromNotes } from '../src/core/notes/index.ts';
import { type ReviewContent, reviewStays, toolkitOf } from '../src/core/review/index.ts';
import { staysIn } from '../src/core/stay/stays.ts';
import { withMovements } from '../src/core/stay/with-movements.ts';
import type { BenchChart } from './charts.ts';

/** What can be timed apart, in the order a review does it; `mapped and evaluated` is the sum a rebuilt chart costs, `review` the whole. */
export type Stage = 'mapping' | 'notes' | 'chart' | 'measures' | 'evaluation' | 'composition' | 'mapped and evaluated' | 'review';

/** Each stage of one chart as a function of no argument; what it needs from earlier stages is made beforehand. */
export function stagesOf(
  chart: BenchChart,
  content: ReviewContent,
): { readonly facts: number; readonly run: Readonly<Record<Stage, () => unknown>> } {
  const toolkit = toolkitOf(content);
  const { concepts } = content;
  const checklists = content.checklists.base ?? [];
  const review = () => reviewStays({ resources: chart.resources, content, options: { site: chart.site } });
  const shown = review().sort((a, b) => b.chart.facts.length - a.chart.facts.length)[0];
  if (!shown) throw new Error(`${chart.name}: no stay in it`);
  const site = toolkit.site(chart.site);
  const map = () => mapResources(chart.resources, { concepts, patient: shown.patient, ...(site ? { site } : {}) });
  const reading = map();
  const stay = staysIn(reading.encounters, reading.zone).find(({ encounter }) => encounter === shown.encounter);
  if (!stay) throw new Error(`${chart.name}: its stay is not found again`);
  const readNotes = () => factsFromNotes(reading.notes, toolkit.lexicon);
  const notes = readNotes();
  const types = new Set(reading.index.entries.map(({ resource }) => String(resource.resourceType)));
  const draw = (read = reading) => {
    const drawn = chartFrom({
      stay: { ...stay, members: stay.members.map((member) => member.ref) },
      asOf: shown.asOf,
      zone: shown.zone,
      facts: [...read.facts, ...notes.facts],
      encounterOf: read.encounterOf,
      sources: bundleReads(types, shown.asOf),
      concepts,
      doubts: read.doubts,
    });
    return withMovements(drawn, stay, concepts).chart;
  };
  const moved = draw();
  const measured = runMeasures(moved);
  // Indexes kept with a chart must not be found warm: every evaluation gets a chart of its own, as in the app.
  const evaluated = (from = { ...measured }) => checklists.map((checklist) => ({ checklist, result: evaluate(from, checklist) }));
  const results = evaluated();
  return {
    facts: measured.facts.length,
    run: {
      mapping: map,
      notes: readNotes,
      chart: () => draw(),
      measures: () => runMeasures({ ...moved }),
      evaluation: () => evaluated(),
      composition: () =>
        results.map(({ checklist, result }) => {
          const context = { chart: measured, checklist, concepts };
          return [promptsOf(result, context), queriesOf(result, context)];
        }),
      'mapped and evaluated': () => evaluated(runMeasures(draw(map()))),
      review,
    },
  };
}
