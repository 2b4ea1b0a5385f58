import { useEffect, useRef, useState } from 'preact/hooks';
import { QUERY_TYPES, type QueryType } from '../../../ehr/write-types.ts';
import { useApp } from '../../model.ts';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyBox } from '../../ui/CopyText.tsx';
import { announce } from '../../ui/Live.tsx';
import styles from './Query.module.css';
import { outcomeWords, Report, type Way } from './Report.tsx';
import { copyOut, type Leaving, markSent, type Outcome, printOut, saveDraft } from './send-out.ts';
import { queryWords as say, writeWords } from './words.ts';

/** Copy, mark as sent, print, keep, ask in person, send to the EHR where that is offered. Each goes through the one gate, and says what really happened. */
export function WaysOut({
  leaving,
  onGo,
  onShow,
  onView,
  onReset,
}: {
  readonly leaving: Leaving;
  readonly onGo: (at: string) => void;
  readonly onShow: (key: string) => void;
  readonly onView: (view: 'verbal' | QueryType) => void;
  readonly onReset: (() => void) | null;
}) {
  const app = useApp();
  const box = useRef<HTMLTextAreaElement>(null);
  const busy = useRef(false);
  const [report, setReport] = useState<{ readonly outcome: Outcome; readonly way: Way } | null>(null);
  const [asksHow, setAsksHow] = useState(false);
  /** How this very text left before it is marked. */
  const [left, setLeft] = useState<{ readonly text: string; readonly via: 'copy' | 'print' } | null>(null);
  const [offered, setOffered] = useState<readonly QueryType[]>([]);
  useEffect(() => {
    let isCurrent = true;
    void app.writeBack?.().then(
      (way) => isCurrent && setOffered(QUERY_TYPES.filter((type) => way.offered.includes(type))),
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [app]);
  const { draft } = leaving;
  const text = `${draft.title}\n\n${draft.body}`;
  const via = left?.text === text ? left.via : null;
  const run = async (way: Way, go: () => Promise<Outcome>) => {
    if (busy.current) return null;
    busy.current = true;
    try {
      const outcome = await go();
      setReport({ outcome, way });
      announce(outcomeWords(outcome, way));
      return outcome;
    } finally {
      busy.current = false;
    }
  };
  const copy = async () => {
    const outcome = await run('copy', () => copyOut(leaving, box.current));
    if (outcome && outcome.kind !== 'blocked') setLeft({ text, via: 'copy' });
  };
  const print = () =>
    run('print', () =>
      printOut(leaving, () => {
        setLeft({ text, via: 'print' });
        setTimeout(() => window.print(), 50);
      }),
    );
  const mark = async (how: 'copy' | 'print' | null) => {
    if (how === null) return setAsksHow(true);
    setAsksHow(false);
    const outcome = await run('mark', () => markSent(leaving, how));
    if (outcome?.kind === 'sent') onShow(outcome.record.key);
  };
  useShortcuts(app.site.switches.shortcuts, { c: () => void copy(), m: () => void mark(via) });
  return (
    <div class={styles.copy}>
      <div class={styles.actions}>
        <Button look="primary" icon="copy" shortcut="c" onClick={() => void copy()}>
          {say.copy}
        </Button>
        <Button look="second" shortcut="m" expanded={asksHow} onClick={() => void mark(via)}>
          {say.mark}
        </Button>
        <Button look="second" onClick={() => void print()}>
          {say.print}
        </Button>
      </div>
      {asksHow && (
        <fieldset class={styles.actions}>
          <legend class="meta">{say.how}</legend>
          <Button look="second" dense onClick={() => void mark('copy')}>
            {say.via.copy}
          </Button>
          <Button look="second" dense onClick={() => void mark('print')}>
            {say.via.print}
          </Button>
          <Button look="second" dense onClick={() => onView('verbal')}>
            {say.verbal}
          </Button>
        </fieldset>
      )}
      {report && <Report outcome={report.outcome} way={report.way} onGo={onGo} onShow={onShow} />}
      <CopyBox name={say.preview} isShown={report?.outcome.kind === 'selected'} boxRef={box} />
      <div class={styles.more}>
        {offered
          .filter((type) => type === 'Communication' || type === 'Task')
          .map((type) => (
            <Button key={type} look="second" dense onClick={() => onView(type)}>
              {writeWords.to[type]}
            </Button>
          ))}
        <Button dense onClick={() => void run('keep', () => saveDraft(leaving))}>
          {say.save}
        </Button>
        <Button dense onClick={() => onView('verbal')}>
          {say.verbal}
        </Button>
        {onReset && (
          <Button dense onClick={onReset}>
            {say.reset}
          </Button>
        )}
      </div>
    </div>
  );
}
