import type { Clocks } from '../clock.ts';
import { charted, type DateTest, dateTest, passes } from './dates.ts';
import { FhirError } from './outcome.ts';
import { type Param, paramsOf } from './params.ts';
import { isRecord, relativeReference, textAt, valuesAt } from './resource.ts';
import type { View, Views } from './views.ts';

/** One condition of a search, ready to be asked of many resources. */
export type Test = (view: View) => boolean;

/** A search with its parameters understood: what to test, how to order, what to do with the result. */
export interface Query {
  readonly type: string;
  /** Id of the one patient searched for; null when no parameter names one. */
  readonly patient: string | null;
  readonly tests: readonly Test[];
  readonly sort: readonly { readonly param: Param; readonly down: boolean }[];
  readonly count: number | null;
  readonly countOnly: boolean;
  readonly include: readonly string[];
  /** Parameters this server does not know, left out of account. */
  readonly unknown: readonly string[];
  /** The query as understood, for the `self` link. */
  readonly used: string;
}

const SHAPE = new Set(['_sort', '_count', '_summary', '_include', '_format', '_total', '_pretty', '_elements', '_revinclude']);
const MODIFIERS = new Set(['', 'not', 'exact', 'contains', 'Patient']);

/** Reads the parameters of a search. Throws a FhirError for a value that cannot be read or a modifier that is not offered: never a wider search than asked. */
export function readQuery(type: string, given: URLSearchParams, clocks: Clocks, views: Views): Query {
  const params = paramsOf(type);
  if (!params) throw new FhirError(404, 'not-supported', `Resource type ${type} is not served here.`);
  const tests: Test[] = [];
  const unknown: string[] = [];
  const used = new URLSearchParams();
  let patient: string | null = null;
  for (const [name, value] of given) {
    const [base = '', modifier = ''] = name.split(':', 2);
    if (SHAPE.has(base)) {
      if (base !== '_format' && base !== '_pretty') used.append(name, value);
      continue;
    }
    const param = params[base];
    if (!param) {
      unknown.push(name);
      continue;
    }
    if (!MODIFIERS.has(modifier)) throw new FhirError(400, 'not-supported', `Modifier :${modifier} of ${base} is not supported.`);
    if (value === '') throw new FhirError(400, 'invalid', `Parameter ${name} has no value.`);
    used.append(name, value);
    if (base === 'patient' || base === 'subject' || base === 'beneficiary') patient = patientId(value);
    else tests.push(base === '_lastUpdated' ? lastUpdatedTest(value, clocks, views) : testOf(param, base, modifier, value, clocks));
  }
  if (type === 'Patient' && patient === null) patient = given.get('_id');
  return {
    type,
    patient,
    tests,
    sort: readSort(given.get('_sort'), params),
    count: readCount(given.get('_count')),
    countOnly: given.get('_summary') === 'count',
    include: given.getAll('_include'),
    unknown,
    used: used.toString(),
  };
}

function patientId(value: string): string {
  const id = value.includes('/') ? relativeReference(value).replace(/^Patient\//, '') : value;
  if (!/^[A-Za-z0-9.-]{1,64}$/.test(id)) throw new FhirError(400, 'invalid', 'The patient parameter is not a patient reference.');
  return id;
}

function readCount(text: string | null): number | null {
  if (text === null) return null;
  if (!/^\d{1,6}$/.test(text)) throw new FhirError(400, 'invalid', '_count is not a number.');
  return Number(text);
}

function readSort(text: string | null, params: Readonly<Record<string, Param>>): Query['sort'] {
  return (text ?? '')
    .split(',')
    .filter(Boolean)
    .map((item) => {
      const name = item.replace(/^-/, '');
      const param = params[name];
      if (!param) throw new FhirError(400, 'invalid', `Cannot sort by ${name}.`);
      return { param, down: item.startsWith('-') };
    });
}

function testOf(param: Param, name: string, modifier: string, value: string, clocks: Clocks): Test {
  switch (param.kind) {
    case 'date':
      return dateParamTest(param, name, value, clocks);
    case 'token': {
      const wanted = orValues(value).map(readToken);
      const test: Test = ({ resource }) =>
        param.paths.some((path) => valuesAt(resource, path).some((held) => wanted.some((token) => hasToken(held, token))));
      return modifier === 'not' ? (view) => !test(view) : test;
    }
    case 'reference': {
      const wanted = orValues(value).map((item) => (item.includes('/') ? relativeReference(item) : item));
      return ({ resource }) =>
        param.paths.some((path) =>
          valuesAt(resource, `${path}.reference`).some((held) => {
            const reference = relativeReference(String(held));
            return wanted.some((one) => reference === one || (!one.includes('/') && reference.endsWith(`/${one}`)));
          }),
        );
    }
    case 'string': {
      const wanted = orValues(value).map(fold);
      const matches = (held: string) =>
        wanted.some((one) =>
          modifier === 'contains' ? fold(held).includes(one) : modifier === 'exact' ? fold(held) === one : fold(held).startsWith(one),
        );
      return ({ resource }) =>
        param.paths.some((path) => valuesAt(resource, path).some((held) => typeof held === 'string' && matches(held)));
    }
  }
}

const orValues = (value: string) => value.split(/(?<!\\),/).map((item) => item.replaceAll('\\,', ','));
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

interface Token {
  readonly system: string | null;
  readonly code: string;
}

/** 'system|code', '|code' (no system), 'system|' (any code), 'code' (any system). */
function readToken(text: string): Token {
  const bar = text.indexOf('|');
  return bar < 0 ? { system: null, code: text } : { system: text.slice(0, bar), code: text.slice(bar + 1) };
}

function hasToken(held: unknown, token: Token): boolean {
  if (typeof held === 'string' || typeof held === 'boolean') return (token.system ?? '') === '' && String(held) === token.code;
  if (!isRecord(held)) return false;
  if (Array.isArray(held.coding)) return held.coding.some((coding) => hasToken(coding, token));
  const code = textAt(held, 'code', 'value');
  const system = textAt(held, 'system');
  return (token.code === '' || code === token.code) && (token.system === null || system === token.system);
}

function readDates(name: string, value: string): (zone: string) => readonly DateTest[] {
  const byZone = new Map<string, readonly DateTest[]>();
  const read = (zone: string) =>
    orValues(value).map((item) => {
      const test = dateTest(item, zone);
      if (!test) throw new FhirError(400, 'invalid', `The value of ${name} is not a date.`);
      return test;
    });
  read('UTC');
  return (zone) => {
    let tests = byZone.get(zone);
    if (!tests) {
      tests = read(zone);
      byZone.set(zone, tests);
    }
    return tests;
  };
}

const zoneFor = (view: View, clocks: Clocks) => (view.entry.patient === null ? 'UTC' : clocks.zone(view.entry.patient));

/** Dates without an offset are local to the hospital the patient lies in. Several values of one parameter are several tests: a range. */
function dateParamTest(param: Param, name: string, value: string, clocks: Clocks): Test {
  const testsIn = readDates(name, value);
  return (view) => {
    const zone = zoneFor(view, clocks);
    const tests = testsIn(zone);
    return param.paths.some((path) =>
      valuesAt(view.resource, path).some((held) => {
        const range = charted(held, zone);
        return range !== null && tests.some((test) => passes(test, range));
      }),
    );
  };
}

function lastUpdatedTest(value: string, clocks: Clocks, views: Views): Test {
  const testsIn = readDates('_lastUpdated', value);
  return (view) => {
    const changed = views.changedAt(view);
    return changed !== null && testsIn(zoneFor(view, clocks)).some((test) => passes(test, { start: changed, end: changed + 1 }));
  };
}

/** The views a query finds among those of its patient (or of all), in the order asked for; without one, newest knowledge last. */
export function run(query: Query, views: Views, clocks: Clocks): readonly View[] {
  const found = views.list(query.type, query.patient ?? undefined).filter((view) => query.tests.every((test) => test(view)));
  if (query.sort.length === 0) return found;
  const key = (view: View, param: Param): number | string => {
    if (param.paths[0] === 'meta.lastUpdated') return views.changedAt(view) ?? 0;
    const values = param.paths.flatMap((path) => valuesAt(view.resource, path));
    if (param.kind === 'date')
      return Math.max(Number.NEGATIVE_INFINITY, ...values.flatMap((value) => charted(value, zoneFor(view, clocks))?.start ?? []));
    return textAt({ value: values[0] }, 'value', 'value.code', 'value.coding.code', 'value.reference');
  };
  const keyed = found.map((view) => ({ view, keys: query.sort.map(({ param }) => key(view, param)) }));
  keyed.sort((a, b) => {
    for (const [index, { down }] of query.sort.entries()) {
      const [left, right] = [a.keys[index] ?? '', b.keys[index] ?? ''];
      if (left !== right) return (left < right ? -1 : 1) * (down ? -1 : 1);
    }
    return 0;
  });
  return keyed.map(({ view }) => view);
}
