import type { QueryDraft } from '../../../core/compose/statement.ts';
import type { PromptKind } from '../../../core/evaluate/result.ts';
import { append, isRefusal, openQueryFor, unfit } from '../../../core/query/life.ts';
import type { QueryPolicy } from '../../../core/query/policy.ts';
import { heldByPolicy } from '../../../core/query/policy-gate.ts';
import type { QueryRecord, SentBy } from '../../../core/query/record.ts';
import { type CopyOutcome, copyText, plainAscii } from '../../clipboard.ts';
import { faultOfText } from '../../may-leave.ts';
import type { App } from '../../model.ts';
import { dayClock } from '../../time.ts';
import { placeWords } from './checks.ts';
import { dischargedAt } from './discharged.ts';
import { lintNow } from './lint-around.ts';
import type { Recipient } from './recipients.ts';
import { type Composed, evidenceHash, recordOf } from './record-of.ts';
import { queryWords as say } from './words.ts';

/** Everything a way out is judged by. */
export interface Leaving extends Composed {
  readonly policy: QueryPolicy;
  readonly recipients: readonly Recipient[];
  /** The evidence changed since the user last looked at it. */
  readonly isChanged: boolean;
}

/** A record that may leave now, or why not: with the place in the draft and, for a question that was asked before, the query that asks it. */
export type Passed =
  | { readonly ok: true; readonly record: QueryRecord }
  | { readonly ok: false; readonly why: string; readonly at: string | null; readonly rule: string | null; readonly asked: string | null };

const refused = (why: string, at: string | null = null, rule: string | null = null, asked: string | null = null): Passed => ({
  ok: false,
  ...{ why, at, rule, asked },
});

/** Of which kind of prompt a query counts. */
const KIND: Readonly<Partial<Record<QueryDraft['purpose'], PromptKind>>> = {
  'clinical-validation': 'validation',
  'resolve-conflict': 'conflict',
  specificity: 'specificity',
  'cause-effect': 'linkage',
  'substantiate-report': 'source',
};
export const countedAs = (draft: QueryDraft): { readonly ref: string; readonly version: string; readonly kind: PromptKind } => ({
  ref: `${draft.checklist}/${draft.id}`,
  version: draft.version,
  kind: KIND[draft.purpose] ?? 'indicator',
});

/**
 * The one gate of every way out (QL077): the view belongs to the open chart, the evidence is as the sender saw it, the linter passes the very text that leaves,
 * each warning that is kept has its reason, the question is not open with this person already, and the hospital's policy allows it. Asked anew each
 * time; nothing that was checked earlier counts.
 */
export async function passGuards(leaving: Leaving, via: SentBy): Promise<Passed> {
  const { app, review, draft, policy, recipient, now } = leaving;
  if (!app.isOwnContext()) return securityStop(app);
  if (leaving.isChanged) return refused(say.blocked.changed, 'indicators', 'QL041');
  const bare = recordOf(leaving);
  const lint = await lintNow(app, bare, leaving);
  if (lint === null) return refused(say.blocked.unchecked);
  const record: QueryRecord = {
    ...bare,
    lint,
    key: bare.key === '' ? crypto.randomUUID() : bare.key,
    evidenceHash: await evidenceHash(draft),
    history: bare.history.length === 0 ? [{ kind: 'drafted', at: now, by: bare.author.name }] : bare.history,
  };
  const twin = openQueryFor(
    app.kept.value.queries.filter((each) => each.key !== record.key),
    record.concept,
    record.recipient,
    record.encounter,
  );
  const fault = lint.findings.find(
    (each) =>
      each.severity === 'E' || (each.severity === 'W' && !lint.overrides.some((kept) => kept.rule === each.rule && kept.at === each.at)),
  );
  if (unfit(record) !== null) {
    const why = fault
      ? `${placeWords(fault.at, draft)}: ${fault.message} (${fault.rule})${fault.severity === 'W' ? ` ${say.giveReason}` : ''}`
      : (unfit(record) ?? '');
    app.count('query.checkFailed', { prompt: countedAs(draft), detail: fault?.rule ?? '' });
    return refused(why, fault?.at ?? null, fault?.rule ?? null, fault?.rule === 'QL012' ? (twin?.key ?? null) : null);
  }
  // What stays beside the text is kept with it, shown to auditors and filed: the same words are out of place there.
  const beside: readonly (readonly [string, string | null])[] = [
    ['recipient', recipient?.name ?? null],
    ['rationale', draft.rationale],
    ...lint.overrides.map(({ at, reason }) => [at, reason] as const),
  ];
  for (const [at, words] of beside) {
    const why = words === null ? null : await faultOf(app, words);
    if (why !== null) return refused(`${placeWords(at, draft)}: ${why}`, at, /\((QL\d+)\)$/.exec(why)?.[1] ?? null);
  }
  const held = heldByPolicy(record, policy, { via, now, discharged: dischargedAt(review) });
  if (held.length > 0) return refused(held.join(' '), 'format');
  if (recipient === null && via !== 'copy' && via !== 'print') return refused(say.nameRecipient, 'recipient', 'QL009');
  // Asked again after the wait: another chart may have been opened meanwhile.
  return app.isOwnContext() ? { ok: true, record } : securityStop(app);
}

function securityStop(app: App): Passed {
  app.audit('security', 'query', 'refused');
  return refused(say.blocked.context);
}

/** True when the case on screen is of another chart than the one open in the EHR. */
export const isForeign = (app: App): boolean => app.others !== undefined && app.others.launched !== app;

/** The text as it leaves: whose it is where another chart is open, the query as it passed, and by which number and time it is found again. */
export function leavingText(app: App, record: QueryRecord, now: number, zone: string | null): string {
  const identity = app.identity.value;
  const whose = isForeign(app) && identity ? `${say.forPatient(identity.name, identity.birthDate, identity.mrn)}\n\n` : '';
  return plainAscii(`${whose}${record.text}\n\n${say.stamp(record.key, dayClock(now, zone))}`);
}

/** Keeps a record that passed; the first time it counts as drafted. */
export function keep(app: App, record: QueryRecord): void {
  if (!app.kept.value.queries.some(({ key }) => key === record.key)) {
    app.count('query.drafted', { prompt: countedAs(record.draft) });
    app.audit('draft-created', record.key);
  }
  app.put('query', record);
}

/** How a way out ended. */
export type Outcome =
  | { readonly kind: 'blocked'; readonly passed: Extract<Passed, { ok: false }> }
  | { readonly kind: CopyOutcome; readonly count: number; readonly record: QueryRecord }
  | { readonly kind: 'printed' | 'saved' | 'sent' | 'passed'; readonly record: QueryRecord };

async function through(leaving: Leaving, via: SentBy, then: (record: QueryRecord) => Outcome | Promise<Outcome>): Promise<Outcome> {
  const passed = await passGuards(leaving, via);
  if (passed.ok) return then(passed.record);
  leaving.app.audit(via === 'print' ? 'printed' : 'copied', passed.rule ?? 'query', 'refused');
  return { kind: 'blocked', passed };
}

/** Copies the query, after every guard; the record of what left is kept. */
export const copyOut = (leaving: Leaving, box: HTMLTextAreaElement | null): Promise<Outcome> =>
  through(leaving, 'copy', async (record) => {
    const { app, review, now } = leaving;
    const text = leavingText(app, record, now, review.zone);
    const kind = await copyText(text, box);
    keep(app, record);
    app.count('copy.method', { prompt: countedAs(record.draft), detail: kind });
    if (kind === 'selected') app.count('copy.failed', { prompt: countedAs(record.draft) });
    else app.count('query.copied', { prompt: countedAs(record.draft) });
    app.audit('copied', record.key, kind === 'selected' ? 'failed' : 'ok');
    return { kind, count: text.length, record };
  });

/** Lets the page print, after every guard; what is printed is the record that passed. */
export const printOut = (leaving: Leaving, show: (record: QueryRecord) => void): Promise<Outcome> =>
  through(leaving, 'print', (record) => {
    keep(leaving.app, record);
    show(record);
    leaving.app.audit('printed', record.key);
    return { kind: 'printed', record };
  });

/** Passes every guard of a way without taking it: for a screen that shows what would be sent. */
export const tryOut = (leaving: Leaving, via: SentBy): Promise<Outcome> => through(leaving, via, (record) => ({ kind: 'passed', record }));

/** Marks the query as sent to its recipient; the clock of the policy starts. Taken back within ten seconds. */
export const markSent = (leaving: Leaving, via: SentBy): Promise<Outcome> =>
  through(leaving, via, (bare) => {
    const { app, now, recipient, review } = leaving;
    if (recipient === null)
      return { kind: 'blocked', passed: refused(say.nameRecipient, 'recipient', 'QL009') as Extract<Passed, { ok: false }> };
    const at = Math.max(now, ...bare.history.map((each) => each.at));
    const sent = append(bare, { kind: 'sent', at, by: bare.author.name, to: recipient.name, via });
    if (isRefusal(sent)) return { kind: 'blocked', passed: refused(sent.refused) as Extract<Passed, { ok: false }> };
    keep(app, sent);
    app.count('query.sent', { prompt: countedAs(sent.draft), detail: via });
    app.audit('query-sent', sent.key);
    const begun = Date.now();
    app.undoable.value = {
      text: say.sentTo(recipient.name, dayClock(at, review.zone)),
      undo: () => {
        const latest = app.kept.value.queries.find(({ key }) => key === sent.key) ?? sent;
        const undone = append(latest, { kind: 'sent-undone', at: at + Math.max(0, Date.now() - begun), by: bare.author.name });
        if (isRefusal(undone)) return;
        app.put('query', undone);
        app.audit('undo', sent.key);
      },
    };
    return { kind: 'sent', record: sent };
  });

/** Keeps the draft without letting anything out: what is not fit to send may be kept all the same, and says so in its checks. */
export async function saveDraft(leaving: Leaving): Promise<Outcome> {
  const { app, draft, now } = leaving;
  if (!app.isOwnContext()) return { kind: 'blocked', passed: securityStop(app) as Extract<Passed, { ok: false }> };
  const bare = recordOf(leaving);
  const lint = await lintNow(app, bare, leaving);
  const record: QueryRecord = {
    ...bare,
    lint: lint ?? bare.lint,
    key: bare.key === '' ? crypto.randomUUID() : bare.key,
    evidenceHash: await evidenceHash(draft),
    history: bare.history.length === 0 ? [{ kind: 'drafted', at: now, by: bare.author.name }] : bare.history,
  };
  if (!app.isOwnContext()) return { kind: 'blocked', passed: securityStop(app) as Extract<Passed, { ok: false }> };
  keep(app, record);
  return { kind: 'saved', record };
}

/** Copies a message beside a query (reminder, audit sheet, memorial): own chart, and its words pass the linter. Null: it left; else why not. */
export async function copyBeside(
  app: App,
  text: string,
  box: HTMLTextAreaElement | null,
  about: string,
  /** The words that are judged, where a heading of ours is none of them. */
  judged = text,
): Promise<{ readonly fault: string } | { readonly outcome: CopyOutcome; readonly count: number }> {
  const fault = await faultOf(app, judged);
  if (fault !== null) {
    app.audit('copied', about, 'refused');
    return { fault };
  }
  const plain = plainAscii(text);
  const outcome = await copyText(plain, box);
  app.count('copy.method', { detail: outcome });
  if (outcome === 'selected') app.count('copy.failed');
  app.audit('copied', about, outcome === 'selected' ? 'failed' : 'ok');
  return { outcome, count: plain.length };
}

/** Why a text beside a query may not leave; null: it may. */
export const faultOf = (app: App, text: string): Promise<string | null> => faultOfText(app, text, say.blocked);
