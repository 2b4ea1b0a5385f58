import type { ComponentChildren } from 'preact';
import type { Prompt } from '../../core/compose/statement.ts';
import { Button } from '../ui/Button.tsx';
import { CopyText } from '../ui/CopyText.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Field } from '../ui/Field.tsx';
import { RadioGroup } from '../ui/RadioGroup.tsx';
import { words } from '../words.ts';
import styles from './Choices.module.css';
import { CopyOutcome } from './CopyOutcome.tsx';
import { lineKey } from './corrected.ts';
import { ToReview } from './ToReview.tsx';
import type { Answering } from './use-answer.ts';

/**
 * The answers, standing open on the card: one click chooses, the next copies. What follows the choice (preview, facts to include) stands under the buttons, so
 * that nothing moves between the two clicks.
 */
export function Compose({
  prompt,
  answer,
  onClosed,
  isAside,
  children,
}: {
  readonly prompt: Prompt;
  readonly answer: Answering;
  readonly onClosed: () => void;
  /** Something else of the card is open under the buttons: the preview waits. */
  readonly isAside: boolean;
  /** What else can be done with the prompt, beside Copy. */
  readonly children: ComponentChildren;
}) {
  const { text, lacksWords, report, toReview } = answer;
  const hint = lacksWords ? words.compose.needsWords : text === '' ? words.compose.choose : null;
  return (
    <>
      <RadioGroup quiet legend={words.compose.legend} options={prompt.options} chosen={answer.option} onChoose={answer.choose} />
      <Field inline label={lacksWords ? words.compose.ownNeeded : words.compose.own} rows={2} value={answer.own} onInput={answer.write} />
      <div class={styles.actions}>
        <Button
          look="primary"
          icon="copy"
          shortcut="c"
          disabled={text === '' || toReview.length > 0}
          {...(hint ? { title: hint } : {})}
          onClick={() => void answer.copy()}
        >
          {words.compose.copy}
        </Button>
        {children}
      </div>
      {lacksWords && <p class="meta">{words.compose.needsWords}</p>}
      <ToReview corrected={toReview} onReviewed={answer.reviewed} />
      <CopyOutcome report={report} box={answer.box} onDone={onClosed} />
      {text !== '' && !isAside && (
        <section aria-label={words.compose.preview}>
          <p class={`${styles.previewHead} meta numbers`}>
            <span>{words.compose.preview}</span>
            <span>{words.compose.count(text.length)}</span>
          </p>
          <CopyText text={text} />
        </section>
      )}
      {text !== '' && !isAside && answer.lines.length > 0 && <TickList answer={answer} />}
    </>
  );
}

/** Which facts go with the answer. Withdrawn ones stand in the list, struck through and out of reach. */
function TickList({ answer }: { readonly answer: Answering }) {
  return (
    <Disclosure title={<span class="meta">{words.compose.untick}</span>}>
      {answer.lines.map((line) => {
        const isOut = line.flags.includes('withdrawn');
        return (
          <label key={`${lineKey(line)} ${line.value} ${isOut}`} class={styles.tick}>
            <input type="checkbox" checked={answer.isTicked(line)} disabled={isOut} onChange={() => answer.tick(line)} />
            <span class={isOut ? styles.struck : ''}>{line.text}</span>
          </label>
        );
      })}
    </Disclosure>
  );
}
