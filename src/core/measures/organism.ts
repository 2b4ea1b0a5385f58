import { type Chart, factsOf } from '../chart/chart.ts';
import { type Fact, hasFlag } from '../chart/fact.ts';
import type { Measure } from './measure.ts';
import { isNamedIn, organismsIn } from './organism-table.ts';
import { inStay, sourcesOf } from './usable.ts';

/**
 * Organisms that cultures of this stay grew, at the time of collection; `text` the organism.
 *
 * Flags   `single-commensal`: usual skin flora that only one culture of the stay grew.
 * Source  sepsis reference 3.5 (a skin contaminant in one of two sets proves no infection); names in checklists/_tables/organisms.json.
 * Skips   surveillance swabs, results that name no organism of the table.
 */
export const organismGrown: Measure = {
  id: 'organism-grown',
  needs: ['culture'],
  label: 'Organism grown',
  source: 'Sepsis reference, SEP-DOC-05',
  compute: (chart) => {
    const seen = new Set<string>();
    const grown = inStay(chart, 'culture').flatMap((fact) => {
      if (!fact.text || hasFlag(fact, 'surveillance') || hasFlag(fact, 'cancelled')) return [];
      return organismsIn(fact.text).flatMap((organism) => {
        const key = `${fact.at} ${organism.name} ${fact.from.join(' ')}`;
        if (seen.has(key)) return [];
        seen.add(key);
        return [{ fact, organism }];
      });
    });
    return grown.map(({ fact, organism }): Fact => {
      const alone = organism.isCommensal && !grown.some((other) => other.organism === organism && other.fact.at !== fact.at);
      return {
        concept: 'organism-grown',
        at: fact.at,
        ...(fact.known === undefined ? {} : { known: fact.known }),
        ...(fact.standing === undefined ? {} : { standing: fact.standing }),
        text: organism.name,
        ...(alone ? { flags: ['single-commensal'] } : {}),
        from: fact.from,
      };
    });
  },
};

/** What a sentence must be about for an organism in it to count as named with the diagnosis. */
const ABOUT: readonly string[] = ['sepsis', 'infection', 'bacteremia'];

/**
 * Sentences on sepsis, an infection or bacteremia that name an organism which grew; the statement's own time, author and note, `text` the organism.
 * Skips denied and historical statements. Who said it is the checklist's business (`by: provider`).
 */
export const organismNamed: Measure = {
  id: 'organism-named',
  needs: ['organism-grown', ...ABOUT],
  label: 'Organism named with the diagnosis',
  source: 'Sepsis reference, SEP-DOC-05',
  compute: (chart) => {
    const names = [...new Set(inStay(chart, 'organism-grown').map((fact) => fact.text as string))];
    return names.length === 0 ? [] : namedIn(chart, names);
  },
};

function namedIn(chart: Chart, names: readonly string[]): Fact[] {
  const seen = new Set<string>();
  return ABOUT.flatMap((concept) => factsOf(chart, concept)).flatMap((fact): Fact[] => {
    const { note } = fact;
    if (!note || fact.standing === 'withdrawn' || hasFlag(fact, 'other-stay') || !(fact.says === 'affirmed' || fact.says === 'uncertain'))
      return [];
    return names
      .filter((name) => isNamedIn(name, note.snippet) && !seen.has(`${name} ${fact.from[0]}`))
      .map((name): Fact => {
        seen.add(`${name} ${fact.from[0]}`);
        return { ...fact, concept: 'organism-named', text: name, says: 'affirmed', from: sourcesOf([fact]) as Fact['from'] };
      });
  });
}
