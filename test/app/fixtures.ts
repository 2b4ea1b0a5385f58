import { type Signal, signal } from '@preact/signals';
import type { DraftClash } from '../../src/app/kept-work.ts';
import type { App, DrawerContent, Load, OverPlace, Resolved, Role, Stop, Undoable } from '../../src/app/model.ts';
import { type Prefs, readPrefs, STANDARD } from '../../src/app/prefs.ts';
import type { Fact } from '../../src/core/chart/fact.ts';
import { sourceRef } from '../../src/core/chart/fact.ts';
import type { EvidenceLine, Prompt } from '../../src/core/compose/statement.ts';
import type { Answer, ChecklistResult, ItemResult } from '../../src/core/evaluate/result.ts';
import type { Review } from '../../src/core/review/review.ts';
import type { SourceKind, SourceProgress } from '../../src/ehr/index.ts';
import { readSite } from '../../src/ehr/site.ts';
import {
  type AuditEvent,
  type Count,
  type Kept,
  LIST,
  NOTHING_KEPT,
  type Trouble,
  withoutValue,
  withValue,
} from '../../src/store/index.ts';
import type { Objection } from '../../src/worker/index.ts';

/** 2 March 2026, 08:14 in New York. */
export const NOW = Date.parse('2026-03-02T08:14:00-05:00');
const at = (clock: string) => Date.parse(`2026-03-02T${clock}:00-05:00`);
const HOUR = 3_600_000;

/** A fact as an evidence line; the trend ends in the line's own value. */
export function line(
  label: string,
  value: number | null,
  unit: string | null,
  clock: string,
  more: Partial<EvidenceLine> = {},
): EvidenceLine {
  const time = `03-02 ${clock}`;
  return {
    text: [label, value, unit, time].filter((part) => part !== null).join(' '),
    sources: [sourceRef(`Observation/${label.toLowerCase().replaceAll(' ', '-')}-${clock}`)],
    concept: label.toLowerCase().replaceAll(' ', '-'),
    label,
    value: value === null ? null : String(value),
    unit,
    at: at(clock),
    time,
    polarity: 'supports',
    trend: value === null ? [] : [{ at: at(clock), value }],
    threshold: null,
    flags: [],
    ...more,
  };
}

const search = { search: 'Observation?patient=...&category=laboratory&date=ge2026-03-01', at: NOW };

/** The prompt of the first picture: sepsis documented, organ function not described. */
export const SEPSIS: Prompt = {
  key: 'Encounter/e1|sepsis|organ-dysfunction',
  fingerprint: 'sepsis@1.2.0|a',
  checklist: 'sepsis',
  item: 'organ-dysfunction',
  ref: 'SEP-COH-04',
  kind: 'validation',
  audience: ['clinician', 'cdi'],
  title: { text: 'Sepsis is documented. Organ function is not described.', sources: [sourceRef('DocumentReference/n1#10-16')] },
  text: {
    text: 'Sepsis stands in the H&P of 03-02 02:10. The notes do not say whether an organ is affected.',
    sources: [sourceRef('DocumentReference/n1#10-16')],
  },
  evidence: [
    line('Lactate', 3.1, 'mmol/L', '00:55', {
      threshold: 2,
      trend: [
        { at: at('00:10') - 3 * HOUR, value: 1.4 },
        { at: at('00:10'), value: 2.2 },
        { at: at('00:55'), value: 3.1 },
      ],
    }),
    line('Creatinine', 1.9, 'mg/dL', '06:10', {
      trend: [
        { at: at('00:10') - 40 * HOUR, value: 1.1 },
        { at: at('00:10'), value: 1.4 },
        { at: at('06:10'), value: 1.9 },
      ],
    }),
    line('Mean arterial pressure', 61, 'mm[Hg]', '01:20', {
      threshold: 65,
      trend: [
        { at: at('00:10'), value: 74 },
        { at: at('00:40'), value: 66 },
        { at: at('01:20'), value: 61 },
      ],
    }),
    line('Platelets', 212, '10*3/uL', '00:55', { polarity: 'against' }),
  ],
  absent: [{ text: 'Not found: repeat lactate (looked to 06:10)', sources: [search] }],
  options: [
    { id: 'confirmed', text: 'Sepsis is confirmed, with organ dysfunction (specify)' },
    { id: 'without', text: 'Sepsis is confirmed, without organ dysfunction' },
    { id: 'ruled-out', text: 'Sepsis was considered and ruled out' },
    { id: 'other', text: 'Other (specify)' },
    { id: 'undetermined', text: 'Unable to determine' },
  ],
  version: '1.2.0',
};

export const EXPECTATION: Prompt = {
  ...SEPSIS,
  key: 'Encounter/e1|inpatient-status|expectation',
  fingerprint: 'inpatient-status@1.0.0|b',
  checklist: 'inpatient-status',
  item: 'expectation',
  ref: 'LOC-expectation',
  kind: 'level-of-care',
  title: { text: 'Inpatient order since 03-02 03:00. No expected length of stay is stated.', sources: [sourceRef('ServiceRequest/o1')] },
  text: {
    text: 'The notes do not say how long hospital care is expected to be needed, or why.',
    sources: [sourceRef('ServiceRequest/o1')],
  },
  evidence: [line('Inpatient order', null, null, '03:00', { sources: [sourceRef('ServiceRequest/o1')] })],
  absent: [{ text: 'Not found: expected stay (4 notes read)', sources: [{ search: 'DocumentReference?patient=...', at: NOW }] }],
  options: [
    { id: 'two', text: 'Expected to need hospital care over two or more midnights, because' },
    { id: 'fewer', text: 'Expected to need hospital care over fewer than two midnights' },
    { id: 'undetermined', text: 'Unable to determine' },
  ],
  version: '1.0.0',
};

const answer: Answer = { verdict: 'met', facts: [], why: null, search: null, searchedAt: null, missing: [], window: null, open: false };

/** An item of a checklist in a given state. */
export const item = (id: string, label: string, state: ItemResult['state'], found: Partial<Answer> = {}): ItemResult => ({
  id,
  ref: id.toUpperCase(),
  kind: 'validation',
  audience: ['clinician', 'cdi'],
  label,
  source: 'sep-1',
  state,
  when: answer,
  found: { ...answer, ...found },
  prompt: null,
  title: null,
  group: null,
  answers: [],
});

export const checklist = (id: string, title: string, more: Partial<ChecklistResult> = {}): ChecklistResult => ({
  id,
  title,
  version: '1.2.0',
  stage: 'in-review',
  hash: 'sha256:x',
  policy: 'base',
  outOfPeriod: [],
  about: id,
  governing: 'sepsis-3',
  documentation: { state: 'affirmed', known: true, statements: [], coded: false },
  evidence: 'met',
  status: 'supported',
  definitions: {},
  criteria: {},
  expect: {},
  conflicts: {},
  statusItem: null,
  support: null,
  anchors: {},
  for: [],
  against: [],
  ...more,
});

const READS: Review['chart']['reads'] = new Map([
  [
    'note',
    {
      ok: false,
      search: 'DocumentReference?patient=...',
      at: NOW,
      problem: { kind: 'not-permitted', what: 'DocumentReference', detail: '403' },
    },
  ],
]);

/** A review as the core gives it: two prompts, one condition fine, one thing that could not be checked. */
export function reviewOf(more: Partial<Review> = {}): Review {
  const facts: Fact[] = [];
  return {
    encounter: sourceRef('Encounter/e1'),
    patient: sourceRef('Patient/p1'),
    asOf: NOW,
    zone: 'America/New_York',
    policy: 'base',
    checklists: [
      checklist('sepsis', 'Sepsis', {
        status: 'unsupported',
        evidence: 'not-met',
        expect: {
          'lactate-first': item('lactate-first', 'First lactate within 3 hours', 'present'),
          'organ-dysfunction': item('organ-dysfunction', 'Organ function described', 'missing'),
        },
        criteria: {
          'elevated-lactate': {
            ...answer,
            id: 'elevated-lactate',
            label: 'Lactate above 2 mmol/L',
            source: 'sep-1',
            facts: [{ concept: 'lactate', at: NOW, value: 3.1, from: [sourceRef('Observation/lactate-00:55')] }],
          },
        },
      }),
      checklist('respiratory-failure', 'Respiratory failure', {
        expect: {
          gas: item('gas', 'Blood gas within 4 hours of the diagnosis', 'present'),
          support: item('support', 'Support is described', 'present'),
        },
      }),
      checklist('inpatient-status', 'Inpatient status', {
        status: 'unsupported',
        expect: {
          expectation: item('expectation', 'Expected stay is stated', 'missing'),
          comorbid: item('comorbid', 'Risk is described', 'cannot-check', {
            verdict: 'not-known',
            why: 'Notes of nursing could not be read (403)',
          }),
        },
      }),
    ],
    prompts: [SEPSIS, EXPECTATION],
    queries: [],
    measures: {},
    levelOfCare: {
      status: 'inpatient',
      regime: 'medicare-ffs',
      careStart: at('00:05'),
      careStartSource: null,
      inpatientOrder: at('03:00'),
      observationStart: null,
      end: null,
      midnights: { total: 0, countable: 0, inpatient: 0 },
      observationHours: null,
      nextMidnight: at('00:00') + 24 * HOUR,
      expectation: 'not-found',
      support: 'not-shown',
      flags: [],
      sources: [],
      timeline: [],
      timers: [],
    },
    mentions: 3,
    unmapped: [],
    problems: [],
    chart: {
      encounter: sourceRef('Encounter/e1'),
      patient: sourceRef('Patient/p1'),
      asOf: NOW,
      zone: 'America/New_York',
      facts,
      reads: READS,
      unmapped: new Map(),
    },
    ...more,
  } as Review;
}

const site = readSite(
  { name: 'Test', servers: [{ iss: 'https://ehr.example.org/fhir', clientId: 'c' }], zone: 'America/New_York' },
  'https://app.example.org/',
);
if (!site.ok) throw new Error('site');
const SITE = site.site;

const SOURCES: readonly SourceKind[] = [
  'encounters',
  'labs',
  'vitals',
  'observations',
  'conditions',
  'orders',
  'medications',
  'administrations',
  'notes',
  'coverage',
  'people-and-places',
];

/** Every source of the three checklists, as read. */
export const progressOf = (state: SourceProgress['state'] = 'complete'): SourceProgress[] =>
  SOURCES.map((kind) => ({
    kind,
    state,
    resources: state === 'waiting' ? 0 : 12,
    detail: null,
  }));

export interface TestApp extends App {
  readonly review: Signal<Review | null>;
  readonly load: Signal<Load>;
  readonly kept: Signal<Kept>;
  readonly resolved: Signal<readonly Resolved[]>;
  readonly stop: Signal<Stop | null>;
  readonly prefs: Signal<Prefs>;
  readonly clash: Signal<DraftClash | null>;
  own: boolean;
  /** What was put in the trail and counted. */
  readonly audited: AuditEvent[];
  readonly counted: Count[];
  objections: readonly Objection[];
}

/** An app without EHR, worker or store behind it: what is recorded stays in memory. */
export function testApp(review: Review | null = reviewOf(), load: Partial<Load> = {}): TestApp {
  const kept = signal<Kept>(NOTHING_KEPT);
  const app: TestApp = {
    own: true,
    objections: [],
    session: {
      patient: 'p1',
      encounter: 'e1',
      needPatientBanner: true,
      userName: 'Alma Rivera',
      fhirUser: 'Practitioner/1',
      contextKey: 'k',
      scopes: [],
    },
    site: SITE,
    identity: signal({ name: 'Dummyfield, Milo', birthDate: '1966-08-14', sex: 'male', mrn: '0810' }),
    load: signal<Load>({ phase: 'ready', progress: progressOf(), readAt: NOW, isStale: false, ...load }),
    review: signal<Review | null>(review),
    problem: signal(null),
    stop: signal<Stop | null>(null),
    kept,
    citations: signal({ sepsis: { 'sep-1': { title: 'CMS SEP-1 specification', link: null } } }),
    storeKind: signal<'device' | 'memory'>('device'),
    storeTrouble: signal<Trouble | null>(null),
    prefs: signal(STANDARD),
    setPrefs: (change) => {
      app.prefs.value = readPrefs({ ...app.prefs.value, ...change });
    },
    clash: signal<DraftClash | null>(null),
    settleClash: () => {
      app.clash.value = null;
    },
    resolved: signal<readonly Resolved[]>([]),
    role: signal<Role>('clinician'),
    drawer: signal<DrawerContent | null>(null),
    over: signal<OverPlace | null>(null),
    undoable: signal<Undoable | null>(null),
    refresh: () => {},
    resource: (ref) => ({
      resourceType: 'Observation',
      id: ref.split('/')[1] ?? '',
      status: 'final',
      code: { text: 'Lactate' },
      valueQuantity: { value: 3.1, unit: 'mmol/L' },
      effectiveDateTime: '2026-03-02T00:55:00-05:00',
      issued: '2026-03-02T01:20:00-05:00',
      referenceRange: [{ text: '0.5 - 2.0 mmol/L' }],
    }),
    put: (kind, value) => {
      kept.value = withValue(kept.value, kind, value);
    },
    drop: (kind, key) => {
      kept.value = withoutValue(kept.value, kind, key);
    },
    all: async (kind) => kept.value[LIST[kind]] as unknown as Awaited<ReturnType<App['all']>> as never,
    audited: [],
    counted: [],
    audit: (action, about = null, outcome = 'ok') => {
      app.audited.push({ at: NOW, action, user: 'Practitioner/1', patient: 'p1', encounter: 'e1', about, outcome });
    },
    count: (name, { prompt, detail = '', ms = 0 } = {}) => {
      const { ref: rule = '', version = '', kind = '' } = prompt ?? {};
      app.counted.push({ name, detail, rule, version, kind, role: app.role.value, width: 'full', day: '2026-03-02', n: 1, sum: ms });
    },
    trail: async () => app.audited,
    counts: async () => app.counted,
    keptTotals: async () => ({ totals: [], lost: 0, broken: 0 }),
    exportWork: async () => '{}',
    importWork: async () => ({ ok: true, taken: 0, known: 0, refused: 0, isKept: true }),
    record: (entry) => app.put('feedback', entry),
    takeBack: (key) => app.drop('feedback', key),
    rate: (prompt, up) => app.put('rating', { key: prompt.key, fingerprint: prompt.fingerprint, up, at: NOW }),
    keepDraft: (key, option, words) =>
      option === null && words === '' ? app.drop('draft', key) : app.put('draft', { key, option, words, at: NOW }),
    wipe: async () => {
      kept.value = NOTHING_KEPT;
      return { work: 0, trail: 0, counts: 0, isSure: true };
    },
    signOut: async () => {
      app.stop.value = { code: 'signed-out', detail: null };
    },
    check: async () => app.objections,
    isOwnContext: () => app.own,
  };
  return app;
}
