import { desk, type Work } from './desk.ts';
import type { Request, Response } from './protocol.ts';
import type { Host } from './reviewer.ts';

/**
 * Reviews on this thread, for browsers that refuse workers: requests are taken one at a time, each in a task of its own, so that keys and clicks
 * come in between.
 */
export function pageHost(work: Promise<Work>, onResponse: (response: Response) => void, onFailure: () => void): Host {
  const queue: Request[] = [];
  let open = true;
  let answer: ((request: Request) => Response | null) | null = null;
  let scheduled = false;
  const next = () => {
    scheduled = false;
    const request = queue.shift();
    if (!open || !answer || !request) return;
    const response = answer(request);
    if (response) onResponse(response);
    schedule();
  };
  const schedule = () => {
    if (scheduled || !answer || queue.length === 0) return;
    scheduled = true;
    setTimeout(next, 0);
  };
  work.then((ready) => {
    answer = desk(ready, () => performance.now());
    onResponse({ type: 'ready' });
    schedule();
  }, onFailure);
  return {
    where: 'page',
    post(request) {
      if (!open) return;
      queue.push(request);
      schedule();
    },
    close() {
      open = false;
      queue.length = 0;
    },
  };
}
