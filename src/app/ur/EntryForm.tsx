import { useEffect, useRef, useState } from 'preact/hooks';
import type { Review } from '../../core/review/review.ts';
import { useApp } from '../model.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Choice } from './Choice.tsx';
import styles from './Entries.module.css';
import { type EntryFields, entryFrom, type FieldName, type EntryForm as Form, NO_FIELDS } from './entry-forms.ts';
import { freeId, keepEntry } from './entry-list.ts';
import { entryWords } from './entry-words.ts';
import { TimeField } from './TimeField.tsx';

/** One form of at most three fields. A field that cannot be used says so where it stands, and nothing is kept until all can. */
export function EntryForm({
  form,
  review,
  choice,
  onDone,
}: {
  readonly form: Form;
  readonly review: Review;
  /** Chosen by the place it was opened from. */
  readonly choice: string;
  readonly onDone: () => void;
}) {
  const app = useApp();
  const root = useRef<HTMLFormElement>(null);
  const [fields, setFields] = useState<EntryFields>({ ...NO_FIELDS, choice });
  const [fault, setFault] = useState<{ readonly field: FieldName; readonly text: string } | null>(null);
  const { asOf, zone, encounter } = review;
  const words = entryWords.fields;
  const set = (name: FieldName) => (value: string) => {
    setFields({ ...fields, [name]: value });
    if (fault?.field === name) setFault(null);
  };
  useEffect(() => {
    const first = choice === '' ? 'select, input' : 'input';
    root.current?.querySelector<HTMLElement>(first)?.focus();
  }, []);
  const keep = () => {
    const kept = app.kept.value.entries;
    const user = app.session.userName ?? entryWords.unknownUser;
    const made = entryFrom(form, fields, { encounter, asOf, zone, user, id: freeId(form.kind, kept, asOf) });
    if (!made.ok) return setFault(made);
    keepEntry(app, made.entry, asOf, zone);
    onDone();
  };
  const said = (name: FieldName) =>
    fault?.field === name && (
      <p class={styles.fault} role="alert">
        {fault.text}
      </p>
    );
  const options = form.choice === 'by' ? entryWords.by : (entryWords.says[form.kind] ?? {});
  const third = form.third;
  return (
    <form
      ref={root}
      class={styles.form}
      aria-label={entryWords.kinds[form.kind]}
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onDone();
      }}
    >
      <div class={styles.fields}>
        {form.choice && (
          <div>
            <Choice
              label={words[form.choice]}
              none={entryWords.chooseNone}
              options={Object.entries(options).map(([id, text]) => ({ id, text }))}
              value={fields.choice}
              onChoose={set('choice')}
            />
            {said('choice')}
          </div>
        )}
        <div>
          <TimeField
            label={form.until === 'required' ? words.from : form.until === 'optional' ? words.asked : words.when}
            value={fields.when}
            zone={form.third === 'zone' && fields.third.trim() !== '' ? fields.third.trim() : zone}
            now={asOf}
            onInput={set('when')}
          />
          {said('when')}
        </div>
        {form.until && (
          <div>
            <TimeField
              label={form.until === 'optional' ? words.ends : words.until}
              value={fields.until}
              zone={form.third === 'zone' && fields.third.trim() !== '' ? fields.third.trim() : zone}
              now={asOf}
              isAhead={form.until === 'optional'}
              onInput={set('until')}
            />
            {said('until')}
          </div>
        )}
        {third && (
          <div>
            <Field label={words[third]} value={fields.third} onInput={set('third')} {...(third === 'set' ? { hint: words.setHint } : {})} />
            {said('third')}
          </div>
        )}
      </div>
      <div class={styles.row}>
        <Button type="submit" look="primary">
          {entryWords.keep}
        </Button>
        <Button onClick={onDone}>{entryWords.cancel}</Button>
      </div>
    </form>
  );
}
