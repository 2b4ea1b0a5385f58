import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sourceRef } from '../../../src/core/chart/fact.ts';
import { countedRound, standing } from '../../../src/core/query/course.ts';
import { ageHours, append, isOpen, isRefusal, isWaiting, openQueryFor, stateOf } from '../../../src/core/query/life.ts';
import { type QueryEvent, type QueryRecord, RESPONSES } from '../../../src/core/query/record.ts';
import {
  closed,
  documented,
  drafted,
  escalated,
  HOUR,
  recordWith,
  reminded,
  reopened,
  responded,
  sent,
  T0,
  viewed,
  withdrawn,
} from './record.ts';

const refusal = (record: QueryRecord, event: QueryEvent): string | null => {
  const next = append(record, event);
  return isRefusal(next) ? next.refused : null;
};
const blocked = {
  version: '1.0.0',
  findings: [{ rule: 'QL020', severity: 'E' as const, at: 'title', message: 'The title names it.' }],
  overrides: [],
};
const warned = {
  version: '1.0.0',
  findings: [{ rule: 'QL031', severity: 'W' as const, at: 'body', message: 'A word judges.' }],
  overrides: [],
};

describe('the life of a query', () => {
  test('goes from draft to sent, viewed, answered, in a note, closed', () => {
    const states = [sent(), viewed(1), responded(2), documented(3), closed(4, 'answered')].map((_, index, events) =>
      stateOf(recordWith(events.slice(0, index + 1))),
    );
    expect([stateOf(drafted()), ...states]).toEqual(['drafted', 'sent', 'viewed', 'responded', 'documented', 'closed']);
  });

  test('a query nobody answers is reminded, escalated and closed as such', () => {
    const record = recordWith([sent(), reminded(24), reminded(48, 2), escalated(72, 1), escalated(96, 2, 'CDI lead')]);
    expect(stateOf(record)).toBe('escalated');
    expect(refusal(record, closed(100, 'answered'))).toMatch(/Nobody has answered/);
    expect(stateOf(recordWith([...record.history.slice(1), closed(200, 'unresponded')]))).toBe('closed-unresponded');
  });

  test('nothing is sent with a finding that blocks, and the refusal names rule and place', () => {
    expect(refusal(drafted({ lint: blocked }), sent())).toBe('Not sent (QL020, title): The title names it.');
  });

  test('a warning needs a reason that stands in the record', () => {
    expect(refusal(drafted({ lint: warned }), sent())).toMatch(/QL031.*give a reason/);
    const empty = { ...warned, overrides: [{ rule: 'QL031', at: 'body', reason: ' ' }] };
    expect(refusal(drafted({ lint: empty }), sent())).toMatch(/give a reason/);
    const kept = { ...warned, overrides: [{ rule: 'QL031', at: 'body', reason: 'A quote of the note' }] };
    expect(refusal(drafted({ lint: kept }), sent())).toBeNull();
  });

  test('a withdrawn or closed query takes nothing but a reopening with a reason', () => {
    for (const record of [recordWith([sent(), withdrawn(1)]), recordWith([sent(), responded(1), closed(2, 'answered')])]) {
      for (const event of [sent(3), viewed(3), reminded(3), escalated(3, 1), responded(3), documented(3), withdrawn(3)])
        expect(refusal(record, event)).toMatch(/Reopen it first/);
      expect(refusal(record, { kind: 'reopened', at: T0, by: 'J. Doe', reason: ' ' })).toMatch(/Say why/);
      expect(refusal(record, reopened(3))).toBeNull();
    }
  });

  test('a reopened query is a draft again and its clock starts when it is sent again', () => {
    const again = recordWith([sent(), responded(1), closed(2, 'answered'), reopened(50)]);
    expect(stateOf(again)).toBe('drafted');
    expect(ageHours(again, T0 + 60 * HOUR)).toBeNull();
    expect(ageHours(recordWith([...again.history.slice(1), sent(51)]), T0 + 60 * HOUR)).toBe(9);
  });

  test('a sending is taken back within ten seconds, not after, and not once it stands in the EHR', () => {
    const undo = (ms: number): QueryEvent => ({ kind: 'sent-undone', at: T0 + ms, by: 'J. Doe' });
    expect(stateOf(recordWith([sent(), undo(10_000)]))).toBe('drafted');
    expect(refusal(recordWith([sent()]), undo(10_001))).toMatch(/More than 10 seconds/);
    expect(refusal(recordWith([sent(), viewed(0)]), undo(1000))).toMatch(/Only the last step/);
    const written: QueryEvent = { kind: 'sent', at: T0, by: 'J. Doe', to: 'Dr. Reyes', via: 'communication', ref: 'Communication/3' };
    expect(refusal(recordWith([written]), undo(1000))).toMatch(/stands in the EHR/);
    expect(recordWith([sent(), undo(5000), sent(1)]).history).toHaveLength(4);
  });

  test('"wrong recipient" is no answer: the query goes to somebody else and its clock runs on', () => {
    const returned = recordWith([sent(), responded(1, 'wrong-recipient', null)]);
    expect(refusal(returned, documented(2))).toMatch(/wrong person/);
    const forwarded = recordWith([...returned.history.slice(1), sent(2, 'Dr. Lin')]);
    expect(stateOf(forwarded)).toBe('sent');
    expect(ageHours(forwarded, T0 + 5 * HOUR)).toBe(5);
  });

  test('the same person is not asked twice, another one is', () => {
    expect(refusal(recordWith([sent()]), sent(5))).toMatch(/with this person already/);
    expect(refusal(recordWith([sent()]), sent(5, 'Dr. Lin'))).toBeNull();
  });

  test('an answered query is closed, not withdrawn, and not reminded', () => {
    const record = recordWith([sent(), responded(1)]);
    expect(refusal(record, withdrawn(2))).toMatch(/Close it instead/);
    expect(refusal(record, reminded(2))).toMatch(/nothing to remind/);
  });

  test('a disputed answer may be escalated and still is an answer', () => {
    const record = recordWith([sent(), responded(1, 'disagree-ruled-out'), escalated(2, 1, 'physician advisor')]);
    expect(stateOf(record)).toBe('escalated');
    expect(isWaiting(record)).toBe(false);
    expect(isOpen(record)).toBe(true);
    expect(refusal(record, reminded(3))).not.toBeNull();
  });

  test('a step of the ladder is not taken twice', () => {
    expect(refusal(recordWith([sent(), escalated(72, 2)]), escalated(80, 2))).toMatch(/reached already/);
  });

  test('a reply is entered late with its own time, but not before the query was sent', () => {
    expect(stateOf(recordWith([sent(), reminded(24), responded(20)]))).toBe('responded');
    expect(refusal(recordWith([sent(5)]), responded(4))).toMatch(/before the query was sent/);
  });
});

describe('any sequence of events', () => {
  const at = fc.integer({ min: -2, max: 300 }).map((hours) => T0 + hours * HOUR);
  const by = fc.constantFrom('J. Doe', 'Dr. Reyes', '');
  const to = fc.constantFrom('Dr. Reyes', 'Dr. Lin', ' ');
  const step = fc.integer({ min: 0, max: 4 });
  const event: fc.Arbitrary<QueryEvent> = fc.oneof(
    fc.record({ kind: fc.constant('drafted' as const), at, by }),
    fc.record({ kind: fc.constant('sent' as const), at, by, to, via: fc.constant('copy' as const) }),
    fc.record({ kind: fc.constant('viewed' as const), at, by }),
    fc.record({ kind: fc.constant('reminded' as const), at, by, step }),
    fc.record({ kind: fc.constant('escalated' as const), at, by, step, to }),
    fc.record({ kind: fc.constant('responded' as const), at, by, response: fc.constantFrom(...RESPONSES), basis: fc.constant(null) }),
    fc.record({ kind: fc.constant('documented' as const), at, by, ref: fc.constant(null) }),
    fc.record({ kind: fc.constant('withdrawn' as const), at, by, reason: fc.constant('superseded' as const) }),
    fc.record({ kind: fc.constant('reopened' as const), at, by, reason: fc.constant('New findings') }),
    fc.record({ kind: fc.constant('closed' as const), at, by, how: fc.constantFrom('answered' as const, 'unresponded' as const) }),
    fc.record({ kind: fc.constant('sent-undone' as const), at, by }),
  );
  const events = fc.array(event, { maxLength: 40 });
  const grow = (list: readonly QueryEvent[], from = drafted()) =>
    list.reduce((record, next) => {
      const grown = append(record, next);
      return isRefusal(grown) ? record : grown;
    }, from);

  test('leaves a legal history: taken one by one from the draft, no event of it is refused', () => {
    fc.assert(
      fc.property(events, (list) => {
        const grown = grow(list);
        expect(recordWith(grown.history.slice(1)).history).toEqual(grown.history);
      }),
    );
  });

  test('never sends with a blocking finding, and never passes withdrawn without a reopening', () => {
    fc.assert(
      fc.property(events, (list) => {
        expect(grow(list, drafted({ lint: blocked })).history.some(({ kind }) => kind === 'sent')).toBe(false);
        const kinds = standing(grow(list).history).map(({ kind }) => kind);
        kinds.forEach((kind, index) => {
          if (kind === 'withdrawn' && index + 1 < kinds.length) expect(kinds[index + 1]).toBe('reopened');
        });
      }),
    );
  });

  test('history only grows, and nothing else of the record changes', () => {
    fc.assert(
      fc.property(events, event, (list, one) => {
        const record = grow(list);
        const next = append(record, one);
        if (isRefusal(next)) expect(next.refused).toMatch(/\.$/);
        else expect(next).toEqual({ ...record, history: [...record.history, one] });
      }),
    );
  });

  test('a withdrawn round never counts, and an age is never negative', () => {
    fc.assert(
      fc.property(events, at, (list, now) => {
        const record = grow(list);
        expect(countedRound(record)?.withdrawn ?? null).toBeNull();
        expect(ageHours(record, now) ?? 0).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('a duplicate', () => {
  const reyes = { name: 'Dr. Reyes', ref: sourceRef('Practitioner/7') };
  const open = recordWith([sent()]);

  test('is an open query on the same concept with the same recipient', () => {
    expect(openQueryFor([open], 'sepsis', reyes)).toBe(open);
    expect(openQueryFor([open], 'sepsis', { name: 'dr.  reyes', ref: null })).toBe(open);
    expect(openQueryFor([open], 'aki', reyes)).toBeNull();
    expect(openQueryFor([open], 'sepsis', { name: 'Dr. Reyes', ref: sourceRef('Practitioner/8') })).toBeNull();
    expect(openQueryFor([open], 'sepsis', null)).toBe(open);
  });

  test('is never a draft, a closed or a withdrawn query, and never one of another stay', () => {
    const others = [drafted(), recordWith([sent(), withdrawn(1)]), recordWith([sent(), closed(100, 'unresponded')])];
    expect(openQueryFor(others, 'sepsis', reyes)).toBeNull();
    expect(openQueryFor([open], 'sepsis', reyes, sourceRef('Encounter/2'))).toBeNull();
  });

  test('is found also while its answer stands in no note yet', () => {
    const answered = recordWith([sent(), responded(1)]);
    expect(openQueryFor([answered], 'sepsis', reyes)).toBe(answered);
  });
});
