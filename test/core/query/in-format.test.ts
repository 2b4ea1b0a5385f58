import { describe, expect, test } from 'vitest';
import { lintDraft, mayBeSent } from '../../../src/core/lint/index.ts';
import { formatsOf, inFormat } from '../../../src/core/query/in-format.ts';
import { FORMATS } from '../../../src/core/query/matrix.ts';
import { drafts, lexicon } from './content.ts';
import { drafted } from './record.ts';

describe('a draft in another format', () => {
  test('is fit to send in every format it can take, for every query of every case', () => {
    const made = new Map<string, number>();
    for (const { name, draft, documented } of drafts) {
      for (const format of FORMATS) {
        const result = inFormat(draft, format);
        if (!result.ok) {
          expect(result.why, name).toMatch(/\.$/);
          continue;
        }
        made.set(`${draft.format} to ${format}`, (made.get(`${draft.format} to ${format}`) ?? 0) + 1);
        const blocking = lintDraft(result.draft, { lexicon, documented }).filter(({ severity }) => severity === 'E');
        expect(blocking, `${name} as ${format}`).toEqual([]);
        expect(mayBeSent(blocking)).toBe(true);
      }
    }
    // each of these conversions was really seen
    for (const pair of ['multiple-choice to open', 'multiple-choice to yes-no', 'multiple-choice to multiple-choice', 'open to open'])
      expect(made.get(pair) ?? 0, pair).toBeGreaterThan(0);
  });

  test('keeps findings, quotes and title, and its body carries every answer', () => {
    for (const { name, draft } of drafts)
      for (const format of formatsOf(draft)) {
        const result = inFormat(draft, format);
        if (!result.ok) throw new Error(result.why);
        expect(result.draft.indicators, name).toEqual(draft.indicators);
        expect(result.draft.documentedStatements, name).toEqual(draft.documentedStatements);
        expect(result.draft.title, name).toBe(draft.title);
        for (const option of result.draft.options) expect(result.draft.body, name).toContain(`[ ] ${option.text}`);
        if (format === 'open') expect(result.draft.options).toEqual([]);
        else expect(result.draft.options.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['other', 'undetermined']));
      }
  });

  test('brings in no diagnosis that the draft did not offer', () => {
    for (const { name, draft } of drafts)
      for (const format of formatsOf(draft)) {
        const result = inFormat(draft, format);
        const own = new Set(draft.options.map(({ text }) => text));
        if (result.ok)
          expect(
            result.draft.options.filter(({ kind, text }) => kind === 'diagnosis' && !own.has(text)),
            name,
          ).toEqual([]);
      }
  });

  test('a validation offers confirmed with its basis, ruled out, other and unable to determine', () => {
    const { draft } = drafted();
    const open = inFormat(
      { ...draft, indicators: [...draft.indicators, ...draft.indicators.map((each) => ({ ...each, polarity: 'against' as const }))] },
      'open',
    );
    if (!open.ok) throw new Error(open.why);
    const back = inFormat(open.draft, 'multiple-choice');
    expect(back.ok && back.draft.options.map(({ kind }) => kind)).toEqual(['confirmed', 'ruled-out', 'other', 'undetermined']);
    const asked = inFormat(open.draft, 'yes-no');
    expect(asked.ok && asked.draft.options.map(({ text }) => text)).toEqual([
      'Yes, clinical basis:',
      'No, ruled out',
      'Other (please specify)',
      'Unable to determine',
    ]);
    expect(asked.ok && asked.draft.question).toMatch(/quoted above confirmed\?$/);
  });

  test('is refused where nothing sound could be offered', () => {
    const { draft } = drafted();
    const open = { ...draft, purpose: 'specificity' as const, format: 'open' as const, options: [] };
    expect(inFormat(open, 'multiple-choice')).toMatchObject({ ok: false, why: expect.stringMatching(/no answers/) });
    expect(inFormat(open, 'yes-no')).toMatchObject({ ok: false });
    const bare = { ...draft, purpose: 'poa' as const, documentedStatements: [], question: 'What is the history?' };
    expect(inFormat(bare, 'yes-no')).toMatchObject({ ok: false, why: expect.stringMatching(/yes or no/) });
  });
});
