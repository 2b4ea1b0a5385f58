import type { TimelineEvent } from './timeline-events.ts';

/** A few words beside a mark, so that the picture can be read without pointing at it. `x`: percent of the width. */
export interface MarkLabel {
  readonly key: string;
  readonly x: number;
  readonly text: string;
  readonly anchor: 'start' | 'middle' | 'end';
}

const LONGEST = 24;
/** Percent of the narrowest picture that has labels (430 px) which one character takes. */
const PER_CHARACTER = 1.4;

/** What a mark is called: the words before who wrote them, cut at a word. */
function shortOf(text: string): string {
  const head = text.split(',')[0] ?? '';
  return head.length <= LONGEST ? head : `${head.slice(0, LONGEST).replace(/\s+\S*$/, '')} ...`;
}

const anchorAt = (x: number, width: number): MarkLabel['anchor'] => (x < width / 2 ? 'start' : x > 100 - width / 2 ? 'end' : 'middle');
const START = { start: 0, middle: 0.5, end: 1 } as const;

/**
 * Labels of one lane: first its first and last mark, then what speaks against, then the rest from the newest, each only where it covers no other. `x`: percent
 * of the width at which a moment stands.
 */
export function laneLabels(events: readonly TimelineEvent[], x: (at: number) => number): readonly MarkLabel[] {
  const rest = [...events].reverse();
  const wished = [events[0], events.at(-1), ...rest.filter(({ mark }) => mark === 'cross' || mark === 'square'), ...rest];
  const placed: (MarkLabel & { readonly from: number; readonly to: number })[] = [];
  for (const event of wished) {
    if (!event || placed.some(({ key, text }) => key === event.key || text === shortOf(event.text))) continue;
    const text = shortOf(event.text);
    const width = text.length * PER_CHARACTER;
    const at = x(event.at);
    const anchor = anchorAt(at, width);
    const from = at - width * START[anchor];
    if (placed.some((one) => from < one.to + 1 && from + width > one.from - 1)) continue;
    placed.push({ key: event.key, x: at, text, anchor, from, to: from + width });
  }
  return placed.map(({ key, x: at, text, anchor }) => ({ key, x: at, text, anchor }));
}
