import { useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../../core/chart/chart.ts';
import { useApp } from '../model.ts';
import { type PromptNow, promptsNow } from '../prompt-life.ts';
import { Loading } from '../shell/Loading.tsx';
import { StaleBanner } from '../shell/StaleBanner.tsx';
import { clock } from '../time.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { StateMark } from '../ui/StateMark.tsx';
import { unreadOf } from '../unread.ts';
import { words } from '../words.ts';
import { Cards } from './Cards.tsx';
import styles from './ClinicianPanel.module.css';
import { EssentialsLinks } from './EssentialsLinks.tsx';
import { CannotList, DoneList, FineList } from './Lists.tsx';
import { SummaryLine } from './SummaryLine.tsx';
import { clinicianPrompts, fineConditions, isForClinician, ofConditions } from './summary.ts';

/** Never more cards than this at once; the rest stand behind "More". */
const CARDS = 3;

/** The narrow panel beside the note: what to look at for what is already written, at most three cards, and nothing to do when there is nothing. */
export function ClinicianPanel() {
  const app = useApp();
  const [showsAll, setShowsAll] = useState(false);
  const summary = useRef<HTMLHeadingElement>(null);
  /** A card answered a moment ago stays, with its report, until the user goes on. */
  const [answeredKey, setAnsweredKey] = useState<string | null>(null);
  const lastActive = useRef(new Map<string, PromptNow>());
  const review = app.review.value;
  const { phase, readAt, progress } = app.load.value;
  useEffect(() => {
    // Settled by what was pasted: should it be asked again, it is a new question and no report of an old answer.
    if (review && answeredKey !== null && !review.prompts.some(({ key }) => key === answeredKey)) setAnsweredKey(null);
  }, [review, answeredKey]);

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
  const prompts = clinicianPrompts(review, app.site.switches.clinicianIndicators);
  const now = promptsNow(prompts, app.kept.value, readAt ?? review.asOf, review);
  const active = now.filter((entry) => entry.state === 'active');
  const gone = goneInWork(lastActive.current, now, app.kept.value.drafts);
  for (const entry of active) lastActive.current.set(entry.prompt.key, entry);
  const waiting = [
    ...now.filter((entry) => entry.state === 'active' || (entry.state === 'answered' && entry.prompt.key === answeredKey)),
    ...gone,
  ];
  const conditions = ofConditions(review);
  const fine = fineConditions(conditions, prompts);
  const resolved = app.resolved.value.filter(({ prompt }) => isForClinician(prompt, app.site.switches.clinicianIndicators));
  const newest = resolved.at(-1);
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
  const onClosed = (key: string) => {
    setAnsweredKey(null);
    lastActive.current.delete(key);
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
      <Cards
        shown={showsAll ? waiting : waiting.slice(0, CARDS)}
        gone={gone}
        review={review}
        afterLast={() => summary.current?.focus()}
        onAnswered={setAnsweredKey}
        onClosed={onClosed}
      />
      {waiting.length > CARDS && (
        <Button expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? words.prompt.fewer : words.prompt.more(waiting.length - CARDS)}
        </Button>
      )}
      <Loading />
      {!isReading && partial > 0 && cannotCount > 0 && <Banner state="unknown">{words.states.partial(partial)}</Banner>}
      <div class={styles.end}>
        <DoneList closed={now.filter((entry) => !waiting.includes(entry))} resolved={resolved.slice(0, -1)} zone={review.zone} />
        <FineList conditions={fine} />
        <CannotList unread={unread} failed={failed} />
        <EssentialsLinks review={conditions} />
      </div>
    </div>
  );
}

/** Prompts that are no longer asked while words for them stand in a draft: they stay until the user is done with them. */
function goneInWork(before: ReadonlyMap<string, PromptNow>, now: readonly PromptNow[], drafts: readonly { key: string; words: string }[]) {
  const asked = new Set(now.map(({ prompt }) => prompt.key));
  return [...before.values()].filter(
    ({ prompt }) => !asked.has(prompt.key) && drafts.some((draft) => draft.key === prompt.key && draft.words.trim() !== ''),
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
