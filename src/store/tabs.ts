/** What one window tells the others: hashes only. */
export type Word =
  | { readonly v: 1; readonly kind: 'changed'; readonly name: string }
  | { readonly v: 1; readonly kind: 'erased' }
  | { readonly v: 1; readonly kind: 'signed-out' };

/** The line between the windows of this device. */
export interface Line {
  readonly tell: (word: Word) => void;
  readonly close: () => void;
}

const NAME = /^[0-9a-f]{64}$/;

/** A word as another window said it, or null: anything can be posted on a channel, also by an older build. */
export function readWord(data: unknown): Word | null {
  if (typeof data !== 'object' || data === null) return null;
  const { v, kind, name } = data as Readonly<Record<string, unknown>>;
  if (v !== 1) return null;
  if (kind === 'changed') return typeof name === 'string' && NAME.test(name) ? { v, kind, name } : null;
  return kind === 'erased' || kind === 'signed-out' ? { v, kind } : null;
}

/** Opens the line; where the browser has none, windows agree when they are next looked at. */
export function openLine(hear: (word: Word) => void): Line {
  if (typeof BroadcastChannel === 'undefined') return { tell: () => {}, close: () => {} };
  const channel = new BroadcastChannel('corroborate-store');
  let isOpen = true;
  channel.onmessage = ({ data }: { data: unknown }) => {
    const word = readWord(data);
    if (word) hear(word);
  };
  return {
    tell: (word) => {
      if (isOpen) channel.postMessage(word);
    },
    close: () => {
      isOpen = false;
      channel.close();
    },
  };
}
