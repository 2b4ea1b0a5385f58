import { z } from 'zod';

// The public contract of the command: one schema for each line it reads or prints. `scripts/schema.mjs` writes them as
// JSON Schema to docs/schema/. More fields may be added; a change to one that is here needs a major version.

const instant = z.string().describe('ISO 8601 with an offset');
const verdict = z.enum(['met', 'not-met', 'not-found', 'not-known']);
const promptKind = z.enum(['validation', 'level-of-care', 'conflict', 'specificity', 'indicator', 'linkage', 'source']);
const itemState = z.enum(['present', 'missing', 'open', 'not-applicable', 'cannot-check']);
const conflictState = z.enum(['raised', 'clear', 'not-applicable', 'cannot-check']);

const evidence = z.object({
  source: z.string().describe("'Observation/1', or 'DocumentReference/9#412-437' for characters of a note"),
  sources: z.array(z.string()),
  concept: z.string(),
  value: z.number().nullable(),
  unit: z.string().nullable(),
  text: z.string().nullable(),
  at: instant,
});

const criterion = z.object({
  verdict,
  why: z.string().nullable().describe('filled when not-found or not-known'),
  search: z.string().nullable(),
  missing: z.array(z.string()),
  evidence: z.array(evidence),
});

const lintFinding = z.object({ rule: z.string(), severity: z.enum(['E', 'W', 'I']), at: z.string(), message: z.string() });

const measurePoint = z.object({
  at: instant,
  value: z.union([z.number(), z.literal(true)]),
  parts: z.record(z.string(), z.number()).optional(),
  missing: z.array(z.string()).optional(),
  flags: z.array(z.string()).optional(),
  sources: z.array(z.string()),
});

const checklist = z.object({
  id: z.string(),
  version: z.string(),
  hash: z.string(),
  coded: z.boolean(),
  documentation: z.enum(['affirmed', 'conflicting', 'uncertain', 'silent', 'denied']),
  evidence: verdict.describe('the governing definition'),
  status: z.enum(['supported', 'unsupported', 'undocumented', 'conflicting', 'uncertain', 'quiet', 'cannot-check']),
  definitions: z.record(z.string(), verdict),
  criteria: z.record(z.string(), criterion),
  expect: z.record(z.string(), z.object({ ref: z.string(), kind: promptKind, state: itemState })),
  conflicts: z.record(z.string(), z.object({ ref: z.string(), state: conflictState })),
  prompts: z.array(
    z.object({
      item: z.string(),
      ref: z.string(),
      kind: promptKind,
      audience: z.array(z.string()),
      title: z.string(),
      text: z.string(),
      sources: z.array(z.string()).describe("resources, and 'search:...' for what was looked for and not found"),
    }),
  ),
  queries: z.array(
    z.object({
      id: z.string(),
      purpose: z.string(),
      title: z.string(),
      body: z.string(),
      options: z.array(z.string()),
      lint: z.array(lintFinding),
    }),
  ),
});

const levelOfCareTimer = z.object({
  id: z.string().describe("'T-2MN', 'T-OBS-24', 'T-SHORT' ..."),
  at: instant,
  deadline: instant.nullable(),
  state: z.enum(['waiting', 'due', 'passed', 'done']),
  audience: z.array(z.string()),
  from: z.array(z.string()),
});

export const evaluateLine = z.object({
  encounter: z.string(),
  patient: z.string(),
  asOf: instant,
  zone: z.string().nullable(),
  policy: z.string(),
  checklists: z.array(checklist),
  measures: z.record(z.string(), z.array(measurePoint)),
  levelOfCare: z.object({
    status: z.enum(['inpatient', 'observation', 'outpatient', 'emergency', 'unknown']),
    regime: z.string(),
    careStart: instant.nullable(),
    inpatientOrder: instant.nullable(),
    end: instant.nullable(),
    midnights: z.object({ total: z.number().nullable(), countable: z.number().nullable(), inpatient: z.number().nullable() }),
    observationHours: z.number().nullable(),
    expectation: z.enum(['documented', 'not-found', 'not-known']),
    support: z.enum([
      'supported',
      'supported-unforeseen',
      'supported-ipo',
      'exception-ventilation',
      'case-by-case',
      'at-risk',
      'not-shown',
      'unknown',
    ]),
    flags: z.array(z.string()),
    sources: z.array(z.string()),
    timers: z.array(levelOfCareTimer).describe('clocks that run, or ran, over the stay; about time alone'),
  }),
  mentions: z.number().int(),
  unmapped: z.array(z.object({ system: z.string(), code: z.string(), text: z.string(), count: z.number().int() })),
  problems: z.array(z.object({ kind: z.string(), what: z.string(), detail: z.string() })),
});
export type EvaluateLine = z.infer<typeof evaluateLine>;

export const assertionIn = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  target: z.string(),
  section: z.string().nullish(),
});
export const assertionOut = z.object({
  id: z.union([z.string(), z.number()]),
  status: z.enum([
    'affirmed',
    'uncertain',
    'ambiguous',
    'ruled-out',
    'negated',
    'resolved',
    'historical',
    'hypothetical',
    'process',
    'other-experiencer',
    'part-of-other-term',
    'template',
  ]),
  temporality: z.enum(['current', 'historical', 'hypothetical']),
  experiencer: z.enum(['patient', 'other']),
  cue: z.string().nullable(),
});

export const noteOut = z.object({
  concept: z.string(),
  status: assertionOut.shape.status,
  section: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  text: z.string(),
  link: z.string().nullable(),
});

export const lintOut = z.object({ id: z.string(), findings: z.array(lintFinding) });

export const midnightsIn = z.object({
  id: z.string(),
  segments: z.array(z.object({ zone: z.string().nullish(), start: z.string().nullish(), end: z.string().nullish() })),
  excluded: z.array(z.object({ start: z.string(), end: z.string(), reason: z.string().optional() })).nullish(),
  inpatientOrder: z.string().nullish(),
  observationStart: z.string().nullish(),
});
export const midnightsOut = z.object({
  id: z.string(),
  total: z.number().int().nullable(),
  countable: z.number().int().nullable(),
  inpatient: z.number().int().nullable(),
  observationHours: z.number().nullable(),
  flags: z.array(z.enum(['boundary', 'data-quality', 'unknown-precision'])),
});

/** File name under docs/schema -> schema. */
export const SCHEMAS = {
  'evaluate.output': evaluateLine,
  'assertions.input': assertionIn,
  'assertions.output': assertionOut,
  'note.output': noteOut,
  'lint.output': lintOut,
  'midnights.input': midnightsIn,
  'midnights.output': midnightsOut,
} as const;
