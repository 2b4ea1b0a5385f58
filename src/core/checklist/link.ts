import type { AuthorError } from '../chart/author-error.ts';
import type { Concepts } from '../chart/concept.ts';
import type { ConceptId } from '../chart/fact.ts';
import type { Verdict } from '../chart/verdict.ts';
import type { Measure } from '../measures/measure.ts';
import { attributesFrom, checkDeclared, dateAt } from './attributes.ts';
import { contentHash } from './canonical.ts';
import { criterionFrom, nodesOf, type WorstLeaf } from './criterion.ts';
import { itemFrom, sourceAt } from './item.ts';
import type { PromptKind } from './kinds.ts';
import type { Criterion, LinkedChecklist, LinkedItem, NamedCriterion, SourceEntry, StatusWithPrompt } from './linked.ts';
import { conceptNamed, membersOf, type Names, narrowerConcepts } from './names.ts';
import { BASE_POLICY, type Policy, underPolicy } from './policy.ts';
import { queryFrom } from './query.ts';
import { at, complain, isRaw, knownKeys, notesFor, oneOfAt, optionalWordAt, type Raw, recordAt, wordAt, wordsAt } from './reading.ts';
import { allItems, checkNames, settleWorst, UNCITED, usesOf } from './resolve.ts';
import { unknownName } from './unknown-name.ts';
import { INSTANTS } from './window.ts';
import { checkYields } from './yields.ts';

export interface LinkOptions {
  /** Shown in errors: 'checklists/sepsis/checklist.yaml'. */
  readonly file: string;
  readonly concepts: Concepts;
  readonly measures: readonly Measure[];
  readonly policy?: Policy;
  /** Shown in errors about the policy's changes. */
  readonly policyFile?: string;
}

export interface LinkResult {
  /** Null when there are errors. */
  readonly checklist: LinkedChecklist | null;
  readonly errors: readonly AuthorError[];
}

const SECTIONS = [
  ...([
    'id',
    'title',
    'version',
    'stage',
    'owner',
    'review-by',
    'attributes',
    'about',
    'documented-as',
    'documented-by',
    'applies-to',
    'governing',
  ] as const),
  ...(['sources', 'anchors', 'criteria', 'definitions', 'expect', 'conflicts', 'status-prompts', 'queries', 'support', 'changes'] as const),
];
const STAGES = ['draft', 'in-review', 'approved', 'retired'] as const;

const KIND_OF_STATUS: Readonly<Record<StatusWithPrompt, PromptKind>> = {
  unsupported: 'validation',
  conflicting: 'conflict',
  uncertain: 'specificity',
  undocumented: 'indicator',
};
/** The cells of the documentation x evidence table that a status can stand in. */
const VERDICTS_OF_STATUS: Readonly<Record<StatusWithPrompt, readonly Verdict[]>> = {
  unsupported: ['not-met', 'not-found'],
  conflicting: ['met', 'not-met', 'not-found', 'not-known'],
  uncertain: ['met', 'not-met', 'not-found', 'not-known'],
  undocumented: ['met'],
};

const section = (raw: Raw, key: string): unknown => raw[key] ?? {};
const keysOf = (value: unknown): string[] => (isRaw(value) ? Object.keys(value) : []);

/**
 * A checklist as written (a parsed YAML map) -> the same with every name resolved, under one policy.
 * Collects every mistake of the author; never throws for content. The hash covers what is written, policy changes included.
 */
export function linkChecklist(written: unknown, options: LinkOptions): LinkResult {
  const notes = notesFor(options.file);
  const policy = options.policy ?? BASE_POLICY;
  let raw = recordAt(notes, written, '');
  const change = policy.changes[String(raw.id)];
  const policyNotes = notesFor(options.policyFile ?? policy.id);
  if (change) raw = underPolicy(policyNotes, raw, change);
  knownKeys(notes, raw, '', SECTIONS, 'a section of a checklist');

  const measures = new Map(options.measures.map((measure) => [measure.id, measure]));
  const names: Names = {
    notes,
    concepts: options.concepts,
    measures,
    criteria: new Set([...keysOf(raw.criteria), ...keysOf(raw.definitions), ...keysOf(raw.anchors)]),
    anchors: new Set(keysOf(raw.anchors)),
    sources: new Set(keysOf(raw.sources)),
    narrower: narrowerConcepts(options.concepts),
  };
  const worst: WorstLeaf[] = [];
  const each = <T>(key: string, read: (value: unknown, path: string, id: string) => T | null): Record<string, T> => {
    const result: Record<string, T> = {};
    for (const [id, value] of Object.entries(recordAt(notes, section(raw, key), key))) {
      if (!/^[a-z][a-z0-9-]*$/.test(id)) complain(notes, at(key, id), 'names are lower-case words joined by hyphens');
      const entry = read(value, at(key, id), id);
      if (entry !== null) result[id] = entry;
    }
    return result;
  };

  const sources = each('sources', (value, path) => sourceEntry(names, value, path));
  const anchors = each('anchors', (value, path, id) => {
    if ((INSTANTS as readonly string[]).includes(id)) complain(notes, path, `"${id}" is an instant of every stay and cannot be an anchor`);
    return criterionFrom(names, value, path, worst);
  });
  const criteria = each('criteria', (value, path) => named(names, value, path, worst));
  const definitions = each('definitions', (value, path) => named(names, value, path, worst));
  const expect = each('expect', (value, path, id) => itemFrom(names, id, value, path, { section: 'expect' }, worst));
  const conflicts = each('conflicts', (value, path, id) => itemFrom(names, id, value, path, { section: 'conflicts' }, worst));
  const governing = wordAt(notes, raw, 'governing', '');
  if (governing !== '' && isRaw(raw.definitions) && raw.definitions[governing] === undefined)
    complain(notes, 'governing', unknownName('definition', governing, keysOf(raw.definitions)));
  const statusPrompts = statusPromptsFrom(names, section(raw, 'status-prompts'), definitions[governing]?.source ?? '', worst);
  const statusItems = Object.values(statusPrompts).flatMap((cells) => Object.values(cells).flat());
  const items = new Set([...keysOf(raw.expect), ...keysOf(raw.conflicts), ...statusItems.map((item) => item.id)]);
  const queries = Object.values(each('queries', (value, path, id) => queryFrom(names, items, id, value, path)));
  const documentedBy = raw['documented-by'] === undefined ? null : criterionFrom(names, raw['documented-by'], 'documented-by', worst);
  const appliesTo = raw['applies-to'] === undefined ? null : criterionFrom(names, raw['applies-to'], 'applies-to', worst);
  const about = wordAt(notes, raw, 'about', '');
  const documentedAs = documentedAsFrom(names, raw, about, documentedBy);

  const linked: LinkedChecklist = {
    id: wordAt(notes, raw, 'id', ''),
    title: wordAt(notes, raw, 'title', ''),
    version: wordAt(notes, raw, 'version', ''),
    stage: oneOfAt(notes, raw, 'stage', '', STAGES, 'draft'),
    owner: wordAt(notes, raw, 'owner', ''),
    reviewBy: dateAt(notes, raw, 'review-by', ''),
    attributes: attributesFrom(notes, raw.attributes, 'attributes'),
    hash: contentHash(raw),
    policy: policy.id,
    about,
    documentedAs,
    narrower: (names.narrower.get(about) ?? []).filter((concept) => documentedAs.includes(concept)),
    documentedBy,
    appliesTo,
    governing,
    sources,
    anchors,
    criteria,
    definitions,
    expect: Object.values(expect),
    conflicts: Object.values(conflicts),
    statusPrompts,
    queries,
    support: supportFrom(names, raw.support, worst),
    changes: Object.fromEntries(
      Object.entries(recordAt(notes, section(raw, 'changes'), 'changes')).map(([key, value]) => [key, String(value)]),
    ),
    needs: [],
  };
  checkNames(notes, linked, raw);
  checkYields(notes, linked);
  if (raw.attributes !== undefined) checkDeclared(notes, linked);
  const settled = settleWorst(notes, linked, worst);
  const errors = [...policyNotes.errors, ...(change ? blamed(notes.errors, raw, change, policyNotes.file) : notes.errors)];
  if (errors.length > 0) return { checklist: null, errors };
  const withUses = (item: LinkedItem): LinkedItem => ({ ...item, uses: usesOf(linked, item) });
  return {
    checklist: {
      ...settled,
      expect: settled.expect.map(withUses),
      conflicts: settled.conflicts.map(withUses),
      statusPrompts: mapCells(settled.statusPrompts, withUses),
      needs: needsOf(settled, measures, documentedBy ? [] : membersOf(names, about)),
    },
    errors,
  };
}

/** Under a policy: mistakes inside what it patched are the policy's, and a source that its changes no longer cite is none. */
function blamed(errors: readonly AuthorError[], raw: Raw, change: Raw, file: string): readonly AuthorError[] {
  const patched = Object.entries(change).flatMap(([section, entries]) => keysOf(entries).map((name) => at(section, name)));
  return errors.flatMap((error) => {
    if (error.path.startsWith('sources.') && error.message === UNCITED) return [];
    const own = patched.some((path) => error.path === path || error.path.startsWith(`${path}.`));
    return own ? { ...error, file, path: `changes.${String(raw.id)}.${error.path}` } : error;
  });
}

function sourceEntry(names: Names, value: unknown, path: string): SourceEntry {
  const raw = recordAt(names.notes, value, path);
  knownKeys(names.notes, raw, path, ['title', 'link', 'from', 'until'], 'a key of a source');
  const day = (key: 'from' | 'until') => (raw[key] === undefined || raw[key] === null ? null : dateAt(names.notes, raw, key, path));
  const [from, until] = [day('from'), day('until')];
  if (from && until && until < from) complain(names.notes, at(path, 'until'), `${until} lies before ${from}`);
  return { title: wordAt(names.notes, raw, 'title', path), link: optionalWordAt(names.notes, raw, 'link', path), from, until };
}

/** A criterion with label and source; `applies-to` of a definition is one more thing that must be met. */
function named(names: Names, value: unknown, path: string, worst: WorstLeaf[]): NamedCriterion | null {
  const raw = recordAt(names.notes, value, path);
  const criterion = criterionFrom(names, raw, path, worst, ['label', 'source', 'applies-to']);
  const label = wordAt(names.notes, raw, 'label', path);
  const source = sourceAt(names, raw, path);
  if (!criterion) return null;
  if (raw['applies-to'] === undefined) return { label, source, criterion };
  const applies = criterionFrom(names, raw['applies-to'], at(path, 'applies-to'), worst);
  return { label, source, criterion: { form: 'all', parts: [...(applies ? [applies] : []), criterion], withinMs: null, same: null } };
}

function documentedAsFrom(names: Names, raw: Raw, about: string, documentedBy: Criterion | null): readonly ConceptId[] {
  if (raw['documented-as'] === 'none') {
    if (about !== 'note') complain(names.notes, 'about', 'a checklist that nothing documents is about: note');
    if (documentedBy) complain(names.notes, 'documented-as', 'a checklist that nothing documents has no documented-by');
    if (raw['status-prompts'] !== undefined)
      complain(names.notes, 'status-prompts', 'a checklist that nothing documents has no status to ask about');
    return [];
  }
  const written = wordsAt(names.notes, raw, 'documented-as', '');
  for (const name of written ?? []) conceptNamed(names, name, 'documented-as');
  if (documentedBy) return written ?? [];
  if (about !== '') conceptNamed(names, about, 'about');
  return written ?? [about];
}

type Cells = LinkedChecklist['statusPrompts'];

function statusPromptsFrom(names: Names, value: unknown, source: string, worst: WorstLeaf[]): Cells {
  const raw = recordAt(names.notes, value, 'status-prompts');
  const statuses = Object.keys(KIND_OF_STATUS) as StatusWithPrompt[];
  knownKeys(names.notes, raw, 'status-prompts', statuses, 'a status that asks anything');
  const result: Partial<Record<StatusWithPrompt, Partial<Record<Verdict, readonly LinkedItem[]>>>> = {};
  for (const status of statuses) {
    if (raw[status] === undefined) continue;
    const path = at('status-prompts', status);
    const cells = recordAt(names.notes, raw[status], path);
    const verdicts = VERDICTS_OF_STATUS[status];
    knownKeys(names.notes, cells, path, [...verdicts, 'any'], `a verdict of "${status}"`);
    const read = (key: string): readonly LinkedItem[] => {
      const here = at(path, key);
      const entries: readonly unknown[] = Array.isArray(cells[key]) ? cells[key] : [cells[key]];
      return entries.flatMap((entry, index) => {
        const where = Array.isArray(cells[key]) ? at(here, index) : here;
        const id = isRaw(entry) ? wordAt(names.notes, entry, 'item', where) : '';
        return itemFrom(names, id, entry, where, { section: 'status', kind: KIND_OF_STATUS[status], source }, worst) ?? [];
      });
    };
    const any = cells.any === undefined ? null : read('any');
    result[status] = Object.fromEntries(
      verdicts.flatMap((verdict) => {
        const items = cells[verdict] === undefined ? any : read(verdict);
        return items === null ? [] : [[verdict, items]];
      }),
    );
  }
  return result;
}

function mapCells(cells: Cells, change: (item: LinkedItem) => LinkedItem): Cells {
  return Object.fromEntries(
    Object.entries(cells).map(([status, byVerdict]) => [
      status,
      Object.fromEntries(Object.entries(byVerdict).map(([verdict, items]) => [verdict, items.map(change)])),
    ]),
  );
}

function supportFrom(names: Names, value: unknown, worst: WorstLeaf[]): LinkedChecklist['support'] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    complain(names.notes, 'support', 'expected a list of { says, when }');
    return [];
  }
  return value.map((entry: unknown, index) => {
    const path = at('support', index);
    const raw = recordAt(names.notes, entry, path);
    knownKeys(names.notes, raw, path, ['says', 'when'], 'a key of support');
    return {
      says: wordAt(names.notes, raw, 'says', path),
      when: raw.when === undefined ? null : criterionFrom(names, raw.when, at(path, 'when'), worst),
    };
  });
}

/** Every concept the checklist looks at, measures replaced by what they are calculated from. */
function needsOf(
  checklist: LinkedChecklist,
  measures: ReadonlyMap<ConceptId, Measure>,
  narrower: readonly ConceptId[],
): readonly ConceptId[] {
  const needs = new Set<ConceptId>([...checklist.documentedAs, ...narrower]);
  if (checklist.documentedBy === null) needs.add('note');
  for (const instant of ['arrived', 'admitted', 'discharged']) needs.add(instant);
  const look = (criterion: Criterion | null) => {
    if (!criterion) return;
    for (const node of nodesOf(criterion)) {
      if (node.form !== 'fact') continue;
      for (const concept of [...node.members, ...node.inputs, ...(node.linkedTo ?? [])]) if (!measures.has(concept)) needs.add(concept);
    }
  };
  for (const { criterion } of [...Object.values(checklist.criteria), ...Object.values(checklist.definitions)]) look(criterion);
  for (const criterion of Object.values(checklist.anchors)) look(criterion);
  for (const item of allItems(checklist)) {
    look(item.when);
    look(item.looksFor);
  }
  look(checklist.documentedBy);
  look(checklist.appliesTo);
  for (const line of checklist.support) look(line.when);
  for (const query of checklist.queries) for (const concept of query.show) if (!measures.has(concept)) needs.add(concept);
  return [...needs].sort();
}
