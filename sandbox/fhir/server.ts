import type { FaultBox, Misdeed } from '../faults.ts';
import { type Answer, bodyOf, type Exchange } from '../http.ts';
import { checkRead, type Grant, limitSearch, mayRead } from './access.ts';
import { capabilityStatement } from './capability.ts';
import { toDateTime } from './dates.ts';
import { OWN_BASE } from './ingest.ts';
import { FhirError, type IssueCode, outcome } from './outcome.ts';
import { createPages, type Result } from './pages.ts';
import { INCLUDES, paramsOf } from './params.ts';
import { isRecord, type Resource, relativeReference, textAt, valuesAt } from './resource.ts';
import { readQuery, run } from './search.ts';
import { checkStrictness, defaultCount, mostCount, withDefaults } from './strictness.ts';
import type { View } from './views.ts';
import { create, type Desk, etagOf, transact, update } from './write.ts';

/** How the FHIR server finds out who asks. Null: no token, an unknown one, or one that has ended. */
export type GrantOf = (token: string) => Grant | null;

/** Serves /fhir: `path` is what follows the base. Every failure comes back as an OperationOutcome. */
export type FhirServer = (exchange: Exchange, path: string, misdeed: Misdeed) => Promise<Answer>;

/** What an OperationOutcome says for a status that a fault asks for. */
const FAULT_CODES: Readonly<Record<number, IssueCode>> = {
  401: 'expired',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  422: 'invalid',
};

const FHIR_JSON = 'application/fhir+json; charset=utf-8';

/** The server over one desk. */
export function createFhirServer(desk: Desk, faults: FaultBox, grantOf: GrantOf): FhirServer {
  const { clocks, views } = desk;
  const pages = createPages();

  const fhirJson = (status: number, value: object, base: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
    status,
    headers: { 'content-type': FHIR_JSON, 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(value).replaceAll(OWN_BASE, `${base}/`),
  });

  function grantFor(exchange: Exchange): { readonly grant: Grant; readonly token: string } {
    const header = exchange.request.headers.authorization ?? '';
    const token = /^Bearer ([A-Za-z0-9._~+/=-]+)$/i.exec(header)?.[1];
    const grant = token ? grantOf(token) : null;
    if (!token || !grant) {
      const headers = { 'www-authenticate': token ? 'Bearer error="invalid_token"' : 'Bearer' };
      throw new FhirError(
        401,
        token ? 'expired' : 'login',
        token ? 'The access token is not valid, or has ended.' : 'An access token is required.',
        { headers },
      );
    }
    return { grant, token };
  }

  /** The sandbox's present for this request: that of the patient it is about. */
  function nowFor(patient: string | null): string {
    return patient === null || clocks.stays(patient).length === 0
      ? new Date().toISOString()
      : toDateTime(clocks.now(patient), clocks.zone(patient));
  }

  function search(exchange: Exchange, type: string, given: URLSearchParams, base: string): Answer {
    const { grant, token } = grantFor(exchange);
    const cursor = given.get('_cursor');
    if (cursor !== null) {
      const kept = pages.find(cursor);
      if (!kept || kept.result.owner !== token) throw new FhirError(410, 'not-found', 'This page is no longer kept. Search again.');
      return page(kept.result, kept.offset, type, base);
    }
    if (!paramsOf(type) || type === 'Binary') throw new FhirError(404, 'not-supported', `Resource type ${type} cannot be searched here.`);
    const settings = faults.get();
    checkStrictness(settings.strictness ?? 'plain', type, given);
    const asked = readQuery(type, withDefaults(settings.strictness ?? 'plain', type, given), clocks, views);
    const strict = settings.refuseUnknown || /handling=strict/.test(String(exchange.request.headers.prefer ?? ''));
    if (strict && asked.unknown.length > 0)
      throw new FhirError(400, 'not-supported', `Unknown search parameter: ${asked.unknown.join(', ')}.`);
    const query = limitSearch(asked, grant, clocks, views);
    const found = run(query, views, clocks);
    const now = nowFor(query.patient ?? grant.patient);
    const self = `${base}/${type}${query.used ? `?${query.used}` : ''}`;
    const limit = Math.min(mostCount(settings.strictness ?? 'plain', type), settings.pageLimit ?? Number.POSITIVE_INFINITY);
    const size = Math.max(1, Math.min(query.count ?? defaultCount(settings.strictness ?? 'plain', type), limit));
    if (query.countOnly || query.count === 0) {
      const bundle = {
        resourceType: 'Bundle',
        type: 'searchset',
        meta: { lastUpdated: now },
        total: found.length,
        link: [{ relation: 'self', url: self }],
      };
      return fhirJson(200, bundle, base, { 'x-sandbox-now': now });
    }
    return page({ views: found, self, include: query.include, size, now, owner: token, grant }, 0, type, base);
  }

  function page(result: Result, offset: number, type: string, base: string): Answer {
    const shown = result.views.slice(offset, offset + result.size);
    const after = offset + shown.length;
    const more = after < result.views.length;
    const link = [
      { relation: 'self', url: result.self },
      ...(more ? [{ relation: 'next', url: `${base}/${type}?_cursor=${pages.keep(result, after)}` }] : []),
    ];
    const entry = [
      ...shown.map((view) => entryOf(view, 'match', base)),
      ...included(shown, result).map((view) => entryOf(view, 'include', base)),
    ];
    const bundle = {
      resourceType: 'Bundle',
      type: 'searchset',
      meta: { lastUpdated: result.now },
      total: result.views.length,
      link,
      entry,
    };
    return fhirJson(200, bundle, base, { 'x-sandbox-now': result.now });
  }

  const entryOf = (view: View, mode: 'match' | 'include', base: string) => ({
    fullUrl: `${base}/${view.entry.type}/${view.entry.id}`,
    resource: views.serve(view),
    search: { mode },
  });

  function included(shown: readonly View[], { include, grant }: Result): readonly View[] {
    const found = new Map<string, View>();
    for (const name of include) {
      const path = INCLUDES[name.split(':').slice(0, 2).join(':')];
      for (const view of path ? shown : []) {
        for (const value of valuesAt(view.resource, `${path}.reference`)) {
          const [type = '', id = ''] = relativeReference(String(value)).split('/');
          const target = views.get(type, id);
          const own = target && (target.entry.patient === null || target.entry.patient === view.entry.patient);
          if (target && own && mayRead(target, grant, clocks, views)) found.set(`${type}/${id}`, target);
        }
      }
    }
    return [...found.values()];
  }

  function read(exchange: Exchange, type: string, id: string, base: string): Answer {
    const { grant } = grantFor(exchange);
    if (!paramsOf(type)) throw new FhirError(404, 'not-supported', `Resource type ${type} is not served here.`);
    const view = views.get(type, id);
    if (!view) throw new FhirError(404, 'not-found', `There is no such ${type}.`);
    checkRead(view, grant, clocks, views);
    const headers = { etag: etagOf(view), 'x-sandbox-now': nowFor(view.entry.patient) };
    const accept = exchange.request.headers.accept ?? '*/*';
    if (type === 'Binary' && !/json/.test(accept)) return binary(view.resource, headers);
    return fhirJson(200, views.serve(view), base, headers);
  }

  async function write(exchange: Exchange, type: string, id: string | null, base: string, misdeed: Misdeed): Promise<Answer> {
    const { grant } = grantFor(exchange);
    const body = parse(await bodyOf(exchange));
    const header = (name: string) => {
      const value = exchange.request.headers[name];
      return typeof value === 'string' ? value : null;
    };
    const written =
      id === null
        ? create(desk, grant, type, body, misdeed.ignoreIfNoneExist ? null : header('if-none-exist'))
        : update(desk, grant, type, id, body, header('if-match'));
    const { view } = written;
    const location = `${base}/${type}/${view.entry.id}/_history/${view.version.number}`;
    return fhirJson(written.status, views.serve(view), base, { etag: etagOf(view), ...(written.status === 201 ? { location } : {}) });
  }

  return async (exchange, path, misdeed) => {
    const base = `${exchange.origin}/fhir`;
    try {
      if (misdeed.status !== undefined && misdeed.body === undefined) {
        throw new FhirError(misdeed.status, FAULT_CODES[misdeed.status] ?? 'exception', 'The sandbox was told to answer so.');
      }
      const { method } = exchange;
      const [type = '', id = '', ...rest] = path.split('/').map(decoded);
      if (rest.length > 0) throw new FhirError(404, 'not-supported', 'There is nothing at this address.');
      if (type === 'metadata' && method === 'GET') {
        return fhirJson(
          200,
          capabilityStatement(
            base,
            { authorize: `${exchange.origin}/auth/authorize`, token: `${exchange.origin}/auth/token` },
            desk.writable,
          ),
          base,
        );
      }
      if (type === '' && method === 'POST')
        return fhirJson(200, transact(desk, grantFor(exchange).grant, parse(await bodyOf(exchange)), base), base);
      if (method === 'GET' && id === '' && type !== '') return spoil(search(exchange, type, exchange.url.searchParams, base), misdeed);
      if (method === 'POST' && id === '_search') {
        const given = new URLSearchParams([...exchange.url.searchParams, ...new URLSearchParams(await bodyOf(exchange))]);
        return spoil(search(exchange, type, given, base), misdeed);
      }
      if (method === 'GET' && type !== '') return read(exchange, type, id, base);
      if (method === 'POST' && id === '' && type !== '') return await write(exchange, type, null, base, misdeed);
      if (method === 'PUT' && id !== '') return await write(exchange, type, id, base, misdeed);
      throw new FhirError(405, 'not-supported', `${method} is not supported here.`);
    } catch (error) {
      const known = error instanceof FhirError ? error : new FhirError(500, 'exception', 'The sandbox failed on this request.');
      if (!(error instanceof FhirError)) console.error(error);
      return fhirJson(known.status, outcome(known.severity, known.code, known.message), base, known.headers);
    }
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new FhirError(400, 'invalid', 'The address cannot be decoded.');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FhirError(400, 'invalid', 'The body is not JSON.');
  }
}

/** The content of a Binary itself, for whoever does not ask for it as a resource. */
function binary(resource: Resource, headers: Readonly<Record<string, string>>): Answer {
  const type = textAt(resource, 'contentType') || 'application/octet-stream';
  const body = Buffer.from(textAt(resource, 'data'), 'base64');
  // The content may be HTML or a script: nothing here may run it.
  return {
    status: 200,
    headers: { ...headers, 'content-type': type, 'content-security-policy': 'sandbox', 'cache-control': 'no-store' },
    body,
  };
}

/** A page spoiled as a fault asks: wrong links, doubled or strange entries. */
function spoil(answer: Answer, misdeed: Misdeed): Answer {
  const { loopNext, foreignNext, duplicate, wrongPatient, reorder } = misdeed;
  if (answer.status !== 200 || !(loopNext || foreignNext || duplicate || wrongPatient || reorder !== undefined)) return answer;
  const bundle: unknown = JSON.parse(String(answer.body));
  if (!isRecord(bundle)) return answer;
  const links = valuesAt(bundle, 'link').filter(isRecord);
  const self = textAt(
    links.find((link) => link.relation === 'self'),
    'url',
  );
  const next = loopNext ? self : foreignNext;
  let entry = valuesAt(bundle, 'entry');
  if (duplicate) entry = [...entry, ...entry];
  if (reorder !== undefined)
    entry = entry
      .map((item, index) => ({ item, key: ((index + 1) * 7919 * (reorder + 1)) % 104729 }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item);
  if (wrongPatient)
    entry = entry.map((item) => JSON.parse(JSON.stringify(item).replace(/"Patient\/[^"]+"/g, '"Patient/somebody-else"')) as unknown);
  const link = next ? [...links.filter((one) => one.relation !== 'next'), { relation: 'next', url: next }] : links;
  return { ...answer, body: JSON.stringify({ ...bundle, link, entry }) };
}
