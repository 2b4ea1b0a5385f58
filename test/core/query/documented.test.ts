import { describe, expect, test } from 'vitest';
import type { Instant } from '../../../src/core/chart/fact.ts';
import { chartFromNotation, type LinkedQuery } from '../../../src/core/checklist/index.ts';
import { queriesOf } from '../../../src/core/compose/index.ts';
import { evaluate } from '../../../src/core/evaluate/index.ts';
import { measures } from '../../../src/core/measures/index.ts';
import { documentedBy, withdrawal } from '../../../src/core/query/documented.ts';
import { append, isRefusal } from '../../../src/core/query/life.ts';
import type { QueryEvent, QueryRecord } from '../../../src/core/query/record.ts';
import type { Review } from '../../../src/core/review/review.ts';
import { concepts, linked } from './content.ts';
import { drafted, HOUR } from './record.ts';

const sepsis = linked.find(({ id }) => id === 'sepsis');
if (!sepsis) throw new Error('no sepsis checklist');
const entry = (id: string): LinkedQuery => {
  const found = sepsis.queries.find((query) => query.id === id);
  if (!found) throw new Error(`no query ${id}`);
  return found;
};

/** A review of a chart in the notation of cases, as far as queries look at one. */
function reviewOf(notation: string): Review {
  const { chart, errors } = chartFromNotation(notation, { concepts, measures });
  if (chart === null) throw new Error(errors.join('\n'));
  const result = evaluate(chart, sepsis as NonNullable<typeof sepsis>);
  return {
    ...{
      encounter: chart.encounter,
      patient: chart.patient,
      asOf: chart.asOf,
      zone: chart.zone,
      policy: 'base',
      chart,
      checklists: [result],
    },
    ...{ prompts: [], queries: queriesOf(result, { chart, concepts, checklist: sepsis as NonNullable<typeof sepsis> }), measures: {} },
    ...{ brief: null, mentions: 0, unmapped: [], problems: [] },
    levelOfCare: {
      ...{ status: 'inpatient', regime: 'unknown', careStart: null, careStartSource: null, inpatientOrder: null, observationStart: null },
      ...{ end: null, midnights: { total: null, countable: null, inpatient: null }, observationHours: null, nextMidnight: null },
      ...{ expectation: 'not-known', support: 'unknown', flags: [], sources: [], timeline: [], timers: [] },
    },
  };
}

/** The query of that id as drafted from a review, sent at its moment. */
function sentFrom(review: Review, id: string, events: (at: Instant) => readonly QueryEvent[] = () => []): QueryRecord {
  const draft = review.queries.find((each) => each.id === id);
  if (!draft) throw new Error(`${id} is not due: ${review.queries.map((each) => each.id).join(', ')}`);
  const at = review.asOf;
  const first: QueryEvent[] = [
    { kind: 'drafted', at, by: 'J. Doe' },
    { kind: 'sent', at, by: 'J. Doe', to: 'Dr. Reyes', via: 'copy' },
  ];
  const record = drafted({ encounter: review.encounter, patient: review.patient, createdAt: at, draft, history: [] });
  return [...first, ...events(at)].reduce((grown, event) => {
    const next = append(grown, event);
    if (isRefusal(next)) throw new Error(next.refused);
    return next;
  }, record);
}

const FACTS = `0:00 arrived
2:00 admitted
0:40 blood-culture
1:10 antimicrobial-given ceftriaxone [iv]
0:30 platelets 99 10*3/uL`;
const before = reviewOf(`${FACTS}\n20:00 now`);
const asked = sentFrom(before, 'clarify-findings');
const queries = [null, entry('clarify-findings')];
const newer = (lines: string) => reviewOf(`${FACTS}\n${lines}`);

describe('a query is documented', () => {
  test('when a provider note written after it states what was asked, with the note as its source', () => {
    const review = newer('24:00 note sepsis affirmed by attending in progress\n30:00 now');
    for (const query of queries) {
      const { event } = documentedBy(asked, review, query);
      expect(event).toMatchObject({ kind: 'documented', by: 'record', at: before.asOf + 4 * HOUR });
      expect(event?.ref).toBe(review.checklists[0]?.documentation.statements[0]?.from[0]);
      expect(event && isRefusal(append(asked, event))).toBe(false);
      // a note that answers is the reply, so the query is not withdrawn as well
      expect(withdrawal(asked, review, query).event).toBeNull();
    }
  });

  test('when the note rules it out: an answer in any direction is an answer', () => {
    const review = newer('24:00 note sepsis denied by attending in progress\n30:00 now');
    expect(documentedBy(asked, review, entry('clarify-findings')).event).not.toBeNull();
  });

  test('not by a reply alone', () => {
    const replied = sentFrom(before, 'clarify-findings', (at) => [
      { kind: 'responded', at: at + HOUR, by: 'Dr. Reyes', response: 'agree-new-diagnosis', basis: 'Platelets' },
    ]);
    expect(documentedBy(replied, newer('30:00 now'))).toEqual({ event: null, why: 'The question still stands.' });
    const review = newer('24:00 note sepsis affirmed by attending in progress\n30:00 now');
    expect(documentedBy(replied, review).event).not.toBeNull();
  });

  test('not while notes were not read in full, whatever was found', () => {
    const review = newer('24:00 note sepsis affirmed by attending in progress\nunread notes\n30:00 now');
    for (const query of queries) {
      expect(documentedBy(asked, review, query)).toEqual({ event: null, why: 'The notes could not be read in full.' });
      expect(withdrawal(asked, review, query).event).toBeNull();
    }
  });

  test('not by a nurse, an unsigned note or copied text', () => {
    for (const line of ['by nurse', 'by attending in progress unsigned', 'by attending in progress copied'])
      for (const query of queries)
        expect(documentedBy(asked, newer(`24:00 note sepsis affirmed ${line}\n30:00 now`), query).event, line).toBeNull();
  });

  test('not by a review of before, of another stay, or under another version', () => {
    const review = newer('24:00 note sepsis affirmed by attending in progress\n30:00 now');
    expect(documentedBy(asked, before).why).toMatch(/before the query was sent/);
    expect(documentedBy({ ...asked, patient: drafted().encounter }, review).why).toMatch(/another stay/);
    expect(documentedBy({ ...asked, encounter: drafted().patient }, review).why).toMatch(/another stay/);
    expect(documentedBy({ ...asked, draft: { ...asked.draft, version: '0.0.1' } }, review).why).toMatch(/another version/);
    expect(documentedBy({ ...asked, draft: { ...asked.draft, checklist: 'aki' } }, review).why).toMatch(/not part of the review/);
  });

  test('not when the findings went away and nobody wrote anything', () => {
    const review = reviewOf('0:00 arrived\n2:00 admitted\n0:30 platelets 210 10*3/uL\n30:00 now');
    expect(documentedBy(asked, review, entry('clarify-findings')).why).toMatch(/No new statement/);
  });

  test('not when a draft only vanished because something could not be read', () => {
    const review = newer('24:00 note sepsis affirmed by attending in progress\nunread platelets\nunread medications\n30:00 now');
    expect(review.queries.some(({ id }) => id === 'clarify-findings')).toBe(false);
    expect(documentedBy(asked, review).event).toBeNull();
    expect(withdrawal(asked, review).event).toBeNull();
  });
});

describe('an item that a query waits for', () => {
  const term = '3:00 note sepsis-nonspecific by attending';
  const query = entry('clarify-term');
  const first = newer(`${term}\n20:00 now`);

  test('is documented when the note that makes it clear came after', () => {
    const record = sentFrom(first, 'clarify-term');
    expect(documentedBy(record, newer(`${term}\n25:00 now`), query).why).toBe('The question still stands.');
    const review = newer(`${term}\n24:00 note sepsis affirmed by attending in progress\n30:00 now`);
    const { event } = documentedBy(record, review, query);
    expect(event?.at).toBe(first.asOf + 4 * HOUR);
  });
});

describe('a conflict', () => {
  const both = '3:00 note sepsis affirmed by consultant in consult\n10:00 note sepsis denied by attending in progress';
  const first = newer(`${both}\n20:00 now`);

  test('is settled by any later statement that ends it, although the same was said before', () => {
    const record = sentFrom(first, 'resolve-conflict');
    const review = newer(`${both}\n24:00 note sepsis affirmed by attending in progress\n30:00 now`);
    expect(documentedBy(record, review, entry('resolve-conflict')).event?.at).toBe(first.asOf + 4 * HOUR);
    expect(documentedBy(record, newer(`${both}\n30:00 now`)).event).toBeNull();
  });
});

describe('a validation', () => {
  const stated = '3:00 note sepsis affirmed by attending in hp';
  const facts =
    '0:00 arrived\n2:00 admitted\n0:40 blood-culture\n1:10 antimicrobial-given ceftriaxone [iv]\n0:30 lactate 3.1 mmol/L\n0:30 platelets 210 10*3/uL\n0:30 creatinine 0.8 mg/dL\n0:30 temperature 38.6 Cel\n0:30 heart-rate 110 /min';
  const first = reviewOf(`${facts}\n${stated}\n20:00 now`);

  test('is not documented by the same statement once more, nor by facts that came', () => {
    const record = sentFrom(first, 'validate-sepsis');
    const again = `${facts}\n${stated}\n24:00 note sepsis affirmed by attending in progress\n22:00 platelets 60 10*3/uL\n30:00 now`;
    expect(documentedBy(record, reviewOf(again), entry('validate-sepsis')).event).toBeNull();
    const denied = `${facts}\n${stated}\n24:00 note sepsis denied by attending in progress\n30:00 now`;
    expect(documentedBy(record, reviewOf(denied), entry('validate-sepsis')).event).not.toBeNull();
  });
});

describe('a query nobody replied to', () => {
  test('is withdrawn when the answer stood in a note from before it was sent', () => {
    // the note was written at 19:00 and reached the record after the query was sent at 20:00
    const review = newer('19:00 note sepsis affirmed by attending in progress\n30:00 now');
    for (const query of queries) {
      const { event } = withdrawal(asked, review, query);
      expect(event).toMatchObject({ kind: 'withdrawn', reason: 'answered-in-chart', by: 'record', at: review.asOf });
      expect(event?.comment).toMatch(/^Stands in /);
      expect(event && isRefusal(append(asked, event))).toBe(false);
      expect(documentedBy(asked, review, query).event).toBeNull();
    }
  });

  test('as a draft is withdrawn by any note that answers it', () => {
    const draft: QueryRecord = { ...asked, history: asked.history.slice(0, 1) };
    const review = newer('24:00 note sepsis affirmed by attending in progress\n30:00 now');
    expect(withdrawal(draft, review).event).toMatchObject({ reason: 'answered-in-chart' });
  });

  test('stays when the question stands, and an answered one is never withdrawn', () => {
    expect(withdrawal(asked, newer('30:00 now')).event).toBeNull();
    const replied = sentFrom(before, 'clarify-findings', (at) => [
      { kind: 'responded', at: at + HOUR, by: 'Dr. Reyes', response: 'no-additional', basis: null },
    ]);
    const review = newer('19:00 note sepsis affirmed by attending in progress\n30:00 now');
    expect(withdrawal(replied, review)).toEqual({ event: null, why: 'The query was answered.' });
  });

  test('is not withdrawn on silence alone without the entry of the checklist', () => {
    const review = reviewOf('0:00 arrived\n2:00 admitted\n0:30 platelets 210 10*3/uL\n30:00 now');
    expect(withdrawal(asked, review).event).toBeNull();
  });
});
