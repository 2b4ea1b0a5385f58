import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Misdeed } from './faults.ts';

/** One request and the way to answer it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  readonly url: URL;
  /** Scheme, host and port as the caller wrote them: what our own links must start with. */
  readonly origin: string;
  readonly cookies: ReadonlyMap<string, string>;
}

/** An answer before it is sent. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
}

const LARGEST_BODY = 64 * 1024 * 1024;

/** The exchange of a request; null when its address or Host header cannot be read. */
export function exchangeOf(request: IncomingMessage, response: ServerResponse): Exchange | null {
  const host = request.headers.host ?? '';
  if (!/^[A-Za-z0-9.-]+(:\d+)?$|^\[[0-9a-f:]+\](:\d+)?$/i.test(host)) return null;
  const origin = `http://${host}`;
  let url: URL;
  try {
    url = new URL(request.url ?? '/', origin);
  } catch {
    return null;
  }
  const cookies = new Map<string, string>();
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [name = '', value = ''] = pair.split('=', 2);
    if (name.trim()) cookies.set(name.trim(), value.trim());
  }
  return { request, response, method: request.method ?? 'GET', url, origin, cookies };
}

/** The body as text. Throws when it is larger than a chart could be. */
export async function bodyOf({ request }: Exchange): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new Error('The request body is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The fields of a submitted form. */
export const formOf = async (exchange: Exchange): Promise<URLSearchParams> => new URLSearchParams(await bodyOf(exchange));

export const json = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(value),
});

export const redirect = (location: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: 303,
  headers: { location, ...headers },
});

export const plain = (status: number, text: string): Answer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: text,
});

/** Sends an answer, spoiled on its way when a fault says so. */
export async function send({ response }: Exchange, answer: Answer, misdeed: Misdeed = {}): Promise<void> {
  if (response.destroyed || response.writableEnded) return;
  if (misdeed.loseAnswer) {
    response.destroy();
    return;
  }
  response.statusCode = answer.status;
  for (const [name, value] of Object.entries({ ...answer.headers, ...misdeed.headers })) {
    if (name.toLowerCase() !== misdeed.dropHeader?.toLowerCase()) response.setHeader(name, value as string | string[]);
  }
  if (misdeed.contentType) response.setHeader('content-type', misdeed.contentType);
  let body = Buffer.isBuffer(answer.body) ? answer.body : Buffer.from(answer.body ?? '', 'utf8');
  if (misdeed.truncate !== undefined) body = body.subarray(0, misdeed.truncate);
  if (misdeed.reset !== undefined) {
    response.setHeader('content-length', body.length);
    response.write(body.subarray(0, misdeed.reset), () => response.destroy());
    return;
  }
  if (misdeed.dribble !== undefined) {
    for (let start = 0; start < body.length && !response.destroyed; start += misdeed.dribble) {
      response.write(body.subarray(start, start + misdeed.dribble));
      await new Promise((resolve) => setTimeout(resolve, 1000).unref());
    }
    response.end();
    return;
  }
  if (body.length > 0) response.setHeader('content-length', body.length);
  response.end(body.length > 0 ? body : undefined);
}
