import { useState } from 'preact/hooks';
import type { QueryDraft } from '../../../core/compose/statement.ts';
import type { LintFinding } from '../../../core/lint/index.ts';
import { useApp } from '../../model.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Field } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { announce } from '../../ui/Live.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import styles from './Checks.module.css';
import { checkResults, placeWords } from './checks.ts';
import type { Override } from './draft-edit.ts';
import { faultOf } from './send-out.ts';
import type { LintState } from './use-lint.ts';
import { queryWords as say } from './words.ts';

/** How many checks the draft passes; each remark leads to its place, and a warning may be kept with a reason. */
export function Checks({
  draft,
  lint,
  overrides,
  onOverride,
  onGo,
}: {
  readonly draft: QueryDraft;
  readonly lint: LintState;
  readonly overrides: readonly Override[];
  readonly onOverride: (overrides: readonly Override[]) => void;
  readonly onGo: (at: string) => void;
}) {
  if (lint.lint === null) {
    return (
      <p class={styles.checks} aria-live="polite">
        <StateMark state="unknown">{lint.isChecking ? say.checking : say.unchecked}</StateMark>
      </p>
    );
  }
  const results = checkResults(lint.lint.findings, overrides);
  const passed = results.filter((check) => check.blocks.length === 0).length;
  const blocks = results.flatMap((check) => check.blocks);
  const considers = results.flatMap((check) => check.considers);
  const kept = results.flatMap((check) => check.kept);
  const without = ({ rule, at }: LintFinding) => overrides.filter((each) => each.rule !== rule || each.at !== at);
  return (
    <section class={styles.checks} aria-label={say.checks(passed, results.length)}>
      <p aria-live="polite">
        <StateMark state={blocks.length === 0 ? 'fine' : 'look'}>{say.checks(passed, results.length)}</StateMark>{' '}
        <span class="meta numbers">{say.words(draft.body.split(/\s+/).length)}</span>
      </p>
      {blocks.length > 0 && (
        <Remarks
          head={say.blockedHead}
          findings={blocks}
          draft={draft}
          onGo={onGo}
          onKeep={(finding, reason) => onOverride([...without(finding), { rule: finding.rule, at: finding.at, reason }])}
        />
      )}
      {considers.length > 0 && <Remarks head={say.consider} findings={considers} draft={draft} onGo={onGo} onKeep={null} />}
      {kept.length > 0 && (
        <div>
          <h3 class={styles.head}>{say.keptHead}</h3>
          <ul class={styles.list}>
            {kept.map(({ finding, reason }) => (
              <li key={`${finding.rule} ${finding.at}`} class={styles.kept}>
                <span>
                  {placeWords(finding.at, draft)}: {reason} <span class="meta">{finding.rule}</span>
                </span>
                <Button dense onClick={() => onOverride(without(finding))}>
                  {say.takeBack}
                  <span class="hidden-text"> {finding.rule}</span>
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Disclosure title={<span class="meta">{say.allChecks}</span>}>
        <ul class={styles.all}>
          {results.map((check) => (
            <li key={check.text}>
              <Icon name={check.blocks.length === 0 ? 'fine' : 'look'} /> {check.text}
            </li>
          ))}
        </ul>
      </Disclosure>
    </section>
  );
}

function Remarks({
  head,
  findings,
  draft,
  onGo,
  onKeep,
}: {
  readonly head: string;
  readonly findings: readonly LintFinding[];
  readonly draft: QueryDraft;
  readonly onGo: (at: string) => void;
  readonly onKeep: ((finding: LintFinding, reason: string) => void) | null;
}) {
  const [asked, setAsked] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const app = useApp();
  return (
    <div>
      <h3 class={styles.head}>{head}</h3>
      <ul class={styles.list}>
        {findings.map((finding) => {
          const id = `${finding.rule} ${finding.at}`;
          const place = placeWords(finding.at, draft);
          return (
            <li key={`${id} ${finding.message}`} class={styles.remark}>
              <button type="button" class={styles.place} onClick={() => onGo(finding.at)}>
                <span class="hidden-text">{say.goTo('')}</span>
                {place}
              </button>{' '}
              {finding.message} <span class="meta">{finding.rule}</span>{' '}
              {onKeep && finding.severity === 'W' && asked !== id && (
                <Button
                  dense
                  onClick={() => {
                    setAsked(id);
                    setReason('');
                    setFault(null);
                  }}
                >
                  {say.keepIt}
                </Button>
              )}
              {onKeep && asked === id && (
                <form
                  class={styles.reason}
                  onSubmit={(event) => {
                    event.preventDefault();
                    if (reason.trim() === '') return;
                    void faultOf(app, reason).then((why) => {
                      setFault(why);
                      if (why !== null) return announce(say.notDone.keep(why));
                      onKeep(finding, reason.trim());
                      setAsked(null);
                    });
                  }}
                >
                  <Field label={say.keepReason} value={reason} onInput={setReason} />
                  <Button type="submit" look="second" dense disabled={reason.trim() === ''}>
                    {say.keepDone}
                  </Button>
                  <Button dense onClick={() => setAsked(null)}>
                    {say.cancel}
                  </Button>
                  {fault !== null && <Banner state="stop">{say.notDone.keep(fault)}</Banner>}
                </form>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
