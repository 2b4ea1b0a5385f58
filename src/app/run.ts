import { batch, signal } from '@preact/signals';
import type { Problem } from '../core/chart/chart.ts';
import type { SourceRead } from '../core/chart/record.ts';
import type { Prompt } from '../core/compose/statement.ts';
import type { Review } from '../core/review/review.ts';
import {
  type AnyResource,
  forgetLaunch,
  type Identity,
  readStay,
  type Session,
  type Site,
  type SourceProgress,
  transport,
} from '../ehr/index.ts';
import type { Count } from '../store/index.ts';
import { openReviewer } from '../worker/index.ts';
import { keepWork } from './kept-work.ts';
import type { App, Citations, DrawerContent, Load, OverPlace, Parts, Resolved, Role, RunningApp, Stop, Undoable } from './model.ts';
import { otherStays } from './other-stays.ts';
import { labelsOf, newlyResolved, withdrawnIn } from './resolved.ts';
import { shellWords } from './shell/words.ts';
import { tally } from './tally.ts';
import { stepCode } from './times.ts';
import { VERSION } from './version.ts';

const FIRST_LOAD: Load = { phase: 'reading', progress: [], readAt: null, isStale: false };

/** The view a place in the EHR is meant for, by its SMART `intent`; the user can change it. */
export function roleOf(intent: string | null): Role {
  if (intent && /cdi|documentation-integrity/i.test(intent)) return 'cdi';
  if (intent && /^ur$|utili[sz]ation|level-of-care/i.test(intent)) return 'ur';
  return 'clinician';
}

/** The width classes of users and workflows, section 6, in CSS px. */
function widthNow(): Count['width'] {
  const { innerWidth } = globalThis;
  if (innerWidth < 480) return 'narrow';
  if (innerWidth < 768) return 'medium';
  return innerWidth < 1100 ? 'wide' : 'full';
}

/**
 * Starts reading and reviewing for one session and returns the app its screens are shown from. Reads again on demand and quietly while the tab is
 * visible, so that a signed note is seen and a prompt resolves by itself. Everything is bound to this session: an answer that comes late, or belongs to
 * an earlier reading, is dropped. `end` stops all and forgets the token. `beside`: the app is opened from a launched one and shares its role and list.
 */
export function runApp(session: Session, site: Site, parts: Parts, beside?: Pick<App, 'role' | 'others'>): RunningApp {
  const identity = signal<Identity | null>(null);
  const load = signal<Load>(FIRST_LOAD);
  const review = signal<Review | null>(null);
  const problem = signal<Problem | null>(null);
  const stop = signal<Stop | null>(null);
  const citations = signal<Citations>({});
  const resolved = signal<readonly Resolved[]>([]);
  const role = beside?.role ?? signal<Role>(roleOf(session.intent));
  const drawer = signal<DrawerContent | null>(null);
  const over = signal<OverPlace | null>(null);
  const undoable = signal<Undoable | null>(null);
  let resources = new Map<string, AnyResource>();
  let reading: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The review of the last completed reading: what a prompt may resolve against. */
  let settled: Review | null = null;
  let latestReads: readonly SourceRead[] = [];
  let servedAt: number | null = null;
  let isComplete = false;
  let ownOthers: ReturnType<typeof otherStays> | null = null;

  // The stay may be named after another of its encounters than the launched one (an ED part of it): the core looks for the launched one among its members.
  const own = { patient: `Patient/${session.patient}`, encounter: `Encounter/${session.encounter}` };
  const isOwn = (value: Review) => value.patient === own.patient;
  const work = keepWork(session, parts.openStore, {
    onEntries: reviewAgain,
    onSignedOut: () => end({ code: 'signed-out', detail: null }),
  });
  const { kept, place } = work;

  const reviewer = openReviewer(parts.workerAddress, parts.workHere, {
    onReview(next, _durationMs, sources) {
      if (stop.value) return;
      if (!isOwn(next)) return end({ code: 'wrong-patient', detail: null });
      const isFinal = isComplete && sources === latestReads;
      batch(() => {
        problem.value = null;
        if (isFinal) {
          if (settled) note(newlyResolved(settled, next, new Map([...labelsOf(settled), ...labelsOf(next)]), isWithdrawn), next);
          counting.read(load.value.progress);
          settled = next;
          review.value = next;
          load.value = { ...load.value, phase: 'ready', readAt: servedAt ?? Date.now(), isStale: false };
        } else if (load.value.phase === 'reading') {
          // Only on the first reading: later the settled review stands until the new one is complete, so that prompts do not flicker.
          review.value = next;
        }
      });
      if (isFinal) schedule();
    },
    onProblem(next) {
      batch(() => {
        problem.value = next;
        if (isComplete) load.value = { ...load.value, phase: 'ready', readAt: servedAt, isStale: review.value !== null };
      });
      if (isComplete) schedule();
    },
  });

  /** Read this time, and taken out of the record there. What could not be read now is not withdrawn. */
  function isWithdrawn(ref: string): boolean {
    return withdrawnIn(resources.get(ref.replace(/#.*$/, '')) ?? null);
  }

  /** False while another stay stands in the place of this one: an answer that comes late must not let anything of this one out. */
  function isOnScreen(): boolean {
    const shown = (beside?.others ?? ownOthers)?.shown.value ?? null;
    return beside ? shown === app : shown === null;
  }

  function note(arrived: readonly Resolved[], next: Review): void {
    const open = new Set(next.prompts.map((prompt) => prompt.key));
    const earlier = resolved.value.filter(
      (entry) => !open.has(entry.prompt.key) && !arrived.some((each) => each.prompt.key === entry.prompt.key),
    );
    resolved.value = [...earlier, ...arrived];
    for (const { prompt } of arrived) settle(prompt, next);
    counting.resolved(arrived);
  }

  /** An answer that the record now carries stands on that record: when the notes turn again, the question comes back and says so. */
  function settle(prompt: Prompt, next: Review): void {
    const answer = kept.value.feedback.findLast(({ key, action }) => key === prompt.key && action === 'answered');
    const state = next.checklists.find(({ id }) => id === prompt.checklist)?.documentation.state;
    if (answer && state)
      work.put('feedback', { ...answer, fingerprint: answer.fingerprint.replace(/documentation=[\w-]+/, `documentation=${state}`) });
  }

  function askReview(): void {
    reviewer.review(latestReads, {
      encounter: own.encounter,
      asOf: servedAt ?? Date.now(),
      policy: site.policy,
      ...(site.site ? { site: site.site } : {}),
      ...(site.zone ? { zone: site.zone } : {}),
      // What this user keeps on this device is not all there is: another nurse's device may hold more.
      entries: kept.value.entries.map(({ entry }) => entry),
      entriesAreComplete: false,
    });
  }

  async function read(): Promise<void> {
    reading?.abort();
    clearTimeout(timer);
    const control = new AbortController();
    reading = control;
    isComplete = false;
    const isFirst = review.value === null;
    load.value = { ...load.value, phase: isFirst ? 'reading' : 'refreshing' };
    const link = transport(session.server.iss, session.access, { onSessionEnd: () => end({ code: 'ended', detail: null }) });
    const fresh = new Map<string, AnyResource>();
    reviewer.begin();
    const result = await readStay(
      session,
      link,
      parts.sources,
      {
        onIdentity(value) {
          if (!control.signal.aborted) identity.value = value;
        },
        onResources(page) {
          if (control.signal.aborted) return;
          for (const resource of page) fresh.set(`${resource.resourceType}/${resource.id ?? ''}`, resource);
          reviewer.add(page);
        },
        onSources(reads, progress: readonly SourceProgress[], at) {
          if (control.signal.aborted) return;
          latestReads = reads;
          servedAt = at ?? servedAt;
          load.value = { ...load.value, progress };
          if (isFirst && reads.length > 0) askReview();
        },
      },
      control.signal,
    );
    if (control.signal.aborted || stop.value) return;
    if (!result.ok) {
      if (result.stop === 'wrong-patient' || isFirst) return end({ code: result.stop, detail: result.problem.detail });
      load.value = { ...load.value, phase: 'ready', isStale: true };
      return schedule();
    }
    latestReads = result.reads;
    servedAt = result.servedAt ?? servedAt;
    resources = fresh;
    isComplete = true;
    askReview();
  }

  function schedule(): void {
    clearTimeout(timer);
    const seconds = site.switches.refreshSeconds;
    if (seconds <= 0 || stop.value) return;
    timer = setTimeout(() => {
      if (document.visibilityState === 'visible') void read();
      else document.addEventListener('visibilitychange', schedule, { once: true });
    }, seconds * 1000);
  }

  function end(reason: Stop): void {
    if (stop.value) return;
    clearTimeout(timer);
    reading?.abort();
    reviewer.close();
    if (reason.code === 'wrong-patient') app.audit('security', reason.code, 'refused');
    if (reason.code === 'signed-out') work.seal();
    counting.stop();
    work.close();
    ownOthers?.end(reason);
    session.access.end();
    resources = new Map();
    batch(() => {
      stop.value = reason;
      drawer.value = null;
      over.value = null;
      undoable.value = null;
      review.value = null;
      identity.value = null;
      resolved.value = [];
    });
  }

  /** Entries of utilization review are part of what is reviewed; a reading that is under way asks by itself. */
  function reviewAgain(): void {
    if (isComplete && !stop.value) askReview();
  }

  void parts.citations().then(
    (loaded) => {
      citations.value = loaded;
    },
    // Without them a criterion shows the short id of its source: nothing is lost that the checklist file does not hold.
    () => {},
  );

  // What the user sets holds for every stay of this window.
  const settings = beside?.others?.launched;
  const app: RunningApp = {
    session,
    site,
    identity,
    load,
    review,
    problem,
    stop,
    kept,
    storeKind: work.storeKind,
    storeTrouble: work.storeTrouble,
    prefs: settings?.prefs ?? work.prefs,
    clash: work.clash,
    citations,
    resolved,
    role,
    drawer,
    over,
    undoable,
    refresh: () => void read(),
    resource: (ref) => resources.get(ref.replace(/#.*$/, '')) ?? null,
    put: work.put,
    drop: work.drop,
    setPrefs: settings?.setPrefs ?? work.setPrefs,
    settleClash: (use) => work.settleClash(use),
    all: async (kind) => (await work.store()).all(place.owner, kind),
    audit(action, about = null, outcome = 'ok') {
      const { patient, encounter, fhirUser } = session;
      const event = { at: Date.now(), action, user: fhirUser ?? 'unknown-user', patient, encounter, about, outcome };
      void work.store().then((store) => store.audit(place.owner, event));
    },
    count(name, { prompt, detail = '', ms = 0 } = {}) {
      const { ref: rule = '', version = '', kind = '' } = prompt ?? {};
      const day = new Date().toLocaleDateString('en-CA');
      const code = name.startsWith('time.') ? stepCode(detail, ms) : detail;
      const one: Count = { name, detail: code, rule, version, kind, role: role.value, width: widthNow(), day, n: 1, sum: ms };
      void work.store().then((store) => store.count(one));
    },
    trail: async () => (await work.store()).trail(place.owner),
    counts: async () => (await work.store()).counts(),
    keptTotals: async () => {
      const store = await work.store();
      const [totals, lost, broken] = await Promise.all([store.totals(place.owner), store.lost(), store.broken()]);
      return { totals, lost, broken };
    },
    async exportWork() {
      const [store, { exportWork }] = await Promise.all([work.store(), import('../store/transfer.ts')]);
      const text = await exportWork(store, place.owner, { app: VERSION, now: Date.now() });
      app.audit('exported', 'work');
      return text;
    },
    async importWork(text) {
      const [store, { importWork }] = await Promise.all([work.store(), import('../store/transfer.ts')]);
      const report = await importWork(store, place.owner, text, { days: site.keep, now: Date.now() });
      app.audit('imported', report.ok ? `taken:${report.taken} refused:${report.refused}` : report.reason, report.ok ? 'ok' : 'refused');
      if (report.ok) await work.reload();
      return report;
    },
    record: (entry) => work.put('feedback', entry),
    takeBack: (key) => work.drop('feedback', key),
    rate: (prompt, up) => work.put('rating', { key: prompt.key, fingerprint: prompt.fingerprint, up, at: Date.now() }),
    keepDraft(key, option, own) {
      if (option === null && own === '') work.drop('draft', key);
      else work.put('draft', { key, option, words: own, at: Date.now() });
    },
    async wipe(what) {
      const erased = await work.wipe(what);
      app.audit('wiped', `work:${erased.work} trail:${erased.trail}`, erased.isSure ? 'ok' : 'failed');
      return erased;
    },
    async signOut() {
      if (settings) return settings.signOut();
      // First nothing is shown and nothing more is kept; then what was kept goes.
      end({ code: 'signed-out', detail: null });
      forgetLaunch(session);
      const erased = await work.wipe({ withCounts: false, why: 'signed-out' });
      stop.value = { code: 'signed-out', detail: shellWords.erased(erased) };
    },
    check: (prompt, text) => reviewer.check(prompt, text),
    lint: (draft) => reviewer.lint(draft),
    query: (asked) => reviewer.query(asked),
    writeBack: async () => (await import('./write-back.ts')).writeBackOf(session, app),
    packet: (subject, prepared, formats) => reviewer.packet(subject, { ...prepared, server: session.server.iss }, formats),
    simulator: { edit: (asked) => reviewer.edit(asked), simulate: (asked) => reviewer.simulate(asked) },
    readRules: () => reviewer.rules(site.policy, role.value === 'clinician'),
    explain: (prompt) => reviewer.explain(prompt, role.value === 'clinician'),
    ...(beside?.others ? { others: beside.others } : {}),
    isOwnContext: () => stop.value === null && review.value !== null && isOwn(review.value) && isOnScreen(),
    end,
  };
  const counting = tally(app, () => work.isLoaded.value, !beside);
  app.audit(beside ? 'context-change' : 'launch');
  void read();
  if (beside) return app;
  ownOthers = otherStays(session, site, parts, app, (other, more) => runApp(other, site, parts, more));
  let wasAway = false;
  ownOthers.shown.subscribe((shown) => {
    if (wasAway && !shown && !stop.value) app.audit('context-change');
    wasAway = shown !== null;
  });
  return Object.assign(app, { others: ownOthers });
}
