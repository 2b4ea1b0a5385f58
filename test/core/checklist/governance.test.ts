import { describe, expect, test } from 'vitest';
import { authorErrorText } from '../../../src/core/chart/author-error.ts';
import { approve, DECLARED_USES, isReviewDue, linkChecklist, lockFaults } from '../../../src/core/checklist/index.ts';
import { checklist, mistakes, vocabulary, written } from '../../spec/language.ts';

const attributes = () => written('title: Tiny').attributes as Record<string, unknown>;
const said = (change: Record<string, unknown>) => mistakes(`attributes: ${JSON.stringify({ ...attributes(), ...change })}`).join('\n');

describe('the source attributes', () => {
  test('thirteen: the citations, who made and paid, the dates, and nine uses of patient data', () => {
    const { sources, attributes: linked } = checklist('title: Tiny');
    expect(Object.keys(sources)).toEqual(['book']);
    expect(linked).toMatchObject({ developer: 'Test', funding: 'none', released: '2026-01-01', revised: '2026-01-01' });
    expect(Object.keys(linked.uses)).toEqual([...DECLARED_USES]);
    expect(DECLARED_USES).toHaveLength(9);
    expect(linked.uses['date-of-birth']).toEqual({ used: true, how: 'adults only' });
    expect(linked.uses.race).toEqual({ used: false, how: null });
  });

  test('a checklist without them does not link, and says which are needed', () => {
    expect(mistakes('attributes: ~').join('\n')).toContain('attributes: expected a map of names');
    const { attributes: _left, ...without } = written('title: Tiny');
    const { checklist: none, errors } = linkChecklist(without, { file: 'tiny.yaml', ...vocabulary });
    expect(none).toBeNull();
    expect(errors.map(authorErrorText)[0]).toContain('tiny.yaml: attributes: attributes is needed here (developer, funding, released');
    expect(errors).toHaveLength(1);
  });

  test.each(['developer', 'funding', 'released', 'revised', ...DECLARED_USES])('%s is needed', (key) => {
    const { [key]: _left, ...rest } = attributes();
    expect(mistakes(`attributes: ${JSON.stringify(rest)}`).join('\n')).toContain(`attributes.${key}: ${key} is needed here`);
  });

  test.each([
    ['a use that is neither no nor yes', { race: 'maybe' }, 'attributes.race: write `no`, or `yes, ` and how it is used'],
    ['a use without how', { sex: 'yes' }, 'attributes.sex: write `no`, or `yes, ` and how it is used'],
    ['a day that is none', { released: '2026-13-01' }, 'attributes.released: expected a day such as 2026-11-21'],
    [
      'a revision before the release',
      { revised: '2025-12-31' },
      'attributes.revised: revised 2025-12-31 lies before the release 2026-01-01',
    ],
    ['a misspelt attribute', { gender: 'no' }, '"gender" is not a source attribute'],
  ])('%s is refused', (_, change, message) => {
    expect(said(change)).toContain(message);
  });

  test('a checklist that looks at age, sex or coma scores must say so', () => {
    const none = JSON.stringify({ ...attributes(), 'date-of-birth': 'no', 'health-status-assessments': 'no' });
    const looks =
      'criteria: { young: { label: Y, source: book, fact: age, below: 18 a }, dazed: { label: D, source: book, fact: gcs-total, below: 15 } }';
    const found = mistakes(`attributes: ${none}\n${looks}`).join('\n');
    expect(found).toContain('attributes.date-of-birth: says no, but the checklist looks at "age"');
    expect(found).toContain('attributes.health-status-assessments: says no, but the checklist looks at "gcs-total"');
    expect(mistakes(looks)).toEqual([]);
  });

  test('they are part of what is approved: another funding is other content', () => {
    expect(checklist(`attributes: ${JSON.stringify({ ...attributes(), funding: 'A payer' })}`).hash).not.toBe(
      checklist('title: Tiny').hash,
    );
  });
});

test('review-by is a day', () => {
  expect(mistakes('review-by: next spring').join('\n')).toContain('review-by: expected a day such as 2026-11-21, found "next spring"');
});

describe('approval', () => {
  const TODAY = '2026-11-21';
  const version = (number: string, more = '') =>
    checklist(`version: ${number}\nstage: approved\nchanges: { ${number}: A change. }\n${more}`);

  test('writes the hash of this version beside the earlier ones', () => {
    const first = version('1.9.0');
    const second = version('1.10.0');
    const locked = approve({ 'tiny@1.9.0': first.hash }, second, TODAY);
    expect(locked).toEqual({ lock: { 'tiny@1.10.0': second.hash, 'tiny@1.9.0': first.hash } });
    expect(lockFaults('lock' in locked ? locked.lock : {}, [second])).toEqual([]);
  });

  test('the same content again changes nothing', () => {
    const lock = { 'tiny@1.0.0': version('1.0.0').hash };
    expect(approve(lock, version('1.0.0'), TODAY)).toEqual({ lock });
  });

  test('is refused for content that changed under its version', () => {
    const lock = { 'tiny@1.0.0': version('1.0.0').hash };
    const changed = version('1.0.0', 'title: Another');
    expect(approve(lock, changed, TODAY)).toEqual({
      refused: 'tiny 1.0.0 was approved and has changed: it needs a new version and a line under changes',
    });
    expect(lockFaults(lock, [changed])).toHaveLength(1);
  });

  test.each(['draft', 'in-review', 'retired'])('is refused for a checklist that is %s', (stage) => {
    expect(approve({}, checklist(`stage: ${stage}`), TODAY)).toMatchObject({ refused: expect.stringContaining(`tiny 1.0.0 is ${stage}`) });
  });

  test('is refused when its review is overdue', () => {
    expect(approve({}, version('1.0.0', 'review-by: 2026-11-20'), TODAY)).toEqual({
      refused: 'tiny 1.0.0 was to be reviewed by 2026-11-20',
    });
    expect(approve({}, version('1.0.0', 'review-by: 2026-11-21'), TODAY)).toHaveProperty('lock');
  });

  test('versions only go up: 1.9.0 does not follow an approved 1.10.0, whatever its stage', () => {
    const lock = { 'tiny@1.10.0': 'sha256:x' };
    const message = 'tiny 1.9.0 lies before 1.10.0, which was approved: versions only go up';
    expect(lockFaults(lock, [checklist('version: 1.9.0\nchanges: { 1.9.0: Old. }')])).toEqual([message]);
    expect(approve(lock, version('1.9.0'), TODAY)).toEqual({ refused: message });
  });

  test('another checklist of a similar name is none of its business', () => {
    expect(lockFaults({ 'tiny-two@2.0.0': 'sha256:x' }, [checklist('title: Tiny')])).toEqual([]);
  });
});

test('a review is due the day after the day in the file, and never for what is retired', () => {
  const tiny = checklist('review-by: 2026-11-21');
  expect(isReviewDue(tiny, '2026-11-21')).toBe(false);
  expect(isReviewDue(tiny, '2026-11-22')).toBe(true);
  expect(isReviewDue(checklist('review-by: 2026-11-21\nstage: retired'), '2027-01-01')).toBe(false);
});
