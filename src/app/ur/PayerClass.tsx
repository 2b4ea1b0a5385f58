import { useRef, useState } from 'preact/hooks';
import { factsOf, hasRead } from '../../core/chart/chart.ts';
import { hasFlag } from '../../core/chart/fact.ts';
import { REGIME_WORDS } from '../../core/compose/coded-words.ts';
import type { Review } from '../../core/review/review.ts';
import type { Regime } from '../../core/stay/stay.ts';
import { useApp } from '../model.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { StateMark } from '../ui/StateMark.tsx';
import block from './Block.module.css';
import { Choice } from './Choice.tsx';
import styles from './Entries.module.css';
import { entriesOf, freeId, keepEntry, removeEntry } from './entry-list.ts';
import { entryWords } from './entry-words.ts';
import { zonedTime } from './wall.ts';
import { urWords } from './words.ts';

const isRegime = (word: string): word is Regime => Object.hasOwn(REGIME_WORDS, word);

/** Who set the payer class, or what coverage says of it; and the form to set it where it is unknown or wrong. A reason is asked, and stands beside the value. */
export function PayerClass({ review }: { readonly review: Review }) {
  const app = useApp();
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [regime, setRegime] = useState('');
  const [reason, setReason] = useState('');
  const words = urWords.payer;
  const { chart, zone, asOf, encounter, levelOfCare } = review;
  const set = entriesOf(app.kept.value.entries).held.findLast(({ entry }) => entry.kind === 'payer-class');
  const facts = factsOf(chart, 'regime').filter((fact) => !hasFlag(fact, 'ur-entry') && !hasFlag(fact, 'other-stay'));
  const said = [...new Set(facts.map((fact) => fact.text ?? 'unknown'))].filter(isRegime).map((one) => REGIME_WORDS[one]);
  const coverage = facts.length > 0 ? words.coverage(said.join(', ')) : set || hasRead(chart, 'regime') ? words.noCoverage : words.unread;
  const close = () => {
    setOpen(false);
    setTimeout(() => button.current?.focus(), 0);
  };
  const keep = () => {
    if (!isRegime(regime) || reason.trim() === '') return;
    const user = app.session.userName ?? entryWords.unknownUser;
    const id = freeId('payer-class', app.kept.value.entries, asOf);
    keepEntry(app, { id, encounter, kind: 'payer-class', at: asOf, text: regime, reason: reason.trim(), enteredBy: user }, asOf, zone);
    setReason('');
    close();
  };
  return (
    <div class={block.plain}>
      <div class={block.row}>
        {set ? (
          <StateMark state="info">
            {words.setByYou(REGIME_WORDS[set.entry.text as Regime], set.entry.reason ?? '', zonedTime(set.at, zone))}
          </StateMark>
        ) : (
          levelOfCare.regime === 'unknown' && <StateMark state="unknown">{words.unknown}</StateMark>
        )}
        <span class="meta">{coverage}</span>
        <Button dense look="second" buttonRef={button} expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {set || levelOfCare.regime !== 'unknown' ? words.change : words.set}
        </Button>
        {set && (
          <Button dense onClick={() => removeEntry(app, set, asOf, zone)}>
            {words.remove}
          </Button>
        )}
      </div>
      {isOpen && (
        <form
          class={styles.form}
          aria-label={words.set}
          onSubmit={(event) => {
            event.preventDefault();
            keep();
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            close();
          }}
        >
          <div class={styles.fields}>
            <Choice
              label={urWords.strip.payer}
              none={entryWords.chooseNone}
              options={Object.entries(REGIME_WORDS).map(([id, text]) => ({ id, text }))}
              value={regime}
              onChoose={setRegime}
            />
            <Field label={words.reason} value={reason} onInput={setReason} />
          </div>
          <div class={styles.row}>
            <Button type="submit" look="primary" disabled={regime === '' || reason.trim() === ''}>
              {words.keep}
            </Button>
            <Button onClick={close}>{entryWords.cancel}</Button>
            {(regime === '' || reason.trim() === '') && <span class="meta">{words.needs}</span>}
          </div>
        </form>
      )}
    </div>
  );
}
