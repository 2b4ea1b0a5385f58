import { describe, expect, test } from 'vitest';
import { type Fact, type NoteType, type Says, sourceRef } from '../../../src/core/chart/fact.ts';
import { stateOf } from '../../../src/core/evaluate/documentation.ts';
import { timelineOf } from '../../../src/core/evaluate/timeline.ts';

const HOUR = 3_600_000;
const END = 120 * HOUR;

interface Said {
  readonly hour: number;
  readonly says?: Says;
  readonly flags?: readonly string[];
  readonly copied?: boolean;
  readonly type?: NoteType;
  readonly author?: string;
}

const statement = (
  { hour, says = 'affirmed', flags, copied, type = 'progress', author = 'Practitioner/1' }: Said,
  index: number,
): Fact => ({
  concept: 'sepsis',
  at: hour * HOUR,
  says,
  by: 'attending',
  author: sourceRef(author),
  ...(flags ? { flags } : {}),
  note: { type, section: 'A/P', sectionClass: 'diagnosis', signed: true, snippet: '', ...(copied ? { copied } : {}) },
  from: [sourceRef(`DocumentReference/${index}-${hour}#0-6`)],
});
const noteOf = (fact: Fact): Fact => ({ ...fact, concept: 'note', from: [sourceRef(fact.from[0].split('#')[0] ?? '')] });
const SUMMARY = noteOf(statement({ hour: 118, type: 'discharge-summary' }, 99));

/** The timeline of a stay that ended after 120 hours with a discharge summary, silent unless it is among the statements. */
function timeline(said: readonly Said[], complete = true) {
  const facts = said.map(statement);
  const own = facts.some((fact) => fact.note?.type === 'discharge-summary');
  return timelineOf(facts, { end: END, complete, notes: [...facts.map(noteOf), ...(own ? [] : [SUMMARY])] });
}
const patterns = (said: readonly Said[], complete = true) => timeline(said, complete).patterns;
const ruledOut = { says: 'denied', flags: ['ruled-out'] } as const;

describe('what the order of statements amounts to', () => {
  test.each<[string, readonly Said[], readonly string[]]>([
    ['affirmed to the end is consistent', [{ hour: 2 }, { hour: 50 }, { hour: 118, type: 'discharge-summary' }], ['consistent']],
    ['affirmed once near the end is nothing yet', [{ hour: 100 }], []],
    ['last affirmed 49 h before the end, not in the summary, is dropped', [{ hour: 71 }], ['dropped']],
    ['last affirmed 48 h before the end is not dropped', [{ hour: 72 }], []],
    [
      'resolved in the summary is not dropped',
      [{ hour: 2 }, { hour: 118, type: 'discharge-summary', flags: ['resolved'] }],
      ['consistent'],
    ],
    ['suspected, then affirmed is confirmed', [{ hour: 2, says: 'uncertain' }, { hour: 110 }], ['confirmed']],
    [
      'suspected, then ruled out is ruled out',
      [
        { hour: 2, says: 'uncertain' },
        { hour: 30, ...ruledOut },
      ],
      ['ruled-out'],
    ],
    [
      'suspected, then denied is ruled out',
      [
        { hour: 2, says: 'uncertain' },
        { hour: 30, says: 'denied' },
      ],
      ['ruled-out'],
    ],
    ['affirmed, then ruled out is reversed', [{ hour: 2 }, { hour: 30, ...ruledOut }], ['reversed']],
    ['affirmed, then denied is contradicted', [{ hour: 2 }, { hour: 30, says: 'denied' }], ['contradicted']],
    ['denied, then affirmed is not contradicted', [{ hour: 2, says: 'denied' }, { hour: 100 }], []],
  ])('%s', (_name, said, expected) => {
    expect(patterns(said)).toEqual(expected);
  });

  test('named in the discharge summary alone is a late appearance, when there were notes before it', () => {
    const summary = statement({ hour: 118, type: 'discharge-summary' }, 1);
    const earlier = noteOf(statement({ hour: 20 }, 2));
    expect(timelineOf([summary], { end: END, complete: true, notes: [noteOf(summary), earlier] }).patterns).toEqual(['late-appearance']);
    expect(timelineOf([summary], { end: END, complete: true, notes: [noteOf(summary)] }).patterns).toEqual([]);
  });

  test('nothing is dropped or late while a note could not be read', () => {
    expect(patterns([{ hour: 2 }], true)).toEqual(['dropped']);
    expect(patterns([{ hour: 2 }], false)).toEqual([]);
    const summary = statement({ hour: 118, type: 'discharge-summary' }, 1);
    const notes = [noteOf(summary), noteOf(statement({ hour: 20 }, 2))];
    expect(timelineOf([summary], { end: END, complete: false, notes }).patterns).toEqual([]);
  });

  test('copied text is a weak point: it confirms nothing and does not keep a diagnosis from being dropped', () => {
    const { points, patterns: found, last } = timeline([{ hour: 2 }, { hour: 50, copied: true }, { hour: 110, copied: true }]);
    expect(points.map((point) => point.weak)).toEqual([false, true, true]);
    expect(found).toEqual(['dropped']);
    expect(last?.at).toBe(2 * HOUR);
    expect(
      patterns([
        { hour: 2, says: 'uncertain' },
        { hour: 100, copied: true },
      ]),
    ).toEqual([]);
  });

  test('first, last, and last before the discharge summary', () => {
    const { first, last, lastBeforeEnd } = timeline([
      { hour: 1, says: 'denied' },
      { hour: 2, says: 'uncertain' },
      { hour: 30 },
      { hour: 118, type: 'discharge-summary' },
    ]);
    expect([first?.at, last?.at, lastBeforeEnd?.at]).toEqual([2 * HOUR, 118 * HOUR, 30 * HOUR]);
  });

  test('the order of the input does not matter', () => {
    const facts = [{ hour: 2 }, { hour: 30, says: 'denied' as const }, { hour: 60 }].map(statement);
    const stay = { end: END, complete: true, notes: [] };
    expect(timelineOf([...facts].reverse(), stay)).toEqual(timelineOf(facts, stay));
  });
});

describe('one author, both ways', () => {
  const state = (said: readonly Said[], zone: string | null = 'America/New_York') => stateOf(said.map(statement), zone);

  test.each<[string, readonly Said[], string]>([
    ['affirmed and denied on one day is a question', [{ hour: 8 }, { hour: 15, says: 'denied' }], 'uncertain'],
    ['denied and affirmed on one day is a question', [{ hour: 8, says: 'denied' }, { hour: 15 }], 'uncertain'],
    ['the next day answers it', [{ hour: 8 }, { hour: 15, says: 'denied' }, { hour: 34 }], 'affirmed'],
    ['ruled out is an answer on the same day', [{ hour: 8 }, { hour: 15, ...ruledOut }], 'denied'],
    ['denied on another day is the newer view', [{ hour: 8 }, { hour: 34, says: 'denied' }], 'denied'],
    ['another author makes it a conflict', [{ hour: 8 }, { hour: 15, says: 'denied', author: 'Practitioner/2' }], 'conflicting'],
    ['a discharge summary answers it', [{ hour: 8 }, { hour: 15, says: 'denied' }, { hour: 20, type: 'discharge-summary' }], 'affirmed'],
  ])('%s', (_name, said, expected) => {
    expect(state(said)).toBe(expected);
  });

  test("the day is the hospital's: 23:00 and 01:00 there are two days, whatever Greenwich says", () => {
    // 1970-01-02 04:00Z and 06:00Z are 23:00 and 01:00 in New York.
    const said: readonly Said[] = [{ hour: 28 }, { hour: 30, says: 'denied' }];
    expect(state(said)).toBe('denied');
    expect(state(said, 'UTC')).toBe('uncertain');
  });
});
