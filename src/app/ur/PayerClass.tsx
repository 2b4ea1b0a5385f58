import { useState } from 'preact/hooks';
import { factsOf, hasRead } from '../../core/chart/chart.ts';
import { hasFlag } from '../../core/chart/fact.ts';
import { REGIME_WORDS } from '../../core/compose/coded-words.ts';
import type { Review } from '../../core/review/review.ts';
import type { Regime } from '../../core/stay/stay.ts';
import type { KeptEntry } from '../../store/index.ts';
import { type App, useApp } from '../model.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Choice } from './Choice.tsx';
import styles from './Entries.module.css';
import { entriesOf, freeId, keepEntry, removeEntry } from './entry-list.ts';
import { entryWords } from './entry-words.ts';
import { zonedTime } from './wall.ts';
import { urWords } from './words.ts';

const isRegime = (word: string): word is Regime => Object.hasOwn(REGIME_WORDS, word);

/** The payer class as the user set it; null while coverage decides. */
export const payerSetBy = (app: App): KeptEntry | null =>
  entriesOf(app.kept.value.entries).held.findLast(({ entry }) => entry.kind === 'payer-class') ?? null;

/** Where the payer class comes from, in words: coverage, the user with the reason, or that nothing usable was found or could not be read. */
export function payerSource(app: App, { chart, zone }: Review): string {
  const words = urWords.payer;
  const set = payerSetBy(app);
  const facts = factsOf(chart, 'regime').filter((fact) => !hasFlag(fact, 'ur-entry') && !hasFlag(fact, 'other-stay'));
  const said = [...new Set(facts.map((fact) => fact.text ?? 'unknown'))].filter(isRegime).map((one) => REGIME_WORDS[one]);
  if (!set) return facts.length > 0 ? words.fromCoverage : hasRead(chart, 'regime') ? words.noCoverage : words.unread;
  const coverage = facts.length > 0 ? words.coverage(said.join(', ')) : words.noneBehind;
  return `${words.setByYou(zonedTime(set.at, zone), set.entry.reason ?? '')}; ${coverage}`;
}

/** Sets the payer class where it is unknown or wrong. A reason is asked, and stands beside the value from then on. */
export function PayerForm({ review, onDone }: { readonly review: Review; readonly onDone: () => void }) {
  const app = useApp();
  const [regime, setRegime] = useState('');
  const [reason, setReason] = useState('');
  const words = urWords.payer;
  const { zone, asOf, encounter } = review;
  const set = payerSetBy(app);
  const isReady = regime !== '' && reason.trim() !== '';
  const keep = () => {
    if (!isRegime(regime) || !isReady) return;
    const enteredBy = app.session.userName ?? entryWords.unknownUser;
    const id = freeId('payer-class', app.kept.value.entries, asOf);
    keepEntry(app, { id, encounter, kind: 'payer-class', at: asOf, text: regime, reason: reason.trim(), enteredBy }, asOf, zone);
    onDone();
  };
  return (
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
        onDone();
      }}
    >
      <div class={styles.fields}>
        <Choice
          label={urWords.strip.payer}
          none={entryWords.chooseNone}
          options={Object.entries(REGIME_WORDS).map(([id, text]) => ({ id, text }))}
          value={regime}
          onChoose={setRegime}
          isFirst
        />
        <Field label={words.reason} value={reason} onInput={setReason} />
      </div>
      <div class={styles.row}>
        <Button type="submit" look="primary" disabled={!isReady}>
          {words.keep}
        </Button>
        {set && (
          <Button
            look="second"
            onClick={() => {
              removeEntry(app, set, asOf, zone);
              onDone();
            }}
          >
            {words.remove}
          </Button>
        )}
        <Button onClick={onDone}>{entryWords.cancel}</Button>
        {!isReady && <span class="meta">{words.needs}</span>}
      </div>
    </form>
  );
}
