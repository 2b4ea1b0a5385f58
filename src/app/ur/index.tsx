import { useRef, useState } from 'preact/hooks';
import type { Review } from '../../core/review/review.ts';
import { useApp } from '../model.ts';
import { Loading } from '../shell/Loading.tsx';
import { StaleBanner } from '../shell/StaleBanner.tsx';
import { useShortcuts } from '../shell/shortcuts.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { words } from '../words.ts';
import { Board } from './Board.tsx';
import { BriefPage } from './BriefPage.tsx';
import styles from './index.module.css';
import { SourceText } from './SourceText.tsx';
import { zonedTime } from './wall.ts';
import { urWords } from './words.ts';

type View = 'board' | 'brief' | 'print';

/** The UR nurse's workplace: the board, and the one page made from it. */
export default function UrWorkplace() {
  const app = useApp();
  const [view, setView] = useState<View>('board');
  const briefButton = useRef<HTMLButtonElement>(null);
  const review = app.review.value;
  const brief = review?.brief ?? null;
  const canOpen = brief !== null && view === 'board';
  useShortcuts(app.site.switches.shortcuts && canOpen, { b: () => setView('brief'), p: () => setView('print') });
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
  if (view !== 'board') {
    const back = () => {
      setView('board');
      setTimeout(() => briefButton.current?.focus(), 0);
    };
    return <BriefPage review={review} brief={brief} prints={view === 'print'} onBack={back} />;
  }
  return (
    <div class={styles.place}>
      <Loading />
      <StaleBanner />
      <div class={styles.head}>
        <StatusLine review={review} />
        <div class={`${styles.tools} no-print`}>
          <Button look="primary" icon="note" shortcut="b" buttonRef={briefButton} onClick={() => setView('brief')}>
            {urWords.brief.open}
          </Button>
          <Button look="second" shortcut="p" onClick={() => setView('print')}>
            {urWords.brief.print}
          </Button>
        </div>
      </div>
      <Board review={review} brief={brief} />
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
