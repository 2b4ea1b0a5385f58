import type { RefObject } from 'preact';
import type { Review } from '../../core/review/review.ts';
import { useApp } from '../model.ts';
import { dayClock } from '../time.ts';
import { Button } from '../ui/Button.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Field } from '../ui/Field.tsx';
import { announce } from '../ui/Live.tsx';
import { RadioGroup } from '../ui/RadioGroup.tsx';
import { StateMark } from '../ui/StateMark.tsx';
import styles from './Block.module.css';
import { CHOICES, decided, decisionKey, decisionsOf, draftOf, isChoice, keepDecision, takeBackDecision } from './decision.ts';
import { zonedTime } from './wall.ts';
import { urWords } from './words.ts';

/** The user's decision and its reason. Nothing is preselected; what was kept says when, and whether the record has changed since. */
export function Decision({ review, blockRef }: { readonly review: Review; readonly blockRef: RefObject<HTMLElement | null> }) {
  const app = useApp();
  const kept = app.kept.value;
  const words = urWords.decision;
  const { choice, reason } = draftOf(review, kept);
  const made = decided(review, kept);
  const past = decisionsOf(review, kept);
  const change = (next: { choice?: string; reason?: string }) => {
    if (made) takeBackDecision(app, review);
    app.keepDraft(decisionKey(review), next.choice ?? choice, next.reason ?? reason);
  };
  const isReady = choice !== null && reason.trim() !== '';
  const keep = () => {
    if (!isChoice(choice) || reason.trim() === '') return;
    const undo = keepDecision(app, review, choice, reason.trim());
    app.undoable.value = { text: words.kept(zonedTime(review.asOf, review.zone)), undo };
  };
  const takeBack = () => {
    const undo = takeBackDecision(app, review);
    app.undoable.value = { text: words.takenBack, undo };
    announce(words.takenBack);
  };
  return (
    <section ref={blockRef} class={styles.block} aria-labelledby="ur-decision" data-stop tabIndex={-1}>
      <h2 id="ur-decision" class={styles.title}>
        {words.title}
      </h2>
      <form
        class={styles.decision}
        onSubmit={(event) => {
          event.preventDefault();
          keep();
        }}
      >
        <RadioGroup
          legend={words.legend}
          options={CHOICES.map((id) => ({ id, text: words.options[id] }))}
          chosen={choice}
          onChoose={(id) => change({ choice: id })}
        />
        <div class={styles.reason}>
          <Field label={words.reason} rows={2} value={reason} onInput={(value) => change({ reason: value })} hint={words.hint} />
          <div class={styles.row}>
            <Button type="submit" look="second" disabled={!isReady || made !== null}>
              {words.keep}
            </Button>
            {!isReady && <span class="meta">{words.choose}</span>}
            {made && <StateMark state="fine">{words.kept(zonedTime(made.at, review.zone))}</StateMark>}
            {made && <Button onClick={takeBack}>{words.remove}</Button>}
          </div>
          {made && <p class="meta">{words.where[app.storeKind.value]}</p>}
          {made?.hasChanged && (
            <p>
              <StateMark state="look">{words.changed}</StateMark>
            </p>
          )}
        </div>
      </form>
      {past.length > 1 || past.some((one) => one.takenBack !== null) ? (
        <Disclosure title={<span class="meta">{words.history(past.length)}</span>}>
          <ol class={styles.lines}>
            {past.map((one) => {
              const text = `${dayClock(one.at, review.zone)} ${words.options[one.choice]}: ${one.reason}`;
              return (
                <li key={one.key}>
                  {one.takenBack === null ? text : <s>{text}</s>}{' '}
                  <span class="meta">
                    {one.by}
                    {one.takenBack !== null && `, ${words.wasTakenBack(dayClock(one.takenBack, review.zone))}`}
                  </span>
                </li>
              );
            })}
          </ol>
        </Disclosure>
      ) : null}
    </section>
  );
}
