import { expect, test } from 'vitest';
import { forbiddenIn } from '../../../src/core/lint/forbidden.ts';
import {
  caseStateOf,
  deltaSince,
  lookOf,
  orderWords,
  proposeNextReview,
  rowOf,
  ruleWords,
  signOffSheet,
  whyHere,
} from '../../../src/core/worklist/index.ts';
import { SORT_KEYS } from '../../../src/core/worklist/order-keys.ts';
import { before, concepts, lexicon, NOTHING_KEPT, setting, stays, withoutNotes, workflow, workflows } from './stays.ts';

/** Words of payment, payers and pressure (QL024 to QL027): in no text of ours, for whomever. */
const MONEY = /\$|\b(?:DRG|reimburse\w*|payment|revenue|denial|denied by|audit|CMI|severity of illness|risk of mortality)\b/i;

interface Said {
  readonly text: string;
  readonly sources?: readonly unknown[];
}

/** Everything in a value that is a sentence with its sources, wherever it stands. */
function sentences(value: unknown): readonly Said[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'text' in value && typeof value.text === 'string' ? [value as Said] : [];
  return [...own, ...Object.values(value).flatMap(sentences)];
}

/** The words of a sentence that are ours: what stands in quotation marks is somebody's note. */
const ours = (text: string): string => text.replace(/"[^"]*"/g, '');

/** Labels of the level-of-care checklists name rules of utilization review ("benchmark"), for its own readers; they stand in no query. */
const REGULATION = new Set(
  stays.flatMap(({ review }) =>
    review.checklists.flatMap((result) =>
      result.support === null ? [] : [...Object.values(result.criteria), ...Object.values(result.definitions)].map(({ label }) => label),
    ),
  ),
);
const named = (text: string): string => {
  const label = [...REGULATION].find((each) => ours(text).startsWith(each));
  return label === undefined ? ours(text) : ours(text).slice(label.length);
};

test('every sentence over all stays, read in full, earlier, and with notes refused, passes the linter and rests on something', () => {
  let count = 0;
  const refused = new Set<string>();
  for (const { id, resources, review: last } of stays) {
    const first = before(resources, last, 24);
    const unread = withoutNotes(resources, last);
    const views = [last, unread, ...(first ? [first] : [])].flatMap((one) => {
      const row = rowOf(one, { ...NOTHING_KEPT, lastLook: first ? lookOf(first, concepts) : null }, setting);
      return [
        row,
        whyHere(row, workflow.worklist),
        signOffSheet(one, workflow.signOff.specificity, concepts),
        proposeNextReview(one, caseStateOf(row), workflow.nextReview),
        ...(first ? [deltaSince(lookOf(first, concepts), one, concepts), deltaSince(lookOf(one, concepts), one, concepts)] : []),
      ];
    });
    for (const { text, sources } of views.flatMap(sentences)) {
      count += 1;
      expect(sources?.length ?? 0, `${id}: ${text}`).toBeGreaterThan(0);
      expect(ours(text), id).not.toMatch(MONEY);
      expect(ours(text), id).not.toMatch(/[{}]|undefined|null|NaN|!|\bplease\b|\bshould\b/i);
      const faults = forbiddenIn(named(text), 'text', lexicon).filter(({ severity }) => severity === 'E');
      if (faults.length > 0) refused.add(`${faults.map(({ rule }) => rule)}: ${text}`);
    }
  }
  expect([...refused]).toEqual([]);
  expect(count).toBeGreaterThan(2000);
});

test('the words of every file and key pass the linter too', () => {
  const texts = [
    ...Object.values(workflows).flatMap((one) => [
      orderWords(one.worklist),
      ...one.secondLevel.map(({ label }) => label),
      ...one.nextReview.map(ruleWords),
      ...one.signOff.specificity.map(({ label }) => label),
    ]),
    ...Object.values(SORT_KEYS).map(({ words }) => words),
  ];
  expect(texts.length).toBeGreaterThan(30);
  for (const text of texts) {
    expect(text).not.toMatch(MONEY);
    expect(forbiddenIn(text, 'text', lexicon), text).toEqual([]);
  }
});

test('the same review, look and clock give the same bytes', () => {
  for (const { review } of stays) {
    const make = () =>
      JSON.stringify([
        rowOf(review, NOTHING_KEPT, setting),
        lookOf(review, concepts),
        signOffSheet(review, workflow.signOff.specificity, concepts),
      ]);
    expect(make()).toBe(make());
  }
});
