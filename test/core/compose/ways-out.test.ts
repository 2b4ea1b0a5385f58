import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { linkContent } from '../../../src/content/compile.ts';
import { loadContent } from '../../../src/content/load.ts';
import { chartFromNotation, notesFor } from '../../../src/core/checklist/index.ts';
import { brief, joinPrompts, type Prompt, promptsOf, queriesOf, responseText, yieldsIn } from '../../../src/core/compose/index.ts';
import { casesFrom, evaluate } from '../../../src/core/evaluate/index.ts';
import { guardPrompts, lintDraft, mayBeSent, readLexicon, withConcepts } from '../../../src/core/lint/index.ts';
import { lintPrompt } from '../../../src/core/lint/prompt.ts';
import { measures } from '../../../src/core/measures/index.ts';
import type { StatusChange } from '../../../src/core/stay/status-change.ts';
import type { LevelOfCare } from '../../../src/core/stay/stay.ts';

// Every way words leave the core, over every case of every checklist: prompts with all their reasons, queries, the brief, what is pasted into a note.
const content = loadContent(resolve(import.meta.dirname, '../../..'));
const { concepts } = content;
const linked = linkContent(content).checklists.base ?? [];
const lexicon = withConcepts(readLexicon(content.lexicon.lint?.content), concepts);

/** A shock diagnosis with nothing measured: one question about its basis, from two items. */
const SHOCK = {
  name: 'shock, bare',
  chart: '0:00 arrived\n3:00 note septic-shock affirmed by attending in hp quote "Septic shock."\n40:00 now',
};

const stays = linked.flatMap((checklist) => {
  const file = content.checklists.find((each) => each.id === checklist.id)?.cases;
  const cases = [...casesFrom(notesFor('cases'), file?.content), ...(checklist.id === 'sepsis' ? [SHOCK] : [])];
  return cases.flatMap((one) => {
    const { chart } = chartFromNotation(one.chart, { concepts, measures });
    if (chart === null) return [];
    const result = evaluate(chart, checklist);
    const context = { chart, concepts, checklist };
    return [{ name: one.name, checklist, chart, result, context, prompts: promptsOf(result, context) }];
  });
});

/** Words of payment, payers and pressure: in no text of ours, for whomever (QL024 to QL027). */
const MONEY = /\$|\b(?:DRG|reimburse\w*|payment|revenue|denial|denied by|audit|CMI|severity of illness|risk of mortality)\b/i;

const PATHS: readonly StatusChange['path'][] = ['condition-code-44', 'self-denial', 'upgrade', 'payer-downgrade'];
const STATES: readonly StatusChange['state'][] = ['complete', 'blocked', 'not-available'];

/** A level of care with every change of status there is, in every state, and a criteria outcome. */
const careOf = (from: LevelOfCare['sources'][number], at: number): LevelOfCare => ({
  ...{ status: 'inpatient', regime: 'medicare-ffs', careStart: null, careStartSource: null, inpatientOrder: null, observationStart: null },
  ...{ end: null, midnights: { total: 1, countable: 1, inpatient: null }, observationHours: null, nextMidnight: null },
  ...{ expectation: 'not-found', support: 'unknown', flags: [], sources: [], timeline: [], timers: [] },
  utilization: {
    axes: { hospitalStatus: 'inpatient', orderStatus: 'none', urReview: 'none', payerDecision: 'none', billing: 'none' },
    observationServiceHours: null,
    threeInpatientDays: null,
    criteria: { set: 'A set', outcome: 'not-met', at, from },
    outpatientSpan: { from: '2026-01-12', through: '2026-01-13' },
    changes: PATHS.flatMap((path) =>
      STATES.map((state) => ({
        path,
        state,
        at,
        from: [from],
        conditions: [{ id: 'patient-notice' as const, verdict: 'not-found' as const, from: [] }],
      })),
    ),
  },
});

/** Every string inside a value. */
const strings = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];

describe('every way out of words', () => {
  test('a joined prompt passes the gate with each of its reasons, and a leading reason holds it back', () => {
    let joined = 0;
    for (const { name, checklist, chart, result, prompts } of stays) {
      const all = joinPrompts(prompts, yieldsIn([checklist]));
      joined += all.filter((prompt) => (prompt.reasons?.length ?? 0) > 1).length;
      expect(guardPrompts(all, { chart, concepts, result, lexicon }).refused, name).toEqual([]);
    }
    expect(joined).toBeGreaterThan(0);
    const [first] = stays.flatMap(({ prompts }) => prompts);
    if (!first) throw new Error('no prompt');
    const leading: Prompt = { ...first, reasons: [first.title, { ...first.title, text: 'Would you agree this is a stroke?' }] };
    expect(mayBeSent(lintPrompt(first, { lexicon, documented: ['respiratory failure', 'sepsis'] }))).toBe(true);
    expect(mayBeSent(lintPrompt(leading, { lexicon, documented: ['respiratory failure', 'sepsis'] }))).toBe(false);
  });

  test('what is pasted into a note holds the answer and the data, no score, no rule, no product, ASCII', () => {
    for (const { name, prompts } of stays)
      for (const prompt of prompts)
        for (const option of prompt.options) {
          const text = responseText(option, option.needsWords ? 'as written' : '', prompt.evidence);
          expect(text, name).not.toMatch(/corroborate|checklist|SOFA|SIRS groups/i);
          expect(text, name).not.toMatch(MONEY);
          expect(prompt.evidence.some((line) => /[^\n\x20-\x7E]/.test(line.text)) || /^[\n\x20-\x7E]*$/.test(text), name).toBe(true);
        }
  });

  test('who pays, and by which rule, is on no card of a clinician and in no text pasted into a note', () => {
    const shown = stays.flatMap(({ prompts }) => prompts.filter((prompt) => prompt.audience.includes('clinician')));
    expect(stays.some(({ chart }) => chart.facts.some((fact) => concepts[fact.concept]?.family === 'coverage'))).toBe(true);
    expect(
      shown.flatMap((prompt) => prompt.evidence).filter((line) => /\bpayer\b|rule in force|medicare|medicaid/i.test(line.text)),
    ).toEqual([]);
  });

  test('query drafts are fit to send as they leave', () => {
    for (const { name, result, context } of stays)
      for (const draft of queriesOf(result, context)) {
        expect(draft.body.split(/\s+/).length, `${name}: ${draft.id}`).toBeLessThanOrEqual(250);
        expect(draft.body, name).not.toMatch(MONEY);
        expect(
          lintDraft(draft, { lexicon }).filter((each) => each.rule === 'QL008'),
          name,
        ).toEqual([]);
      }
  });

  test('the brief of every stay, with what utilization review entered, says nothing of money and concludes nothing', () => {
    let lines = 0;
    for (const { name, checklist, chart, result } of stays) {
      if (checklist.id !== 'inpatient-status') continue;
      const care = careOf(chart.encounter, chart.asOf);
      const page = brief({ chart, concepts, levelOfCare: care, result });
      lines += page.timeline.length;
      expect(page.question.text.match(/\?/g), name).toHaveLength(1);
      for (const statement of [
        ...page.timeline,
        ...page.midnights,
        ...page.expectation,
        ...page.notFound,
        ...page.cannotCheck,
        page.question,
      ]) {
        expect(statement.sources.length, name).toBeGreaterThan(0);
        expect(statement.text, name).not.toMatch(MONEY);
        expect(statement.text, name).not.toMatch(/[{}]|undefined|null|NaN|\bshould\b|qualif|meets criteria/i);
      }
    }
    expect(lines).toBeGreaterThan(0);
  });

  test('ids of denial rationales reach no prompt, query or brief', () => {
    const ids = new Set(
      stays.flatMap(({ result }) => [...Object.values(result.expect), ...Object.values(result.conflicts)].flatMap((item) => item.answers)),
    );
    expect(ids.size).toBeGreaterThan(20);
    const named = new RegExp(`\\b(?:${[...ids].join('|')})\\b`);
    for (const { name, result, context, prompts } of stays) {
      for (const prompt of prompts) {
        expect(Object.keys(prompt), name).not.toContain('answers');
        // the fingerprint is no text: nobody reads it
        const { fingerprint: _, ...shown } = prompt;
        expect(strings(shown).find((text) => named.test(text)) ?? null, name).toBeNull();
      }
      expect(strings(queriesOf(result, context)).find((text) => named.test(text)) ?? null, name).toBeNull();
    }
  });
});
