import type { Problem, Read } from '../core/chart/chart.ts';
import type { Instant } from '../core/chart/fact.ts';
import type { SourceRead } from '../core/chart/record.ts';
import type { AnyResource } from './answer.ts';
import { withText } from './attachments.ts';
import { gate } from './gate.ts';
import { followPages, type SearchOutcome } from './pages.ts';
import { belongsTo, type Identity, identityOf, idsOf } from './patient.ts';
import { type PlannedSearch, planFor, type SourceKind } from './read-plan.ts';
import { referenceReader } from './references.ts';
import type { Session } from './session.ts';
import type { GetOptions, Transport } from './transport.ts';

/** How far one source has come; what the loading screen and "what could be checked" show. */
export interface SourceProgress {
  readonly kind: SourceKind;
  readonly state: 'waiting' | 'reading' | 'complete' | 'partial' | 'failed' | 'not-offered';
  readonly resources: number;
  /** Codes and counts only. */
  readonly detail: string | null;
}

/** Told as reading goes on; every call may be followed by a new review. */
export interface ReadListener {
  readonly onIdentity?: (identity: Identity) => void;
  readonly onResources?: (resources: readonly AnyResource[]) => void;
  readonly onSources?: (reads: readonly SourceRead[], progress: readonly SourceProgress[], servedAt: Instant | null) => void;
}

export type StayResult =
  | { readonly ok: true; readonly reads: readonly SourceRead[]; readonly servedAt: Instant | null; readonly encounterStatus: string }
  | {
      readonly ok: false;
      readonly stop: 'wrong-patient' | 'patient-unreadable' | 'encounter-unreadable' | 'stopped';
      readonly problem: Problem;
    };

const SOURCE_MS = 60_000;

/**
 * Reads everything the checklists need about the launched stay. First the patient and the encounter, and stops when the encounter is not this patient's.
 * Then all searches of the plan, at most four requests at once, each source with 60 s of its own: one that fails, is refused or is cut short is
 * reported as a value and ends nothing else. A resource that names another patient is dropped and its source counts as failed.
 */
export async function readStay(
  session: Session,
  transport: Transport,
  sources: readonly SourceKind[],
  listener: ReadListener,
  signal?: AbortSignal,
): Promise<StayResult> {
  const begun = Date.now();
  const options = (): GetOptions => ({ deadline: Date.now() + SOURCE_MS, ...(signal ? { signal } : {}) });
  const stop = (reason: (StayResult & { ok: false })['stop'], problem: Problem): StayResult => ({ ok: false, stop: reason, problem });

  const [patient, encounter] = await Promise.all([
    transport.get(`Patient/${session.patient}`, options()),
    transport.get(`Encounter/${session.encounter}`, options()),
  ]);
  if (signal?.aborted) return stop('stopped', { kind: 'failed', what: 'session', detail: 'stopped' });
  if (patient.kind !== 'resource' || patient.resource.resourceType !== 'Patient') {
    const problem = patient.kind === 'problem' ? patient.problem : { kind: 'malformed' as const, detail: 'not a Patient' };
    return stop('patient-unreadable', { ...problem, what: 'Patient' });
  }
  const patientIds = idsOf(patient.resource);
  if (!patientIds.includes(session.patient))
    return stop('wrong-patient', { kind: 'wrong-patient', what: 'Patient', detail: 'another patient was answered' });
  if (encounter.kind !== 'resource' || encounter.resource.resourceType !== 'Encounter') {
    const problem = encounter.kind === 'problem' ? encounter.problem : { kind: 'malformed' as const, detail: 'not an Encounter' };
    return stop('encounter-unreadable', { ...problem, what: 'Encounter' });
  }
  if (belongsTo(encounter.resource, patientIds) !== 'this' || encounter.resource.id !== session.encounter) {
    return stop('wrong-patient', { kind: 'wrong-patient', what: 'Encounter', detail: 'the encounter is not of the launched patient' });
  }
  listener.onIdentity?.(identityOf(patient.resource));
  listener.onResources?.([patient.resource, encounter.resource]);
  let servedAt: Instant | null = encounter.servedAt;

  const reads = new Map<string, SourceRead>();
  const progress = new Map<SourceKind, SourceProgress>(
    sources.map((kind) => [kind, { kind, state: 'waiting', resources: 0, detail: null }]),
  );
  const report = () => listener.onSources?.([...reads.values()], [...progress.values()], servedAt);
  const pending = new Map<SourceKind, number>();
  const worst = new Map<SourceKind, Pick<SourceProgress, 'state' | 'detail'>>();
  const count = (kind: SourceKind, more: number) => {
    const now = progress.get(kind) ?? { kind, state: 'waiting', resources: 0, detail: null };
    progress.set(kind, { ...now, state: 'reading', resources: now.resources + more });
  };
  /** One search of a source is done; the source is done when its last one is, and then shows its worst state. */
  const finish = (kind: SourceKind, state: SourceProgress['state'], detail: string | null) => {
    const before = worst.get(kind);
    if (!before || RANK[state] > RANK[before.state]) worst.set(kind, { state, detail });
    pending.set(kind, (pending.get(kind) ?? 1) - 1);
    const now = progress.get(kind);
    if (now && pending.get(kind) === 0) progress.set(kind, { ...now, ...worst.get(kind) });
  };
  const keep = (resources: readonly AnyResource[]) => {
    if (resources.length > 0) listener.onResources?.(resources);
  };
  const references = referenceReader(transport, (resource) => {
    count('people-and-places', 1);
    keep([resource]);
  });
  report();

  async function search(planned: PlannedSearch): Promise<void> {
    count(planned.kind, 0);
    const limits = options();
    let foreign = 0;
    let unreadable = 0;
    let reason = '';
    const found: AnyResource[] = [];
    const texts: Promise<void>[] = [];
    const accept = (resource: AnyResource, mode: string) => {
      if (resource.resourceType !== planned.type) return mode === 'include' && belongsTo(resource, patientIds) !== 'other';
      const mine = belongsTo(resource, patientIds);
      if (mine !== 'this') foreign += 1;
      return mine === 'this';
    };
    const onPage = (page: readonly AnyResource[], at: Instant | null) => {
      servedAt = at ?? servedAt;
      count(planned.kind, page.length);
      found.push(...page);
      if (planned.type !== 'DocumentReference') return keep(page);
      for (const document of page) {
        texts.push(
          withText(document, transport, limits).then((outcome) => {
            if (outcome.failed) {
              unreadable += 1;
              reason = outcome.failed;
            }
            keep([outcome.document]);
          }),
        );
      }
    };
    const { outcome, query } = await climb(planned, (address) => followPages(transport, address, accept, onPage, limits));
    // What a fact refers to is part of it: a drug by reference is no antimicrobial until its name is read, a note has no provider until its author is.
    const [unresolved] = await Promise.all([references.readFor(found, limits), ...texts]);
    const drugs = unresolved.filter((reference) => reference.startsWith('Medication/')).length;
    const problem = problemOf(planned, outcome, foreign, unreadable, reason) ?? drugsProblem(drugs);
    const state = stateOf(outcome, problem, planned);
    if (state !== 'not-offered') record(planned, query, outcome, problem);
    finish(planned.kind, state, problem?.detail ?? null);
    report();
  }

  /** What an EHR does not offer was never asked for; everything else is told with how it went. */
  function record(planned: PlannedSearch, query: string, outcome: SearchOutcome, problem: Problem | null): void {
    const at = outcome.servedAt ?? servedAt ?? Date.now();
    const search = searchText(query, session.patient);
    const usable = outcome.pages > 0 && problem?.kind !== 'wrong-patient';
    const read: Read = usable
      ? { ok: true, search, at, complete: problem === null }
      : { ok: false, search, at, problem: problem ?? { kind: 'failed', what: planned.type, detail: 'no answer' } };
    tell(planned.type, planned.category, read);
    // Sites file bedside measurements under several categories: one that could not be read leaves the vital signs incomplete.
    if (planned.kind === 'observations' && problem) tell('Observation', 'vital-signs', { ok: true, search, at, complete: false });
  }
  /** Two searches of one source (this stay, and a year back): the worse answer is the source's answer. */
  function tell(type: string, category: string | undefined, read: Read): void {
    const key = `${type}|${category ?? ''}`;
    const before = reads.get(key);
    reads.set(key, { type, ...(category ? { category } : {}), read: before && rankOf(before.read) >= rankOf(read) ? before.read : read });
  }

  const start = startOf(encounter.resource) ?? begun;
  const own: PlannedSearch = {
    kind: 'encounters',
    type: 'Encounter',
    ladder: [`Encounter?patient=${session.patient}&_count=100`, `Encounter?patient=${session.patient}`],
    optional: false,
    baseline: false,
  };
  tell('Patient', undefined, { ok: true, search: 'Patient', at: patient.servedAt ?? begun, complete: true });
  pending.set('people-and-places', 1);
  const plan = [own, ...planFor(sources, session.patient, start)];
  for (const planned of plan) pending.set(planned.kind, (pending.get(planned.kind) ?? 0) + 1);
  // Four sources at a time, so that the 60 s of a source begin when it begins.
  const enter = gate(4);
  await Promise.all(plan.map((planned) => enter(() => search(planned))));
  await references.readFor([encounter.resource], options());
  const { missed } = references.counts();
  finish('people-and-places', missed > 0 ? 'partial' : 'complete', missed > 0 ? `${missed} not read` : null);
  report();
  if (signal?.aborted) return stop('stopped', { kind: 'failed', what: 'session', detail: 'stopped' });
  return { ok: true, reads: [...reads.values()], servedAt, encounterStatus: String(encounter.resource.status ?? 'unknown') };
}

/** Tries the queries from the fullest to the barest: a 400 before the first page means that a parameter is not known there. */
async function climb(
  planned: PlannedSearch,
  run: (address: string) => Promise<SearchOutcome>,
): Promise<{ outcome: SearchOutcome; query: string }> {
  let last: { outcome: SearchOutcome; query: string } | null = null;
  for (const query of planned.ladder) {
    const outcome = await run(query);
    last = { outcome, query };
    if (outcome.pages > 0 || outcome.status !== 400) return last;
  }
  if (!last) throw new Error('a planned search has at least one query');
  return last;
}

const RANK = { waiting: 0, reading: 1, complete: 2, 'not-offered': 3, partial: 4, failed: 5 } as const;
const rankOf = (read: Read) => (read.ok ? (read.complete ? 0 : 1) : 2);

function problemOf(planned: PlannedSearch, outcome: SearchOutcome, foreign: number, unreadable: number, reason: string): Problem | null {
  const what = planned.type;
  if (foreign > 0) return { kind: 'wrong-patient', what, detail: `${foreign} of another patient left out` };
  if (outcome.problem) return { ...outcome.problem, what };
  if (unreadable > 0) return { kind: 'partial', what: 'Binary', detail: `text of ${unreadable} not readable: ${reason}` };
  return null;
}

/** Drugs that are known by reference only and could not be read: what was given is then not known. */
const drugsProblem = (count: number): Problem | null =>
  count > 0 ? { kind: 'partial', what: 'Medication', detail: `${count} drugs could not be read` } : null;

function stateOf(outcome: SearchOutcome, problem: Problem | null, planned: PlannedSearch): SourceProgress['state'] {
  if (!problem) return 'complete';
  if (planned.optional && (problem.kind === 'unsupported' || outcome.status === 400)) return 'not-offered';
  return outcome.pages > 0 && problem.kind !== 'wrong-patient' ? 'partial' : 'failed';
}

/** The search as people may see it: no id of the patient in it. */
const searchText = (query: string, patient: string) =>
  decodeURIComponent(query)
    .replace(`patient=${patient}`, 'patient=...')
    .replace(/&_count=\d+/, '');

/** When care may have begun: the encounter's own start. */
function startOf(encounter: AnyResource): Instant | null {
  const period = encounter.period as { start?: unknown } | undefined;
  const at = typeof period?.start === 'string' ? Date.parse(period.start) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}
