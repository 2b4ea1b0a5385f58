import { describe, expect, test } from 'vitest';
import { unfit } from '../../../src/core/query/life.ts';
import { lintRecord } from '../../../src/core/query/lint-record.ts';
import { drafts, lexicon } from './content.ts';
import { drafted } from './record.ts';

const textOf = (draft: (typeof drafts)[number]['draft']) => `${draft.title}\n\n${draft.body}`;

describe('the checks of a record, made again', () => {
  test('find nothing that blocks in any query of any case, with patient, author, date and recipient', () => {
    for (const { name, draft, documented } of drafts) {
      const { findings } = lintRecord(drafted({ draft, text: textOf(draft) }), { lexicon, documented });
      expect(
        findings.filter(({ severity }) => severity === 'E'),
        name,
      ).toEqual([]);
    }
  });

  test('judge the text that leaves, not the draft it came from', () => {
    for (const { name, draft, documented } of drafts) {
      const record = drafted({ draft, text: `${textOf(draft)}\nPlease document severe malnutrition so that the DRG is captured.` });
      const lint = lintRecord(record, { lexicon, documented });
      expect(
        lint.findings.some(({ rule, severity }) => rule === 'QL024' && severity === 'E'),
        name,
      ).toBe(true);
      expect(unfit({ ...record, lint }), name).toMatch(/^Not sent/);
    }
  });

  test('keep a reason only with the warning it was given for', () => {
    const first = drafts[0];
    if (!first) throw new Error('no drafts');
    const { draft, documented } = first;
    const long = { ...draft, body: `${draft.body}\n${'word '.repeat(260)}` };
    const reasons = [
      { rule: 'QL070', at: 'body', reason: 'two courses' },
      { rule: 'QL031', at: 'body', reason: 'a quote' },
    ];
    const lint = { version: '1', findings: [], overrides: reasons };
    const made = lintRecord(drafted({ draft: long, text: textOf(long), lint }), { lexicon, documented });
    expect(made.findings.some(({ rule, at }) => rule === 'QL070' && at === 'body')).toBe(true);
    expect(made.overrides).toEqual([reasons[0]]);
  });

  test('name the version of the rules and of their words', () => {
    const { draft } = drafted();
    expect(lintRecord(drafted({ draft, text: textOf(draft) }), { lexicon }).version).toMatch(/^\d+\.\d+\.\d+\+/);
  });
});
