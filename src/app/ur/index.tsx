import { useEffect, useRef, useState } from 'preact/hooks';
import type { SourceKind } from '../../ehr/index.ts';
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
import { nextStay } from './list/go.ts';
import { StayListView } from './list/StayListView.tsx';
import { stayListOf } from './list/stays.ts';
import { stayWords } from './list/words.ts';
import { goToEntry, shownEntry } from './open.ts';
import { PeerPage } from './PeerPage.tsx';
import type { PageId } from './PrintPage.tsx';
import { StatusLine } from './StatusLine.tsx';
import { urWords } from './words.ts';

/** The workplace of the UR nurse and the physician advisor. Each stay has one of its own: nothing typed or opened at one patient stands at the next. */
export default function UrWorkplace() {
  return <StayPlace key={useApp().session.contextKey} />;
}

/**
 * What status, hours and midnights are counted from. Before all of it is there, half of a chart in a guessed time zone would be shown as a count. The
 * encounters are complete only with the places they name, which tell the zone.
 */
const COUNTED_FROM: ReadonlySet<SourceKind> = new Set(['encounters', 'orders']);

/** One stay: the board, the two pages made from it, and the way to the other stays. */
function StayPlace() {
  const app = useApp();
  const list = stayListOf(app);
  const placeRef = useRef<HTMLDivElement>(null);
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
  const isListShown = list?.isShown.value ?? false;
  const isOther = app.others !== undefined && app.others.launched !== app;
  useEffect(() => {
    if (!list || list.opened.value !== app.session.encounter) return;
    list.opened.value = null;
    placeRef.current?.focus();
  }, [list, app]);
  const showList = () => {
    if (list) list.isShown.value = true;
  };
  useShortcuts(app.site.switches.shortcuts && !isListShown && view === 'board', {
    ...(list ? { n: () => nextStay(app, list) } : {}),
    ...(isOther ? { Escape: showList } : {}),
  });
  useShortcuts(app.site.switches.shortcuts && !isListShown && brief !== null && view === 'board', {
    ...boardKeys(boardRef, decisionRef),
    b: () => show('brief'),
    t: () => show('peer'),
    p: printBrief,
  });
  useEnterPart(boardRef, app.site.switches.shortcuts);
  const problem = app.problem.value;
  if (list && isListShown) return <StayListView list={list} />;
  const ways = list && (
    <>
      <Button icon="back" {...(isOther ? { shortcut: 'Escape' } : {})} onClick={showList}>
        {isOther ? stayWords.back : stayWords.open}
      </Button>
      {app.others?.mayList && (
        <Button shortcut="n" onClick={() => nextStay(app, list)}>
          {stayWords.next}
        </Button>
      )}
    </>
  );
  const { phase, progress } = app.load.value;
  const isCounted =
    phase !== 'reading' || !progress.some(({ kind, state }) => COUNTED_FROM.has(kind) && (state === 'waiting' || state === 'reading'));
  if (!review || !isCounted) {
    return (
      <div ref={placeRef} class={styles.place} tabIndex={-1}>
        <div class={`${styles.tools} no-print`}>{ways}</div>
        {problem?.kind === 'unsupported' && <Banner state="info">{words.states.noStay}</Banner>}
        {problem && problem.kind !== 'unsupported' && <Banner state="stop">{words.states.crashed}</Banner>}
        <Loading />
        {!problem && <p class="meta">{urWords.stillReading}</p>}
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
    <div ref={placeRef} class={styles.place} tabIndex={-1}>
      <Loading />
      <StaleBanner />
      <div class={styles.head}>
        <StatusLine review={review} />
        <div class={`${styles.tools} no-print`}>
          {ways}
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
