import { useRef, useState } from 'preact/hooks';
import type { Step } from '../../../core/query/due.ts';
import type { QueryRecord } from '../../../core/query/record.ts';
import { useApp } from '../../model.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { CopyBox, CopyText } from '../../ui/CopyText.tsx';
import { words } from '../../words.ts';
import styles from './Life.module.css';
import { messageFor } from './life-steps.ts';
import { copyBeside } from './send-out.ts';
import { lifeWords as say } from './words.ts';

/** A reminder or a step of the ladder: its neutral message to copy, and that it was sent. */
export function StepMessage({
  step,
  record,
  zone,
  now,
  onEnter,
  onCancel,
}: {
  readonly step: Step;
  readonly record: QueryRecord;
  readonly zone: string | null;
  readonly now: number;
  readonly onEnter: () => void;
  readonly onCancel: () => void;
}) {
  const app = useApp();
  const box = useRef<HTMLTextAreaElement>(null);
  const [fault, setFault] = useState<string | null>(null);
  const text = messageFor(record, step, zone, now);
  const copy = async () => {
    const done = await copyBeside(app, text, box.current, record.key);
    if ('fault' in done) return setFault(words.compose.blocked(done.fault));
    // The text stands selected: it is entered once the user has it.
    if (done.outcome === 'selected') return setFault(words.compose.refused);
    onEnter();
  };
  return (
    <div class={styles.form}>
      <p class={styles.formHead}>{say.message}</p>
      <CopyText text={text} />
      {fault && <Banner state="look">{fault}</Banner>}
      <CopyBox name={say.message} isShown={fault === words.compose.refused} boxRef={box} />
      <div class={styles.buttons}>
        <Button look="primary" icon="copy" dense onClick={() => void copy()}>
          {say.copyText}
        </Button>
        <Button look="second" dense onClick={onEnter}>
          {say.enterOnly}
        </Button>
        <Button dense onClick={onCancel}>
          {say.cancel}
        </Button>
      </div>
    </div>
  );
}
