import { useEffect, useRef, useState } from 'preact/hooks';
import type { Review } from '../../core/review/review.ts';
import { useApp } from '../model.ts';
import { Loading } from '../shell/Loading.tsx';
import { hasRoom } from '../shell/OverRoom.tsx';
import { StaleBanner } from '../shell/StaleBanner.tsx';
import { useShortcuts } from '../shell/shortcuts.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { words } from '../words.ts';
import { Board } from './Board.tsx';
import { BriefPage } from './BriefPage.tsx';
import { boardKeys, useEnterPart } from './board-keys.ts';
import type { Wanted } from './Entries.tsx';
import styles from './index.module.css';
import { goToEntry, shownEntry } from './open.ts';
import { PeerPage } from './PeerPage.tsx';
import type { PageId } from './PrintPage.tsx';
import { SourceText } from './SourceText.tsx';
import { zonedTime } from './wall.ts';
import { urWords } from './words.ts';

/** The workplace of the UR nurse and the physician advisor: the board, and the two pages made from it. */
export default function UrWorkplace() {
  const app = useApp();
  const [view, setView] = useState<'board' | PageId>('board');
  const [prints, setPrints] = useState(false);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const buttons = { brief: useRef<HTMLButtonElement>(null), peer: useRef<HTMLButtonElement>(null) };
  const boardRef = useRef<HTMLDivElement>(null);
  const decisionRef = useRef<HTMLElement>(null);
  const review = app.review.value;
  const brief = review?.brief ?? null;
  const printBrief = () => {
    setPrints(true);
    setWanted(null);
    setView('brief');
  };
  const entry = shownEntry.value;
  useEffect(() => {
    if (entry === null) return;
    shownEntry.value = null;
    setView('board');
    // After the board is there: it may have been a page that asked.
    setTimeout(() => goToEntry(entry), 0);
  }, [entry]);
  const show = (page: PageId) => {
    // A form that was asked for is not asked for again when the board comes back.
    setWanted(null);
    setView(page);
  };
  useShortcuts(app.site.switches.shortcuts && brief !== null && view === 'board', {
    ...boardKeys(boardRef, decisionRef),
    b: () => show('brief'),
    t: () => show('peer'),
    p: printBrief,
  });
  useEnterPart(boardRef, app.site.switches.shortcuts);
  const problem = app.problem.value;
  if (!review) {
    return (
      <div class={styles.place}>
        {problem?.kind === 'unsupported' && <Banner state="info">{words.states.noStay}</Banner>}
        {problem && problem.kind !== 'unsupported' && <Banner state="stop">{words.states.crashed}</Banner>}
        <Loading />
        {!problem && <Skeleton lines={9} />}
      </div>
    );
  }
  if (!brief) return <Banner state="stop">{words.states.crashed}</Banner>;
  const enter = (kind: Wanted['kind'], choice: string) => setWanted({ kind, choice, turn: (wanted?.turn ?? 0) + 1 });
  if (view !== 'board') {
    const back = () => {
      setView('board');
      setTimeout(() => buttons[view].current?.focus(), 0);
    };
    const way = { review, brief, prints, onPrinted: () => setPrints(false), onShow: show, onBack: back };
    if (view === 'brief') return <BriefPage {...way} />;
    const enterWindow = () => {
      setView('board');
      enter('payer-window', 'peer-to-peer');
    };
    return <PeerPage {...way} onWindow={enterWindow} />;
  }
  return (
    <div class={styles.place}>
      <Loading />
      <StaleBanner />
      <div class={styles.head}>
        <StatusLine review={review} />
        <div class={`${styles.tools} no-print`}>
          <Button look="primary" icon="note" shortcut="b" buttonRef={buttons.brief} onClick={() => show('brief')}>
            {urWords.brief.open}
          </Button>
          <Button look="second" shortcut="t" buttonRef={buttons.peer} onClick={() => show('peer')}>
            {urWords.peer.open}
          </Button>
          <Button look="second" shortcut="p" onClick={printBrief}>
            {urWords.brief.print}
          </Button>
          {hasRoom('packet') && (
            <Button
              look="second"
              onClick={() => {
                app.over.value = { room: 'packet', subject: 'level-of-care' };
              }}
            >
              {urWords.pages.packet}
            </Button>
          )}
        </div>
      </div>
      <Board review={review} brief={brief} wanted={wanted} onEnter={enter} boardRef={boardRef} decisionRef={decisionRef} />
      {app.site.switches.shortcuts && <p class="meta no-print">{urWords.pages.keys}</p>}
    </div>
  );
}

/** 'Inpatient since 01-10 13:30 EST, by order', and one sentence on what the documentation shows. */
function StatusLine({ review }: { readonly review: Review }) {
  const { levelOfCare: care, zone } = review;
  const last = care.timeline.at(-1);
  const text = [
    last && care.status === last.status
      ? `${urWords.status[care.status]} ${urWords.since(zonedTime(last.from, zone))}`
      : urWords.status[care.status],
    care.end === null ? null : urWords.ended(zonedTime(care.end, zone)),
  ].filter(Boolean);
  const by = last ? (urWords.by[last.by] ?? last.by) : null;
  return (
    <div>
      <h1 class={styles.status}>
        <SourceText title={`${text.join(', ')}, ${by ?? ''}`} sources={last ? [last.source] : care.sources} look="value">
          {text.join(', ')}
        </SourceText>{' '}
        <span class={styles.by}>{by}</span>
      </h1>
    </div>
  );
}
