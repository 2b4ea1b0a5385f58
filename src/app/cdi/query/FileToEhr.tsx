import { useEffect, useState } from 'preact/hooks';
import { roundOf } from '../../../core/query/course.ts';
import { stateOf } from '../../../core/query/life.ts';
import type { QueryPolicy } from '../../../core/query/policy.ts';
import type { QueryRecord } from '../../../core/query/record.ts';
import type { Review } from '../../../core/review/review.ts';
import { QUERY_TYPES, type QueryType } from '../../../ehr/write-types.ts';
import { useApp } from '../../model.ts';
import { Button } from '../../ui/Button.tsx';
import { Confirm } from './Confirm.tsx';
import styles from './Life.module.css';
import { builtAs, fileOut, pendingIn } from './outbox.ts';
import { writeWords as say } from './words.ts';

const NO_CHANGE = { gone: [], came: [] };

/** Further forms of a query that was sent: its task, its document, its form; only what the EHR offers and the hospital's policy allows, the others say why not. */
export function FileToEhr({
  record,
  review,
  policy,
}: {
  readonly record: QueryRecord;
  readonly review: Review;
  readonly policy: QueryPolicy;
  readonly now: number;
}) {
  const app = useApp();
  const [offered, setOffered] = useState<readonly QueryType[]>([]);
  const [shown, setShown] = useState<QueryType | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void app.writeBack?.().then(
      (way) => isCurrent && setOffered(QUERY_TYPES.filter((type) => way.offered.includes(type))),
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [app]);
  if (stateOf(record) === 'drafted') return null;
  const further = offered.filter((type) => type !== 'Communication');
  if (further.length === 0) return null;
  const to = roundOf(record).lastSent?.to ?? record.recipient?.name ?? null;
  if (shown)
    return (
      <Confirm
        record={record}
        type={shown}
        to={to}
        changes={NO_CHANGE}
        blocked={pendingIn(app, review.encounter).some((each) => each.query === record.key && each.type === shown) ? say.uncertain : null}
        onReviewed={null}
        onSend={() => fileOut(app, record, shown, { policy, zone: review.zone })}
        onBack={() => setShown(null)}
      />
    );
  const built = further.map((type) => [type, builtAs(app, record, type, policy, review.zone)] as const);
  const whys = [...new Set(built.flatMap(([, each]) => (each.ok ? [] : [each.why])))];
  return (
    <div class={styles.buttons}>
      {built.map(
        ([type, each]) =>
          each.ok && (
            <Button key={type} dense onClick={() => setShown(type)}>
              {say.to[type]}
            </Button>
          ),
      )}
      {whys.length > 0 && (
        <p class="meta">
          {say.notFiled} {whys.join(' ')}
        </p>
      )}
    </div>
  );
}
