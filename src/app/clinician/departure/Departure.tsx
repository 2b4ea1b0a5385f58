import { useEffect, useRef, useState } from 'preact/hooks';
import { DEPARTURE_REASONS, type DepartureReason, departureText, lacksWords } from '../../../core/compose/departure.ts';
import type { Prompt } from '../../../core/compose/statement.ts';
import { useApp } from '../../model.ts';
import { documentedTitle } from '../../prompt-life.ts';
import { dayClock } from '../../time.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { Field } from '../../ui/Field.tsx';
import { words } from '../../words.ts';
import styles from '../Choices.module.css';
import { CopyOutcome } from '../CopyOutcome.tsx';
import { correctedSince, factsNow, lineKey } from '../corrected.ts';
import { clinicianFacts } from '../facts.ts';
import { ToReview } from '../ToReview.tsx';
import { useCopy } from '../use-copy.ts';

/** Where the words of an addendum are kept: beside the answer to the same prompt, not in its place. */
const keyFor = (prompt: Prompt): string => `${prompt.key} addendum`;

/**
 * An addendum on care that differed from the usual course: facts and what is not in the record, each to be ticked off, reasons from a short neutral list, own
 * words, and exactly what will be copied. The clinician signs it in the EHR.
 */
export function Departure({ prompt, onBack }: { readonly prompt: Prompt; readonly onBack: () => void }) {
  const app = useApp();
  const root = useRef<HTMLElement>(null);
  const draft = app.kept.value.drafts.find(({ key }) => key === keyFor(prompt));
  const kept = new Set((draft?.option ?? '').split(' '));
  const [reasons, setReasons] = useState<readonly DepartureReason[]>(DEPARTURE_REASONS.map(({ id }) => id).filter((id) => kept.has(id)));
  const [own, setOwn] = useState(draft?.words ?? '');
  const [dropped, setDropped] = useState<readonly string[]>([]);
  const { report, clear, box, copy } = useCopy(prompt);
  const review = app.review.value;
  const record = review && { review, resource: app.resource };
  const facts = record ? factsNow(prompt, record) : clinicianFacts(prompt.evidence);
  /** The facts as they stood when the addendum was begun or last reviewed. */
  const [basis, setBasis] = useState(facts);
  useEffect(() => root.current?.querySelector<HTMLElement>('input')?.focus(), []);
  if (!review || !record) return null;
  const isIn = ({ text }: { readonly text: string }) => !dropped.includes(text);
  const toReview = correctedSince(basis, facts, record).filter(({ line }) => isIn(line));
  const missing = lacksWords({ reasons, ownWords: own });
  const text = departureText({
    about: documentedTitle(review, prompt.checklist),
    facts: facts.filter(isIn),
    absent: prompt.absent.filter(isIn),
    reasons,
    ownWords: own,
    readAt: dayClock(app.load.value.readAt ?? review.asOf, review.zone),
  });
  const change = (nextReasons: readonly DepartureReason[], nextOwn: string) => {
    setReasons(nextReasons);
    setOwn(nextOwn);
    clear();
    app.keepDraft(keyFor(prompt), nextReasons.length > 0 ? nextReasons.join(' ') : null, nextOwn);
  };
  const toggle = <T,>(list: readonly T[], each: T): T[] => (list.includes(each) ? list.filter((one) => one !== each) : [...list, each]);
  const drop = (line: string) => {
    setDropped(toggle(dropped, line));
    clear();
  };
  const reviewed = () => {
    // A replaced value stays out until it is ticked again: nobody has chosen the new one.
    const changed = new Set(toReview.map(({ line }) => lineKey(line)));
    setDropped([...dropped, ...facts.filter((line) => changed.has(lineKey(line))).map((line) => line.text)]);
    setBasis(facts);
    clear();
  };
  return (
    <section ref={root} class={styles.box} aria-label={words.departure.title}>
      <h3 class={styles.title}>{words.departure.title}</h3>
      <p class="meta">{words.departure.about}</p>
      <fieldset class={styles.set}>
        <legend>{words.departure.reasons}</legend>
        {DEPARTURE_REASONS.map(({ id, text: name }) => (
          <label key={id} class={styles.tick}>
            <input type="checkbox" checked={reasons.includes(id)} onChange={() => change(toggle(reasons, id), own)} />
            <span>{name}</span>
          </label>
        ))}
      </fieldset>
      <Field
        label={missing ? words.compose.ownNeeded : words.compose.own}
        rows={3}
        value={own}
        onInput={(value) => change(reasons, value)}
      />
      <fieldset class={styles.set}>
        <legend>{words.departure.include}</legend>
        {[...facts, ...prompt.absent].map((line) => {
          const isOut = facts.some((fact) => fact === line && fact.flags.includes('withdrawn'));
          return (
            <label key={line.text} class={styles.tick}>
              <input type="checkbox" checked={!isOut && isIn(line)} disabled={isOut} onChange={() => drop(line.text)} />
              <span class={isOut ? styles.struck : ''}>{line.text}</span>
            </label>
          );
        })}
      </fieldset>
      {text !== '' && (
        <section aria-label={words.departure.preview}>
          <p class={`${styles.previewHead} meta numbers`}>
            <span>{words.departure.preview}</span>
            <span>{words.compose.count(text.length)}</span>
          </p>
          <CopyText text={text} />
        </section>
      )}
      <div class={styles.row}>
        <Button look="primary" icon="copy" disabled={text === '' || toReview.length > 0} onClick={() => void copy(text)}>
          {words.departure.copy}
        </Button>
        <Button onClick={onBack}>{words.back}</Button>
      </div>
      <ToReview corrected={toReview} onReviewed={reviewed} />
      {text === '' && <p class="meta">{missing ? words.compose.needsWords : words.departure.choose}</p>}
      <CopyOutcome report={report} box={box} onDone={onBack} />
    </section>
  );
}
