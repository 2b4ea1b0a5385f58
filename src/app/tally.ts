import { effect } from '@preact/signals';
import type { Review } from '../core/review/review.ts';
import type { SourceProgress } from '../ehr/index.ts';
import { clinicianPrompts } from './clinician/summary.ts';
import type { App, Resolved } from './model.ts';
import { promptsNow } from './prompt-life.ts';

/** As many cards as a clinician sees at once; what stands behind "More" was not shown. */
const CARDS = 3;

type Counted = Pick<App, 'review' | 'kept' | 'role' | 'load' | 'site' | 'audit' | 'count'>;

/** Prompts that this view puts before its user, of the review that stands. */
function shownTo(app: Counted, review: Review) {
  const role = app.role.value;
  const own =
    role === 'clinician'
      ? clinicianPrompts(review, app.site.switches.clinicianIndicators)
      : review.prompts.filter((prompt) => prompt.audience.includes(role));
  const active = promptsNow(own, app.kept.value, app.load.value.readAt ?? review.asOf, review).filter(({ state }) => state === 'active');
  return role === 'clinician' ? active.slice(0, CARDS) : active;
}

/**
 * Counts what no screen can see: the first prompt's time, each prompt once per session, prompts that come back, and prompts that went away by themselves.
 * `isLoaded` false: what was closed before is not known yet, so nothing counts as shown. Returns the way to stop.
 */
export function tally(app: Counted, isLoaded: () => boolean, isLaunched: boolean) {
  const seen = new Set<string>();
  const reopened = new Set<string>();
  let isFirst = isLaunched;
  const stop = effect(() => {
    const review = app.review.value;
    if (!review || app.load.value.phase !== 'ready' || app.load.value.isStale || !isLoaded()) return;
    const shown = shownTo(app, review);
    if (isFirst) {
      isFirst = false;
      app.count('time.firstPrompt', { detail: shown.length > 0 ? 'prompt' : 'nothing', ms: Math.round(performance.now()) });
    }
    for (const { prompt, isReopened } of shown) {
      const state = `${prompt.key}|${prompt.fingerprint}`;
      if (isReopened && !reopened.has(state)) {
        reopened.add(state);
        app.count('prompt.reopened', { prompt });
      }
      if (seen.has(prompt.key)) continue;
      seen.add(prompt.key);
      app.count('prompt.shown', { prompt });
      app.audit('prompt-shown', prompt.ref);
    }
  });
  let lastRead = '';
  return {
    stop,
    /** Prompts that went away by themselves. */
    resolved(arrived: readonly Resolved[]): void {
      for (const { prompt } of arrived) app.count('prompt.resolved', { prompt });
    },
    /** A completed reading: one event when it differs from the one before. */
    read(progress: readonly SourceProgress[]): void {
      const states = new Map<string, number>();
      for (const { state } of progress) states.set(state, (states.get(state) ?? 0) + 1);
      const said = [...states].map(([state, n]) => `${state}:${n}`).join(' ');
      if (said === lastRead) return;
      lastRead = said;
      app.audit('sources-read', said, progress.some(({ state }) => state === 'failed') ? 'failed' : 'ok');
    },
  };
}
