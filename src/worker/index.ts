/** Public face: one protocol, a worker where the browser allows one, the page itself where it does not. */
import type { Work } from './desk.ts';
import { pageHost } from './page-host.ts';
import type { Request, Response } from './protocol.ts';
import { type Host, type Reviewer, type ReviewerListener, reviewerOn } from './reviewer.ts';
import { workerHost } from './worker-host.ts';

export type { PromptReason, PromptRule, ReadableRule } from '../core/review/prompt-rule.ts';
export type { Work } from './desk.ts';
export type { Objection, PacketAnswer, PacketAsked, PacketFormat, QueryToLint, ReviewOptions } from './protocol.ts';
export type { QueryAnswered, QueryAround, QueryAsked, QueryConcluded } from './query-desk.ts';
export type { Reviewer, ReviewerListener } from './reviewer.ts';
export type { ChecklistHead, EditAnswer, EditAsked, SimulateAnswer, SimulateAsked, SimulateFault, SimulateOn } from './simulate-desk.ts';

/**
 * A reviewer in a worker at `address`, or on this thread with what `here` loads. Some browsers refuse workers at once, some only when the script is to
 * be fetched: what was asked until then is kept and asked again on this thread.
 */
export function openReviewer(address: string | null, here: () => Promise<Work>, listener: ReviewerListener): Reviewer {
  const open = (onResponse: (response: Response) => void, onFailure: () => void): Host => {
    const early: Request[] = [];
    let isReady = false;
    let current: Host | null = null;
    const fallBack = () => {
      current?.close();
      current = pageHost(here(), onResponse, onFailure);
      for (const request of early.splice(0)) current.post(request);
    };
    if (address !== null && typeof Worker !== 'undefined') {
      try {
        current = workerHost(
          address,
          (response) => {
            if (response.type === 'ready') {
              isReady = true;
              early.length = 0;
            }
            onResponse(response);
          },
          () => (isReady ? onFailure() : fallBack()),
        );
      } catch {
        current = null;
      }
    }
    if (!current) fallBack();
    return {
      get where() {
        return current?.where ?? 'page';
      },
      post(request) {
        if (!isReady && current?.where === 'worker') early.push(request);
        current?.post(request);
      },
      close: () => current?.close(),
    };
  };
  return reviewerOn(open, listener);
}
