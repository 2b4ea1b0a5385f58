import type { QueryDraft } from '../../../core/compose/statement.ts';
import { mayBeSent } from '../../../core/lint/index.ts';
import { useApp } from '../../model.ts';
import { dayClock } from '../../time.ts';
import { words } from '../../words.ts';
import { cdiWords } from '../words.ts';
import styles from './QueryPrint.module.css';
import type { LintState } from './use-lint.ts';

/** What the printer gets: the patient, who prepared it and when, and the text; nothing of it while a check fails. Not on the screen. */
export function QueryPrint({
  draft,
  lint,
  recipient,
  isChanged,
}: {
  readonly draft: QueryDraft;
  readonly lint: LintState;
  readonly recipient: string | null;
  readonly isChanged: boolean;
}) {
  const app = useApp();
  const identity = app.identity.value;
  const isReady = lint.findings !== null && mayBeSent(lint.findings) && !isChanged && app.isOwnContext();
  if (!isReady || !identity) return <p class={styles.paper}>{cdiWords.query.notPrinted}</p>;
  const { readAt } = app.load.value;
  const zone = app.review.value?.zone ?? null;
  return (
    <div class={styles.paper} aria-hidden="true">
      <p>
        <strong>{identity.name}</strong> {words.identity.born} {identity.birthDate ?? '-'} {words.identity.mrn} {identity.mrn ?? '-'}
      </p>
      <p>
        {cdiWords.query.to} {recipient ?? cdiWords.query.toUnknown}.{' '}
        {app.session.userName ? cdiWords.query.preparedBy(app.session.userName) : ''}
        {readAt === null ? '' : `, ${words.footer.asOf(dayClock(readAt, zone))}`}
      </p>
      <h1>{draft.title}</h1>
      <pre>{draft.body}</pre>
    </div>
  );
}
