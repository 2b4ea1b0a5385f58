import { useState } from 'preact/hooks';
import type { Review } from '../../core/review/review.ts';
import type { Handover } from '../../store/index.ts';
import { useApp } from '../model.ts';
import { Button } from '../ui/Button.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Field } from '../ui/Field.tsx';
import { RadioGroup } from '../ui/RadioGroup.tsx';
import block from './Block.module.css';
import { answerHandover } from './handover.ts';
import { urWords } from './words.ts';

/** What the physician advisor says: a view, a reason, and who. Typed by the physician here, or by the nurse from a message. Nothing is preselected. */
export function HandoverAnswer({ review, handover }: { readonly review: Review; readonly handover: Handover }) {
  const app = useApp();
  const words = urWords.handover;
  const [view, setView] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [by, setBy] = useState('');
  const isReady = view !== null && reason.trim() !== '' && by.trim() !== '';
  return (
    <Disclosure title={words.answer}>
      <form
        class={block.decision}
        onSubmit={(event) => {
          event.preventDefault();
          if (view === null || !isReady) return;
          answerHandover(app, handover, { at: review.asOf, by: by.trim(), view, reason: reason.trim() });
        }}
      >
        <RadioGroup
          legend={words.legend}
          options={Object.entries(words.views).map(([id, text]) => ({ id, text }))}
          chosen={view}
          onChoose={setView}
        />
        <Field label={words.reason} rows={2} value={reason} onInput={setReason} />
        <Field label={words.by} value={by} onInput={setBy} />
        <div class={block.row}>
          <Button type="submit" look="second" disabled={!isReady}>
            {words.keepAnswer}
          </Button>
          {!isReady && <span class="meta">{words.needs}</span>}
        </div>
      </form>
    </Disclosure>
  );
}
