import { dueAt, escalationText, reminderText, type Step } from '../../../core/query/due.ts';
import { eventWords } from '../../../core/query/history-words.ts';
import { append, isRefusal } from '../../../core/query/life.ts';
import type { QueryPolicy } from '../../../core/query/policy.ts';
import type { QueryEvent, QueryRecord } from '../../../core/query/record.ts';
import type { App } from '../../model.ts';
import { countedAs } from './send-out.ts';
import { queryWords, lifeWords as say } from './words.ts';

/** Who enters things here. */
export const authorOf = (app: App, record: QueryRecord): string => app.session.userName ?? record.author.name;

/** Nothing is entered before what stands in the history already: the clock of the chart may run behind between two readings. */
export const momentFor = (record: QueryRecord, now: number): number => Math.max(now, ...record.history.map(({ at }) => at));

/** Why an event may not be entered; null: it may. */
export function mayNot(record: QueryRecord, event: QueryEvent): string | null {
  const next = append(record, event);
  return isRefusal(next) ? next.refused : null;
}

/**
 * Enters an event in the history of a query, as kept now: another window may have entered one meanwhile. Taken back within ten seconds by keeping what stood
 * before, but for a sending, which has an event of its own. Returns why not, or null.
 */
export function enter(app: App, key: string, event: QueryEvent): string | null {
  if (!app.isOwnContext()) return queryWords.blocked.context;
  const record = app.kept.value.queries.find((each) => each.key === key);
  if (!record) return queryWords.blocked.unchecked;
  const next = append(record, event);
  if (isRefusal(next)) return next.refused;
  app.put('query', next);
  if (event.kind === 'responded') app.count('query.answered', { prompt: countedAs(record.draft), detail: event.response });
  app.audit('query-changed', `${key}:${event.kind}`);
  app.undoable.value = null;
  return null;
}

/** The message of a step of the policy: a reminder to the recipient, or to the rung named. */
export const messageFor = (record: QueryRecord, { kind }: Step, zone: string | null, now: number): string =>
  kind === 'reminder' ? reminderText(record, zone, now) : escalationText(record, zone, now);

/** The next reminder and the next rung that may be entered now, whether or not they are due. */
export function stepsOf(
  record: QueryRecord,
  policy: QueryPolicy,
  now: number,
  by: string,
): readonly (Step & { readonly event: QueryEvent })[] {
  const at = momentFor(record, now);
  const due = dueAt(record, policy, now, null).next;
  const reminded = Math.max(0, ...record.history.flatMap((each) => (each.kind === 'reminded' ? [each.step] : [])));
  const escalated = Math.max(0, ...record.history.flatMap((each) => (each.kind === 'escalated' ? [each.step] : [])));
  const rung = policy.escalationLadder[escalated];
  const steps: (Step & { readonly event: QueryEvent })[] = [];
  const reminder = due?.kind === 'reminder' ? due.step : reminded + 1;
  if (escalated === 0 && reminder <= policy.reminders.length)
    steps.push({
      kind: 'reminder',
      step: reminder,
      to: '',
      at,
      isDue: due?.kind === 'reminder' && due.isDue,
      event: { kind: 'reminded', at, by, step: reminder },
    });
  if (rung !== undefined)
    steps.push({
      ...{ kind: 'escalation' as const, step: escalated + 1, to: rung.to, at, isDue: due?.kind === 'escalation' && due.isDue },
      event: { kind: 'escalated', at, by, step: escalated + 1, to: rung.to },
    });
  return steps.filter(({ event }) => mayNot(record, event) === null);
}

/** 'Entered: reminder 1, by N. Lindgren.' */
export const enteredWords = (event: QueryEvent): string => say.entered(eventWords(event));
