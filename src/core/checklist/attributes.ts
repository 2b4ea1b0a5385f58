import { nodesOf } from './criterion.ts';
import type { Attributes, AttributeUse, LinkedChecklist, UseOfPatientData } from './linked.ts';
import { at, complain, knownKeys, type Notes, type Raw, recordAt, wordAt } from './reading.ts';
import { allItems } from './resolve.ts';

/** Patient attributes whose use every checklist declares, in the order and words of 45 CFR 170.315(b)(11)(iv)(A)(5) to (13). */
export const DECLARED_USES = [
  ...(['race', 'ethnicity', 'language', 'sexual-orientation', 'gender-identity', 'sex', 'date-of-birth'] as const),
  ...(['social-determinants', 'health-status-assessments'] as const),
] as const satisfies readonly AttributeUse[];

const KEYS = ['developer', 'funding', 'released', 'revised', ...DECLARED_USES] as const;

/** Concepts that are one of the declared attributes: a checklist that looks at them must say so. */
const REVEALS: readonly (readonly [concept: string, use: AttributeUse])[] = [
  ['age', 'date-of-birth'],
  ['sex', 'sex'],
  ['gcs-total', 'health-status-assessments'],
  ['encephalopathy', 'health-status-assessments'],
  ['baseline-mental-status', 'health-status-assessments'],
];

const NOTHING: UseOfPatientData = { used: false, how: null };

/**
 * The source attributes of a checklist beside its citations (`sources`): who made and paid for it, when it was released and last revised, and whether
 * and how it uses nine kinds of patient data. Each is required; a use is `no`, or `yes, ` and how. Mistakes go to `notes`.
 */
export function attributesFrom(notes: Notes, value: unknown, path: string): Attributes {
  if (value === undefined) complain(notes, path, `attributes is needed here (${KEYS.join(', ')})`);
  const raw = value === undefined ? {} : recordAt(notes, value, path);
  knownKeys(notes, raw, path, KEYS, 'a source attribute');
  const needed = (key: string) => (value === undefined ? '' : wordAt(notes, raw, key, path));
  const released = value === undefined ? '' : dateAt(notes, raw, 'released', path);
  const revised = value === undefined ? '' : dateAt(notes, raw, 'revised', path);
  if (released !== '' && revised !== '' && revised < released)
    complain(notes, at(path, 'revised'), `revised ${revised} lies before the release ${released}`);
  const uses = Object.fromEntries(
    DECLARED_USES.map((use) => [use, value === undefined ? NOTHING : useAt(notes, raw, use, path)]),
  ) as Attributes['uses'];
  return { developer: needed('developer'), funding: needed('funding'), released, revised, uses };
}

function useAt(notes: Notes, raw: Raw, use: AttributeUse, path: string): UseOfPatientData {
  const text = wordAt(notes, raw, use, path);
  if (text === 'no' || text === '') return NOTHING;
  const how = /^yes, (.+)$/.exec(text)?.[1];
  if (how === undefined) complain(notes, at(path, use), 'write `no`, or `yes, ` and how it is used');
  return { used: true, how: how ?? null };
}

/** A calendar day that must be there: '2026-11-21'. */
export function dateAt(notes: Notes, raw: Raw, key: string, path: string): string {
  const value = raw[key];
  const text = value instanceof Date ? value.toISOString().slice(0, 10) : String(value ?? '');
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  if (isDay) return text;
  complain(notes, at(path, key), value === undefined ? `${key} is needed here` : `expected a day such as 2026-11-21, found "${text}"`);
  return '';
}

/** Complains where a checklist names a concept that is one of the attributes and declares that it does not use it. */
export function checkDeclared(notes: Notes, checklist: LinkedChecklist): void {
  const named = namedConcepts(checklist);
  for (const [concept, use] of REVEALS)
    if (named.has(concept) && !checklist.attributes.uses[use].used)
      complain(notes, at('attributes', use), `says no, but the checklist looks at "${concept}"`);
}

function namedConcepts(checklist: LinkedChecklist): ReadonlySet<string> {
  const criteria = [
    ...[...Object.values(checklist.criteria), ...Object.values(checklist.definitions)].map(({ criterion }) => criterion),
    ...Object.values(checklist.anchors),
    ...allItems(checklist).flatMap((item) => [item.when, item.looksFor]),
    ...[checklist.documentedBy, checklist.appliesTo],
  ];
  return new Set(criteria.flatMap((one) => (one ? [...nodesOf(one)] : [])).flatMap((node) => (node.form === 'fact' ? [node.concept] : [])));
}
