import { useEffect, useRef, useState } from 'preact/hooks';
import type { QueryRecord } from '../../../core/query/record.ts';
import type { QueryType } from '../../../ehr/index.ts';
import { useApp } from '../../model.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { announce } from '../../ui/Live.tsx';
import { words } from '../../words.ts';
import styles from './Life.module.css';
import type { SendOutcome } from './outbox.ts';
import { sendWords } from './outcome-words.ts';
import { queryWords, writeWords as say } from './words.ts';

/**
 * What a person sees before anything is written to the EHR (SR-WB-4): patient, recipient, full text, evidence, and what changed since the draft was begun. The
 * chart is read once more first; nothing can be sent while that is under way or failed.
 */
export function Confirm({
  record,
  type,
  to,
  changes,
  blocked,
  onReviewed,
  onSend,
  onBack,
}: {
  readonly record: QueryRecord;
  readonly type: QueryType;
  readonly to: string | null;
  readonly changes: { readonly gone: readonly string[]; readonly came: readonly string[] };
  /** Why it cannot be sent now; null: it can. */
  readonly blocked: string | null;
  readonly onReviewed: (() => void) | null;
  readonly onSend: () => Promise<SendOutcome>;
  readonly onBack: () => void;
}) {
  const app = useApp();
  const head = useRef<HTMLHeadingElement>(null);
  const [outcome, setOutcome] = useState<SendOutcome | null>(null);
  const [isSending, setSending] = useState(false);
  useEffect(() => {
    head.current?.focus();
    app.refresh();
  }, [app]);
  const identity = app.identity.value;
  const { phase, isStale } = app.load.value;
  const isRead = phase === 'ready' && !isStale;
  const changed = [...changes.gone, ...changes.came];
  const isReady = isRead && blocked === null && changed.length === 0 && !isSending && outcome === null && app.isOwnContext();
  const send = async () => {
    if (!isReady) return;
    setSending(true);
    const done = await onSend();
    setSending(false);
    setOutcome(done);
    announce(sendWords(done, type).text);
  };
  const said = outcome && sendWords(outcome, type);
  return (
    <section class={`${styles.confirm} no-print`} aria-labelledby="confirm-head">
      <h3 id="confirm-head" ref={head} tabIndex={-1} class={styles.formHead}>
        {say.confirm}
      </h3>
      <dl class={styles.facts}>
        <dt>{say.patient}</dt>
        <dd>
          <strong>{identity?.name}</strong> {words.identity.born} {identity?.birthDate ?? '-'} {words.identity.mrn} {identity?.mrn ?? '-'}
        </dd>
        <dt>{say.recipient}</dt>
        <dd>{to ?? '-'}</dd>
        <dt>{say.as}</dt>
        <dd>{type}</dd>
        <dt>{say.changes}</dt>
        <dd>
          {changed.length === 0 ? say.noChange : null}
          {changes.gone.map((text) => (
            <div key={text}>
              <s>{text}</s>
            </div>
          ))}
          {changes.came.map((text) => (
            <div key={text}>{text}</div>
          ))}
        </dd>
      </dl>
      <p class={styles.formHead}>{say.text}</p>
      <CopyText text={record.text} />
      <p class={styles.formHead}>{say.evidence}</p>
      <ul class={styles.policy}>
        {record.draft.indicators.map((each) => (
          <li key={`${each.ref} ${each.line.text}`}>
            {each.line.text} <span class="meta">{each.ref.startsWith('search:') ? '' : each.ref}</span>
          </li>
        ))}
      </ul>
      <div class={styles.confirmFoot}>
        {phase !== 'ready' && <p class="meta">{say.reading}</p>}
        {isStale && <Banner state="stop">{say.stale}</Banner>}
        {blocked !== null && outcome === null && <Banner state="stop">{queryWords.notDone.send(blocked)}</Banner>}
        {said && <Banner state={said.state}>{said.text}</Banner>}
        <div class={styles.buttons}>
          {changed.length > 0 && onReviewed && (
            <Button look="second" onClick={onReviewed}>
              {words.compose.reviewed}
            </Button>
          )}
          {outcome === null && (
            <Button look="primary" disabled={!isReady} onClick={() => void send()}>
              {isSending ? say.sending : say.send}
            </Button>
          )}
          <Button look="second" onClick={onBack}>
            {outcome === null ? say.cancel : words.close}
          </Button>
        </div>
      </div>
    </section>
  );
}
