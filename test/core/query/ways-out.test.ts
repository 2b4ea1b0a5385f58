import { describe, expect, test } from 'vitest';
import { sourceRef } from '../../../src/core/chart/fact.ts';
import { auditSheet } from '../../../src/core/query/audit-sheet.ts';
import { communicationOf, documentOf, identifierOf, ifNoneExist, provenanceOf, taskOf } from '../../../src/core/query/fhir.ts';
import { isRefusal, stateOf } from '../../../src/core/query/life.ts';
import { memorialOf, memorialText } from '../../../src/core/query/memorial.ts';
import { DEFAULT_QUERY_POLICY as POLICY } from '../../../src/core/query/policy.ts';
import { questionnaireOf, questionnaireResponseOf } from '../../../src/core/query/questionnaire.ts';
import { readQueryRecord } from '../../../src/core/query/read.ts';
import type { QueryRecord } from '../../../src/core/query/record.ts';
import { drafts, lexicon } from './content.ts';
import {
  closed,
  documented,
  drafted,
  escalated,
  HOUR,
  recordWith,
  reminded,
  responded,
  sent,
  T0,
  viewed,
  withdrawn,
  ZONE,
} from './record.ts';

const filed = {
  type: { system: 'http://loinc.org', code: '34109-9', display: 'Note' },
  author: { reference: sourceRef('Practitioner/3'), display: 'J. Doe' },
};
const FILES = { ...POLICY, queryPartOfRecord: true };
const blocked = {
  version: '1.0.0',
  findings: [{ rule: 'QL020', severity: 'E' as const, at: 'title', message: 'The title names it.' }],
  overrides: [],
};
const resource = <T>(built: { readonly ok: true; readonly resource: T } | { readonly ok: false; readonly why: string }): T => {
  if (!built.ok) throw new Error(built.why);
  return built.resource;
};
const answered = recordWith([
  sent(),
  viewed(1),
  reminded(24),
  responded(26, 'agree-validated', 'Lactate 3.1 \u2265 2, MAP 58 \u2013 treated'),
  documented(30),
]);

describe('a query as FHIR', () => {
  test('carries its own identifier everywhere, so that a second try creates nothing', () => {
    const written = [taskOf(answered, FILES, ZONE), communicationOf(answered, ZONE), documentOf(answered, FILES, filed, ZONE)].map(
      (built) => resource<{ identifier: unknown }>(built),
    );
    for (const each of written) expect(each.identifier).toEqual([{ system: 'urn:corroborate:query', value: 'k-1' }]);
    expect(resource(questionnaireResponseOf(answered, ZONE)).identifier).toEqual(identifierOf(answered));
    expect(ifNoneExist({ key: 'a|b' })).toBe('identifier=urn%3Acorroborate%3Aquery|a%7Cb');
  });

  test('is a Task whose status follows its life and whose period is the time to answer', () => {
    const status = (record: QueryRecord) => resource(taskOf(record, POLICY, ZONE)).status;
    expect(status(drafted())).toBe('draft');
    expect(status(recordWith([sent()]))).toBe('requested');
    expect(status(recordWith([sent(), viewed(1)]))).toBe('received');
    expect(status(recordWith([sent(), escalated(72, 1)]))).toBe('requested');
    expect(status(recordWith([sent(), responded(1)]))).toBe('accepted');
    expect(status(recordWith([sent(), responded(1, 'wrong-recipient')]))).toBe('rejected');
    expect(status(answered)).toBe('completed');
    expect(status(recordWith([sent(), closed(99, 'unresponded')]))).toBe('failed');
    expect(status(recordWith([sent(), withdrawn(1)]))).toBe('cancelled');
    const task = resource(taskOf(recordWith([sent()]), POLICY, ZONE, sourceRef('Communication/8')));
    expect(task).toMatchObject({
      ...{
        intent: 'order',
        focus: { reference: 'Communication/8' },
        for: { reference: 'Patient/1' },
        encounter: { reference: 'Encounter/1' },
      },
      ...{ owner: { reference: 'Practitioner/7', display: 'Dr. Reyes' }, businessStatus: { text: 'sent' } },
      restriction: { period: { start: '2026-03-02T15:00:00-05:00', end: '2026-03-05T15:00:00-05:00' } },
    });
    expect(resource(taskOf(recordWith([sent()], { timing: 'post-bill' }), POLICY, ZONE)).restriction).toBeUndefined();
  });

  test('is a Communication with exactly the text that passed the checks', () => {
    const message = resource(communicationOf(recordWith([sent()]), ZONE));
    expect(message.payload).toEqual([{ contentString: drafted().text }]);
    expect(message).toMatchObject({ status: 'completed', sent: '2026-03-02T15:00:00-05:00', recipient: [{ reference: 'Practitioner/7' }] });
    expect(resource(communicationOf(drafted(), ZONE)).sent).toBeUndefined();
    expect(resource(communicationOf(recordWith([sent(), withdrawn(1)]), ZONE)).status).toBe('stopped');
  });

  test('is filed as a document by the rules of the strictest server, and survives its encoding', () => {
    const document = resource(documentOf(answered, FILES, filed, ZONE));
    expect(Object.keys(document).sort()).toEqual([
      'author',
      'content',
      'context',
      'date',
      'docStatus',
      'identifier',
      'resourceType',
      'status',
      'subject',
      'type',
    ]);
    expect([document.status, document.docStatus]).toEqual(['current', 'final']);
    expect([document.type.coding.length, document.author.length, document.content.length, document.context.encounter.length]).toEqual([
      1, 1, 1, 1,
    ]);
    expect(document.author[0].reference).toBe('Practitioner/3');
    expect(document.context.period.end).toMatch(/T\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
    expect(document.date).toMatch(/T\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
    const { contentType, data } = document.content[0].attachment;
    expect(contentType).toBe('text/plain;charset=utf-8');
    const text = Buffer.from(data, 'base64').toString('utf8');
    expect(Buffer.from(text, 'utf8').toString('base64')).toBe(data);
    expect(text).toContain(answered.text);
    expect(text).toContain('Clinical basis: Lactate 3.1 >= 2, MAP 58 - treated');
    const named = recordWith([sent(), responded(1, 'agree-validated', 'Dr. Mu\u00f1oz \u00e9crit \ud83d\ude00')]);
    expect(Buffer.from(resource(documentOf(named, FILES, filed, ZONE)).content[0].attachment.data, 'base64').toString('utf8')).toContain(
      'Mu\u00f1oz \u00e9crit \ud83d\ude00',
    );
  });

  test('is not filed while the policy is silent or says no, nor before an answer, nor once withdrawn', () => {
    for (const queryPartOfRecord of [null, false])
      expect(documentOf(answered, { ...POLICY, queryPartOfRecord }, filed, ZONE)).toMatchObject({ ok: false });
    for (const record of [drafted(), recordWith([sent()]), recordWith([sent(), withdrawn(1)])])
      expect(documentOf(record, FILES, filed, ZONE)).toEqual({ ok: false, why: 'A query is filed once it is answered.' });
  });

  test('is a form with its options as sent, nothing required, nothing chosen, and the answer beside it', () => {
    const form = resource(questionnaireOf(drafted()));
    const question = form.item.find(({ linkId }) => linkId === 'answer');
    expect(question?.answerOption?.map(({ valueCoding }) => valueCoding.display)).toEqual(drafted().draft.options.map(({ text }) => text));
    expect(JSON.stringify(form)).not.toMatch(/initial/i);
    expect(form.item.some(({ required }) => (required as boolean | undefined) === true)).toBe(false);
    const response = resource(questionnaireResponseOf(answered, ZONE));
    expect(response.contained[0].id).toBe('form');
    expect([response.questionnaire, response.status]).toEqual(['#form', 'completed']);
    expect(response.author).toEqual({ reference: 'Practitioner/7', display: 'Dr. Reyes' });
    expect(response.item[0]?.answer?.[0]).toMatchObject({ valueCoding: { code: '1-confirmed' } });
    expect(resource(questionnaireResponseOf(recordWith([sent()]), ZONE))).toMatchObject({ status: 'in-progress' });
  });

  test('guesses no diagnosis where several were offered', () => {
    const { draft } = drafted();
    const diagnosis = (text: string) => ({ text, kind: 'diagnosis' as const, indicatorRefs: ['Observation/1'], alreadyDocumented: false });
    const record = recordWith([sent(), responded(1, 'agree-new-diagnosis')], {
      draft: { ...draft, options: [diagnosis('A'), diagnosis('B')] },
    });
    expect(resource(questionnaireResponseOf(record, ZONE)).item[0]?.answer?.[0]).toEqual({ valueString: 'a diagnosis was given' });
  });

  test('names what it rests on, without searches, places in notes, or a condition', () => {
    const provenance = provenanceOf(answered, 'urn:uuid:1', T0, ZONE);
    expect(provenance.entity.flatMap(({ what }) => what.reference ?? [])).toEqual(['Observation/1', 'DocumentReference/9']);
    const all = [
      taskOf(answered, FILES, ZONE),
      communicationOf(answered, ZONE),
      documentOf(answered, FILES, filed, ZONE),
      questionnaireResponseOf(answered, ZONE),
      provenance,
    ];
    expect(JSON.stringify(all)).not.toMatch(/"resourceType":"Condition"/);
  });

  test('with a blocking finding is built in no form at all', () => {
    const record = { ...answered, lint: blocked };
    const all = [
      taskOf(record, FILES, ZONE),
      communicationOf(record, ZONE),
      documentOf(record, FILES, filed, ZONE),
      questionnaireOf(record),
      questionnaireResponseOf(record, ZONE),
    ];
    for (const built of all) expect(built).toEqual({ ok: false, why: 'Not sent (QL020, title): The title names it.' });
  });
});

describe('the audit sheet', () => {
  const words = (record: QueryRecord) =>
    auditSheet(record, { lexicon, zone: ZONE, now: T0 + 50 * HOUR }).sections.flatMap(({ rows }) =>
      rows.map(({ label, text }) => `${label}: ${text}`),
    );

  test('holds ids and versions, people, times, findings with value, unit, time and ref, answers, hash and history', () => {
    const sheet = auditSheet(answered, { lexicon, zone: ZONE, now: T0 + 50 * HOUR });
    const text = words(answered).join('\n');
    for (const part of [
      'k-1',
      'sepsis/validation',
      'sepsis 1.0.0',
      'Linter: 1.0.0',
      'J. Doe, CDI specialist',
      'Dr. Reyes',
      '2026-03-02T15:00:00-05:00',
      'clinical validation',
      'multiple choice',
      'Lactate: 3.1 mmol/L; 2026-03-02T14:00:00-05:00; for',
      'Sepsis ruled out',
      'ab'.repeat(32),
      'Time to answer: 26 hours',
      'reminder 1',
      'answered: the documented diagnosis was confirmed',
    ])
      expect(text, part).toContain(part);
    expect(sheet.sections.find(({ heading }) => heading === 'History')?.rows).toHaveLength(answered.history.length);
    expect(sheet.sections.flatMap(({ rows }) => rows).find(({ label }) => label === 'Lactate')?.ref).toBe('Observation/1');
  });

  test('shows warnings with the reason for keeping them, without the word in question', () => {
    const lint = {
      version: '1.0.0',
      findings: [{ rule: 'QL024', severity: 'W' as const, at: 'body', message: '"CC" can be read in its coding sense.' }],
      overrides: [{ rule: 'QL024', at: 'body', reason: 'chief complaint' }],
    };
    expect(words(drafted({ lint })).find((each) => each.startsWith('QL024'))).toBe(
      'QL024, body: needs a reason: A word with two meanings. Kept, reason: chief complaint',
    );
  });

  test('holds no word of money, whoever wrote it, and says where one was left out', () => {
    const comment = 'Needed for the DRG and the reimbursement';
    const record = recordWith([
      sent(),
      { kind: 'responded', at: T0 + HOUR, by: 'Dr. Reyes', response: 'agree-validated', basis: null, comment },
    ]);
    const text = words(record).join('\n');
    expect(text).not.toMatch(/DRG|reimburse/i);
    expect(text).toContain('left out of this sheet');
  });

  test('of every query of every case holds no forbidden word and leaves nothing out', () => {
    expect(drafts.length).toBeGreaterThan(20);
    for (const { name, draft } of drafts) {
      const text = words(drafted({ draft, text: `${draft.title}\n\n${draft.body}` })).join('\n');
      expect(text, name).not.toContain('left out of this sheet');
      expect(text, name).not.toMatch(/undefined|null|NaN|\[object/);
    }
  });
});

describe('a verbal query', () => {
  const { history: _, ...record } = drafted();
  const verbal = { record, askedAt: T0 - HOUR, to: 'Dr. Reyes' };

  test('is written down with who, when, findings, answers offered and the answer', () => {
    const memorial = memorialOf({ ...verbal, answer: { at: T0 - HOUR, response: 'disagree-ruled-out', basis: 'Viral illness' } });
    if (isRefusal(memorial)) throw new Error(memorial.refused);
    expect(stateOf(memorial)).toBe('responded');
    expect(memorial.history.find(({ kind }) => kind === 'sent')).toMatchObject({ via: 'verbal', to: 'Dr. Reyes', at: T0 - HOUR });
    const text = memorialText(memorial, ZONE, T0);
    for (const part of [
      'Verbal query, 03-02 14:00: J. Doe, CDI specialist, asked Dr. Reyes.',
      'Lactate 3.1 mmol/L',
      '- Sepsis ruled out',
      '- Unable to determine',
      'ruled out. Clinical basis: Viral illness',
    ])
      expect(text).toContain(part);
    expect(readQueryRecord(memorial)).toEqual(memorial);
  });

  test('holds to the same standard as a written one', () => {
    expect(memorialOf({ ...verbal, record: { ...record, lint: blocked }, answer: null })).toMatchObject({
      refused: expect.stringMatching(/QL020/),
    });
  });

  test('without an answer yet is waiting, and a written query has no memorial', () => {
    const memorial = memorialOf({ ...verbal, answer: null });
    expect(isRefusal(memorial) ? '' : memorialText(memorial, ZONE, T0)).toMatch(/No answer yet\.$/);
    expect(memorialText(answered, ZONE, T0)).toBe('');
  });
});

describe('a record from the store or an import', () => {
  const copy = (record: QueryRecord): Record<string, unknown> => JSON.parse(JSON.stringify(record)) as Record<string, unknown>;

  test('is read back as it was written, for every query of every case', () => {
    expect(readQueryRecord(copy(answered))).toEqual(answered);
    for (const { name, draft } of drafts) {
      const record = drafted({ draft });
      expect(readQueryRecord(copy(record)), name).toEqual(copy(record));
    }
  });

  test('is refused whole when anything is missing, more, or of the wrong kind', () => {
    const whole = copy(answered);
    for (const key of Object.keys(whole)) {
      const { [key]: __, ...rest } = whole;
      expect(readQueryRecord(rest), key).toBeNull();
      expect(readQueryRecord({ ...whole, [key]: true }), key).toBeNull();
    }
    expect(readQueryRecord({ ...whole, more: 1 })).toBeNull();
    expect(readQueryRecord({ ...whole, evidenceHash: 'none' })).toBeNull();
    for (const other of [null, undefined, 'x', 3, [], {}]) expect(readQueryRecord(other)).toBeNull();
  });

  test('is refused when its history could not have happened, or it says it was sent with a blocking finding', () => {
    expect(readQueryRecord({ ...copy(answered), history: [...answered.history].reverse() })).toBeNull();
    expect(readQueryRecord({ ...copy(answered), lint: blocked })).toBeNull();
    expect(readQueryRecord({ ...copy(drafted()), lint: blocked })).not.toBeNull();
  });
});
