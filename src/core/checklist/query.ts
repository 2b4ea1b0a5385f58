import { checkTemplate } from './item.ts';
import type { LinkedOption, LinkedQuery, QueryPurpose } from './linked.ts';
import { conceptNamed, type Names } from './names.ts';
import { at, chosenAt, complain, isRaw, knownKeys, oneOfAt, optionalWordAt, type Raw, recordAt, wordAt, wordsAt } from './reading.ts';
import { unknownName } from './unknown-name.ts';

const KEYS = ['when', 'purpose', 'format', 'title', 'cite', 'show', 'ask', 'options', 'rationale'];
const STATUSES = ['supported', 'unsupported', 'undocumented', 'conflicting', 'uncertain', 'quiet', 'cannot-check'] as const;
const FORMATS = ['multiple-choice', 'open', 'yes-no'] as const;
const OPTION_KINDS = ['diagnosis', 'ruled-out', 'confirmed', 'no-additional', 'not-significant', 'yes', 'no'] as const;
const PURPOSES: readonly QueryPurpose[] = [
  ...(['indicators-without-diagnosis', 'treatment-without-diagnosis', 'specificity', 'resolve-conflict', 'clinical-validation'] as const),
  ...(['cause-effect', 'poa', 'substantiate-report', 'complication'] as const),
];

/** Reads one query draft. `items` are the ids it may wait for. */
export function queryFrom(names: Names, items: ReadonlySet<string>, id: string, value: unknown, path: string): LinkedQuery {
  const { notes } = names;
  const raw = recordAt(notes, value, path);
  knownKeys(notes, raw, path, KEYS, 'a key of a query');
  if (raw.purpose === undefined) complain(notes, at(path, 'purpose'), `purpose is needed here (${PURPOSES.join(', ')})`);
  const when = whenFrom(names, items, raw, path);
  const title = wordAt(notes, raw, 'title', path);
  const ask = wordAt(notes, raw, 'ask', path);
  checkTemplate(names, title, at(path, 'title'), false);
  checkTemplate(names, ask, at(path, 'ask'), false);
  const cite = wordsAt(notes, raw, 'cite', path) ?? [];
  for (const name of cite) if (!names.criteria.has(name)) complain(notes, at(path, 'cite'), unknownName('criterion', name, names.criteria));
  const show = wordsAt(notes, raw, 'show', path) ?? [];
  for (const name of show) conceptNamed(names, name, at(path, 'show'));
  const format = oneOfAt(notes, raw, 'format', path, FORMATS, 'multiple-choice');
  const options = optionsFrom(names, raw.options, at(path, 'options'));
  if (format === 'multiple-choice' && options.length === 0) complain(notes, at(path, 'options'), 'a multiple-choice query needs options');
  if ('statuses' in when && when.statuses.includes('undocumented')) {
    options.forEach((option, index) => {
      if (option.kind === 'diagnosis' && option.supportedBy.length === 0)
        complain(notes, at(at(path, 'options'), index), 'names a diagnosis nobody documented: say `supported-by` which criteria');
    });
  }
  return {
    id,
    when,
    purpose: oneOfAt(notes, raw, 'purpose', path, PURPOSES, 'clinical-validation'),
    format,
    title,
    cite,
    show,
    ask,
    options,
    rationale: optionalWordAt(notes, raw, 'rationale', path),
  };
}

function whenFrom(names: Names, items: ReadonlySet<string>, raw: Raw, path: string): LinkedQuery['when'] {
  const value = raw.when;
  if (isRaw(value)) {
    const item = wordAt(names.notes, value, 'item', at(path, 'when'));
    if (item !== '' && !items.has(item)) complain(names.notes, at(path, 'when.item'), unknownName('item', item, items));
    return { item };
  }
  if (value === undefined) complain(names.notes, at(path, 'when'), 'when is needed here: a status, or { item: ... }');
  return { statuses: chosenAt(names.notes, raw, 'when', path, STATUSES) ?? [] };
}

function optionsFrom(names: Names, value: unknown, path: string): readonly LinkedOption[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    complain(names.notes, path, 'expected a list of options');
    return [];
  }
  return value.map((entry: unknown, index): LinkedOption => {
    const here = at(path, index);
    if (typeof entry === 'string') return { text: entry, kind: 'diagnosis', supportedBy: [] };
    const raw = recordAt(names.notes, entry, here);
    knownKeys(names.notes, raw, here, ['text', 'kind', 'supported-by'], 'a key of an option');
    const supportedBy = wordsAt(names.notes, raw, 'supported-by', here) ?? [];
    for (const name of supportedBy)
      if (!names.criteria.has(name)) complain(names.notes, at(here, 'supported-by'), unknownName('criterion', name, names.criteria));
    return {
      text: wordAt(names.notes, raw, 'text', here),
      kind: oneOfAt(names.notes, raw, 'kind', here, OPTION_KINDS, 'diagnosis'),
      supportedBy,
    };
  });
}
