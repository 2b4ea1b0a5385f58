import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { urWords } from '../../src/app/ur/words.ts';
import { CONDITION_WORDS } from '../../src/core/compose/coded-words.ts';
import { entry, reviewOf, type Written } from './stay-bundle.ts';

// Section 11 of the level-of-care reference: what the product must never do, each as something that would be seen here.
const root = resolve(import.meta.dirname, '../..');
interface Item {
  readonly title?: string;
  readonly prompt?: string;
  readonly audience?: readonly string[];
}
const checklist = parse(readFileSync(resolve(root, 'checklists/inpatient-status/checklist.yaml'), 'utf8')) as Record<
  string,
  Record<string, Item>
>;
const items = Object.entries({ ...checklist.expect, ...checklist.conflicts });
const words = items.map(([id, { title = '', prompt = '' }]) => [id, `${title} ${prompt}`] as const);

const stay: Written = {
  zone: 'America/New_York',
  start: '2026-03-03T14:00-05:00',
  end: '2026-03-06T12:00-05:00',
  payer: 'MA',
  inpatient: '2026-03-04T09:00-05:00',
  observation: '2026-03-03T15:00-05:00',
};
const shown = (...args: Parameters<typeof reviewOf>) => {
  const review = reviewOf(...args);
  const lines = review.brief
    ? [...review.brief.timeline, ...review.brief.midnights, ...review.brief.expectation, review.brief.question]
    : [];
  return {
    review,
    text: [...review.prompts.flatMap(({ title, text }) => [title.text, text.text]), ...lines.map(({ text }) => text)].join('\n'),
  };
};

describe('must not', () => {
  test.each(words)('suggest words to add: %s', (_id, text) => {
    expect(text).not.toMatch(
      /\b(add|amend|addend\w*|document that|state that|write that|should (say|read|be)|must (say|read|be)|in order to|so that)\b/i,
    );
    expect(text).not.toMatch(/\b(meets?|qualif\w*|justif\w*|support(s|ed)?) (for )?(inpatient|criteria|medical necessity)\b/i);
  });

  test.each(words)('speak of money or of a refusal to pay: %s', (_id, text) => {
    expect(text).not.toMatch(/\b(pay(ment|s|er)?|paid|reimburs\w*|revenue|drg|dollars?|denial|denied|claim|bill(ed|ing)?|audit\w*)\b|\$/i);
  });

  test('back-date: inpatient time begins with the order, whatever the class or an entry says of earlier', () => {
    const early = entry('status-event', '2026-03-03T14:30:00-05:00', { text: 'inpatient', by: 'case-manager' });
    const { levelOfCare } = reviewOf({ ...stay, class: 'IMP' }, undefined, [early]);
    expect(levelOfCare.inpatientOrder).toBe(Date.parse('2026-03-04T09:00:00-05:00'));
    expect(levelOfCare.midnights).toEqual({ total: 3, countable: 3, inpatient: 2 });
  });

  test('back-date: an order written after discharge makes no inpatient stay', () => {
    const { inpatient: _none, ...without } = stay;
    const { levelOfCare } = reviewOf(
      { ...without, orders: [['2026-03-06T13:00-05:00', 'Admit to inpatient']] },
      '2026-03-06T14:00:00-05:00',
    );
    expect(levelOfCare).toMatchObject({ status: 'observation', inpatientOrder: null });
    expect(levelOfCare.flags).toContain('order.after-discharge');
  });

  test('call two midnights passed an approval', () => {
    for (const payer of ['MA', '16'] as const)
      expect(shown({ ...stay, payer }).text).not.toMatch(/approv|accepted|compliant|qualif|meets/i);
    expect(Object.values(urWords.support).join(' ')).not.toMatch(/approv|accepted|compliant|qualif|meets/i);
    // Without a reason, an expectation or (Original Medicare) the presumption the count alone shows nothing.
    expect(reviewOf({ ...stay, payer: '16' }).levelOfCare.support).not.toBe('supported');
  });

  test('show the presumption of Original Medicare to any other payer', () => {
    for (const payer of ['16', '21', '512'] as const) {
      const { review, text } = shown({ ...stay, payer });
      expect(text).not.toMatch(/presum/i);
      expect(review.checklists[0]?.definitions.presumption?.verdict).not.toBe('met');
      expect(review.levelOfCare.flags).not.toContain('presumption.delay-recorded');
    }
    expect(reviewOf(stay).checklists[0]?.definitions.presumption?.verdict).toBe('met');
  });

  test('count a midnight without a known zone', () => {
    const { levelOfCare, prompts } = reviewOf({ ...stay, zone: 'Mars/Olympus' });
    expect(levelOfCare.midnights).toEqual({ total: null, countable: null, inpatient: null });
    expect(levelOfCare.utilization).toMatchObject({ outpatientSpan: null, threeInpatientDays: null });
    expect(levelOfCare.flags).toContain('zone.unknown');
    expect(prompts.map(({ item }) => item)).not.toContain('event');
  });

  test('speak of a change of status that nobody entered', () => {
    expect(shown(stay, undefined, []).text).not.toMatch(/change from inpatient|to outpatient|release|UR committee/i);
  });

  test('speak of one without the conditions that are not shown', () => {
    const { end: _closed, ...open } = stay;
    const decision = entry('status-change-decision', '2026-03-05T09:00:00-05:00', { text: 'to-outpatient', by: 'physician' });
    const now = '2026-03-05T10:00:00-05:00';
    for (const more of [[], [entry('attending-concurrence', '2026-03-05T09:10:00-05:00', { text: 'agreed', by: 'attending' })]]) {
      const { review, text } = shown({ ...open, places: [['HU', stay.start]] }, now, [decision, ...more]);
      const [change] = (review.levelOfCare.utilization?.changes ?? []).filter(({ path }) => path === 'condition-code-44');
      const unmet = change?.conditions.filter(({ verdict }) => verdict !== 'met').map(({ id }) => CONDITION_WORDS[id]) ?? [];
      expect(unmet.length).toBeGreaterThan(0);
      const prompt = review.prompts.find(({ item }) => item === 'change-open')?.text.text ?? '';
      for (const condition of unmet) {
        expect(prompt).toContain(condition);
        expect(text.split('\n').find((line) => line.startsWith('Change from inpatient'))).toContain(condition);
      }
    }
  });

  test('choose for the reader: every prompt of a decision ends in a question or states facts', () => {
    for (const [, { prompt }] of items) if (prompt) expect(prompt.trim()).toMatch(/[?.]$/);
    expect(items.flatMap(([, { prompt }]) => prompt ?? []).filter((prompt) => (prompt.match(/\?/g) ?? []).length > 1)).toEqual([]);
  });
});
