import { useRef, useState } from 'preact/hooks';
import type { Problem } from '../../core/chart/chart.ts';
import { useApp } from '../model.ts';
import { promptsNow } from '../prompt-life.ts';
import { Loading } from '../shell/Loading.tsx';
import { StaleBanner } from '../shell/StaleBanner.tsx';
import { useShortcuts } from '../shell/shortcuts.ts';
import { clock } from '../time.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { StateMark } from '../ui/StateMark.tsx';
import { unreadOf } from '../unread.ts';
import { words } from '../words.ts';
import styles from './ClinicianPanel.module.css';
import { CannotList, DoneList, FineList } from './Lists.tsx';
import { PromptCard } from './PromptCard.tsx';
import { SummaryLine } from './SummaryLine.tsx';
import { clinicianPrompts, fineConditions, ofConditions } from './summary.ts';

/** Never more cards than this at once; the rest stand behind "More". */
const CARDS = 3;

/** The narrow panel beside the note: what to look at for what is already written, at most three cards, and nothing to do when there is nothing. */
export function ClinicianPanel() {
  const app = useApp();
  const [showsAll, setShowsAll] = useState(false);
  const summary = useRef<HTMLHeadingElement>(null);
  const cards = useRef(new Map<string, HTMLElement>());
  const [currentKey, setCurrentKey] = useState<string | null>(null);
  /** A card answered a moment ago stays, with its report, until the user goes on. */
  const [answeredKey, setAnsweredKey] = useState<string | null>(null);
  const review = app.review.value;
  const { phase, readAt, progress } = app.load.value;

  const prompts = review ? clinicianPrompts(review, app.site.switches.clinicianIndicators) : [];
  const now = review ? promptsNow(prompts, app.kept.value, readAt ?? review.asOf, review) : [];
  const active = now.filter((entry) => entry.state === 'active');
  const waiting = now.filter((entry) => entry.state === 'active' || (entry.state === 'answered' && entry.prompt.key === answeredKey));
  const shown = showsAll ? waiting : waiting.slice(0, CARDS);
  const step = (by: number) => {
    const at = shown.findIndex((entry) => entry.prompt.key === currentKey);
    const next = shown[Math.min(Math.max(at + by, 0), shown.length - 1)];
    if (next) cards.current.get(next.prompt.key)?.focus();
  };
  useShortcuts(app.site.switches.shortcuts, { j: () => step(1), k: () => step(-1) });

  if (!review) {
    return (
      <div class={styles.panel}>
        <h1 class="hidden-text">{words.app}</h1>
        {app.problem.value && <ReviewProblem problem={app.problem.value} />}
        <Loading />
        {!app.problem.value && <Skeleton lines={6} />}
      </div>
    );
  }
  const conditions = ofConditions(review);
  const fine = fineConditions(conditions, prompts);
  const newest = app.resolved.value.at(-1);
  const isReading = phase === 'reading';
  // What is not read yet is not "cannot be checked": that is said when reading is done.
  const unread = isReading ? [] : unreadOf(conditions);
  const failed = review.problems.filter((problem) => problem.kind === 'bug').map((problem) => problem.what);
  const cannotCount = unread.length + failed.length;
  const time = clock(readAt ?? review.asOf, review.zone);
  const partial = progress.filter((source) => source.state === 'failed' || source.state === 'partial').length;
  const nothing =
    waiting.length > 0 || isReading
      ? null
      : cannotCount > 0
        ? words.summary.nothingButUnknown(conditions.checklists.length, time)
        : words.summary.nothing(conditions.checklists.length, time);
  const afterClose = () => {
    const next = shown.find((entry) => entry.prompt.key !== currentKey);
    setTimeout(() => (next ? cards.current.get(next.prompt.key)?.focus() : summary.current?.focus()), 0);
  };
  return (
    <div class={styles.panel}>
      <SummaryLine lineRef={summary} look={active.length} fine={fine.length} cannot={cannotCount} nothing={nothing} isPartial={isReading} />
      {newest && (
        <p>
          <StateMark state="fine">{words.closed.resolved(clock(newest.at, review.zone), newest.what)}</StateMark>
        </p>
      )}
      <StaleBanner />
      <div class={styles.cards}>
        {shown.map((entry, index) => (
          <PromptCard
            key={entry.prompt.key}
            entry={entry}
            review={review}
            position={index + 1}
            count={shown.length}
            isCurrent={entry.prompt.key === currentKey}
            onCurrent={() => setCurrentKey(entry.prompt.key)}
            onAnswered={() => setAnsweredKey(entry.prompt.key)}
            onClosed={() => {
              setAnsweredKey(null);
              afterClose();
            }}
            cardRef={(element) => {
              if (element) cards.current.set(entry.prompt.key, element);
              else cards.current.delete(entry.prompt.key);
            }}
          />
        ))}
      </div>
      {waiting.length > CARDS && (
        <Button expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? words.prompt.fewer : words.prompt.more(waiting.length - CARDS)}
        </Button>
      )}
      <Loading />
      {!isReading && partial > 0 && cannotCount > 0 && <Banner state="unknown">{words.states.partial(partial)}</Banner>}
      <div class={styles.end}>
        <DoneList closed={now.filter((entry) => !waiting.includes(entry))} resolved={app.resolved.value.slice(0, -1)} zone={review.zone} />
        <FineList conditions={fine} />
        <CannotList unread={unread} failed={failed} />
      </div>
    </div>
  );
}

/** No review at all: the encounter is of a kind that is not checked, or the review failed. */
function ReviewProblem({ problem }: { readonly problem: Problem }) {
  if (problem.kind === 'unsupported' && problem.what === 'Encounter') return <Banner state="info">{words.states.noStay}</Banner>;
  return (
    <Banner state="stop">
      {words.states.crashed} ({words.problems[problem.kind]})
    </Banner>
  );
}
