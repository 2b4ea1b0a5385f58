import { useState } from 'preact/hooks';
import { historyWords } from '../../../core/query/history-words.ts';
import { stateOf } from '../../../core/query/life.ts';
import type { QueryPolicy } from '../../../core/query/policy.ts';
import type { QueryEvent, QueryRecord } from '../../../core/query/record.ts';
import type { Review } from '../../../core/review/review.ts';
import { useApp } from '../../model.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { announce } from '../../ui/Live.tsx';
import { FileToEhr } from './FileToEhr.tsx';
import styles from './Life.module.css';
import { type Form, LifeForms } from './LifeForms.tsx';
import { authorOf, enter, enteredWords, mayNot, momentFor, stepsOf } from './life-steps.ts';
import { ownWordsOf } from './own-words.ts';
import { Proposals } from './Proposals.tsx';
import { canBeSent } from './record-of.ts';
import { faultOf } from './send-out.ts';
import { lifeWords as say } from './words.ts';

/** One query: what the record proposes, what can be entered now, its history and its audit sheet. What may not follow is not offered. */
export function Life({
  record,
  review,
  policy,
  now,
  hasDraft,
  onDraft,
  onSheet,
}: {
  readonly record: QueryRecord;
  readonly review: Review;
  readonly policy: QueryPolicy;
  readonly now: number;
  /** The composer can go on with it: its question is due in the chart as read now. */
  readonly hasDraft: boolean;
  readonly onDraft: () => void;
  readonly onSheet: () => void;
}) {
  const app = useApp();
  const [form, setForm] = useState<Form | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const by = authorOf(app, record);
  const at = momentFor(record, now);
  const state = stateOf(record);
  const put = (event: QueryEvent) => {
    const why = enter(app, record.key, event);
    setFault(why);
    if (why !== null) return;
    setForm(null);
    announce(enteredWords(event));
  };
  /** With words of a person in it: they are judged first, and the form stays until they pass. */
  const putWords = async (event: QueryEvent) => {
    const why = await faultOf(app, ownWordsOf(event).join('\n'));
    if (why === null) return put(event);
    setFault(say.notEntered(why));
    announce(say.notEntered(why));
  };
  const may = (event: QueryEvent) => mayNot(record, event) === null;
  const steps = stepsOf(record, policy, now, by);
  const step = form?.kind === 'step' ? steps.find((each) => each.kind === form.of) : undefined;
  const simple: readonly (readonly [string, QueryEvent])[] = [
    [say.viewed, { kind: 'viewed', at, by }],
    [say.documented, { kind: 'documented', at, by, ref: null }],
    [say.close, { kind: 'closed', at, by, how: 'answered' }],
    [say.closeUnanswered, { kind: 'closed', at, by, how: 'unresponded' }],
  ];
  const forms: readonly (readonly [Form['kind'], string, boolean])[] = [
    ['answer', say.answer, may({ kind: 'responded', at, by, response: 'unable-to-determine', basis: null })],
    ['withdraw', say.withdraw, may({ kind: 'withdrawn', at, by, reason: 'superseded' })],
    ['reopen', say.reopen, may({ kind: 'reopened', at, by, reason: '-' })],
  ];
  const stepButtons = (isDue: boolean) =>
    steps
      .filter((each) => each.isDue === isDue)
      .map((each) => (
        <Button
          key={each.kind}
          dense
          look={each.isDue ? 'primary' : 'plain'}
          expanded={form?.kind === 'step' && form.of === each.kind}
          onClick={() => setForm({ kind: 'step', of: each.kind })}
        >
          {each.kind === 'reminder' ? say.remind(each.step) : say.escalate(each.to)}
        </Button>
      ));
  return (
    <div class={styles.life}>
      <Proposals record={record} review={review} now={now} at={at} by={by} onEnter={put} />
      {fault && <Banner state="stop">{fault}</Banner>}
      {canBeSent(record) && !hasDraft && <p class="meta">{say.notDue}</p>}
      <div class={styles.buttons}>
        {canBeSent(record) && hasDraft && (
          <Button look="second" dense onClick={onDraft}>
            {state === 'drafted' ? say.openDraft : say.sendOther}
          </Button>
        )}
        {state === 'drafted' && record.history.every(({ kind }) => kind === 'drafted') && (
          <Button
            dense
            onClick={() => {
              app.drop('query', record.key);
              app.audit('query-changed', `${record.key}:discarded`);
              app.undoable.value = { text: say.discarded, undo: () => app.put('query', record) };
            }}
          >
            {say.discard}
          </Button>
        )}
        {steps.some(({ isDue }) => isDue) && stepButtons(true)}
        {forms
          .filter(([, , isOffered]) => isOffered)
          .map(([kind, text]) => (
            <Button
              key={kind}
              dense
              look={kind === 'answer' ? 'second' : 'plain'}
              expanded={form?.kind === kind}
              onClick={() => setForm(form?.kind === kind || kind === 'step' ? null : { kind })}
            >
              {text}
            </Button>
          ))}
        {stepButtons(false)}
        {simple
          .filter(([, event]) => may(event))
          .map(([text, event]) => (
            <Button key={text} dense onClick={() => put(event)}>
              {text}
            </Button>
          ))}
        <Button dense onClick={onSheet}>
          {say.sheet}
        </Button>
      </div>
      <LifeForms
        {...{ form, step, record, at, by, now }}
        zone={review.zone}
        onEnter={put}
        onWords={(event) => void putWords(event)}
        onCancel={() => setForm(null)}
      />
      <FileToEhr record={record} review={review} policy={policy} now={at} />
      <ol class={styles.history} aria-label={say.history}>
        {historyWords(record, review.zone, now).map((line, index) => (
          <li key={`${index}-${line.text}`} class="numbers">
            {line.text}
          </li>
        ))}
      </ol>
      <Disclosure title={<span class="meta">{say.text}</span>}>
        <CopyText text={record.text} />
      </Disclosure>
    </div>
  );
}
