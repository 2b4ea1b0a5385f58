import type { Access } from './access.ts';
import { type Answer, type AnyResource, classify } from './answer.ts';
import { gate } from './gate.ts';
import { isSafeUrl, parseUrl } from './site.ts';

/** The one way to the EHR. `get` and `bytes` may be repeated; `post` goes out once, whatever comes of it. */
export interface Transport {
  readonly base: string;
  /** The absolute URL within the FHIR base for a relative or absolute address; null when it points anywhere else. */
  readonly within: (address: string) => string | null;
  readonly get: (address: string, options?: GetOptions) => Promise<Answer & { readonly servedAt: number | null }>;
  /** Raw bytes of a Binary, base64, with the content type that came. */
  readonly bytes: (address: string, accept: string, options?: GetOptions) => Promise<BytesAnswer>;
  /** Creates one resource by one request that is never repeated; `ifNoneExist`: search that names the same resource if it is there already. */
  readonly post: (type: string, resource: AnyResource, ifNoneExist: string) => Promise<PostAnswer>;
}

/**
 * What came of a create. `uncertain`: the request may or may not have arrived. `id` null: the server did not say what it stored it under.
 * `stored` is what the server says it keeps; null when it sent none.
 */
export type PostAnswer =
  | { readonly kind: 'created' | 'existing'; readonly id: string | null; readonly stored: AnyResource | null }
  | { readonly kind: 'refused'; readonly status: number; readonly codes: readonly string[] }
  | { readonly kind: 'uncertain'; readonly detail: string };

export interface GetOptions {
  readonly signal?: AbortSignal;
  /** Device clock, epoch ms, after which no further attempt begins and a running one is given up. */
  readonly deadline?: number;
}

export type BytesAnswer =
  | { readonly ok: true; readonly base64: string; readonly contentType: string }
  | { readonly ok: false; readonly answer: Answer & { kind: 'problem' } };

export interface TransportSettings {
  readonly get?: typeof fetch;
  readonly attemptMs?: number;
  readonly retries?: number;
  readonly backOffMs?: number;
  /** Called once when the server says that the session is over. */
  readonly onSessionEnd?: () => void;
  /** Fewer than four at once, for reading in the background. */
  readonly atMost?: number;
}

const gates = new WeakMap<Access, ReturnType<typeof gate>>();

/** The one gate of a token: four requests at once, however many transports share it. */
function gateOf(access: Access): ReturnType<typeof gate> {
  const known = gates.get(access) ?? gate(4);
  gates.set(access, known);
  return known;
}

/** The same token for another reader: shares its limit of requests, and cannot end it. */
export function lend(access: Access): Access {
  const lent: Access = { authorization: access.authorization, renew: access.renew, end: () => {} };
  gates.set(lent, gateOf(access));
  return lent;
}

const RETRY = new Set([429, 500, 502, 503, 504]);
const LONGEST_WAIT = 60_000;

/**
 * GET with the token, to the FHIR base only: the token is added when the final URL lies within the base, and no other URL is requested at all.
 * 15 s per attempt; 429 and 5xx are tried again up to three times in all, waiting as Retry-After says (at most 60 s) or with doubling back-off, and the
 * whole client slows down, not the one call; at most four requests are under way per token; one refresh serves all that met a 401. Failures are values.
 */
export function transport(base: string, access: Access, settings: TransportSettings = {}): Transport {
  const get = settings.get ?? fetch;
  const attemptMs = settings.attemptMs ?? 15_000;
  const tries = 1 + (settings.retries ?? 2);
  const backOff = settings.backOffMs ?? 500;
  const shared = gateOf(access);
  const own = gate(settings.atMost ?? 4);
  const enter = <T>(task: () => Promise<T>): Promise<T> => own(() => shared(task));
  const root = new URL(base.endsWith('/') ? base : `${base}/`);
  let quietUntil = 0;
  let ended = false;

  function within(address: string): string | null {
    const url = parseUrl(address, root.href);
    if (!url || !isSafeUrl(url) || url.origin !== root.origin || url.hash) return null;
    // HAPI pages at '<base>?_getpages=...': the base itself, with or without its slash, is inside too.
    const inside = url.pathname.startsWith(root.pathname) || `${url.pathname}/` === root.pathname;
    return inside && !/(^|\/)\.\.?(\/|$)|%2e%2e|%2f/i.test(url.pathname) ? url.href : null;
  }

  async function send(url: string, accept: string, header: string, options: GetOptions): Promise<Response> {
    const left = options.deadline === undefined ? attemptMs : Math.min(attemptMs, options.deadline - Date.now());
    const signals = [AbortSignal.timeout(Math.max(1, left)), ...(options.signal ? [options.signal] : [])];
    return get(url, {
      headers: { accept, ...(header ? { authorization: header } : {}) },
      redirect: 'error',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      signal: AbortSignal.any(signals),
    });
  }

  const failed = (
    kind: 'failed' | 'timeout' | 'not-permitted' | 'malformed',
    detail: string,
    status = 0,
  ): Answer & { kind: 'problem' } => ({
    kind: 'problem',
    problem: { kind, detail },
    status,
    codes: [],
  });
  const sessionOver = () => {
    if (!ended) settings.onSessionEnd?.();
    ended = true;
    return failed('not-permitted', '401', 401);
  };

  /** Runs attempts until one gives an answer; `read` turns a response into a value while the attempt's time-out still holds. */
  async function attempts<T>(
    address: string,
    accept: string,
    options: GetOptions,
    read: (response: Response) => Promise<T>,
  ): Promise<T | (Answer & { kind: 'problem' })> {
    const url = within(address);
    if (!url) return failed('not-permitted', 'address outside the FHIR server');
    if (ended) return sessionOver();
    return enter(async () => {
      let last = failed('failed', 'no answer');
      let renewed = false;
      for (let attempt = 0; attempt < tries; attempt += 1) {
        const wait = Math.max(quietUntil - Date.now(), attempt === 0 ? 0 : backOff * 2 ** (attempt - 1) * (0.75 + Math.random() / 2));
        if (options.deadline !== undefined && Date.now() + wait >= options.deadline)
          return attempt === 0 ? failed('timeout', 'no time left') : last;
        if (wait > 0) await pause(wait, options.signal);
        if (options.signal?.aborted) return failed('failed', 'stopped');
        const header = await access.authorization();
        if (header === null) return sessionOver();
        try {
          const response = await send(url, accept, header, options);
          if (response.status === 401) {
            await response.body?.cancel();
            const fresh = renewed ? null : await access.renew(header);
            if (!fresh) return sessionOver();
            renewed = true;
            attempt -= 1;
            continue;
          }
          if (RETRY.has(response.status)) {
            await response.body?.cancel();
            last = failed('failed', String(response.status), response.status);
            const told = retryAfterMs(response.headers.get('retry-after'));
            if (told > LONGEST_WAIT) return last;
            if (told > 0) quietUntil = Math.max(quietUntil, Date.now() + told);
            continue;
          }
          return await read(response);
        } catch (error) {
          if (options.signal?.aborted) return failed('failed', 'stopped');
          const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
          last = timedOut
            ? failed('timeout', `no answer in ${Math.round(attemptMs / 1000)} s`)
            : failed('failed', 'no connection, or blocked by the browser');
        }
      }
      return last;
    });
  }

  return {
    base: root.href.replace(/\/$/, ''),
    within,
    async get(address, options = {}) {
      const result = await attempts(address, 'application/fhir+json, application/json;q=0.9', options, async (response) => {
        const date = Date.parse(response.headers.get('date') ?? '');
        const answer = classify(response.status, response.headers.get('content-type') ?? '', await response.text());
        return { ...answer, servedAt: Number.isNaN(date) ? null : date };
      });
      return 'servedAt' in result ? result : { ...result, servedAt: null };
    },
    async bytes(address, accept, options = {}) {
      const result = await attempts(address, accept, options, async (response): Promise<BytesAnswer> => {
        const contentType = response.headers.get('content-type') ?? '';
        if (!response.ok) {
          const answer = classify(response.status, contentType, await response.text());
          return { ok: false, answer: answer.kind === 'problem' ? answer : failed('malformed', 'unexpected answer', response.status) };
        }
        const bytes = new Uint8Array(await response.arrayBuffer());
        return bytes.length === 0
          ? { ok: false, answer: failed('failed', 'empty answer', response.status) }
          : { ok: true, base64: base64Of(bytes), contentType };
      });
      return 'kind' in result ? { ok: false, answer: result } : result;
    },
    async post(type, resource, ifNoneExist) {
      const url = within(type);
      const header = url && !ended ? await access.authorization() : null;
      if (!url || header === null) return { kind: 'refused', status: 401, codes: [] };
      return enter(async () => {
        try {
          const response = await get(url, {
            method: 'POST',
            body: JSON.stringify(resource),
            headers: {
              accept: 'application/fhir+json, application/json;q=0.9',
              'content-type': 'application/fhir+json',
              'if-none-exist': ifNoneExist,
              authorization: header,
            },
            redirect: 'error',
            credentials: 'omit',
            referrerPolicy: 'no-referrer',
            cache: 'no-store',
            signal: AbortSignal.timeout(attemptMs),
          });
          return posted(type, response.status, response.headers, await response.text());
        } catch {
          return { kind: 'uncertain', detail: 'no answer' };
        }
      });
    },
  };
}

/**
 * Reads the answer to a create. 5xx leaves open whether it was stored. The `Location` gives the id only: it may point to another host, and is never followed
 * with the token.
 */
function posted(type: string, status: number, headers: Headers, body: string): PostAnswer {
  if (status >= 500) return { kind: 'uncertain', detail: String(status) };
  const answer = classify(status, headers.get('content-type') ?? '', body);
  if (status !== 200 && status !== 201) return { kind: 'refused', status, codes: answer.kind === 'problem' ? answer.codes : [] };
  const stored = answer.kind === 'resource' && answer.resource.resourceType === type ? answer.resource : null;
  const located = new RegExp(`/${type}/([A-Za-z0-9.-]{1,64})(?:/_history/[^/]+)?$`).exec(headers.get('location') ?? '')?.[1];
  return { kind: status === 201 ? 'created' : 'existing', id: stored?.id ?? located ?? null, stored };
}

/** Retry-After in ms: seconds or an HTTP date; 0 when absent or unreadable (CORS often hides it). */
export function retryAfterMs(header: string | null): number {
  if (!header) return 0;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? 0 : Math.max(0, at - Date.now());
}

function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 0x8000) text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  return btoa(text);
}

const pause = (ms: number, signal?: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    }
    signal?.addEventListener('abort', done);
  });
