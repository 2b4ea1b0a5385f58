import { desk } from './desk.ts';
import type { Request } from './protocol.ts';
import { work } from './review-stay.ts';

/** The worker's side: takes requests in order and posts what comes of them. */
const answer = desk(work, () => performance.now());
addEventListener('message', (event: MessageEvent<Request>) => {
  const response = answer(event.data);
  if (response) postMessage(response);
});
postMessage({ type: 'ready' });
