import { useEffect, useState } from 'preact/hooks';
import { type NextReview, proposeNextReview } from '../../../core/worklist/index.ts';
import { type CaseReview, DISMISS_REASONS, type DismissReason } from '../../../store/index.ts';
import { useApp } from '../../model.ts';
import { hasRoom } from '../../shell/OverRoom.tsx';
import { dayClock } from '../../time.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import type { Row } from '../list/row.ts';
import { cdiWords } from '../words.ts';
import type { WorkContext } from './case-context.ts';
import styles from './Finish.module.css';
import { keepReview, type Outcome } from './keep-review.ts';
import { NoQuery } from './NoQuery.tsx';
import { fieldValue, momentOf } from './wall-clock.ts';

/** How a case is finished: reviewed, no query with a reason, and when to look again. Kept with one key, taken back within ten seconds. */
export function Finish({
  context,
  row,
  condition,
  asksReason,
  onAsk,
  leaving,
  onUndo,
  onSecond,
  finish,
}: {
  readonly context: WorkContext;
  readonly row: Row | undefined;
  /** The checklist on screen. */
  readonly condition: string;
  readonly asksReason: boolean;
  readonly onAsk: (asks: boolean) => void;
  /** Asked before anything is kept; what it returns is done after. */
  readonly leaving: () => () => void;
  readonly onUndo: (before: CaseReview | null) => void;
  readonly onSecond: () => void;
  /** Set here: what the key `n` does. */
  readonly finish: { current: (() => void) | null };
}) {
  const app = useApp();
  const { review, workflow } = context;
  const { finish: say } = cdiWords.case;
  const isRead = app.load.value.phase !== 'reading';
  const proposal = proposeNextReview(
    review,
    {
      openQueries: row?.core.openQueries.length ?? 0,
      isHighRisk: (row?.core.secondLevel.raised.length ?? 0) > 0,
      unchecked: row?.core.unchecked ?? 0,
      questions: row?.core.kinds.reduce((sum, { count }) => sum + count, 0) ?? 0,
    },
    workflow.nextReview,
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const [since] = useState(() => Date.now());
  const [fault, setFault] = useState<string | null>(null);
  const value = chosen ?? (proposal.at === null ? '' : fieldValue(proposal.at, review.zone));
  const next: NextReview = { ...proposal, at: momentOf(value, review.zone) };
  const last = app.kept.value.reviews.find((each) => each.key === `Encounter/${app.session.encounter}`);
  const hasQuery = (row?.core.openQueries.length ?? 0) > 0;
  const keep = (outcome: Outcome, reason: DismissReason | null, comment: string) => {
    if (!isRead) return setFault(say.reading);
    // A date without a time, or a time that is none: what was meant is not known, so nothing is kept.
    if (value !== '' && value !== 'T' && next.at === null) return setFault(say.badTime);
    const leave = leaving();
    if (!keepReview(app, { context, condition, outcome, reason, comment, next, since, onUndo })) return setFault(say.notOwn);
    setFault(null);
    onAsk(false);
    leave();
    return undefined;
  };
  const reviewed = () => keep(hasQuery ? 'query' : 'reviewed', null, '');
  useEffect(() => {
    finish.current = reviewed;
    return () => {
      finish.current = null;
    };
  });
  return (
    <section class={styles.finish} aria-labelledby="finish-head">
      <h3 id="finish-head" class="hidden-text">
        {say.title}
      </h3>
      {fault && <Banner state="stop">{fault}</Banner>}
      {asksReason && (
        <NoQuery reasons={DISMISS_REASONS} onKeep={(reason, comment) => keep('no-query', reason, comment)} onCancel={() => onAsk(false)} />
      )}
      <div class={styles.line}>
        <Button look={asksReason ? 'second' : 'primary'} dense shortcut="n" disabled={!isRead} onClick={reviewed}>
          {hasQuery ? say.withQuery : say.reviewed}
        </Button>
        <Button look="second" dense shortcut="x" expanded={asksReason} disabled={!isRead} onClick={() => onAsk(!asksReason)}>
          {say.noQuery}
        </Button>
        <fieldset class={styles.next} aria-describedby="finish-zone">
          <legend class="hidden-text">{say.next}</legend>
          <span class="meta" aria-hidden="true">
            {say.next}
          </span>
          <input
            type="date"
            aria-label={say.day}
            value={value.slice(0, 10)}
            onInput={({ currentTarget }) => setChosen(`${currentTarget.value}T${value.slice(11) || '08:00'}`)}
          />
          <input
            type="text"
            class={styles.time}
            inputMode="numeric"
            autocomplete="off"
            placeholder="hh:mm"
            maxLength={5}
            aria-label={say.time}
            aria-invalid={value !== '' && next.at === null}
            value={value.slice(11)}
            onInput={({ currentTarget }) => setChosen(`${value.slice(0, 10)}T${currentTarget.value}`)}
          />
        </fieldset>
        <span id="finish-zone" class="meta">
          {[
            next.events.length > 0 ? say.orAt(next.events.map((event) => say.event[event]).join(', ')) : null,
            review.zone === null ? say.zoneUnknown : null,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <span class={styles.more}>
          {last && <span class="meta numbers">{say.last(say.outcome[last.outcome], dayClock(last.at, review.zone))}</span>}
          <Button dense onClick={onSecond}>
            {say.second}
          </Button>
          {hasRoom('packet') && (
            <Button
              dense
              onClick={() => {
                app.over.value = { room: 'packet', subject: condition };
              }}
            >
              {say.packet}
            </Button>
          )}
        </span>
      </div>
    </section>
  );
}
