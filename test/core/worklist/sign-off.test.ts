import { describe, expect, test } from 'vitest';
import { type ConceptId, type Fact, sourceRef } from '../../../src/core/chart/fact.ts';
import type { Review } from '../../../src/core/review/index.ts';
import { type SpecificityAxis, signOffSheet } from '../../../src/core/worklist/index.ts';
import { specificityOf } from '../../../src/core/worklist/specificity.ts';
import { concepts, stays, withoutNotes, workflow } from './stays.ts';

const { specificity: axes } = workflow.signOff;
const sheets = stays.map(({ id, resources, review }) => ({ id, resources, review, sheet: signOffSheet(review, axes, concepts) }));
const rows = sheets.flatMap(({ id, review, sheet }) => sheet.rows.map((row) => ({ id, review, row })));

test('there is a row for each diagnosis that a provider wrote, and each is written', () => {
  expect(rows.length).toBeGreaterThan(20);
  for (const { id, row } of rows) {
    expect(row.said.length > 0, `${id} ${row.label}`).toBe(row.documentation !== 'listed-only');
    if (row.documentation === 'listed-only') expect(row.listed.length, id).toBeGreaterThan(0);
  }
  for (const { sheet } of sheets) expect(new Set(sheet.rows.map(({ concept }) => concept)).size).toBe(sheet.rows.length);
});

test('each sentence and line of the sheet has a source', () => {
  for (const { id, row } of rows)
    for (const one of [
      ...row.said,
      ...row.listed,
      ...row.for,
      ...row.against,
      ...row.definitions.map(({ statement }) => statement),
      row.principal.said.statement,
      row.principal.coded.statement,
      ...row.specificity.map(({ statement }) => statement),
    ]) {
      expect(one.sources.length, `${id} ${one.text}`).toBeGreaterThan(0);
      expect(one.text, id).not.toMatch(/undefined|null|NaN|[{}]/);
    }
});

test('the governing definition stands first, the others beside it, each with its own verdict', () => {
  const checked = rows.filter(({ row }) => row.checklist !== null);
  expect(checked.length).toBeGreaterThan(5);
  for (const { review, row } of checked) {
    const result = review.checklists.find(({ id }) => id === row.checklist?.id);
    expect(row.definitions.map(({ governs }) => governs)).toEqual(row.definitions.map((_, index) => index === 0));
    for (const one of row.definitions) expect(one.verdict).toBe(result?.definitions[one.id]?.verdict);
    expect(row.definitions.length).toBe(Object.keys(result?.definitions ?? {}).length);
  }
});

test('no finding stands on both sides, none twice, and statements are no findings', () => {
  const sided = rows.filter(({ row }) => row.for.length + row.against.length > 0);
  expect(sided.length).toBeGreaterThan(3);
  for (const { id, row } of sided) {
    const sources = [...row.for, ...row.against].map((line) => line.sources[0]);
    expect(new Set(sources).size, `${id} ${row.label}`).toBe(sources.length);
    expect(
      [...row.for, ...row.against].filter(({ concept }) => concepts[concept]?.family === 'diagnosis'),
      id,
    ).toEqual([]);
  }
});

test('a narrower diagnosis is held against the checklist of the one it counts for', () => {
  const shock = rows.find(({ row }) => row.concept === 'septic-shock' || row.concept === 'severe-sepsis');
  expect(shock?.row.checklist?.id).toBe('sepsis');
});

test('a diagnosis without a checklist claims nothing: no verdict, no finding for or against', () => {
  const others = rows.filter(({ row }) => row.checklist === null);
  expect(others.length).toBeGreaterThan(0);
  for (const { row } of others) expect([row.definitions, row.for, row.against]).toEqual([[], [], []]);
});

test('the blanks are empty: agree, query or return is chosen by the reader', () => {
  for (const { sheet } of sheets) {
    expect(sheet.blanks.map(({ id }) => id)).toEqual(['decision', 'reason', 'name', 'time']);
    for (const row of sheet.rows) expect(row.blanks[0]?.choices.map(({ id }) => id)).toEqual(['agree', 'query', 'return']);
    expect(JSON.stringify(sheet)).not.toMatch(/"chosen"|"selected"|"default"/);
  }
});

test('the rank of coded diagnoses is never guessed', () => {
  for (const { row } of rows) expect(row.principal.coded.is).toBe('not-known');
});

test('a principal diagnosis is stated under its heading alone', () => {
  const [first] = rows.filter(({ row }) => row.said.length > 0);
  if (!first) throw new Error('no row');
  const { review, row } = first;
  const under = (section: string): Review => ({
    ...review,
    chart: {
      ...review.chart,
      facts: review.chart.facts.map((fact) =>
        fact.concept === row.concept && fact.note ? { ...fact, note: { ...fact.note, section } } : fact,
      ),
    },
  });
  const principal = (section: string) =>
    signOffSheet(under(section), axes, concepts).rows.find(({ concept }) => concept === row.concept)?.principal.said;
  expect(principal('Principal diagnosis')?.is).toBe('stated');
  expect(principal('Primary discharge diagnosis')?.statement.text).toMatch(/^Under "Primary discharge diagnosis" \(/);
  expect(principal('Secondary diagnoses')?.is).toBe('not-stated');
  expect(principal('Primary care follow-up')?.is).toBe('not-stated');
});

test('with notes refused nothing is called unstated, and the sheet says what it cannot show', () => {
  for (const { id, resources, review } of sheets) {
    const sheet = signOffSheet(withoutNotes(resources, review), axes, concepts);
    expect(
      sheet.limits.map(({ text }) => text),
      id,
    ).toContain('Notes could not be read in full: a diagnosis may be documented and not stand here');
    for (const row of sheet.rows) {
      expect(row.principal.said.is, id).toBe('not-known');
      expect(
        row.specificity.map(({ is }) => is),
        id,
      ).not.toContain('not-stated');
    }
  }
});

describe('how exactly a diagnosis is said', () => {
  const [{ review: base } = { review: null }] = stays;
  if (!base) throw new Error('no stay');
  const statement = (concept: ConceptId, text: string, snippet: string, more: Partial<NonNullable<Fact['note']>> = {}): Fact => ({
    concept,
    at: base.asOf - 3_600_000,
    text,
    says: 'affirmed',
    by: 'attending',
    note: { type: 'progress', section: 'Assessment', sectionClass: 'diagnosis', signed: true, snippet, ...more },
    from: [sourceRef('DocumentReference/9#0-9')],
  });
  const axis = (change: Partial<SpecificityAxis>): SpecificityAxis => ({
    id: 'acuity',
    label: 'Acuity',
    words: ['acute', 'chronic'],
    links: false,
    of: ['heart-failure', 'aki'],
    ...change,
  });
  const check = (fact: Fact, one: SpecificityAxis) => specificityOf(fact.concept, [fact], base, [one], concepts)[0];

  test.each<[string, string, string, ReturnType<typeof axis>, string]>([
    ['in the term as written', 'acute heart failure', 'Acute heart failure, on diuretics.', axis({}), 'stated'],
    ['before it', 'heart failure', 'Acute systolic heart failure.', axis({}), 'stated'],
    ['after it', 'heart failure', 'Heart failure, exacerbated. Chronic pain.', axis({}), 'not-stated'],
    ['beside it, of another condition', 'heart failure', 'Acute kidney injury and heart failure.', axis({}), 'not-stated'],
    ['of another condition before a comma', 'heart failure', 'Acute pain, heart failure.', axis({}), 'not-stated'],
    ['behind a "with"', 'heart failure', 'Heart failure with chronic kidney disease.', axis({}), 'not-stated'],
    ['inside another word', 'heart failure', 'Subacute heart failure.', axis({}), 'not-stated'],
    ['a stage after it', 'ckd', 'CKD stage 3b at baseline.', axis({ words: ['stage 3b'], of: ['ckd'] }), 'stated'],
    ['a stage not said', 'ckd', 'CKD at baseline.', axis({ words: ['stage 3b'], of: ['ckd'] }), 'not-stated'],
  ])('%s', (_name, term, snippet, one, is) => {
    const found = check(statement(one.of[0] ?? '', term, snippet), one);
    expect(found?.is).toBe(is);
    if (is === 'stated')
      expect(found?.statement).toMatchObject({ text: expect.stringContaining(`"${snippet}"`), sources: ['DocumentReference/9#0-9'] });
  });

  test('a combination is stated by joining two conditions, not by naming both', () => {
    const combination = axis({ id: 'combination', label: 'Combination', words: [], links: true });
    const joined = statement('aki', 'aki', 'AKI due to sepsis.', { linkedTo: ['sepsis'], linkCertainty: 'strong' });
    const doubtful = statement('aki', 'aki', 'AKI possibly due to sepsis.', { linkedTo: ['sepsis'], linkCertainty: 'uncertain' });
    expect(check(joined, combination)?.is).toBe('stated');
    expect(check(doubtful, combination)?.is).toBe('not-stated');
    expect(check(statement('aki', 'aki', 'Sepsis. AKI.'), combination)?.is).toBe('not-stated');
  });

  test('what the file does not ask is not applicable; what it asks of nothing is not known', () => {
    expect(
      specificityOf(
        'aki',
        [],
        base,
        [axis({}), axis({ id: 'laterality', label: 'Laterality', words: ['left'], of: ['pneumonia'] })],
        concepts,
      ).map(({ is }) => is),
    ).toEqual(['not-stated', 'not-applicable']);
    expect(specificityOf('copd', [], base, [axis({})], concepts)).toMatchObject([
      { is: 'not-known', statement: { text: 'Acuity: what is asked of COPD is not set' } },
    ]);
  });
});
