import type { Review } from '../../core/review/review.ts';
import { useApp } from '../model.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { StateMark } from '../ui/StateMark.tsx';
import type { PageProps } from './BriefPage.tsx';
import styles from './PrintPage.module.css';
import { PrintPage } from './PrintPage.tsx';
import { headOf, pageText } from './page-text.ts';
import { CALL_FIELDS, type CallField, callKey, callNote, callOf, callPart, callText, peerParts } from './peer-text.ts';
import { urWords } from './words.ts';

/** The sheet for a call with a physician of the plan: its window, five things to say with their facts, what speaks against, what is not known, room for notes. */
export function PeerPage({ review, brief, onWindow, ...way }: PageProps & { readonly onWindow: () => void }) {
  const app = useApp();
  const head = headOf(review, app.identity.value, app.session.userName);
  const parts = peerParts(brief);
  const { title } = urWords.peer;
  const text = pageText(head, [callPart(review, app.kept.value), ...parts], title);
  const own = CALL_FIELDS.map((field) => ({ place: urWords.peer[field], text: callNote(review, app.kept.value, field) }));
  const page = { id: 'peer' as const, title, question: brief.question.text, head, parts, text, own };
  return (
    <PrintPage review={review} page={page} {...way} top={<Call review={review} onWindow={onWindow} />}>
      <Notes review={review} />
    </PrintPage>
  );
}

function Call({ review, onWindow }: { readonly review: Review; readonly onWindow: () => void }) {
  const app = useApp();
  const words = urWords.peer;
  const call = callOf(review);
  const reference = callNote(review, app.kept.value, 'reference');
  const set = (value: string) => app.keepDraft(callKey(review, 'reference'), null, value);
  return (
    <section class={styles.call} aria-labelledby="peer-call">
      <h2 id="peer-call" class={styles.partTitle}>
        {words.call}
      </h2>
      <div class={styles.window}>
        <StateMark state={call === null ? 'unknown' : call.state === 'done' ? 'fine' : 'look'}>
          {words.window}: {call ? callText(call, review) : words.noWindow}
        </StateMark>
        {call === null && (
          <span class="no-print">
            <Button dense onClick={onWindow}>
              {words.enterWindow}
            </Button>
          </span>
        )}
      </div>
      <div class="no-print">
        <Field label={words.reference} value={reference} onInput={set} />
      </div>
      <p class={styles.onlyPaper}>
        {words.reference}: {reference.trim() === '' ? words.blank : reference}
      </p>
      <p class="meta">{words.ask}</p>
    </section>
  );
}

/** Notes typed here stand on the page and in the text; an empty page keeps lines to write on. */
function Notes({ review }: { readonly review: Review }) {
  const app = useApp();
  const words = urWords.peer;
  const field: CallField = 'notes';
  const notes = callNote(review, app.kept.value, field);
  return (
    <div class={styles.call}>
      <div class="no-print">
        <Field
          label={words.notes}
          rows={4}
          value={notes}
          onInput={(value) => app.keepDraft(callKey(review, field), null, value)}
          hint={words.notesHint}
        />
      </div>
      <div class={styles.onlyPaper}>
        <b>{words.notes}</b> <span>{words.notesHint}</span>
        {notes.trim() === '' ? (
          <div>
            <div class={styles.rule} />
            <div class={styles.rule} />
            <div class={styles.rule} />
          </div>
        ) : (
          <p class={styles.notes}>{notes}</p>
        )}
      </div>
    </div>
  );
}
