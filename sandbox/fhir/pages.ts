import { randomBytes } from 'node:crypto';
import type { Grant } from './access.ts';
import type { View } from './views.ts';

/** A result being read page by page. It stays as it was at the first page, whatever the clock does meanwhile. */
export interface Result {
  readonly views: readonly View[];
  readonly self: string;
  readonly include: readonly string[];
  readonly size: number;
  readonly now: string;
  /** The token that began it; another one may not go on with it. */
  readonly owner: string;
  /** What that token may read: it limits what is included. */
  readonly grant: Grant;
}

/** Remembers results for their `next` links. */
export interface Pages {
  readonly keep: (result: Result, offset: number) => string;
  /** Null for a cursor that is unknown or was forgotten. */
  readonly find: (cursor: string) => { readonly result: Result; readonly offset: number } | null;
}

const MOST = 2000;

/** Cursors say nothing about what they stand for: a client can only follow them. The oldest are forgotten beyond 2,000. */
export function createPages(): Pages {
  const kept = new Map<string, { readonly result: Result; readonly offset: number }>();
  return {
    keep(result, offset) {
      const cursor = randomBytes(12).toString('base64url');
      kept.set(cursor, { result, offset });
      const oldest = kept.size > MOST ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
      return cursor;
    },
    find: (cursor) => kept.get(cursor) ?? null,
  };
}
