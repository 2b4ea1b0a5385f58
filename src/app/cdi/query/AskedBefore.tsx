import { wallTime } from '../../../core/compose/clock.ts';
import { roundOf } from '../../../core/query/course.ts';
import type { QueryRecord } from '../../../core/query/record.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import styles from './Query.module.css';
import { queryWords as say } from './words.ts';

/** The same question is open with the same person: leads to that query. `onAnew` null: the user asks anew all the same. */
export function AskedBefore({
  twin,
  zone,
  now,
  onShow,
  onAnew,
}: {
  readonly twin: QueryRecord;
  readonly zone: string | null;
  readonly now: number;
  readonly onShow: (key: string) => void;
  readonly onAnew: (() => void) | null;
}) {
  const { sent, lastSent } = roundOf(twin);
  return (
    <Banner state="info">
      {say.askedBefore(wallTime(sent?.at ?? twin.createdAt, zone, now), lastSent?.to ?? '')}
      <div class={styles.actions}>
        <Button look="second" dense onClick={() => onShow(twin.key)}>
          {say.showAsked}
        </Button>
        {onAnew && (
          <Button dense onClick={onAnew}>
            {say.askAnew}
          </Button>
        )}
      </div>
    </Banner>
  );
}
