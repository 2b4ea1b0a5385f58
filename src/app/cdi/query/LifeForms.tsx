import type { QueryEvent, QueryRecord } from '../../../core/query/record.ts';
import type { stepsOf } from './life-steps.ts';
import { ReasonForm } from './ReasonForm.tsx';
import { ResponseForm } from './ResponseForm.tsx';
import { StepMessage } from './StepMessage.tsx';

/** Which form of a query is open. */
export type Form = { readonly kind: 'answer' | 'withdraw' | 'reopen' } | { readonly kind: 'step'; readonly of: 'reminder' | 'escalation' };

/** The form that is open for a query: an answer, a reason, or the message of a step. Words that a person types go out by `onWords`, where they are judged. */
export function LifeForms({
  form,
  step,
  record,
  zone,
  at,
  by,
  now,
  onEnter,
  onWords,
  onCancel,
}: {
  readonly form: Form | null;
  readonly step: ReturnType<typeof stepsOf>[number] | undefined;
  readonly record: QueryRecord;
  readonly zone: string | null;
  readonly at: number;
  readonly by: string;
  readonly now: number;
  readonly onEnter: (event: QueryEvent) => void;
  readonly onWords: (event: QueryEvent) => void;
  readonly onCancel: () => void;
}) {
  return (
    <>
      {step && <StepMessage step={step} record={record} zone={zone} now={now} onEnter={() => onEnter(step.event)} onCancel={onCancel} />}
      {form?.kind === 'answer' && <ResponseForm record={record} zone={zone} now={at} onEnter={onWords} onCancel={onCancel} />}
      {form?.kind === 'withdraw' && (
        <ReasonForm
          kind="withdraw"
          onCancel={onCancel}
          onEnter={(reason, comment) => onWords({ kind: 'withdrawn', at, by, reason, ...(comment === '' ? {} : { comment }) })}
        />
      )}
      {form?.kind === 'reopen' && (
        <ReasonForm
          kind="reopen"
          onCancel={onCancel}
          onEnter={(_reason, comment) => onWords({ kind: 'reopened', at, by, reason: comment })}
        />
      )}
    </>
  );
}
