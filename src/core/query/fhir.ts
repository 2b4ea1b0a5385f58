import type { Instant, SourceRef } from '../chart/fact.ts';
import { isoInZone } from '../chart/instant.ts';
import { answeredAt, roundOf } from './course.ts';
import type { CodeableConcept, Coding, Communication, DocumentReference, Identifier, Provenance, Reference, Task } from './fhir-shapes.ts';
import { stateOf, unfit } from './life.ts';
import type { QueryPolicy } from './policy.ts';
import { filing } from './policy-gate.ts';
import type { QueryRecord, QueryState } from './record.ts';
import { responseLines } from './response-text.ts';
import { utf8Base64 } from './utf8-base64.ts';
import { PURPOSE_WORDS, STATE_WORDS } from './words.ts';

/** System of the identifiers that all of a query's resources carry. */
export const IDENTIFIER_SYSTEM = 'urn:corroborate:query';

/** A resource to write, or why it may not be written. */
export type Built<T> = { readonly ok: true; readonly resource: T } | { readonly ok: false; readonly why: string };

const refused = (why: string): { readonly ok: false; readonly why: string } => ({ ok: false, why });

/** The query's own identifier: the same key gives the same resource, so that a second try creates no second one. */
export const identifierOf = (record: Pick<QueryRecord, 'key'>): Identifier => ({ system: IDENTIFIER_SYSTEM, value: record.key });

/** The value of `If-None-Exist` for a create. */
export const ifNoneExist = (record: Pick<QueryRecord, 'key'>): string =>
  `identifier=${encodeURIComponent(IDENTIFIER_SYSTEM)}|${encodeURIComponent(record.key)}`;

/** A withdrawn query stays what it was sent as; one that was never fit to send is written nowhere (QL077). */
export const writable = (record: QueryRecord): string | null => unfit(record);

const to = (ref: SourceRef): Reference => ({ reference: ref });
const named = (recipient: NonNullable<QueryRecord['recipient']>): Reference => ({
  ...(recipient.ref === null ? {} : { reference: recipient.ref }),
  display: recipient.name,
});
const authorOf = (record: QueryRecord): Reference => ({ display: `${record.author.name}, ${record.author.role}` });
const words = (text: string): CodeableConcept => ({ text });
/** FHIR dates carry their offset; without a zone they are UTC. */
export const dateTime = (at: Instant, zone: string | null): string => isoInZone(at, zone);

const TASK_STATUS: Readonly<Record<QueryState, Task['status']>> = {
  drafted: 'draft',
  sent: 'requested',
  viewed: 'received',
  escalated: 'requested',
  responded: 'accepted',
  documented: 'completed',
  closed: 'completed',
  'closed-unresponded': 'failed',
  withdrawn: 'cancelled',
};

function taskStatus(record: QueryRecord): Task['status'] {
  const round = roundOf(record);
  if (round.withdrawn?.reason === 'sent-in-error') return 'entered-in-error';
  return round.misdirected ? 'rejected' : TASK_STATUS[round.state];
}

/**
 * The query as a Task: the canonical form of its life. `restriction.period` is the time to answer of the policy; absent where none is set. `focus`: the
 * Communication or QuestionnaireResponse that carries the text, once it is written.
 */
export function taskOf(record: QueryRecord, policy: QueryPolicy, zone: string | null, focus: SourceRef | null = null): Built<Task> {
  const why = writable(record);
  if (why !== null) return refused(why);
  const { sent } = roundOf(record);
  const hours = policy.responseHours[record.timing];
  const last = Math.max(record.createdAt, ...record.history.map(({ at }) => at));
  const end = sent === null || hours === null ? null : sent.at + hours * 3_600_000;
  return {
    ok: true,
    resource: {
      resourceType: 'Task',
      identifier: [identifierOf(record)],
      status: taskStatus(record),
      businessStatus: words(STATE_WORDS[stateOf(record)]),
      intent: 'order',
      description: record.draft.title,
      ...(focus === null ? {} : { focus: to(focus) }),
      for: to(record.patient),
      encounter: to(record.encounter),
      authoredOn: dateTime(record.createdAt, zone),
      lastModified: dateTime(last, zone),
      requester: authorOf(record),
      ...(record.recipient === null ? {} : { owner: named(record.recipient) }),
      reasonCode: words(`Documentation query: ${PURPOSE_WORDS[record.draft.purpose]}`),
      ...(sent === null || end === null ? {} : { restriction: { period: { start: dateTime(sent.at, zone), end: dateTime(end, zone) } } }),
    },
  };
}

/** The query as a message to the provider: exactly the text that passed the checks. */
export function communicationOf(record: QueryRecord, zone: string | null): Built<Communication> {
  const why = writable(record);
  if (why !== null) return refused(why);
  const { sent, withdrawn } = roundOf(record);
  const status =
    withdrawn !== null
      ? withdrawn.reason === 'sent-in-error'
        ? 'entered-in-error'
        : 'stopped'
      : sent === null
        ? 'preparation'
        : 'completed';
  return {
    ok: true,
    resource: {
      resourceType: 'Communication',
      identifier: [identifierOf(record)],
      status,
      subject: to(record.patient),
      encounter: to(record.encounter),
      topic: words('Documentation query'),
      ...(sent === null ? {} : { sent: dateTime(sent.at, zone) }),
      sender: authorOf(record),
      ...(record.recipient === null ? {} : { recipient: [named(record.recipient)] as const }),
      reasonCode: [words(PURPOSE_WORDS[record.draft.purpose])],
      payload: [{ contentString: record.text }],
    },
  };
}

/** What a site and the signed-in user add to a document: its one type, and the one author, who is the user. */
export interface Filing {
  readonly type: Coding;
  readonly author: { readonly reference: SourceRef; readonly display: string };
}

/**
 * The query and its answer as a document of the record. By the rules of the strictest server seen: status current, docStatus final, one type, one author, one
 * content with charset, one encounter, a period with an end and a time. Only where the policy says that queries are part of the record, and only once
 * there is an answer: a final note that is still open would be none.
 */
export function documentOf(record: QueryRecord, policy: QueryPolicy, filed: Filing, zone: string | null): Built<DocumentReference> {
  if (policy.queryPartOfRecord !== true) return refused(filing(policy));
  const why = writable(record);
  if (why !== null) return refused(why);
  const round = roundOf(record);
  const answered = answeredAt(round);
  if (round.sent === null || answered === null || round.withdrawn !== null) return refused('A query is filed once it is answered.');
  const at = dateTime(answered, zone);
  const text = [record.text, '', ...responseLines(record, zone)].join('\n');
  return {
    ok: true,
    resource: {
      resourceType: 'DocumentReference',
      identifier: [identifierOf(record)],
      status: 'current',
      docStatus: 'final',
      type: { coding: [filed.type] },
      subject: to(record.patient),
      date: at,
      author: [filed.author],
      content: [
        {
          attachment: {
            contentType: 'text/plain;charset=utf-8',
            data: utf8Base64(text),
            title: 'Documentation query and response',
            creation: at,
          },
        },
      ],
      context: { encounter: [to(record.encounter)], period: { start: dateTime(round.sent.at, zone), end: at } },
    },
  };
}

/** Who confirmed a writing, and the software that made it. */
export interface Maker {
  readonly user: Reference;
  readonly software: { readonly name: string; readonly version: string };
}

/**
 * Where a written resource comes from: who confirmed it (the query's author where `maker` is not given), the software and its version, and what it rests on: the query by its identifier, the checklist and its version, and
 * the resources of the chart that it shows. `target`: the written resource, or its place in a bundle ('urn:uuid:...').
 */
export function provenanceOf(
  record: QueryRecord,
  target: string,
  recorded: Instant,
  zone: string | null,
  maker: Maker | null = null,
): Provenance {
  const { draft } = record;
  const refs = [...draft.indicators.map(({ ref }) => ref), ...draft.documentedStatements.map(({ ref }) => ref)];
  // a search that found nothing is no resource; characters of a note are not addressable
  const shown = [...new Set(refs.filter((ref) => !ref.startsWith('search:')).map((ref) => ref.split('#')[0] ?? ref))];
  return {
    resourceType: 'Provenance',
    target: [{ reference: target }],
    recorded: dateTime(recorded, zone),
    activity: words(`Documentation query, evidence hash ${record.evidenceHash}`),
    agent: [
      { type: words('author'), who: maker?.user ?? authorOf(record) },
      ...(maker === null ? [] : [{ type: words('assembler'), who: { display: `${maker.software.name} ${maker.software.version}` } }]),
    ],
    entity: [
      { role: 'source', what: { identifier: identifierOf(record) } },
      { role: 'source', what: { identifier: { system: 'urn:corroborate:checklist', value: `${draft.checklist}@${draft.version}` } } },
      ...shown.map((reference) => ({ role: 'source' as const, what: { reference } })),
    ],
  };
}
