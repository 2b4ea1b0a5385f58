import { roundOf } from '../../../core/query/course.ts';
import { isOpen } from '../../../core/query/life.ts';
import type { QueryPolicy } from '../../../core/query/policy.ts';
import type { QueryRecord } from '../../../core/query/record.ts';
import type { App } from '../../model.ts';
import type { Recipient } from './recipients.ts';

/** Lints a record as it would leave now; null when it could not be done, and then nothing leaves. */
export async function lintNow(
  app: App,
  record: QueryRecord,
  { recipients, policy, now }: { readonly recipients: readonly Recipient[]; readonly policy: QueryPolicy; readonly now: number },
): Promise<QueryRecord['lint'] | null> {
  const open = app.kept.value.queries
    .filter((each) => each.key !== record.key && each.encounter === record.encounter && isOpen(each))
    // The template's id tells a draft from its twin in the linter: another key is another query.
    .map((each) => ({ id: each.key, concept: each.concept, recipient: roundOf(each).lastSent?.to ?? each.recipient?.name ?? '' }));
  const names = (app.identity.value?.name ?? '').split(/[\s,]+/).filter((part) => part.length > 2);
  const providers = recipients.length === 0 ? null : recipients.map(({ name }) => name);
  try {
    const answer = await app.query?.({ what: 'lint', record, around: { names, providers, open, policy, now } });
    return answer?.what === 'lint' ? answer.lint : null;
  } catch {
    return null;
  }
}
