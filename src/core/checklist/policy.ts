import { FORMS } from './criterion.ts';
import { at, complain, isRaw, knownKeys, type Notes, type Raw, recordAt, wordAt, wordsAt } from './reading.ts';
import { unknownName } from './unknown-name.ts';

/** Named changes to checklists for one payer or hospital, as written in `_policies/*.yaml`. */
export interface Policy {
  readonly id: string;
  readonly title: string;
  readonly payers: readonly string[];
  readonly from: string | null;
  readonly until: string | null;
  readonly owner: string;
  /** Checklist id -> the changes as written. */
  readonly changes: Readonly<Record<string, Raw>>;
}

/** The policy without changes. */
export const BASE_POLICY: Policy = { id: 'base', title: 'Base', payers: [], from: null, until: null, owner: '', changes: {} };

const day = (value: unknown): string | null =>
  value instanceof Date ? value.toISOString().slice(0, 10) : value === undefined || value === null ? null : String(value);

/** Reads a policy file; `checklists` are the ids it may change. */
export function policyFrom(notes: Notes, value: unknown, checklists: Iterable<string>): Policy {
  const raw = recordAt(notes, value, '');
  knownKeys(notes, raw, '', ['policy', 'title', 'payers', 'from', 'until', 'owner', 'changes'], 'a key of a policy');
  const known = [...checklists];
  const changes: Record<string, Raw> = {};
  for (const [id, change] of Object.entries(raw.changes === undefined ? {} : recordAt(notes, raw.changes, 'changes'))) {
    const path = at('changes', id);
    if (!known.includes(id)) complain(notes, path, unknownName('checklist', id, known));
    const body = recordAt(notes, change, path);
    if (typeof body.because !== 'string' || body.because.trim() === '')
      complain(notes, at(path, 'because'), 'say why: `because` is needed');
    for (const key of ['queries', 'status-prompts']) {
      if (body[key] !== undefined) complain(notes, at(path, key), 'a policy cannot touch what is asked, or how');
    }
    knownKeys(notes, body, path, [...PATCHED, 'governing', 'because', 'queries', 'status-prompts'], 'something a policy can change');
    changes[id] = body;
  }
  return {
    id: wordAt(notes, raw, 'policy', ''),
    title: wordAt(notes, raw, 'title', ''),
    payers: wordsAt(notes, raw, 'payers', '') ?? [],
    from: day(raw.from),
    until: day(raw.until),
    owner: wordAt(notes, raw, 'owner', ''),
    changes,
  };
}

const PATCHED = ['anchors', 'criteria', 'definitions', 'expect', 'conflicts'] as const;
/** Words of prompts and their kind belong to query compliance: a policy changes what is looked for, never how it is asked. */
const UNTOUCHABLE = ['prompt', 'title', 'kind', 'ref', 'answers'];

/**
 * The checklist with a policy's changes in it, still as written, so that it is linked (and checked) like any other.
 * Complaints name the policy's file.
 */
export function underPolicy(notes: Notes, checklist: Raw, change: Raw): Raw {
  const id = String(checklist.id);
  const result: Record<string, unknown> = { ...checklist };
  if (change.governing !== undefined) {
    const definitions = isRaw(checklist.definitions) ? Object.keys(checklist.definitions) : [];
    const governing = String(change.governing);
    if (!definitions.includes(governing)) complain(notes, `changes.${id}.governing`, unknownName('definition', governing, definitions));
    else result.governing = governing;
  }
  for (const section of PATCHED) {
    if (change[section] === undefined) continue;
    const path = `changes.${id}.${section}`;
    const own = isRaw(checklist[section]) ? checklist[section] : {};
    const patched: Record<string, unknown> = { ...own };
    for (const [name, patch] of Object.entries(recordAt(notes, change[section], path))) {
      const target = own[name];
      const here = at(path, name);
      if (!isRaw(target)) {
        complain(notes, here, unknownName(section === 'expect' || section === 'conflicts' ? 'item' : 'criterion', name, Object.keys(own)));
      } else if (patch === 'off' || patch === false) {
        if (section === 'expect' || section === 'conflicts') {
          delete patched[name];
          result.queries = withoutQueriesFor(result.queries, name);
        } else complain(notes, here, 'only items can be turned off; a criterion may be used elsewhere');
      } else patched[name] = patchedEntry(notes, target, recordAt(notes, patch, here), here);
    }
    result[section] = patched;
  }
  return result;
}

/** A query that waits for an item goes with it. */
function withoutQueriesFor(queries: unknown, item: string): unknown {
  if (!isRaw(queries)) return queries;
  return Object.fromEntries(
    Object.entries(queries).filter(([, query]) => !(isRaw(query) && isRaw(query.when) && query.when.item === item)),
  );
}

function patchedEntry(notes: Notes, target: Raw, patch: Raw, path: string): Raw {
  const item = target.ref !== undefined;
  for (const key of UNTOUCHABLE)
    if (item && patch[key] !== undefined) complain(notes, at(path, key), 'a policy cannot touch what is asked, or how');
  const form = FORMS.find((key) => patch[key] !== undefined);
  const kept =
    form && target[form] === undefined
      ? Object.fromEntries(Object.entries(target).filter(([key]) => ['label', 'source', 'applies-to'].includes(key)))
      : target;
  return Object.fromEntries(Object.entries({ ...kept, ...patch }).filter(([, value]) => value !== null));
}
