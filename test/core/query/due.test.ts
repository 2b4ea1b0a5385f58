import { describe, expect, test } from 'vitest';
import { lintText } from '../../../src/core/lint/index.ts';
import { roundOf } from '../../../src/core/query/course.ts';
import { dueAt, escalationText, reminderText, timelinessOf } from '../../../src/core/query/due.ts';
import { DEFAULT_QUERY_POLICY as POLICY } from '../../../src/core/query/policy.ts';
import { lexicon } from './content.ts';
import { closed, documented, drafted, escalated, HOUR, recordWith, reminded, responded, sent, T0, withdrawn, ZONE } from './record.ts';

const at = (hours: number) => T0 + hours * HOUR;
const next = (record: Parameters<typeof dueAt>[0], hours: number) => dueAt(record, POLICY, at(hours), ZONE).next;

describe('what is due for a query', () => {
  test('is a reminder after 24 hours, then after 48, then the ladder from 72, one thing at a time', () => {
    const record = recordWith([sent()]);
    expect(next(record, 1)).toMatchObject({ kind: 'reminder', step: 1, isDue: false, at: at(24), to: 'Dr. Reyes' });
    expect(next(record, 24)).toMatchObject({ kind: 'reminder', step: 1, isDue: true });
    expect(next(recordWith([sent(), reminded(25)]), 30)).toMatchObject({ kind: 'reminder', step: 2, isDue: false, at: at(48) });
    expect(next(recordWith([sent(), reminded(25), reminded(49, 2)]), 50)).toMatchObject({
      kind: 'escalation',
      step: 1,
      to: 'peer',
      at: at(72),
    });
    expect(next(recordWith([sent(), reminded(25)]), 72)).toMatchObject({ kind: 'escalation', step: 1, isDue: true });
  });

  test('reminders that were missed are one reminder, the newest', () => {
    expect(next(recordWith([sent()]), 50)).toMatchObject({ kind: 'reminder', step: 2, isDue: true });
  });

  test('no step of the ladder is skipped, and after a late one the next waits its own time', () => {
    expect(next(recordWith([sent()]), 500)).toMatchObject({ kind: 'escalation', step: 1, to: 'peer' });
    expect(next(recordWith([sent(), escalated(500, 1)]), 501)).toMatchObject({ step: 2, to: 'CDI lead', isDue: false, at: at(524) });
    expect(next(recordWith([sent(), escalated(72, 1)]), 96)).toMatchObject({ step: 2, isDue: true, at: at(96) });
  });

  test('after the last step nothing more is due', () => {
    const record = recordWith([sent(), escalated(72, 1), escalated(96, 2), escalated(120, 3), escalated(168, 4)]);
    expect(next(record, 400)).toBeNull();
    expect(dueAt(record, POLICY, at(400), ZONE).words).toMatch(/No further step is set\.$/);
  });

  test('is nothing for a draft, an answered, a withdrawn or a closed query', () => {
    for (const record of [
      drafted(),
      recordWith([sent(), responded(1)]),
      recordWith([sent(), withdrawn(1)]),
      recordWith([sent(), closed(90, 'unresponded')]),
    ]) {
      const due = dueAt(record, POLICY, at(500), ZONE);
      expect([due.next, due.isOverdue]).toEqual([null, false]);
    }
  });

  test('where nothing is due the words say what the query waits for', () => {
    const words = (record: Parameters<typeof dueAt>[0]) => dueAt(record, POLICY, at(90), ZONE).words;
    expect(words(drafted())).toBe('Not sent yet.');
    expect(words(recordWith([sent(), responded(1)]))).toBe('Answered 03-02 16:00 and not found in a note yet.');
    expect(words(recordWith([sent(), responded(1, 'wrong-recipient')]))).toMatch(/sent to another provider/);
    expect(words(recordWith([sent(), responded(1), documented(2)]))).toMatch(/^A note carries the answer/);
    expect(words(recordWith([sent(), withdrawn(1)]))).toMatch(/^Withdrawn/);
  });

  test('is said in words with local times: how long it waits, until when, and what comes next', () => {
    expect(dueAt(recordWith([sent()]), POLICY, at(30), ZONE).words).toBe(
      'Sent 03-02 15:00 to Dr. Reyes, waiting 30 hours. To be answered by 03-05 15:00. Reminder 1 due since 03-03 15:00.',
    );
    expect(dueAt(recordWith([sent()]), POLICY, at(73), ZONE)).toMatchObject({
      isOverdue: true,
      words: expect.stringMatching(/Time to answer ended 03-05 15:00/),
    });
  });

  test('a forwarded query is reminded from its forwarding, and its time to answer runs from the first sending', () => {
    const record = recordWith([sent(), sent(20, 'Dr. Lin')]);
    expect(next(record, 21)).toMatchObject({ kind: 'reminder', step: 1, at: at(44), to: 'Dr. Lin' });
    expect(dueAt(record, POLICY, at(21), ZONE).until).toBe(at(72));
  });

  test('without a time to answer in the policy nothing is overdue, and it is said', () => {
    const due = dueAt(recordWith([sent()], { timing: 'retrospective' }), POLICY, at(1000), ZONE);
    expect(due.isOverdue).toBe(false);
    expect(due.words).toMatch(/No time to answer is set/);
  });
});

test('timeliness goes by the window of the policy', () => {
  const of = (record: Parameters<typeof dueAt>[0], hours: number) => timelinessOf(roundOf(record), record.timing, POLICY, at(hours));
  expect(of(recordWith([sent(), responded(72)]), 500)).toBe('in-time');
  expect(of(recordWith([sent(), responded(73)]), 500)).toBe('late');
  expect(of(recordWith([sent()]), 72)).toBe('waiting');
  expect(of(recordWith([sent()]), 73)).toBe('overdue');
  expect(of(recordWith([sent(), closed(10, 'unresponded')]), 11)).toBe('overdue');
  expect(of(recordWith([sent()], { timing: 'post-bill' }), 73)).toBe('no-window');
  expect(of(drafted(), 73)).toBe('not-sent');
});

test('reminders and steps are messages of their own: nothing clinical, no pressure, nothing of the patient', () => {
  const record = recordWith([sent()]);
  for (const text of [reminderText(record, ZONE, at(30)), escalationText(record, ZONE, at(80))]) {
    expect(lintText({ title: 'Documentation query', text, documented: [] }, lexicon)).toEqual([]);
    expect(text).not.toMatch(/sepsis|lactate|must|require|delinquent|suspen|late|overdue|please|!/i);
    expect(text).toContain('03-02 15:00');
    expect(text).not.toContain('Patient/1');
  }
  expect(reminderText(record, ZONE, at(30))).toContain('"Unable to determine"');
});
