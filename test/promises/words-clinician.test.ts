import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { changesSince } from '../../src/app/clinician/reopened.ts';
import { isForClinician } from '../../src/app/clinician/summary.ts';
import { documentedTitle, isTitleDocumented, itemOf, mayBeNamed } from '../../src/app/prompt-life.ts';
import { labelsOf, newlyResolved } from '../../src/app/resolved.ts';
import { words } from '../../src/app/words.ts';
import { linkContent } from '../../src/content/compile.ts';
import { loadContent } from '../../src/content/load.ts';
import { chartFromNotation, notesFor } from '../../src/core/checklist/index.ts';
import { DEPARTURE_REASONS, departureText } from '../../src/core/compose/departure.ts';
import { documentedConcepts, undocumentedName } from '../../src/core/compose/documented.ts';
import { promptsOf, responseText } from '../../src/core/compose/index.ts';
import type { Prompt } from '../../src/core/compose/statement.ts';
import { casesFrom, evaluate } from '../../src/core/evaluate/index.ts';
import { forbiddenIn } from '../../src/core/lint/forbidden.ts';
import { measures } from '../../src/core/measures/index.ts';
import type { Review } from '../../src/core/review/index.ts';
import { sepsisWithoutExpectation } from '../journeys/story-stays.ts';
import { lexicon, type Resource, review, written } from './stays.ts';

// Never leading, in anything a clinician sees or copies: every word of money, weight or pressure is absent, and no diagnosis is named that nobody documented.
const content = loadContent(resolve(import.meta.dirname, '../..'));
const { concepts } = content;
const linked = linkContent(content).checklists.base ?? [];

const money = (text: string): string[] =>
  forbiddenIn(text, 'clinician', lexicon)
    .filter(({ severity }) => severity === 'E')
    .map(({ rule, message }) => `${rule} ${message} :: ${text}`);

/** The same fingerprint with one verdict turned round, for each of them: so that each criterion is once the reason for coming back. */
const turned = (fingerprint: string): string[] =>
  fingerprint.split(' ').flatMap((part, at, all) => {
    const other = part.replace(/=(met|not-met|not-found)$/, (_, verdict) => (verdict === 'met' ? '=not-met' : '=met'));
    return other === part ? [] : [all.map((each, index) => (index === at ? other : each)).join(' ')];
  });

/** What we say of a prompt, quotations of the record left out. */
function textsOf(prompt: Prompt, one: Review): string[] {
  const facts = prompt.evidence.filter((line) => !line.value?.startsWith('"'));
  const about = documentedTitle(one, prompt.checklist);
  const answers = prompt.options.flatMap((option) =>
    ['', 'As discussed at the bedside'].map((own) => (own === '' && option.needsWords ? '' : responseText(option, own, facts))),
  );
  const addenda = DEPARTURE_REASONS.flatMap(({ id }) =>
    ['', 'As discussed at the bedside'].map((ownWords) =>
      departureText({ about, facts, absent: prompt.absent, reasons: [id], ownWords, readAt: '03-02 08:14' }),
    ),
  );
  // Beside a fact in the drawer stand the criteria that it is used for.
  const result = one.checklists.find(({ id }) => id === prompt.checklist);
  const uses = Object.values(result?.criteria ?? {}).flatMap((each) =>
    result && isTitleDocumented(one, result.id) && mayBeNamed(result, each) ? [each.label] : [],
  );
  const back = turned(prompt.fingerprint).flatMap((closedOn) => changesSince(closedOn, prompt.fingerprint, one, itemOf(one, prompt)));
  return [
    ...[about ?? '', prompt.title.text, prompt.text.text, ...(prompt.reasons ?? []).map(({ text }) => text)],
    ...prompt.absent.map(({ text }) => text),
    ...facts.flatMap((line) => [line.label, line.text]),
    ...[...answers, ...addenda, ...back, ...uses],
  ].filter((text) => text !== '');
}

describe.each(linked.map((each) => [each.id, each] as const))('%s', (_id, checklist) => {
  test('no card, answer, addendum or reason for coming back names money or an undocumented diagnosis, over all its cases', () => {
    const file = content.checklists.find((each) => each.id === checklist.id)?.cases;
    let read = 0;
    for (const one of casesFrom(notesFor('cases'), file?.content)) {
      const { chart } = chartFromNotation(one.chart, { concepts, measures });
      if (!chart) continue;
      const result = evaluate(chart, checklist);
      const documented = documentedConcepts(chart, result, concepts);
      const about = { chart, checklists: [result], asOf: chart.asOf, zone: chart.zone } as unknown as Review;
      for (const prompt of promptsOf(result, { chart, concepts, checklist })) {
        if (!isForClinician(prompt, true)) continue;
        for (const text of new Set(textsOf(prompt, about))) {
          read += 1;
          expect(money(text), one.name).toEqual([]);
          expect([one.name, text, undocumentedName(text, documented, concepts)]).toEqual([one.name, text, null]);
        }
      }
    }
    expect(read).toBeGreaterThan(0);
  });
});

test('what resolves in the course of whole stays is told without money or an undocumented diagnosis', () => {
  let told = 0;
  const changed = sepsisWithoutExpectation('Changefield').lab('14:00', 'creatinine', 2).order('20:00', 'discharge');
  const built = (changed.bundle() as { readonly entry: readonly { readonly resource: Resource }[] }).entry.map(({ resource }) => resource);
  for (const stay of [...written, { id: changed.name, resources: built }]) {
    const end = review(stay.resources)[0];
    if (!end) continue;
    const start = end.levelOfCare.careStart ?? end.asOf;
    const moments = [0, 1, 2, 3, 4, 5, 6].map((step) => Math.round(start + ((end.asOf - start) * step) / 6));
    const [first, ...later] = moments.flatMap((asOf) => review(stay.resources, { asOf, encounter: end.encounter }).slice(0, 1));
    let before = first;
    for (const after of later) {
      if (!before) break;
      for (const { prompt, what } of newlyResolved(before, after, new Map([...labelsOf(before), ...labelsOf(after)]), () => false)) {
        told += 1;
        const result = after.checklists.find(({ id }) => id === prompt.checklist);
        if (!result) throw new Error('no checklist');
        expect(what).not.toMatch(/undefined|null|NaN|[{}]/);
        expect(money(what)).toEqual([]);
        expect([what, undocumentedName(what, documentedConcepts(after.chart, result, concepts), concepts)]).toEqual([what, null]);
      }
      before = after;
    }
  }
  expect(told).toBeGreaterThan(0);
});

/** Every string of the interface, its functions called with something plain. */
function spoken(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') return [String((value as (...given: unknown[]) => unknown)('3', 'this', '1', '2', '3'))];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(spoken) : [];
}

test('no word of the interface speaks of money, payers or weight, names a diagnosis, says please or shouts', () => {
  // Help for other roles names what they do; the clinician does not see it.
  const texts = spoken(words);
  expect(texts.length).toBeGreaterThan(150);
  for (const text of texts) {
    expect(money(text)).toEqual([]);
    expect([text, undocumentedName(text, new Set(), concepts)]).toEqual([text, null]);
    expect(text).not.toMatch(/!|\bplease\b|\b(you must|failed to|should have)\b/i);
  }
});
