import { describe, expect, test } from 'vitest';
import { lintTemplate, lintText } from '../../../src/core/lint/index.ts';
import { FORMATS, matrix, permitted } from '../../../src/core/query/matrix.ts';
import { DEFAULT_QUERY_POLICY, PURPOSES, type QueryPolicy, YES_NO_PURPOSES } from '../../../src/core/query/policy.ts';
import { heldByPolicy } from '../../../src/core/query/policy-gate.ts';
import { policyWords } from '../../../src/core/query/policy-words.ts';
import { readQueryPolicy } from '../../../src/core/query/read-policy.ts';
import { lexicon } from './content.ts';
import { drafted, HOUR, T0 } from './record.ts';

const policyOf = (value: unknown): QueryPolicy => {
  const read = readQueryPolicy(value);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.policy;
};
const faultsOf = (value: unknown) => {
  const read = readQueryPolicy(value);
  return read.ok ? [] : read.faults;
};
const policy = (more: Partial<QueryPolicy>): QueryPolicy => ({ ...DEFAULT_QUERY_POLICY, ...more });

describe('the query policy of a hospital', () => {
  test('that sets nothing has the defaults', () => {
    for (const nothing of [undefined, null, {}]) expect(policyOf(nothing)).toEqual(DEFAULT_QUERY_POLICY);
    expect(DEFAULT_QUERY_POLICY.queryPartOfRecord).toBeNull();
    expect(DEFAULT_QUERY_POLICY.aiAssist).toBe(false);
  });

  test('may be written with either spelling of keys, and keeps what it does not name', () => {
    const read = policyOf({ 'response-hours': { concurrent: 48, 'post-bill': 24 }, definitionSets: { sepsis: 'Sepsis-2' } });
    expect(read.responseHours).toEqual({ concurrent: 48, retrospective: null, 'post-bill': 24 });
    expect(read.definitionSets).toEqual({ sepsis: 'Sepsis-2', AKI: 'KDIGO', malnutrition: null });
    expect(read.reminders).toEqual([24, 48]);
  });

  test('names each fault by place, with what to write', () => {
    expect(faultsOf({ reminders: [24, 'x'], retentionYears: 0, aiAssist: 'yes' })).toEqual([
      { at: 'queries.reminders[1]', remedy: 'write a number of hours' },
      { at: 'queries.retentionYears', remedy: 'write at least 1 year' },
      { at: 'queries.aiAssist', remedy: 'write true or false' },
    ]);
    expect(faultsOf({ remindrs: [24] })).toEqual([{ at: 'queries.remindrs', remedy: 'this key is not known - did you mean "reminders"?' }]);
    expect(faultsOf({ escalationLadder: [{ to: '', hours: 72 }] })[0]).toEqual({
      at: 'queries.escalationLadder[0].to',
      remedy: 'write some text',
    });
    expect(faultsOf({ escalationLadder: [{ to: 'peer' }] })[0]).toEqual({
      at: 'queries.escalationLadder[0].hours',
      remedy: 'write a number of hours',
    });
    expect(faultsOf({ responseHours: { concurent: 4 } })[0]?.at).toBe('queries.responseHours.concurent');
    expect(faultsOf('soon')[0]?.at).toBe('queries');
    expect(faultsOf([])[0]?.at).toBe('queries');
  });

  test('written twice under two spellings is a fault, not a guess', () => {
    expect(faultsOf({ aiAssist: true, 'ai-assist': false })[0]?.remedy).toMatch(/twice/);
  });

  test('with steps out of order is refused', () => {
    expect(faultsOf({ reminders: [48, 24] })).toEqual([
      { at: 'queries.reminders[1]', remedy: 'write the hours in rising order, each once' },
    ]);
    const ladder = [
      { to: 'peer', hours: 72 },
      { to: 'CDI lead', hours: 72 },
    ];
    expect(faultsOf({ escalationLadder: ladder })[0]?.at).toBe('queries.escalationLadder[1].hours');
  });

  test('cannot allow yes or no where the linter forbids it', () => {
    expect(faultsOf({ allowYesNoPurposes: ['poa', 'specificity'] })[0]).toEqual({
      at: 'queries.allowYesNoPurposes[1]',
      remedy: `write only: ${YES_NO_PURPOSES.join(', ')}`,
    });
  });

  test('is told in sentences, and what is not set is said', () => {
    const words = policyWords(DEFAULT_QUERY_POLICY);
    expect(words).toContain('A query during the stay is to be answered within 72 hours.');
    expect(words).toContain('Reminders: after 24 hours and after 48 hours.');
    expect(words).toContain('Whether a query is part of the health record is not set: nothing is filed to the record.');
    expect(words).toContain('No definition is set for: sepsis and malnutrition.');
    for (const each of words) expect(each).toMatch(/^[A-Z].*\.$/);
    for (const each of words)
      expect(
        lintText({ title: '', text: each, documented: ['sepsis', 'malnutrition'] }, lexicon).filter(({ rule }) => /QL02[4-7]/.test(rule)),
        each,
      ).toEqual([]);
  });
});

describe('what the policy holds back', () => {
  const at = { via: 'copy' as const, now: T0, discharged: null };

  test('filing to the record, while nobody has decided whether a query is part of it', () => {
    expect(heldByPolicy(drafted(), DEFAULT_QUERY_POLICY, at)).toEqual([]);
    expect(heldByPolicy(drafted(), DEFAULT_QUERY_POLICY, { ...at, via: 'document' })[0]).toMatch(/not set: nothing is filed/);
    expect(heldByPolicy(drafted(), policy({ queryPartOfRecord: true }), { ...at, via: 'document' })).toEqual([]);
  });

  test('queries after final coding, after the days set, with AI assistance off, and warnings kept by others', () => {
    expect(heldByPolicy(drafted({ timing: 'post-bill' }), DEFAULT_QUERY_POLICY, at)).toHaveLength(1);
    expect(heldByPolicy(drafted({ origin: 'ai-assisted' }), DEFAULT_QUERY_POLICY, at)).toHaveLength(1);
    const late = { ...at, discharged: T0 - 31 * 24 * HOUR };
    expect(heldByPolicy(drafted(), policy({ retrospectiveDays: 30 }), late)).toHaveLength(1);
    expect(heldByPolicy(drafted(), policy({ retrospectiveDays: 31 }), late)).toEqual([]);
    const lint = { version: '1', findings: [], overrides: [{ rule: 'QL031', at: 'body', reason: 'quote' }] };
    expect(heldByPolicy(drafted({ lint }), policy({ overrideRoles: ['CDI lead'] }), at)).toHaveLength(1);
    expect(heldByPolicy(drafted({ lint }), policy({ overrideRoles: ['cdi specialist'] }), at)).toEqual([]);
  });
});

describe('purposes by formats', () => {
  test('has each pair once, each with its reason in words', () => {
    const pairs = matrix(DEFAULT_QUERY_POLICY);
    expect(new Set(pairs.map(({ purpose, format }) => `${purpose} ${format}`)).size).toBe(PURPOSES.length * FORMATS.length);
    for (const { why } of pairs) expect(why).toMatch(/\.$/);
  });

  test('never permits a pair that the linter refuses in a template, even when the policy allows all it can', () => {
    const most = policy({ allowYesNoPurposes: YES_NO_PURPOSES });
    for (const { purpose, format, permitted: is } of matrix(most)) {
      const template = { id: 't', purpose, format, title: 'Findings', ask: 'What is the status?', options: [], against: ['x'] };
      const findings = lintTemplate({ ...template, reviewedOn: null, owner: null, documented: [] }, { lexicon });
      expect(
        findings.some(({ rule }) => rule === 'QL080'),
        `${purpose} ${format}`,
      ).toBe(!is);
    }
  });

  test('a new diagnosis is never asked as yes or no, and the reason says what to do instead', () => {
    const pair = permitted('indicators-without-diagnosis', 'yes-no', DEFAULT_QUERY_POLICY);
    expect(pair.permitted).toBe(false);
    expect(pair.why).toMatch(/nobody has documented.*open question/);
  });

  test('a hospital may use yes or no less, not more', () => {
    expect(permitted('poa', 'yes-no', policy({ allowYesNoPurposes: [] }))).toMatchObject({
      permitted: false,
      why: expect.stringMatching(/^This hospital/),
    });
    expect(permitted('complication', 'yes-no', DEFAULT_QUERY_POLICY).why).toMatch(/neutral set/);
  });
});
