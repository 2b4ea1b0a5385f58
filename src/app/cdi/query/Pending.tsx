import { useState } from 'preact/hooks';
import type { QueryPolicy } from '../../../core/query/policy.ts';
import type { Review } from '../../../core/review/review.ts';
import { useApp } from '../../model.ts';
import { dayClock } from '../../time.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import styles from './Life.module.css';
import { forget, lookAgain, type Pending as One, pendingIn } from './outbox.ts';
import { sendWords } from './outcome-words.ts';
import { writeWords as say } from './words.ts';

/** Sendings whose end is not known, of this window or an earlier one: a person looks again; nothing is sent by itself. */
export function Pending({ review, policy }: { readonly review: Review; readonly policy: QueryPolicy }) {
  const app = useApp();
  return (
    <>
      {pendingIn(app, review.encounter).map((one) => (
        <PendingOne key={one.key} one={one} policy={policy} zone={review.zone} />
      ))}
    </>
  );
}

function PendingOne({ one, policy, zone }: { readonly one: One; readonly policy: QueryPolicy; readonly zone: string | null }) {
  const app = useApp();
  const [isLooking, setLooking] = useState(false);
  const [found, setFound] = useState<string | null>(null);
  const [isGone, setGone] = useState(false);
  const look = async () => {
    setLooking(true);
    const outcome = await lookAgain(app, one, { policy, zone });
    setLooking(false);
    setGone(outcome.kind === 'uncertain' || outcome.kind === 'not-built');
    setFound(outcome.kind === 'uncertain' ? say.notThere : sendWords(outcome, one.type).text);
  };
  return (
    <Banner state="unknown">
      {say.pending(one.type, dayClock(one.at, zone))} {found ?? say.uncertain}
      <div class={styles.buttons}>
        <Button look="second" dense disabled={isLooking} onClick={() => void look()}>
          {say.look}
        </Button>
        {isGone && (
          <Button dense onClick={() => forget(app, one)}>
            {say.forget}
          </Button>
        )}
      </div>
    </Banner>
  );
}
