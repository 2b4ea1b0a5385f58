import { type SourceRef, sourceRef } from '../../../core/chart/fact.ts';
import { type Built, communicationOf, documentOf, identifierOf, taskOf } from '../../../core/query/fhir.ts';
import type { Written } from '../../../core/query/fhir-shapes.ts';
import { append, isRefusal } from '../../../core/query/life.ts';
import type { QueryPolicy } from '../../../core/query/policy.ts';
import { filing } from '../../../core/query/policy-gate.ts';
import { questionnaireResponseOf } from '../../../core/query/questionnaire.ts';
import type { QueryRecord, SentBy } from '../../../core/query/record.ts';
import { responseLines } from '../../../core/query/response-text.ts';
import type { QueryType, Write, WriteOutcome } from '../../../ehr/index.ts';
import type { Sending } from '../../../store/index.ts';
import { hospitalNow } from '../../hospital-now.ts';
import type { App } from '../../model.ts';
import { type ProofState, proofOf, prove, userRef } from './proof.ts';
import { countedAs, faultOf, keep } from './send-out.ts';
import { writeWords as say } from './words.ts';

export const VIA: Readonly<Record<QueryType, SentBy>> = {
  Communication: 'communication',
  Task: 'task',
  DocumentReference: 'document',
  QuestionnaireResponse: 'questionnaire-response',
};

/** LOINC "Note": the one type of a filed query and its answer. */
const NOTE = { system: 'http://loinc.org', code: '34109-9', display: 'Note' } as const;

/** The resource of a query in one type, or why the hospital's policy or the query itself does not allow it. */
export function builtAs(app: App, record: QueryRecord, type: QueryType, policy: QueryPolicy, zone: string | null): Built<Written> {
  if (type === 'Communication') return communicationOf(record, zone);
  if (type === 'Task') return taskOf(record, policy, zone, writtenRef(record));
  if (policy.queryPartOfRecord !== true) return { ok: false, why: filing(policy) };
  if (type === 'QuestionnaireResponse') return questionnaireResponseOf(record, zone);
  const { fhirUser, userName } = app.session;
  if (fhirUser === null) return { ok: false, why: say.noUser };
  const author = { reference: sourceRef(userRef(fhirUser)), display: userName ?? record.author.name };
  return documentOf(record, policy, { type: NOTE, author }, zone);
}

/** The message that carries the text, where it was written to the EHR. */
const writtenRef = (record: QueryRecord): SourceRef | null => {
  const sent = record.history.findLast((each) => each.kind === 'sent');
  return sent?.kind === 'sent' && sent.ref !== undefined && /^Communication\//.test(sent.ref) ? sourceRef(sent.ref) : null;
};

/** A sending that is noted down before it is tried. It stays until it is known how it ended. */
export interface Pending extends Sending {
  readonly type: QueryType;
}

const keyOf = (record: QueryRecord, type: QueryType): string => `${record.encounter} outbox ${record.key} ${type}`;
const isQueryType = (type: string): type is QueryType => Object.hasOwn(VIA, type);

/** What was sent from this encounter and has no known answer. */
export const pendingIn = (app: App, encounter: string): readonly Pending[] =>
  app.kept.value.sendings.flatMap((one): Pending[] =>
    one.encounter === encounter && isQueryType(one.type) ? [{ ...one, type: one.type }] : [],
  );

const noted = (record: QueryRecord, type: QueryType, to: string, at: number): Pending => ({
  ...{ key: keyOf(record, type), encounter: record.encounter, query: record.key, type, to, at },
});

const NOTED_MS = 3000;

/** Notes a sending down and waits until it is really kept; false when that could not be seen, and then nothing is sent. */
async function noteDown(app: App, one: Pending): Promise<boolean> {
  app.put('sending', one);
  for (const until = Date.now() + NOTED_MS; Date.now() < until; ) {
    if ((await app.all('sending')).some(({ key, at }) => key === one.key && at === one.at)) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  app.drop('sending', one.key);
  return false;
}

/** How a sending ended; `proof`: whether the EHR holds where it comes from. */
export type SendOutcome =
  | (WriteOutcome & { readonly proof?: ProofState })
  | { readonly kind: 'not-stored' }
  | { readonly kind: 'not-built'; readonly why: string };

const writeOf = (record: QueryRecord, resource: Written): Omit<Write, 'patient'> => ({
  resource: resource as unknown as Write['resource'],
  identifier: identifierOf(record),
});

/**
 * Sends a query that passed every guard, at most once: noted down first, written with its identifier, and entered in its history only when the EHR is known to
 * hold it. Without an answer it stays noted, and only a person goes on.
 */
export async function sendOut(
  app: App,
  passed: QueryRecord,
  type: QueryType,
  by: { readonly policy: QueryPolicy; readonly zone: string | null; readonly to: string; readonly at: number },
): Promise<SendOutcome> {
  // The EHR would answer with the first one: it cannot be told to whom the number belongs.
  if (passed.history.some((each) => each.kind === 'sent' && each.via === VIA[type])) return { kind: 'not-built', why: say.sentBefore };
  const at = Math.max(by.at, ...passed.history.map((each) => each.at));
  const sent = { kind: 'sent', at, by: passed.author.name, to: by.to, via: VIA[type] } as const;
  const trial = append(passed, sent);
  if (isRefusal(trial)) return { kind: 'not-built', why: trial.refused };
  const built = builtAs(app, trial, type, by.policy, by.zone);
  if (!built.ok) return { kind: 'not-built', why: built.why };
  keep(app, passed);
  const one = noted(passed, type, by.to, at);
  if (!(await noteDown(app, one))) return { kind: 'not-stored' };
  return goOut(app, one, passed, built.resource, by.zone);
}

/** Looks whether a pending sending arrived; sends nothing. */
export async function lookAgain(
  app: App,
  one: Pending,
  by: { readonly policy: QueryPolicy; readonly zone: string | null },
): Promise<SendOutcome> {
  const record = app.kept.value.queries.find(({ key }) => key === one.query);
  if (!record) return { kind: 'not-built', why: say.noQuery };
  const trial = append(record, { kind: 'sent', at: one.at, by: record.author.name, to: one.to, via: VIA[one.type] });
  const built = builtAs(app, isRefusal(trial) ? record : trial, one.type, by.policy, by.zone);
  if (!built.ok) return { kind: 'not-built', why: built.why };
  const way = await app.writeBack?.();
  const outcome = way ? await way.look(writeOf(record, built.resource)) : ({ kind: 'uncertain' } as const);
  settle(app, one, outcome);
  return way && outcome.kind === 'exists' ? { ...outcome, proof: await proofOf(way, record, outcome) } : outcome;
}

/** Files a query that was sent before in a further form: its task, or its document once it is answered. Nothing of its history changes. */
export async function fileOut(
  app: App,
  record: QueryRecord,
  type: QueryType,
  by: { readonly policy: QueryPolicy; readonly zone: string | null },
): Promise<SendOutcome> {
  const built = builtAs(app, record, type, by.policy, by.zone);
  if (!built.ok) return { kind: 'not-built', why: built.why };
  // The text passed when it was sent; what was answered since then is in it now.
  const fault = await faultOf(app, responseLines(record, by.zone).join('\n'));
  if (fault !== null) return { kind: 'not-built', why: fault };
  const one = noted(record, type, '', hospitalNow(app));
  if (!(await noteDown(app, one))) return { kind: 'not-stored' };
  return goOut(app, one, record, built.resource, by.zone);
}

/** One resource out, entered as soon as it is known to be there, then its Provenance. The note of it goes last: a tab that ends in between asks again. */
async function goOut(app: App, one: Pending, record: QueryRecord, resource: Written, zone: string | null): Promise<SendOutcome> {
  const way = await app.writeBack?.();
  if (!way) return { kind: 'uncertain' };
  const outcome = await way.send(writeOf(record, resource));
  enterSent(app, one, outcome);
  const hasArrived = outcome.kind === 'written' || outcome.kind === 'exists';
  const proof = hasArrived ? await prove(app, way, record, { outcome, at: one.at, zone }) : null;
  if (outcome.kind !== 'uncertain') app.drop('sending', one.key);
  return proof === null ? outcome : { ...outcome, proof };
}

/** What is known of a sending is entered; what is not stays noted down. */
function settle(app: App, one: Pending, outcome: WriteOutcome): void {
  if (outcome.kind === 'uncertain') return;
  enterSent(app, one, outcome);
  app.drop('sending', one.key);
}

function enterSent(app: App, one: Pending, outcome: WriteOutcome): void {
  if (outcome.kind !== 'written' && outcome.kind !== 'exists') return;
  const record = app.kept.value.queries.find(({ key }) => key === one.query);
  if (!record || one.to === '') return;
  const ref = outcome.ref === null ? {} : { ref: outcome.ref };
  const sent = append(record, { kind: 'sent', at: one.at, by: record.author.name, to: one.to, via: VIA[one.type], ...ref });
  if (isRefusal(sent)) return;
  app.put('query', sent);
  app.count('query.sent', { prompt: countedAs(record.draft), detail: VIA[one.type] });
  app.audit('query-sent', record.key);
}

/** Leaves a sending alone whose resource was looked for and is not there. */
export const forget = (app: App, one: Pending): void => {
  app.drop('sending', one.key);
  app.audit('query-changed', `${one.query}:not-sent`);
};
