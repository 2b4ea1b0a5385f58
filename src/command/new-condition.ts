import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ContentError, loadContent } from '../content/load.ts';
import { suggestion } from '../core/chart/author-error.ts';
import { parseArgs, UsageError } from './args.ts';
import { projectRoot } from './content.ts';
import { say } from './output.ts';
import type { Subcommand } from './subcommand.ts';

const checklistFor = (id: string, about: string, today: string): string => `id: ${id}
title: ${titleOf(id)}
version: 0.1.0
stage: draft
owner: name the clinical owner
review-by: ${Number(today.slice(0, 4)) + 1}-${today.slice(5)}
attributes:                          # who made it, and which patient data it uses: no, or "yes, " and how
  developer: name who wrote it
  funding: name who paid for it
  released: ${today}
  revised: ${today}
  race: no
  ethnicity: no
  language: no
  sexual-orientation: no
  gender-identity: no
  sex: no
  date-of-birth: no
  social-determinants: no
  health-status-assessments: no
about: ${about}
governing: published

sources:
  reference: { title: "Name the guideline and its year" }

criteria:
  first-indicator:
    label: Say it as a physician would, on one line
    source: reference
    fact: lactate
    above: 2 mmol/L

definitions:
  published: { label: Published definition, source: reference, met: first-indicator }

expect:
  indicator-measured:
    ref: ${id.toUpperCase().slice(0, 3)}-CI-01
    kind: validation
    label: The indicator was measured
    source: reference
    when: { met: documented }
    found: { fact: lactate }

changes:
  0.1.0: First draft.
`;

const CASES = `- case: just above the limit
  chart: |
    0:00   arrived
    0:30   lactate 2.1 mmol/L
    12:00  now
  expect: { first-indicator: met, status: undocumented }

- case: at the limit
  chart: |
    0:00   arrived
    0:30   lactate 2 mmol/L
    12:00  now
  expect: { first-indicator: not-met, status: quiet }

- case: could not be read, so nothing is called missing
  chart: |
    0:00   arrived
    unread lactate
    12:00  now
  expect: { first-indicator: not-known, indicator-measured: [not-applicable, cannot-check] }
`;

const readmeFor = (id: string): string => `# ${titleOf(id)}

Draft. Replace the criterion, which stands here only so that the folder runs, and say:

- where each number comes from (guideline, year);
- what is ours and not a guideline's;
- what you doubt, and what is left out.
`;

const titleOf = (id: string): string => `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`;

/** Makes the folder of a new condition, in draft, with cases that run. Never overwrites. */
export const newCondition: Subcommand = {
  usage: 'corroborate new-condition <id> [--about <concept>]',
  about: 'make a condition folder under checklists/ in draft: checklist, cases, README',
  run: async (argv) => {
    const args = parseArgs(argv, { about: 'value' });
    const [id, ...more] = args.words;
    if (id === undefined || more.length > 0 || !/^[a-z][a-z0-9-]*$/.test(id)) {
      throw new UsageError('one id is expected: lower-case words joined by hyphens, such as acute-kidney-injury');
    }
    let concepts: readonly string[];
    try {
      concepts = Object.keys(loadContent(projectRoot()).concepts);
    } catch (error) {
      if (!(error instanceof ContentError)) throw error;
      say(error.message);
      return 1;
    }
    const about = args.value('about') ?? id;
    if (!concepts.includes(about)) {
      throw new UsageError(
        `no concept "${about}" to be about${suggestion(about, concepts)}; name one with --about, or add it to checklists/_concepts/diagnoses.yaml`,
      );
    }
    const folder = join(projectRoot(), 'checklists', id);
    if (existsSync(folder)) throw new UsageError(`checklists/${id} is there already`);
    mkdirSync(folder);
    writeFileSync(join(folder, 'checklist.yaml'), checklistFor(id, about, new Date().toISOString().slice(0, 10)));
    writeFileSync(join(folder, 'cases.yaml'), CASES);
    writeFileSync(join(folder, 'README.md'), readmeFor(id));
    console.log(`checklists/${id}/ made: checklist.yaml, cases.yaml, README.md. Next: npx corroborate cases ${id}`);
    return 0;
  },
};
