import { useEffect, useRef, useState } from 'preact/hooks';
import { responseText } from '../../core/compose/response.ts';
import type { Prompt } from '../../core/compose/statement.ts';
import { type CopyOutcome, copyText } from '../clipboard.ts';
import { useApp } from '../model.ts';
import { useShortcuts } from '../shell/shortcuts.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { CopyBox, CopyText } from '../ui/CopyText.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Field } from '../ui/Field.tsx';
import { announce } from '../ui/Live.tsx';
import { RadioGroup } from '../ui/RadioGroup.tsx';
import { words } from '../words.ts';
import styles from './Choices.module.css';
import { copyFault } from './copy-guard.ts';
import { clinicianFacts } from './facts.ts';

type Report = { readonly kind: CopyOutcome; readonly count: number } | { readonly kind: 'blocked'; readonly reason: string };

/** Answer, own words, exactly what will be copied, and an honest word about whether it was. Nothing is chosen until the user chooses. */
export function Compose({
  prompt,
  hasKeys,
  onAnswered,
  onClosed,
}: {
  readonly prompt: Prompt;
  readonly hasKeys: boolean;
  readonly onAnswered: () => void;
  readonly onClosed: () => void;
}) {
  const app = useApp();
  const draft = app.kept.value.drafts.find((entry) => entry.key === prompt.key);
  const [option, setOption] = useState<string | null>(draft?.option ?? null);
  const [own, setOwn] = useState(draft?.words ?? '');
  const [dropped, setDropped] = useState<readonly string[]>([]);
  const [report, setReport] = useState<Report | null>(null);
  const copyBox = useRef<HTMLTextAreaElement>(null);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => root.current?.querySelector<HTMLElement>('input, textarea')?.focus(), []);

  const all = clinicianFacts(prompt.evidence);
  const facts = all.filter((line) => !dropped.includes(line.text));
  const chosenOption = prompt.options.find((entry) => entry.id === option) ?? null;
  const lacksWords = chosenOption?.needsWords === true && own.trim() === '';
  const text = lacksWords ? '' : responseText(chosenOption, own, facts);
  const change = (next: { option?: string | null; own?: string }) => {
    const chosen = next.option === undefined ? option : next.option;
    const written = next.own === undefined ? own : next.own;
    setOption(chosen);
    setOwn(written);
    setReport(null);
    app.keepDraft(prompt.key, chosen, written);
  };
  const copy = async () => {
    if (text === '') return;
    const fault = await copyFault(app, prompt, text);
    if (fault) {
      setReport({ kind: 'blocked', reason: fault });
      announce(words.compose.blocked(fault));
      return;
    }
    const outcome = await copyText(text, copyBox.current);
    setReport({ kind: outcome, count: text.length });
    announce(
      outcome === 'selected'
        ? words.compose.refused
        : outcome === 'command'
          ? words.compose.copiedUnsure(text.length)
          : words.compose.copied(text.length),
    );
    if (outcome !== 'selected') {
      onAnswered();
      app.record({
        key: prompt.key,
        fingerprint: prompt.fingerprint,
        action: 'answered',
        reason: null,
        comment: '',
        until: null,
        seen: null,
        at: app.load.value.readAt ?? Date.now(),
      });
    }
  };
  useShortcuts(app.site.switches.shortcuts && hasKeys, { c: () => void copy() });
  return (
    <div ref={root} class={styles.box}>
      <RadioGroup legend={words.compose.legend} options={prompt.options} chosen={option} onChoose={(id) => change({ option: id })} />
      <Field label={words.compose.own} rows={2} value={own} onInput={(value) => change({ own: value })} />
      {all.length > 0 && (
        <Disclosure title={<span class="meta">{words.compose.untick}</span>}>
          {all.map((line) => {
            const name = line.text;
            return (
              <label key={name} class={styles.tick}>
                <input
                  type="checkbox"
                  checked={!dropped.includes(name)}
                  onChange={() => setDropped(dropped.includes(name) ? dropped.filter((each) => each !== name) : [...dropped, name])}
                />
                <span>{name}</span>
              </label>
            );
          })}
        </Disclosure>
      )}
      {text !== '' && (
        <section aria-label={words.compose.preview}>
          <p class="meta">{words.compose.preview}</p>
          <CopyText text={text} />
        </section>
      )}
      <div class={styles.foot}>
        <Button look="primary" icon="copy" shortcut="c" disabled={text === ''} onClick={() => void copy()}>
          {words.compose.copy}
        </Button>
        <span class="meta numbers">
          {lacksWords ? words.compose.needsWords : text === '' ? words.compose.choose : words.compose.count(text.length)}
        </span>
      </div>
      {report?.kind === 'blocked' && <Banner state="stop">{words.compose.blocked(report.reason)}</Banner>}
      {(report?.kind === 'clipboard' || report?.kind === 'command') && (
        <Banner
          state="fine"
          action={
            <Button look="second" onClick={onClosed}>
              {words.compose.done}
            </Button>
          }
        >
          {report.kind === 'clipboard' ? words.compose.copied(report.count) : words.compose.copiedUnsure(report.count)}
        </Banner>
      )}
      {report?.kind === 'selected' && <Banner state="look">{words.compose.refused}</Banner>}
      <CopyBox name={words.compose.preview} isShown={report?.kind === 'selected'} boxRef={copyBox} />
    </div>
  );
}
