import { useEffect, useState } from 'preact/hooks';
import type { QueryType } from '../../../ehr/index.ts';
import { Confirm } from './Confirm.tsx';
import { pendingIn, type SendOutcome, sendOut, VIA } from './outbox.ts';
import { recordOf } from './record-of.ts';
import { type Leaving, passGuards } from './send-out.ts';
import { writeWords as say } from './words.ts';

/** Sends the draft on screen to the EHR: judged by every guard when it is shown, and again at the moment it is sent. */
export function ConfirmWrite({
  leaving,
  type,
  changes,
  onReviewed,
  onBack,
}: {
  readonly leaving: Leaving;
  readonly type: QueryType;
  readonly changes: { readonly gone: readonly string[]; readonly came: readonly string[] };
  readonly onReviewed: () => void;
  readonly onBack: () => void;
}) {
  const { app, review, policy, recipient } = leaving;
  const [fault, setFault] = useState<string | null>(null);
  const record = recordOf(leaving);
  const { text } = record;
  const isPending = pendingIn(app, review.encounter).some((each) => each.query === record.key && each.type === type);
  useEffect(() => {
    let isCurrent = true;
    void passGuards(leaving, VIA[type]).then((passed) => isCurrent && setFault(passed.ok ? null : passed.why));
    return () => {
      isCurrent = false;
    };
  }, [text, recipient?.name, review, leaving.isChanged, type]);
  const send = async (): Promise<SendOutcome> => {
    const passed = await passGuards(leaving, VIA[type]);
    if (!passed.ok) return { kind: 'not-built', why: passed.why };
    return sendOut(app, passed.record, type, { policy, zone: review.zone, to: recipient?.name ?? '', at: leaving.now });
  };
  return (
    <Confirm
      record={record}
      type={type}
      to={recipient?.name ?? null}
      changes={changes}
      blocked={isPending ? say.uncertain : fault}
      onReviewed={onReviewed}
      onSend={send}
      onBack={onBack}
    />
  );
}
