import { durationMs } from '../checklist/duration.ts';
import type { PromptKind } from '../checklist/kinds.ts';
import {
  at,
  chosenAt,
  complain,
  countAt,
  knownKeys,
  type Notes,
  notOneOf,
  type Raw,
  recordAt,
  wordAt,
  wordsAt,
} from '../checklist/reading.ts';
import { unknownName } from '../checklist/unknown-name.ts';
import { DEFAULT_QUERY_POLICY, type QueryPolicy } from '../query/policy.ts';
import { readQueryPolicy } from '../query/read-policy.ts';
import { keyOf, type OrderKey, refusedKey, SORT_KEYS, type SortKey } from './order-keys.ts';
import {
  FILTERS,
  NEXT_EVENTS,
  NEXT_WHEN,
  type NextReviewRule,
  type SpecificityAxis,
  TRIGGER_FORMS,
  type TriggerRule,
  type Workflow,
  type WorklistOrder,
} from './workflow.ts';

/** Names that a workflow file may use beside its own. */
export interface WorkflowNames {
  readonly checklists: readonly string[];
  readonly concepts: readonly string[];
}

const KINDS = [
  'validation',
  'level-of-care',
  'conflict',
  'specificity',
  'indicator',
  'linkage',
  'source',
] as const satisfies readonly PromptKind[];
/** Order of urgency where a file sets none (users and workflows, 3.1). */
const KIND_RANK: Readonly<Record<PromptKind, number>> = {
  validation: 1,
  'level-of-care': 1,
  conflict: 2,
  specificity: 3,
  indicator: 3,
  linkage: 4,
  source: 4,
};
/** Kinds that may lead to a diagnosis more, or a sharper one. */
const ADDING: readonly PromptKind[] = ['indicator', 'specificity', 'linkage', 'source'];

/**
 * The workflow of a file, as parsed. Every mistake is noted with its path and the nearest right name; what is wrong is left out of the result, which is
 * then not to be used.
 */
export function readWorkflow(notes: Notes, value: unknown, names: WorkflowNames): Workflow {
  const raw = recordAt(notes, value, '');
  const sections = ['worklist', 'second-level', 'next-review', 'sign-off', 'queries'];
  knownKeys(notes, raw, '', ['workflow', 'title', 'owner', ...sections], 'a section of a workflow');
  const list = recordAt(notes, raw.worklist, 'worklist');
  knownKeys(notes, list, 'worklist', ['order', 'kind-rank', 'filters'], 'a key of the worklist');
  return {
    id: wordAt(notes, raw, 'workflow', ''),
    title: wordAt(notes, raw, 'title', ''),
    owner: wordAt(notes, raw, 'owner', ''),
    worklist: {
      order: orderFrom(notes, list),
      kindRank: kindRankFrom(notes, list),
      filters: chosenAt(notes, list, 'filters', 'worklist', FILTERS) ?? FILTERS,
    },
    secondLevel: triggersFrom(notes, raw['second-level'], names),
    nextReview: nextFrom(notes, raw['next-review']),
    signOff: { specificity: specificityFrom(notes, raw['sign-off'], names) },
    queries: queriesFrom(notes, raw.queries),
  };
}

function orderFrom(notes: Notes, list: Raw): WorklistOrder['order'] {
  const entries = wordsAt(notes, list, 'order', 'worklist');
  if (entries === null) {
    if (list.order === undefined) complain(notes, 'worklist.order', 'order is needed here: a list of sort keys');
    return [];
  }
  const seen = new Set<string>();
  return entries.flatMap((entry, index): OrderKey[] => {
    const path = `worklist.order.${index}`;
    const [name = '', direction, ...rest] = entry.trim().split(/\s+/);
    if (!isSortKey(name)) {
      const rewards = refusedKey(name);
      complain(
        notes,
        path,
        rewards === null
          ? unknownName('sort key', name, Object.keys(SORT_KEYS))
          : `"${name}" is refused: no list is sorted by ${rewards} (decision 0030)`,
      );
      return [];
    }
    if (seen.has(name)) complain(notes, path, `"${name}" stands twice; keep one`);
    seen.add(name);
    const { directions } = keyOf(name);
    if (rest.length > 0) complain(notes, path, `expected a key and a direction, found "${entry}"`);
    if (direction !== undefined && directions === undefined) complain(notes, path, `"${name}" has no direction: what it names comes first`);
    if (direction !== undefined && direction !== 'ascending' && direction !== 'descending')
      complain(notes, path, notOneOf(direction, ['ascending', 'descending']));
    return [
      { key: name, direction: direction === 'ascending' || direction === 'descending' ? direction : (directions?.usual ?? 'ascending') },
    ];
  });
}

const isSortKey = (name: string): name is SortKey => Object.hasOwn(SORT_KEYS, name);

/** Ranks as a list of steps: [[validation, level-of-care], conflict, ...]. What adds a diagnosis never goes before what questions one. */
function kindRankFrom(notes: Notes, list: Raw): WorklistOrder['kindRank'] {
  const steps = list['kind-rank'];
  if (steps === undefined || steps === null) return KIND_RANK;
  const path = 'worklist.kind-rank';
  if (!Array.isArray(steps)) {
    complain(notes, path, 'expected a list of kinds, most urgent first');
    return KIND_RANK;
  }
  const ranks = new Map<PromptKind, number>();
  steps.forEach((step: unknown, index) => {
    for (const kind of chosenAt(notes, { [index]: step }, String(index), path, KINDS) ?? []) {
      if (ranks.has(kind)) complain(notes, `${path}.${index}`, `"${kind}" stands twice; keep one`);
      ranks.set(kind, index + 1);
    }
  });
  const missing = KINDS.filter((kind) => !ranks.has(kind));
  if (missing.length > 0) complain(notes, path, `every kind needs a place; missing: ${missing.join(', ')}`);
  const validation = ranks.get('validation') ?? 1;
  for (const kind of ADDING)
    if ((ranks.get(kind) ?? validation) < validation)
      complain(notes, path, `"${kind}" may not go before "validation": what adds a diagnosis is not worked on first (decision 0030)`);
  return missing.length > 0 ? KIND_RANK : (Object.fromEntries(ranks) as Record<PromptKind, number>);
}

/** Words of `discharge-disposition` and of `support:` that a trigger may name. */
const DISPOSITIONS = ['expired', 'hospice', 'ama', 'other-hospital', 'facility', 'home'] as const;
const SUPPORTS = ['at-risk', 'not-shown', 'case-by-case'] as const;
const FORM_KEYS: Readonly<Record<TriggerRule['form'], readonly string[]>> = {
  'open-prompts': ['kinds', 'at-least'],
  'single-indicator': ['of'],
  'short-stay': ['of', 'at-most-midnights'],
  disposition: ['is'],
  'conflicting-documentation': ['of'],
  'status-support': ['is'],
};

function triggersFrom(notes: Notes, value: unknown, names: WorkflowNames): readonly TriggerRule[] {
  if (value === undefined || value === null) return [];
  return Object.entries(recordAt(notes, value, 'second-level')).flatMap(([id, entry]): TriggerRule[] => {
    const path = at('second-level', id);
    const raw = recordAt(notes, entry, path);
    const form = TRIGGER_FORMS.find((each) => each === raw.when);
    if (form === undefined) {
      complain(notes, at(path, 'when'), raw.when === undefined ? 'when is needed here' : notOneOf(String(raw.when), TRIGGER_FORMS));
      return [];
    }
    knownKeys(notes, raw, path, ['when', 'label', 'at-discharge', ...FORM_KEYS[form]], `a key of a trigger "${form}"`);
    const of = wordsAt(notes, raw, 'of', path) ?? [];
    for (const one of of)
      if (!names.checklists.includes(one)) complain(notes, at(path, 'of'), unknownName('checklist', one, names.checklists));
    const needsWords = form === 'disposition' || form === 'status-support';
    const is = needsWords ? chosenAt<string>(notes, raw, 'is', path, form === 'disposition' ? DISPOSITIONS : SUPPORTS) : [];
    if (needsWords && raw.is === undefined) complain(notes, at(path, 'is'), 'is is needed here');
    return [
      {
        id,
        form,
        label: wordAt(notes, raw, 'label', path),
        atLeast: form === 'open-prompts' ? countAt(notes, raw, 'at-least', path, 1) : 0,
        kinds: form === 'open-prompts' ? (chosenAt(notes, raw, 'kinds', path, KINDS) ?? ['validation']) : [],
        atMostMidnights: form === 'short-stay' ? countAt(notes, raw, 'at-most-midnights', path, 0) : 0,
        of,
        is: is ?? [],
        atDischarge: flagAt(notes, raw, 'at-discharge', path),
      },
    ];
  });
}

function flagAt(notes: Notes, raw: Raw, key: string, path: string): boolean {
  const value = raw[key];
  if (value === undefined || value === null || typeof value === 'boolean') return value === true;
  complain(notes, at(path, key), 'expected true or false');
  return false;
}

function nextFrom(notes: Notes, value: unknown): readonly NextReviewRule[] {
  if (value === undefined || value === null) return [];
  return Object.entries(recordAt(notes, value, 'next-review')).flatMap(([id, entry]): NextReviewRule[] => {
    const path = at('next-review', id);
    const raw = recordAt(notes, entry, path);
    knownKeys(notes, raw, path, ['when', 'after', 'before-midnight', 'at'], 'a key of a next review');
    const when = NEXT_WHEN.find((each) => each === (raw.when ?? 'always'));
    if (when === undefined) {
      complain(notes, at(path, 'when'), notOneOf(String(raw.when), NEXT_WHEN));
      return [];
    }
    const rule: NextReviewRule = {
      id,
      when,
      afterMs: spanAt(notes, raw, 'after', path),
      beforeMidnightMs: spanAt(notes, raw, 'before-midnight', path),
      at: chosenAt(notes, raw, 'at', path, NEXT_EVENTS) ?? [],
    };
    if (raw.after === undefined && raw['before-midnight'] === undefined && raw.at === undefined)
      complain(notes, path, 'say when: after, before-midnight or at');
    return [rule];
  });
}

function spanAt(notes: Notes, raw: Raw, key: string, path: string): number | null {
  const value = raw[key];
  if (value === undefined || value === null) return null;
  const span = typeof value === 'string' ? durationMs(value) : null;
  if (span === null || Number.isNaN(span) || span <= 0)
    complain(notes, at(path, key), `expected a time such as 24h, found "${String(value)}"`);
  return span;
}

function specificityFrom(notes: Notes, value: unknown, names: WorkflowNames): readonly SpecificityAxis[] {
  if (value === undefined || value === null) return [];
  const raw = recordAt(notes, value, 'sign-off');
  knownKeys(notes, raw, 'sign-off', ['specificity'], 'a key of the sign-off sheet');
  return Object.entries(recordAt(notes, raw.specificity, 'sign-off.specificity')).map(([id, entry]): SpecificityAxis => {
    const path = `sign-off.specificity.${id}`;
    const axis = recordAt(notes, entry, path);
    knownKeys(notes, axis, path, ['label', 'words', 'links', 'of'], 'a key of a specificity');
    const of = wordsAt(notes, axis, 'of', path) ?? [];
    for (const one of of) if (!names.concepts.includes(one)) complain(notes, at(path, 'of'), unknownName('diagnosis', one, names.concepts));
    const words = wordsAt(notes, axis, 'words', path) ?? [];
    const links = flagAt(notes, axis, 'links', path);
    if (words.length === 0 && !links) complain(notes, path, 'say which words state it, or links: true');
    return { id, label: wordAt(notes, axis, 'label', path), words, links, of };
  });
}

function queriesFrom(notes: Notes, value: unknown): QueryPolicy {
  const read = readQueryPolicy(value);
  if (read.ok) return read.policy;
  for (const fault of read.faults) complain(notes, fault.at, fault.remedy);
  return DEFAULT_QUERY_POLICY;
}
