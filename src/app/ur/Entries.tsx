import { useEffect, useRef, useState } from 'preact/hooks';
import type { Review } from '../../core/review/review.ts';
import type { EntryKind } from '../../core/stay/entry.ts';
import type { KeptEntry } from '../../store/index.ts';
import { useApp } from '../model.ts';
import { dayClock } from '../time.ts';
import { Button } from '../ui/Button.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import block from './Block.module.css';
import { Choice } from './Choice.tsx';
import styles from './Entries.module.css';
import { EntryForm } from './EntryForm.tsx';
import { ENTRY_FORMS, formOf } from './entry-forms.ts';
import { entriesOf, entryAnchor, entryText, removeEntry } from './entry-list.ts';
import { entryWords } from './entry-words.ts';

/** An entry that another part of the board asks for. `turn` tells one wish from the next. */
export interface Wanted {
  readonly kind: EntryKind;
  readonly choice: string;
  readonly turn: number;
}

/** What UR knows and the EHR does not: forms, what was entered with who and when, and what was taken out again. */
export function Entries({ review, wanted }: { readonly review: Review; readonly wanted: Wanted | null }) {
  const app = useApp();
  const section = useRef<HTMLElement>(null);
  const [open, setOpen] = useState<Wanted | null>(null);
  useEffect(() => {
    if (wanted) setOpen(wanted);
  }, [wanted]);
  const form = open && formOf(open.kind);
  const { held, removed } = entriesOf(app.kept.value.entries);
  const done = () => {
    setOpen(null);
    // To the part, not into its list of kinds: a list takes the letters that are keys of the board.
    setTimeout(() => section.current?.focus(), 0);
  };
  return (
    <section ref={section} class={block.block} aria-labelledby="ur-entries" data-stop tabIndex={-1}>
      <h2 id="ur-entries" class={block.title}>
        {entryWords.title}
      </h2>
      <p class="meta">{entryWords.more}</p>
      <Choice
        label={entryWords.choose}
        none={entryWords.chooseNone}
        options={ENTRY_FORMS.map(({ kind, group }) => ({ id: kind, text: entryWords.kinds[kind], group: entryWords.groups[group] }))}
        value={open?.kind ?? ''}
        onChoose={(kind) => setOpen(kind === '' ? null : { kind: kind as EntryKind, choice: '', turn: (open?.turn ?? 0) + 1 })}
      />
      {open && form && <EntryForm key={`${open.kind} ${open.turn}`} form={form} review={review} choice={open.choice} onDone={done} />}
      {held.length === 0 && <p class="meta">{entryWords.none}</p>}
      <ul class={styles.list}>
        {held.map((kept) => (
          <Row key={kept.key} kept={kept} review={review} />
        ))}
      </ul>
      {removed.length > 0 && (
        <Disclosure title={<span class="meta">{entryWords.history(removed.length)}</span>}>
          <ul class={styles.list}>
            {removed.map((kept) => (
              <Row key={kept.key} kept={kept} review={review} />
            ))}
          </ul>
        </Disclosure>
      )}
    </section>
  );
}

function Row({ kept, review }: { readonly kept: KeptEntry; readonly review: Review }) {
  const app = useApp();
  const { zone, asOf } = review;
  const { entry } = kept;
  const text = entryText(entry, zone);
  const isOwn = entry.enteredBy === (app.session.userName ?? entryWords.unknownUser);
  const who = isOwn ? entryWords.you : (entry.enteredBy ?? entryWords.unknownUser);
  const when = entryWords.entered(who, dayClock(kept.at, zone));
  return (
    <li id={entryAnchor(entry.id)} tabIndex={-1} class={styles.entry}>
      <div>
        {entry.removed === undefined ? text : <s>{text}</s>}
        <div class="meta numbers">
          {[when, entry.removed === undefined ? null : entryWords.removed(dayClock(entry.removed, zone))].filter(Boolean).join(' · ')}
          {entry.at > asOf && `; ${entryWords.later}`}
        </div>
      </div>
      {entry.removed === undefined && (
        <Button dense onClick={() => removeEntry(app, kept, asOf, zone)}>
          {entryWords.remove}
          <span class="hidden-text">: {text}</span>
        </Button>
      )}
    </li>
  );
}
