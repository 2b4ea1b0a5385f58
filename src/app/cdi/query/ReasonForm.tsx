import { useState } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import styles from './Life.module.css';
import { lifeWords as say } from './words.ts';

type Reason = keyof typeof say.withdrawn;
const REASONS = Object.keys(say.withdrawn) as readonly Reason[];

/** Why a query is withdrawn (coded, with words if wanted) or reopened (in words). */
export function ReasonForm({
  kind,
  onEnter,
  onCancel,
}: {
  readonly kind: 'withdraw' | 'reopen';
  readonly onEnter: (reason: Reason, comment: string) => void;
  readonly onCancel: () => void;
}) {
  const [reason, setReason] = useState<Reason | null>(null);
  const [comment, setComment] = useState('');
  const isReady = kind === 'withdraw' ? reason !== null : comment.trim() !== '';
  return (
    <form
      class={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onEnter(reason ?? 'superseded', comment.trim());
      }}
    >
      {kind === 'withdraw' && (
        <RadioGroup
          legend={say.withdrawReason}
          options={REASONS.map((id) => ({ id, text: say.withdrawn[id] }))}
          chosen={reason}
          onChoose={(id) => setReason(REASONS.find((each) => each === id) ?? null)}
        />
      )}
      <Field label={kind === 'withdraw' ? say.verbal.comment : say.reopenReason} value={comment} onInput={setComment} />
      <div class={styles.buttons}>
        <Button type="submit" look="primary" dense disabled={!isReady}>
          {kind === 'withdraw' ? say.withdraw : say.reopen}
        </Button>
        <Button dense onClick={onCancel}>
          {say.cancel}
        </Button>
      </div>
    </form>
  );
}
