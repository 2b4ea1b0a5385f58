import * as z from 'zod/mini';
import { suggestion } from '../chart/author-error.ts';
import { DEFAULT_QUERY_POLICY as DEFAULTS, type PolicyFault, type PolicyReading, type QueryPolicy, YES_NO_PURPOSES } from './policy.ts';

const text = z.string().check(z.minLength(1, 'write some text'));
const hours = z
  .number('write a number of hours')
  .check(z.gt(0, 'write more than 0 hours'), z.lte(8760, 'write at most 8760 hours (a year)'));
const rung = z.strictObject({ to: text, hours });

const years = z.int('write a whole number of years').check(z.gte(1, 'write at least 1 year'), z.lte(100, 'write at most 100 years'));
const days = z.int('write a whole number of days').check(z.gte(0, 'write 0 days or more'), z.lte(3650, 'write at most 3650 days'));
const flag = z.boolean('write true or false');
const window = z.nullable(hours);

/** The section `queries:`, every key with its default. */
const queryPolicySchema = z.strictObject({
  responseHours: z._default(
    z.strictObject({
      concurrent: z._default(window, DEFAULTS.responseHours.concurrent),
      retrospective: z._default(window, DEFAULTS.responseHours.retrospective),
      'post-bill': z._default(window, DEFAULTS.responseHours['post-bill']),
    }),
    DEFAULTS.responseHours,
  ),
  reminders: z._default(z.array(hours).check(z.maxLength(6, 'write at most 6 reminders')), [...DEFAULTS.reminders]),
  escalationLadder: z._default(z.array(rung).check(z.maxLength(8, 'write at most 8 steps')), [...DEFAULTS.escalationLadder]),
  queryPartOfRecord: z._default(z.nullable(flag), DEFAULTS.queryPartOfRecord),
  retentionYears: z._default(z.nullable(years), DEFAULTS.retentionYears),
  allowYesNoPurposes: z._default(z.array(z.enum(YES_NO_PURPOSES, `write only: ${YES_NO_PURPOSES.join(', ')}`)), [
    ...DEFAULTS.allowYesNoPurposes,
  ]),
  allowPriorEncounter: z._default(flag, DEFAULTS.allowPriorEncounter),
  showCriteria: z._default(flag, DEFAULTS.showCriteria),
  definitionSets: z._default(z.record(text, z.nullable(text)), {}),
  retrospectiveDays: z._default(z.nullable(days), DEFAULTS.retrospectiveDays),
  allowPostBill: z._default(flag, DEFAULTS.allowPostBill),
  aiAssist: z._default(flag, DEFAULTS.aiAssist),
  overrideRoles: z._default(z.array(text), [...DEFAULTS.overrideRoles]),
});

const TIMINGS = new Set(['post-bill']);
const KNOWN = Object.keys(queryPolicySchema.def.shape);

type Raw = Readonly<Record<string, unknown>>;
const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
const camel = (key: string): string => (TIMINGS.has(key) ? key : key.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()));

/**
 * The section `queries:` of the hospital's file, as parsed. Nothing at all gives the defaults. Keys may be written `response-hours` or `responseHours`. Every
 * fault is named with its place and what to write; nothing is guessed, and one fault refuses the whole section: half a policy would be nobody's.
 */
export function readQueryPolicy(value: unknown): PolicyReading {
  if (value === undefined || value === null) return readQueryPolicy({});
  if (!isRaw(value)) return { ok: false, faults: [{ at: 'queries', remedy: 'write keys and values below it' }] };
  const faults: PolicyFault[] = [];
  const raw = plainKeys(value, 'queries', faults);
  const read = z.safeParse(queryPolicySchema, raw, { error: wanted });
  if (!read.success) faults.push(...read.error.issues.flatMap(faultsOf));
  else faults.push(...orderFaults(read.data.reminders, read.data.escalationLadder));
  return faults.length === 0 && read.success ? { ok: true, policy: withSets(read.data) } : { ok: false, faults };
}

function plainKeys(raw: Raw, at: string, faults: PolicyFault[]): Raw {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(raw)) {
    const name = camel(key);
    if (name in out) faults.push({ at: `${at}.${key}`, remedy: 'this key stands twice; keep one' });
    out[name] = name === 'responseHours' && isRaw(value) ? plainKeys(value, `${at}.${key}`, faults) : value;
  }
  return out;
}

/** What kind of value was wanted, where the schema has no words of its own. */
function wanted(issue: { readonly code?: string; readonly expected?: string }): string | undefined {
  if (issue.code !== 'invalid_type') return undefined;
  const words: Readonly<Record<string, string>> = {
    string: 'write text',
    array: 'write a list',
    object: 'write keys and values',
    record: 'write names and values',
  };
  return words[issue.expected ?? ''];
}

function faultsOf(issue: z.core.$ZodIssue): readonly PolicyFault[] {
  const at = placeOf(issue.path);
  if (issue.code !== 'unrecognized_keys') return [{ at, remedy: issue.message }];
  return issue.keys.map((key) => {
    const known = issue.path.length === 0 ? KNOWN : [];
    return {
      at: `${at}.${key}`,
      remedy: known.length === 0 ? 'this key is not known; take it out' : `this key is not known${suggestion(key, known)}`,
    };
  });
}

const placeOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((at, part) => (typeof part === 'number' ? `${at}[${part}]` : `${at}.${String(part)}`), 'queries');

/** Reminders and steps come one after the other: a list out of order was meant otherwise. */
function orderFaults(reminders: readonly number[], ladder: readonly { readonly hours: number }[]): readonly PolicyFault[] {
  const falls = (list: readonly number[]) => list.findIndex((each, index) => index > 0 && each <= (list[index - 1] ?? 0));
  const reminder = falls(reminders);
  const rung = falls(ladder.map(({ hours }) => hours));
  return [
    ...(reminder > 0 ? [{ at: `queries.reminders[${reminder}]`, remedy: 'write the hours in rising order, each once' }] : []),
    ...(rung > 0 ? [{ at: `queries.escalationLadder[${rung}].hours`, remedy: 'write more hours than the step before it has' }] : []),
  ];
}

/** Sets that the file does not name keep what they have by default. */
const withSets = (policy: QueryPolicy): QueryPolicy => ({
  ...policy,
  definitionSets: { ...DEFAULTS.definitionSets, ...policy.definitionSets },
});
