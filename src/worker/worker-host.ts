import type { Response } from './protocol.ts';
import type { Host } from './reviewer.ts';

let known: { readonly address: string; readonly url: string } | null = null;

/** The only Trusted Types policy of the app: the address of our own worker, as the build wrote it, and nothing else. Made once: a second is refused. */
function trusted(address: string): string {
  if (known?.address === address) return known.url;
  const types = (
    globalThis as {
      trustedTypes?: {
        createPolicy: (name: string, rules: { createScriptURL: (url: string) => string }) => { createScriptURL: (url: string) => unknown };
      };
    }
  ).trustedTypes;
  if (!types) return address;
  const policy = types.createPolicy('corroborate-worker', {
    createScriptURL: (url) => {
      if (url !== address) throw new TypeError('only the review worker');
      return url;
    },
  });
  known = { address, url: policy.createScriptURL(address) as string };
  return known.url;
}

/** Starts the review worker. Throws where the browser refuses one; `onFailure` is called once when it stops or never answers. */
export function workerHost(address: string, onResponse: (response: Response) => void, onFailure: () => void): Host {
  const worker = new Worker(trusted(address), { type: 'module', name: 'corroborate-review' });
  worker.addEventListener('message', (event: MessageEvent<Response>) => onResponse(event.data));
  worker.addEventListener('error', onFailure);
  worker.addEventListener('messageerror', onFailure);
  return { where: 'worker', post: (request) => worker.postMessage(request), close: () => worker.terminate() };
}
