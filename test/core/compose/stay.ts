import { resolve } from 'node:path';
import { parse } from 'yaml';
import { loadContent } from '../../../src/content/load.ts';
import type { Chart } from '../../../src/core/chart/chart.ts';
import { chartFromNotation, type LinkedChecklist, linkChecklist } from '../../../src/core/checklist/index.ts';
import type { ComposeContext } from '../../../src/core/compose/index.ts';
import { type ChecklistResult, evaluate } from '../../../src/core/evaluate/index.ts';
import { measures } from '../../../src/core/measures/index.ts';

export const concepts = loadContent(resolve(import.meta.dirname, '../../..')).concepts;

/** A chart in the notation of cases. */
export function chart(text: string): Chart {
  const { chart: made, errors } = chartFromNotation(text, { concepts, measures });
  if (made === null) throw new Error(errors.join('\n'));
  return made;
}

/** A small sepsis-like checklist; `more` adds sections or items to it. */
export function checklist(more = ''): LinkedChecklist {
  const text = `
id: sepsis
title: Sepsis
version: 1.0.0
stage: in-review
owner: Test
review-by: 2027-01-01
attributes:
  { developer: T, funding: none, released: 2026-01-01, revised: 2026-01-01, race: no, ethnicity: no, language: no, sexual-orientation: no,
    gender-identity: no, sex: no, date-of-birth: no, social-determinants: no, health-status-assessments: no }
about: sepsis
governing: shown
sources:
  s: { title: "Test", link: "https://example.org" }
anchors:
  first-elevated-lactate: { fact: lactate, above: 2 mmol/L }
criteria:
  elevated-lactate: { label: Lactate above 2 mmol/L, source: s, fact: lactate, above: 2 mmol/L }
  low-pressure: { label: Systolic pressure below 90 mmHg, source: s, fact: sbp, below: "90 mm[Hg]" }
  fever: { label: Temperature above 38.3 degC, source: s, fact: temperature, above: 38.3 Cel }
definitions:
  shown: { label: Low pressure or elevated lactate, source: s, any: [{ met: elevated-lactate }, { met: low-pressure }] }
changes: { 1.0.0: First. }
${more}
`;
  const { checklist: linked, errors } = linkChecklist(parse(text), { file: 'test.yaml', concepts, measures });
  if (linked === null) throw new Error(errors.map((each) => `${each.path}: ${each.message}`).join('\n'));
  return linked;
}

/** A result with everything composing needs. */
export function review(
  notation: string,
  list: LinkedChecklist = checklist(),
): { readonly result: ChecklistResult; readonly context: ComposeContext } {
  const made = chart(notation);
  return { result: evaluate(made, list), context: { chart: made, concepts, checklist: list } };
}
