import { roundOf } from '../../../core/query/course.ts';
import { dueAt } from '../../../core/query/due.ts';
import { ageHours, stateOf } from '../../../core/query/life.ts';
import type { QueryPolicy } from '../../../core/query/policy.ts';
import { policyWords } from '../../../core/query/policy-words.ts';
import type { QueryRecord } from '../../../core/query/record.ts';
import { STATE_WORDS } from '../../../core/query/words.ts';
import type { Review } from '../../../core/review/review.ts';
import { hospitalNow } from '../../hospital-now.ts';
import { useApp } from '../../model.ts';
import { hasRoom } from '../../shell/OverRoom.tsx';
import { Button } from '../../ui/Button.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Icon } from '../../ui/Icon.tsx';
import styles from './Life.module.css';
import { Life } from './Life.tsx';
import { Pending } from './Pending.tsx';
import { lifeWords as say } from './words.ts';

/** The queries of this encounter, newest first: where each stands, to whom, how long, and what the hospital's policy asks for next. */
export function Lives({
  review,
  policy,
  shown,
  onShow,
  onDraft,
  onSheet,
}: {
  readonly review: Review;
  readonly policy: QueryPolicy;
  readonly shown: string | null;
  readonly onShow: (key: string | null) => void;
  readonly onDraft: (record: QueryRecord) => void;
  readonly onSheet: (key: string) => void;
}) {
  const app = useApp();
  const now = hospitalNow(app);
  const records = app.kept.value.queries.filter((each) => each.encounter === review.encounter).toReversed();
  if (records.length === 0) return null;
  return (
    <section class={styles.lives} aria-labelledby="lives-head">
      <h3 id="lives-head" class={styles.livesHead}>
        {say.title} <span class="meta">{records.length}</span>
        {hasRoom('quality') && (
          <Button
            dense
            onClick={() => {
              app.over.value = { room: 'quality' };
            }}
          >
            {say.numbers}
          </Button>
        )}
      </h3>
      <Pending review={review} policy={policy} />
      <ul class={styles.list}>
        {records.map((record) => {
          const due = dueAt(record, policy, now, review.zone);
          const age = ageHours(record, now);
          const to = roundOf(record).lastSent?.to ?? record.recipient?.name ?? null;
          const isOpen = shown === record.key;
          const isLate = due.isOverdue || due.next?.isDue === true;
          return (
            <li key={record.key} class={styles.item} data-life={record.key}>
              <button type="button" class={styles.line} data-row aria-expanded={isOpen} onClick={() => onShow(isOpen ? null : record.key)}>
                <Icon name={isOpen ? 'unfold' : 'open'} />
                <span class={styles.lineText}>
                  <span class={styles.name}>{record.draft.title}</span>
                  <span class="meta numbers">
                    {[STATE_WORDS[stateOf(record)], age === null ? null : say.hours(age), to === null ? null : say.to(to)]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                  <span class={isLate ? styles.late : 'meta'}>
                    {isLate && <Icon name="clock" />} {due.words}
                  </span>
                </span>
              </button>
              {isOpen && (
                <Life
                  record={record}
                  review={review}
                  policy={policy}
                  now={now}
                  hasDraft={review.queries.some(({ checklist, id }) => checklist === record.draft.checklist && id === record.draft.id)}
                  onDraft={() => onDraft(record)}
                  onSheet={() => onSheet(record.key)}
                />
              )}
            </li>
          );
        })}
      </ul>
      <Disclosure title={<span class="meta">{say.policy}</span>}>
        <ul class={styles.policy}>
          {policyWords(policy).map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </Disclosure>
    </section>
  );
}
