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
  charted: z
    .object({ value: z.number(), unit: z.string() })
    .optional()
    .describe("as the chart has it, where that is not the concept's unit"),
  flags: z.array(z.string()).optional(),
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
  upTo: z.number().optional().describe('the most it could be, given what is missing'),
  flags: z.array(z.string()).optional(),
  sources: z.array(z.string()),
});

const checklist = z.object({
  id: z.string(),
  title: z.string(),
  version: z.string(),
  stage: z.enum(['draft', 'in-review', 'approved', 'retired']),
  outOfPeriod: z
    .array(z.string())
    .optional()
    .describe('sources of the checklist that do not hold on the day of the stay (a code set or rule of another year)'),
  hash: z.string(),
  coded: z.boolean(),
  documentation: z.enum(['affirmed', 'conflicting', 'uncertain', 'silent', 'denied']),
  documentationKnown: z.boolean().describe('false when not every note could be read'),
  evidence: verdict.describe('the governing definition'),
  governing: z.string().describe('the definition that governs under this policy'),
  status: z.enum(['supported', 'unsupported', 'undocumented', 'conflicting', 'uncertain', 'quiet', 'cannot-check']),
  definitions: z.record(z.string(), verdict),
  criteria: z.record(z.string(), criterion),
  expect: z.record(z.string(), z.object({ ref: z.string(), kind: promptKind, state: itemState })),
  conflicts: z.record(z.string(), z.object({ ref: z.string(), kind: promptKind, state: conflictState })),
  prompts: z.array(
    z.object({
      item: z.string(),
      ref: z.string(),
      kind: promptKind,
      audience: z.array(z.string()),
      title: z.string(),
      text: z.string(),
      also: z
        .array(z.object({ checklist: z.string(), item: z.string(), ref: z.string() }))
        .optional()
        .describe('other items, of this checklist or another, that this one prompt asks for'),
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

const stayStatus = z.enum(['inpatient', 'observation', 'outpatient', 'emergency', 'unknown']);

const levelOfCareTimer = z.object({
  id: z.string().describe("'T-2MN', 'T-OBS-24', 'T-SHORT' ..."),
  at: instant,
  deadline: instant.nullable(),
  state: z.enum(['waiting', 'due', 'passed', 'done']),
  audience: z.array(z.string()),
  from: z.array(z.string()),
});

const utilization = z.object({
  axes: z
    .object({ hospitalStatus: z.string(), orderStatus: z.string(), urReview: z.string(), payerDecision: z.string(), billing: z.string() })
    .describe('each moves on its own; "none": looked, and there is nothing; "unknown": could not be looked at, or nobody was asked'),
  changes: z
    .array(
      z.object({
        path: z.enum(['condition-code-44', 'self-denial', 'upgrade', 'payer-downgrade']),
        state: z.enum(['complete', 'blocked', 'not-available']),
        at: instant,
        conditions: z.array(z.object({ id: z.string(), verdict, from: z.array(z.string()) })),
        from: z.array(z.string()),
      }),
    )
    .describe('changes of status that somebody began, with every condition and whether it is met'),
  outpatientSpan: z
    .object({ from: z.string(), through: z.string() })
    .nullable()
    .describe('days of outpatient care that led into the order'),
  observationServiceHours: z.number().nullable().describe('without procedures that were monitored on their own, to the nearest hour'),
  threeInpatientDays: z.boolean().nullable().describe('Original Medicare only'),
  criteria: z.object({ outcome: z.string(), set: z.string().nullable(), at: instant, from: z.string() }).nullable(),
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
    status: stayStatus,
    regime: z.string(),
    careStart: instant.nullable(),
    careStartSource: z.string().nullable().describe('what care started with, in words'),
    inpatientOrder: instant.nullable(),
    observationStart: instant.nullable(),
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
    timeline: z
      .array(z.object({ status: stayStatus, from: instant, to: instant.nullable(), source: z.string(), by: z.string() }))
      .describe('the status as it changed'),
    timers: z.array(levelOfCareTimer).describe('clocks that run, or ran, over the stay; about time alone'),
    utilization: utilization.nullable().describe('what utilization review works with beside the level of care; never a recommendation'),
  }),
  mentions: z.number().int(),
  unmapped: z.array(z.object({ system: z.string(), code: z.string(), text: z.string(), count: z.number().int() })),
  problems: z.array(z.object({ kind: z.string(), what: z.string(), detail: z.string() })),
  facts: z.array(evidence).optional().describe('with --full'),
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
  file: z.string().optional().describe('when several files are read'),
  concept: z.string(),
  status: assertionOut.shape.status,
  section: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  text: z.string(),
  link: z.string().nullable(),
  links: z.array(z.object({ concepts: z.array(z.string()), certainty: z.string(), text: z.string() })),
  cue: z.string().nullable(),
});

const forTheRules = z.unknown().optional();
/** Only the id is asked for here: which other fields must be there, and of what form, is for the rules to say. */
export const lintIn = z.looseObject({
  id: z.union([z.string(), z.number()]),
  title: forTheRules,
  body: forTheRules,
  format: forTheRules.describe('multiple-choice, open or yes-no'),
  purpose: forTheRules,
  options: forTheRules.describe('texts, or { text, kind, indicatorRefs, alreadyDocumented }'),
  indicators: forTheRules,
  documentedStatements: forTheRules,
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
  'lint.input': lintIn,
  'lint.output': lintOut,
  'midnights.input': midnightsIn,
  'midnights.output': midnightsOut,
} as const;
