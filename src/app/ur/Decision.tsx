import type { Review } from '../../core/review/review.ts';
import { useApp } from '../model.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { announce } from '../ui/Live.tsx';
import { RadioGroup } from '../ui/RadioGroup.tsx';
import { StateMark } from '../ui/StateMark.tsx';
import styles from './Block.module.css';
import { CHOICES, decided, decisionFeedback, decisionKey, draftOf } from './decision.ts';
import { zonedTime } from './wall.ts';
import { urWords } from './words.ts';

/** The user's decision and its reason. Nothing is preselected; what was kept says when, and whether the record has changed since. */
export function Decision({ review }: { readonly review: Review }) {
  const app = useApp();
  const kept = app.kept.value;
  const words = urWords.decision;
  const { choice, reason } = draftOf(review, kept);
  const made = decided(review, kept);
  const change = (next: { choice?: string; reason?: string }) => {
    if (made) app.takeBack(decisionKey(review));
    app.keepDraft(decisionKey(review), next.choice ?? choice, next.reason ?? reason);
  };
  const keep = () => {
    if (choice === null || reason.trim() === '') return;
    app.record(decisionFeedback(review, reason.trim()));
    announce(words.kept(zonedTime(review.asOf, review.zone)));
  };
  const isReady = choice !== null && reason.trim() !== '';
  return (
    <section class={styles.block} aria-labelledby="ur-decision">
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
          <Field label={words.reason} rows={3} value={reason} onInput={(value) => change({ reason: value })} hint={words.hint} />
          <div class={styles.row}>
            <Button type="submit" look="second" disabled={!isReady || made !== null}>
              {words.keep}
            </Button>
            {!isReady && <span class="meta">{words.choose}</span>}
            {made && <StateMark state="fine">{words.kept(zonedTime(made.at, review.zone))}</StateMark>}
            {made && <span class="meta">{words.where[app.storeKind.value]}</span>}
            {made && <Button onClick={() => app.takeBack(decisionKey(review))}>{words.remove}</Button>}
          </div>
          {made?.hasChanged && (
            <p>
              <StateMark state="look">{words.changed}</StateMark>
            </p>
          )}
        </div>
      </form>
    </section>
  );
}
