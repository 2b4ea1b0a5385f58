import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { bodyOf, queriesOf } from '../../../src/core/compose/index.ts';
import { type LintFinding, lintDraft, readLexicon } from '../../../src/core/lint/index.ts';
import { checklist, review } from './stay.ts';

const lexicon = readLexicon(parse(readFileSync(resolve(import.meta.dirname, '../../../checklists/_lexicon/lint.yaml'), 'utf8')));
const errors = (findings: readonly LintFinding[]) =>
  findings.filter((each) => each.severity !== 'I').map((each) => `${each.severity} ${each.rule} ${each.at}: ${each.message}`);

const list = checklist(`
queries:
  validate:
    when: unsupported
    purpose: clinical-validation
    title: Assessment of a documented condition
    cite: [elevated-lactate, low-pressure]
    show: [lactate]
    ask: In your clinical judgment, what is the current status of the condition documented, and its clinical basis?
    options:
      - { text: "Confirmed, with clinical basis", kind: confirmed }
      - { text: Ruled out, kind: ruled-out }
  clarify:
    when: undocumented
    purpose: indicators-without-diagnosis
    title: Clinical findings of this stay
    cite: [elevated-lactate, low-pressure, fever]
    show: [lactate, sbp]
    ask: Which diagnosis, if any, do these findings represent in your clinical judgment?
    options:
      - { text: Sepsis, supported-by: [elevated-lactate] }
      - { text: Septic shock, supported-by: [low-pressure] }
      - { text: No additional diagnosis, kind: no-additional }
`);
const NOTE = '2:00 note sepsis affirmed by attending in hp quote "Sepsis, likely urinary source."';

describe('query drafts', () => {
  test('of a finding without a diagnosis offer only what a shown indicator supports, and always other and unable to determine', () => {
    const { result, context } = review('0:00 arrived\n0:30 sbp 124 mm[Hg]\n0:55 lactate 3.1 mmol/L\n20:00 now', list);
    const [draft] = queriesOf(result, context);
    expect(draft?.options.map((option) => option.text)).toEqual([
      'Sepsis',
      'No additional diagnosis',
      'Other (please specify)',
      'Unable to determine',
    ]);
    expect(draft?.options[0]?.indicatorRefs.length).toBeGreaterThan(0);
    expect(draft?.title).not.toMatch(/sepsis/i);
    expect(draft?.body).toContain('- Lactate 3.1 mmol/L');
    expect(errors(lintDraft(draft, { lexicon }))).toEqual([]);
  });

  test('of a validation quote the statement with author and time, show both sides and pass every check', () => {
    const { result, context } = review(
      `0:00 arrived\n0:30 sbp 124 mm[Hg]\n0:55 lactate 1.1 mmol/L\n1:00 temperature 39 Cel\n${NOTE}\n20:00 now`,
      list,
    );
    const drafts = queriesOf(result, context);
    // nothing speaks for it in what the checklist cites: a one-sided validation is not drafted
    expect(drafts).toEqual([]);
    const cited = { ...list, queries: list.queries.map((query) => ({ ...query, cite: [...query.cite, 'fever'] })) };
    const [draft] = queriesOf(result, { ...context, checklist: cited });
    expect(draft?.documentedStatements[0]).toMatchObject({ quote: 'Sepsis, likely urinary source.', author: 'attending', noteType: 'H&P' });
    expect(new Set(draft?.indicators.map((each) => each.polarity))).toEqual(new Set(['supports', 'against']));
    expect(errors(lintDraft(draft, { lexicon }))).toEqual([]);
  });

  test('are not made from a draft checklist', () => {
    const { result, context } = review('0:00 arrived\n0:55 lactate 3.1 mmol/L\n20:00 now', { ...list, stage: 'draft' });
    expect(queriesOf(result, context)).toEqual([]);
  });

  test('quote a statement once: under what is documented, not as a finding beside itself', () => {
    const more = list.queries.map((query) => ({ ...query, cite: [...query.cite, 'fever'] }));
    const facts = `0:00 arrived\n0:30 sbp 124 mm[Hg]\n0:55 lactate 1.1 mmol/L\n1:00 temperature 39 Cel\n${NOTE}\n20:00 now`;
    const { result, context } = review(facts, list);
    const spoken = { ...result, for: [...result.for, ...result.documentation.statements] };
    const [draft] = queriesOf(spoken, { ...context, checklist: { ...list, queries: more } });
    expect(draft?.body.split('Sepsis, likely urinary source.').length).toBe(2);
    expect(draft?.indicators.map((each) => each.line.concept)).not.toContain('sepsis');
  });

  test('print the time of a statement as they print that of a finding: another year is said, and so is UTC', () => {
    const draft = {
      id: 'q',
      checklist: 'c',
      version: '1.0.0',
      purpose: 'specificity',
      format: 'open',
      title: 'T',
      indicators: [],
      question: 'Which?',
      options: [],
      rationale: null,
    } as const;
    const statement = (time: string) => ({ quote: 'Q', author: 'attending', noteType: 'H&P', time, ref: 'DocumentReference/1' });
    const body = bodyOf({
      ...draft,
      documentedStatements: [statement('2025-12-31T23:10:00-05:00'), statement('2026-01-01T09:00:00-05:00')],
    });
    expect(body).toContain('H&P, 2025-12-31 23:10)');
    expect(body).toContain('H&P, 01-01 09:00)');
    expect(bodyOf({ ...draft, documentedStatements: [statement('2026-03-02T15:10:00Z')] })).toContain('H&P, 03-02 15:10Z)');
  });

  test('leave a line to write on where an answer asks for words', () => {
    const worded = list.queries.map((query) => ({
      ...query,
      options: [{ text: 'Confirmed; basis:', kind: 'no-additional' as const, supportedBy: [] }],
    }));
    const { result, context } = review('0:00 arrived\n0:55 lactate 3.1 mmol/L\n20:00 now', list);
    const [draft] = queriesOf(result, { ...context, checklist: { ...list, queries: worded } });
    expect(draft?.body).toContain('[ ] Confirmed; basis: ____\n[ ] Other (please specify): ____');
  });
});
