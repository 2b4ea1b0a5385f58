import { signal } from '@preact/signals';
import type { Problem } from '../core/chart/chart.ts';
import type { SourceRead } from '../core/chart/record.ts';
import type { Review } from '../core/review/review.ts';
import type { UrEntry } from '../core/stay/entry.ts';
import {
  type AnyResource,
  encounterById,
  type Identity,
  type ListedEncounter,
  lend,
  openEncounters,
  reachesOtherPatients,
  readStay,
  type Session,
  type Site,
  type SourceProgress,
  sessionFor,
  transport,
} from '../ehr/index.ts';
import { openReviewer, type Reviewer } from '../worker/index.ts';
import type { App, OtherStays, Parts, RunningApp, StayRead, Stop } from './model.ts';

const STOPPED: Problem = { kind: 'failed', what: 'session', detail: 'stopped' };

/** The other stays of a launch. `run` starts the app of one stay. `end` stops what is open. */
export function otherStays(
  session: Session,
  site: Site,
  parts: Parts,
  launched: App,
  run: (session: Session, more: Pick<App, 'role' | 'others'>) => RunningApp,
): OtherStays & { readonly end: (stop: Stop) => void } {
  const shown = signal<RunningApp | null>(null);
  let reviewer: Reviewer | null = null;
  let settle: ((read: { readonly review: Review } | { readonly problem: Problem }) => void) | null = null;
  const reviewerNow = () => {
    reviewer ??= openReviewer(parts.workerAddress, parts.workHere, {
      onReview: (review) => settle?.({ review }),
      onProblem: (problem) => settle?.({ problem }),
    });
    return reviewer;
  };
  /** The end of the last reading. One desk, one reading on it: whoever asks next waits here, from whichever list. */
  let queue: Promise<unknown> = Promise.resolve();
  let hasEnded = false;
  const linkOf = (atMost: number) => transport(session.server.iss, lend(session.access), { atMost });

  /** In its turn. One that is called off while it waits never comes to the desk. */
  function read(stay: ListedEncounter, onProgress: (progress: readonly SourceProgress[]) => void, abort: AbortSignal): Promise<StayRead> {
    const turn = queue.then(() =>
      abort.aborted || hasEnded ? { ok: false as const, problem: STOPPED } : readNow(stay, onProgress, abort),
    );
    queue = turn.catch(() => {});
    return turn;
  }

  async function readNow(
    stay: ListedEncounter,
    onProgress: (progress: readonly SourceProgress[]) => void,
    abort: AbortSignal,
  ): Promise<StayRead> {
    const own = sessionFor(session, stay, lend(session.access));
    const desk = reviewerNow();
    desk.begin();
    const kept: { identity: Identity | null; encounter: AnyResource | null } = { identity: null, encounter: null };
    const places = new Map<string, AnyResource>();
    const result = await readStay(
      own,
      linkOf(2),
      parts.sources,
      {
        onIdentity: (identity) => {
          kept.identity = identity;
        },
        onResources(page) {
          if (abort.aborted) return;
          for (const resource of page) {
            if (resource.resourceType === 'Encounter' && resource.id === stay.encounter) kept.encounter = resource;
            if (resource.resourceType === 'Location') places.set(resource.id ?? '', resource);
          }
          desk.add(page);
        },
        onSources: (_reads, progress) => onProgress(progress),
      },
      abort,
    );
    if (abort.aborted) return { ok: false, problem: STOPPED };
    if (!result.ok) return { ok: false, problem: result.problem };
    const entries = (await launched.all('entry')).map(({ entry }) => entry);
    const answer = await reviewed(desk, result.reads, own, entries, result.servedAt, abort);
    if ('problem' in answer) return { ok: false, problem: answer.problem };
    // The review must be of the patient that was asked for: the core took it from the resources themselves.
    if (answer.review.patient !== `Patient/${stay.patient}` || !kept.identity || !kept.encounter)
      return { ok: false, problem: { kind: 'wrong-patient', what: 'Encounter', detail: 'another patient was answered' } };
    return { ok: true, review: answer.review, identity: kept.identity, encounter: kept.encounter, places };
  }

  function reviewed(
    desk: Reviewer,
    reads: readonly SourceRead[],
    own: Session,
    entries: readonly UrEntry[],
    servedAt: number | null,
    abort: AbortSignal,
  ) {
    return new Promise<{ readonly review: Review } | { readonly problem: Problem }>((resolve) => {
      settle = resolve;
      abort.addEventListener('abort', () => resolve({ problem: STOPPED }), { once: true });
      desk.review(reads, {
        encounter: `Encounter/${own.encounter}`,
        asOf: servedAt ?? Date.now(),
        policy: site.policy,
        ...(site.site ? { site: site.site } : {}),
        ...(site.zone ? { zone: site.zone } : {}),
        // As for a stay on screen: what this user entered about any stay on this device, and not all there is.
        entries,
        entriesAreComplete: false,
      });
    });
  }

  const others: OtherStays & { readonly end: (stop: Stop) => void } = {
    launched,
    shown,
    mayList: reachesOtherPatients(session.scopes),
    list: (abort) => openEncounters(linkOf(2), abort),
    find: (id) => encounterById(linkOf(2), id),
    read,
    open(stay) {
      shown.value?.end({ code: 'stopped', detail: null });
      const isLaunched = !stay || stay.encounter === session.encounter;
      shown.value = isLaunched ? null : run(sessionFor(session, stay, lend(session.access)), { role: launched.role, others });
    },
    end(stop) {
      hasEnded = true;
      shown.value?.end(stop);
      shown.value = null;
      reviewer?.close();
      reviewer = null;
    },
  };
  return others;
}
