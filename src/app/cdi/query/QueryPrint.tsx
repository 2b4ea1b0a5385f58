import { mayBeSent } from '../../../core/lint/finding.ts';
import { unfit } from '../../../core/query/life.ts';
import type { QueryRecord } from '../../../core/query/record.ts';
import { useApp } from '../../model.ts';
import { dayClock } from '../../time.ts';
import { words } from '../../words.ts';
import styles from './QueryPrint.module.css';
import type { LintState } from './use-lint.ts';
import { queryWords as say } from './words.ts';

/** What the printer gets: the patient, who prepared it and when, and the text; nothing of it while a check fails. Not on the screen. */
export function QueryPrint({
  record,
  lint,
  isChanged,
}: {
  readonly record: QueryRecord;
  readonly lint: LintState;
  readonly isChanged: boolean;
}) {
  const app = useApp();
  const identity = app.identity.value;
  const isReady =
    lint.lint !== null &&
    mayBeSent(lint.lint.findings) &&
    unfit({ ...record, lint: lint.lint }) === null &&
    !isChanged &&
    app.isOwnContext();
  if (!isReady || !identity) return <p class={styles.paper}>{say.notPrinted}</p>;
  const { readAt } = app.load.value;
  const zone = app.review.value?.zone ?? null;
  return (
    <div class={styles.paper} aria-hidden="true">
      <p>
        <strong>{identity.name}</strong> {words.identity.born} {identity.birthDate ?? '-'} {words.identity.mrn} {identity.mrn ?? '-'}
      </p>
      <p>
        {say.to} {record.recipient?.name ?? say.toUnknown}. {app.session.userName ? say.preparedBy(app.session.userName) : ''}
        {readAt === null ? '' : `, ${words.footer.asOf(dayClock(readAt, zone))}`}
        {record.key === '' ? '' : `. ${say.stamp(record.key, dayClock(record.createdAt, zone))}`}
      </p>
      <h1>{record.draft.title}</h1>
      <pre>{record.draft.body}</pre>
    </div>
  );
}
