import type { QueryDraft } from '../../../core/compose/statement.ts';
import type { LintFinding } from '../../../core/lint/index.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { cdiWords } from '../words.ts';
import { checkResults, placeWords } from './checks.ts';
import styles from './Query.module.css';
import type { LintState } from './use-lint.ts';

/** How many checks the draft passes; each remark with its reason and its place. */
export function Checks({ draft, lint }: { readonly draft: QueryDraft; readonly lint: LintState }) {
  if (lint.findings === null) {
    return (
      <p class={styles.checks} aria-live="polite">
        <StateMark state="unknown">{lint.isChecking ? cdiWords.query.checking : cdiWords.query.unchecked}</StateMark>
      </p>
    );
  }
  const results = checkResults(lint.findings);
  const passed = results.filter((check) => check.blocks.length === 0).length;
  const blocks = results.flatMap((check) => check.blocks);
  const considers = results.flatMap((check) => check.considers);
  return (
    <section class={styles.checks} aria-label={cdiWords.query.checks(passed, results.length)}>
      <p aria-live="polite">
        <StateMark state={blocks.length === 0 ? 'fine' : 'look'}>{cdiWords.query.checks(passed, results.length)}</StateMark>
      </p>
      {blocks.length > 0 && <Remarks head={cdiWords.query.blockedHead} findings={blocks} draft={draft} />}
      {considers.length > 0 && <Remarks head={cdiWords.query.consider} findings={considers} draft={draft} />}
      <Disclosure title={<span class="meta">{cdiWords.query.allChecks}</span>}>
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
}: {
  readonly head: string;
  readonly findings: readonly LintFinding[];
  readonly draft: QueryDraft;
}) {
  return (
    <div>
      <h3 class={styles.remarksHead}>{head}</h3>
      <ul class={styles.remarks}>
        {findings.map((finding) => (
          <li key={`${finding.rule} ${finding.at} ${finding.message}`}>
            <strong>{placeWords(finding.at, draft)}:</strong> {finding.message} <span class="meta">{finding.rule}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
