import { useEffect, useState } from 'preact/hooks';
import { wallTime } from '../../../core/compose/clock.ts';
import { stateOf } from '../../../core/query/life.ts';
import type { QueryEvent, QueryRecord } from '../../../core/query/record.ts';
import type { Review } from '../../../core/review/review.ts';
import type { QueryConcluded } from '../../../worker/index.ts';
import { useApp } from '../../model.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import styles from './Life.module.css';
import { mayNot } from './life-steps.ts';
import { lifeWords as say } from './words.ts';

/** What the newest review says of a query: a note that carries the answer, or a chart that settles it. Shown to be entered by a person, never entered by itself. */
export function Proposals({
  record,
  review,
  now,
  at,
  by,
  onEnter,
}: {
  readonly record: QueryRecord;
  readonly review: Review;
  readonly now: number;
  readonly at: number;
  readonly by: string;
  readonly onEnter: (event: QueryEvent) => void;
}) {
  const proposal = useProposal(record, review);
  const may = (event: QueryEvent) => mayNot(record, event) === null;
  const documented = proposal?.documented.event ?? null;
  const withdrawal = proposal?.withdrawal.event ?? null;
  return (
    <>
      {documented && may(documented) && (
        <Banner state="info">
          {say.proposeDocumented(wallTime(documented.at, review.zone, now), proposal?.quote ?? null)}
          <div class={styles.buttons}>
            <Button look="second" dense onClick={() => onEnter({ ...documented, by })}>
              {say.confirmDocumented}
            </Button>
          </div>
        </Banner>
      )}
      {withdrawal && may(withdrawal) && stateOf(record) !== 'drafted' && (
        <Banner state="info">
          {say.proposeWithdrawal(proposal?.withdrawal.why ?? '')}
          <div class={styles.buttons}>
            <Button look="second" dense onClick={() => onEnter({ ...withdrawal, at, by })}>
              {say.confirmWithdrawal}
            </Button>
          </div>
        </Banner>
      )}
    </>
  );
}

/** What the newest review proposes for a query; null while nobody can say. Asked anew with each review and each event. */
function useProposal(record: QueryRecord, review: Review): QueryConcluded | null {
  const app = useApp();
  const [found, setFound] = useState<{ readonly of: Review; readonly at: number; readonly is: QueryConcluded } | null>(null);
  const at = record.history.length;
  useEffect(() => {
    let isCurrent = true;
    void app.query?.({ what: 'conclude', record }).then(
      (answer) => {
        if (isCurrent && answer.what === 'conclude') setFound({ of: review, at, is: answer });
      },
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [app, record, review]);
  return found?.of === review && found.at === at ? found.is : null;
}
