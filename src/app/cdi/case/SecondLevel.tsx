import { useEffect, useRef, useState } from 'preact/hooks';
import { secondLevelOf, signOffSheet } from '../../../core/worklist/index.ts';
import { type CopyOutcome, copyText } from '../../clipboard.ts';
import { hospitalNow } from '../../hospital-now.ts';
import { faultOfText } from '../../may-leave.ts';
import { useApp } from '../../model.ts';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { dayClock } from '../../time.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { CopyBox } from '../../ui/CopyText.tsx';
import { Field } from '../../ui/Field.tsx';
import { announce } from '../../ui/Live.tsx';
import { words } from '../../words.ts';
import { cdiWords } from '../words.ts';
import type { WorkContext } from './case-context.ts';
import { SourceLink } from './FactLink.tsx';
import styles from './SecondLevel.module.css';
import { OutcomeChoice, SheetRow } from './SheetRow.tsx';
import { caseState, quotesOf, readEntries, type SheetEntries, sheetText } from './sheet-text.ts';

type Said = { readonly state: 'stop' | 'fine' | 'look'; readonly text: string };

/** A second reader's sheet: each documented diagnosis beside its findings, with the reader's outcome for each and for all. Kept, copied, printed on one page. */
export function SecondLevel({ context, onBack }: { readonly context: WorkContext; readonly onBack: () => void }) {
  const app = useApp();
  const box = useRef<HTMLTextAreaElement>(null);
  const paper = useRef<HTMLPreElement>(null);
  const { review, concepts, workflow } = context;
  const { second: say } = cdiWords.case;
  const key = `Encounter/${app.session.encounter}`;
  const draftKey = `${key} sign-off`;
  const [entries, setEntries] = useState<SheetEntries>(() =>
    readEntries(app.kept.value.drafts.find((each) => each.key === draftKey)?.words),
  );
  const [said, setSaid] = useState<Said | null>(null);
  const [isRefused, setRefused] = useState(false);
  const [mayPrint, setMayPrint] = useState(false);
  const sheet = signOffSheet(review, workflow.signOff.specificity, concepts);
  const second = secondLevelOf(review, workflow.secondLevel, concepts);
  const signed = app.kept.value.signOffs.find((each) => each.key === key) ?? null;
  const identity = app.identity.value;
  const text = identity === null ? null : sheetText({ sheet, second, review, identity, entries, signed });
  useEffect(() => setMayPrint(false), [text]);

  const change = (more: Partial<SheetEntries>) => {
    const next = { ...entries, ...more };
    setEntries(next);
    setSaid(null);
    app.keepDraft(draftKey, null, JSON.stringify(next));
  };
  const tell = (state: Said['state'], what: string) => {
    setSaid({ state, text: what });
    announce(what);
  };
  /** Why the sheet may not leave or be signed now; null when it may. */
  const fault = async (): Promise<string | null> => {
    const context = words.compose.wrongContext;
    return text === null ? context : faultOfText(app, text, { context, unchecked: say.unchecked }, quotesOf(sheet));
  };
  const copy = async () => {
    const reason = await fault();
    if (reason !== null || text === null) {
      app.audit('copied', 'sign-off-sheet', 'refused');
      return tell('stop', words.compose.blocked(reason ?? ''));
    }
    const outcome: CopyOutcome = await copyText(text, box.current);
    setRefused(outcome === 'selected');
    app.audit('copied', 'sign-off-sheet', outcome === 'selected' ? 'failed' : 'ok');
    app.count(outcome === 'selected' ? 'copy.failed' : 'copy.method', { detail: outcome });
    tell(outcome === 'selected' ? 'look' : 'fine', outcome === 'selected' ? words.compose.refused : say.copied(text.length));
  };
  const print = async () => {
    const reason = await fault();
    if (reason !== null) {
      app.audit('printed', 'sign-off-sheet', 'refused');
      return tell('stop', say.notPrinted(reason));
    }
    setMayPrint(true);
    setTimeout(() => {
      // Another case may have come on screen meanwhile: only the paper that was checked is printed.
      if (!app.isOwnContext() || paper.current?.isConnected !== true || paper.current.textContent !== text) return;
      app.audit('printed', 'sign-off-sheet');
      window.print();
    }, 50);
  };
  // The keys that copy act on what is on screen: the sheet stands in the place of the query.
  useShortcuts(app.site.switches.shortcuts, { c: () => void copy() });
  const sign = () => {
    if (!app.isOwnContext()) return tell('stop', words.compose.wrongContext);
    if (entries.overall === null) return tell('stop', say.outcomeNeeded);
    const open = Object.values(entries.rows).some(({ outcome, reason }) => outcome !== null && outcome !== 'agree' && reason.trim() === '');
    if ((entries.overall !== 'agree' && entries.reason.trim() === '') || open) return tell('stop', say.reasonNeeded);
    const rows = Object.entries(entries.rows).flatMap(([concept, { outcome, reason }]) => [
      ...(outcome === null ? [] : [[concept, outcome] as const]),
      ...(reason.trim() === '' ? [] : [[`${concept} reason`, reason.trim()] as const]),
    ]);
    const by = app.session.userName ?? say.unnamed;
    const { overall: outcome } = entries;
    app.put('sign-off', {
      key,
      at: hospitalNow(app),
      by,
      outcome,
      reason: entries.reason.trim(),
      rows: Object.fromEntries(rows),
      fingerprint: caseState(review),
    });
    app.audit('sign-off', outcome);
    setSaid(null);
    app.undoable.value = {
      text: say.kept(say.outcomes[outcome]),
      undo: () => {
        app.audit('undo', 'sign-off');
        if (signed) app.put('sign-off', signed);
        else app.drop('sign-off', key);
      },
    };
  };
  return (
    <div class={styles.second}>
      <div class={`${styles.screen} no-print`}>
        <div class={styles.head}>
          <Button dense icon="back" shortcut="Escape" onClick={onBack}>
            {say.back}
          </Button>
          <h3 class={styles.title}>{say.title}</h3>
        </div>
        {signed && (
          <Banner state={signed.fingerprint === caseState(review) ? 'fine' : 'look'}>
            {say.signed(say.outcomes[signed.outcome], signed.by, dayClock(signed.at, review.zone))}
            {signed.fingerprint !== caseState(review) && ` ${say.changed}`}
          </Banner>
        )}
        <section aria-labelledby="second-why">
          <h4 id="second-why">{say.why}</h4>
          {second.raised.length === 0 && <p class="meta">{say.none}</p>}
          <ul>
            {second.raised.map((each) => (
              <li key={`${each.id} ${each.words.text}`}>
                {each.label}: <SourceLink text={each.words.text} title={each.label} sources={each.words.sources} />
              </li>
            ))}
            {second.notKnown.map((each) => (
              <li key={`${each.id} ${each.words.text}`} class={styles.unknown}>
                {say.notKnown}: {each.label}: {each.words.text}
              </li>
            ))}
          </ul>
          {sheet.limits.map((limit) => (
            <p key={limit.text} class={styles.unknown}>
              {limit.text}
            </p>
          ))}
        </section>
        {sheet.rows.length === 0 && <p>{say.noRows}</p>}
        {sheet.rows.map((row) => (
          <SheetRow
            key={row.concept}
            row={row}
            entry={entries.rows[row.concept] ?? { outcome: null, reason: '' }}
            onChange={(entry) => change({ rows: { ...entries.rows, [row.concept]: entry } })}
          />
        ))}
        <section class={styles.overall} aria-labelledby="second-overall">
          <h4 id="second-overall">{say.overall}</h4>
          <OutcomeChoice legend={say.overall} chosen={entries.overall} onChoose={(overall) => change({ overall })} />
          <Field label={say.reason} value={entries.reason} onInput={(reason) => change({ reason })} />
          <p class="meta">{say.reviewer(app.session.userName ?? say.unnamed)}</p>
          <div class={styles.actions}>
            <Button look="primary" onClick={sign}>
              {say.sign}
            </Button>
            <Button look="second" icon="copy" shortcut="c" onClick={() => void copy()}>
              {say.copy}
            </Button>
            <Button look="second" onClick={() => void print()}>
              {say.print}
            </Button>
          </div>
          {said && <Banner state={said.state}>{said.text}</Banner>}
          <CopyBox name={say.title} isShown={isRefused} boxRef={box} />
        </section>
      </div>
      <pre ref={paper} class={styles.paper} aria-hidden="true">
        {mayPrint && app.isOwnContext() ? text : say.notChecked}
      </pre>
    </div>
  );
}
