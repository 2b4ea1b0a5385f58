import { type Resolved, useApp } from '../model.ts';
import type { PromptNow } from '../prompt-life.ts';
import { clock, dayClock } from '../time.ts';
import { Button } from '../ui/Button.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { StateMark } from '../ui/StateMark.tsx';
import type { Unread } from '../unread.ts';
import { words } from '../words.ts';
import styles from './Lists.module.css';
import type { FineCondition } from './summary.ts';

/** Conditions that need nothing, each with what was looked for and found. */
export function FineList({ conditions }: { readonly conditions: readonly FineCondition[] }) {
  if (conditions.length === 0) return null;
  return (
    <Disclosure title={words.closed.fine(conditions.length)}>
      <ul class={styles.list}>
        {conditions.map((condition) => (
          <li key={condition.id}>
            <StateMark state="fine">{condition.title}</StateMark> <span class="meta">{words.status[condition.status]}</span>
            {condition.present.length > 0 && <p class={styles.items}>{condition.present.map((item) => item.label).join(' · ')}</p>}
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

/** What could not be checked and why; never mixed with what is missing. Each reason opens the search that could not be made. */
export function CannotList({ unread, failed }: { readonly unread: readonly Unread[]; readonly failed: readonly string[] }) {
  const app = useApp();
  if (unread.length + failed.length === 0) return null;
  const open = ({ text, search, at }: Unread) => {
    if (search !== null) app.drawer.value = { kind: 'sources', title: text, sources: [{ search, at }] };
  };
  return (
    <Disclosure title={words.closed.cannot(unread.length + failed.length)}>
      <ul class={styles.list}>
        {unread.map((entry) => (
          <li key={entry.text}>
            <button type="button" class={styles.reason} onClick={() => open(entry)}>
              <StateMark state="unknown">{entry.text}</StateMark>
            </button>
            {entry.hides.length > 0 && (
              <p class={styles.items}>
                {words.closed.hides}: {entry.hides.join(' · ')}
              </p>
            )}
          </li>
        ))}
        {failed.map((id) => (
          <li key={id}>
            <StateMark state="unknown">{words.problems.bug}</StateMark>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

/** Prompts that went away: by themselves (and what arrived), answered, put off, or closed by the user. */
export function DoneList({
  closed,
  resolved,
  zone,
}: {
  readonly closed: readonly PromptNow[];
  readonly resolved: readonly Resolved[];
  readonly zone: string | null;
}) {
  const app = useApp();
  const count = closed.length + resolved.length;
  if (count === 0) return null;
  const state = ({ state, feedback }: PromptNow): string => {
    if (!feedback) return '';
    if (state === 'answered') return words.closed.answered(clock(feedback.at, zone));
    if (state === 'dismissed') return words.closed.dismissed(feedback.reason ? words.dismiss.reasons[feedback.reason] : '');
    const { until } = feedback;
    return words.closed.snoozed(until && 'at' in until ? dayClock(until.at, zone) : until ? words.later[until.event] : '');
  };
  return (
    <Disclosure title={words.closed.done(count)} startOpen={resolved.length > 0}>
      <ul class={styles.list}>
        {resolved.map((entry) => (
          <li key={entry.prompt.key}>
            <StateMark state="fine">{words.closed.resolved(clock(entry.at, zone), entry.what)}</StateMark>
            <p class={styles.items}>{entry.prompt.title.text}</p>
          </li>
        ))}
        {closed.map((entry) => (
          <li key={entry.prompt.key} class={styles.row}>
            <div>
              {entry.prompt.title.text}
              <p class={styles.items}>{state(entry)}</p>
            </div>
            <Button look="second" onClick={() => app.takeBack(entry.prompt.key)}>
              {words.closed.showAgain}
            </Button>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
