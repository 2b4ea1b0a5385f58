import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A small FHIR-like server for transport tests: every request is recorded, and `answer` decides. */
export interface FaultServer {
  readonly base: string;
  readonly requests: { readonly path: string; readonly authorization: string | undefined; readonly at: number }[];
  readonly close: () => Promise<void>;
}

export type AnswerTo = (path: string, response: ServerResponse, request: IncomingMessage, nth: number) => void;

/** Starts a server on a free local port; `nth` counts the requests to the same path from 1. */
export async function faultServer(answer: AnswerTo): Promise<FaultServer> {
  const requests: { path: string; authorization: string | undefined; at: number }[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push({ path, authorization: request.headers.authorization, at: Date.now() });
    answer(path, response, request, requests.filter((entry) => entry.path === path).length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    base: `http://127.0.0.1:${port}/fhir`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Sends JSON. */
export function send(response: ServerResponse, body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/fhir+json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** A searchset page of Observations of one patient. */
export const page = (ids: readonly string[], next?: string, patient = 'p1') => ({
  resourceType: 'Bundle',
  type: 'searchset',
  link: next ? [{ relation: 'next', url: next }] : [],
  entry: ids.map((id) => ({ resource: { resourceType: 'Observation', id, subject: { reference: `Patient/${patient}` } } })),
});
