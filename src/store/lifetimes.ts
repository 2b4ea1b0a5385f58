import type { WorkKind } from './work.ts';

/** How many days each kind is kept after it was last saved; the hospital may shorten each in site.json. */
export type Lifetimes = Readonly<Record<WorkKind | 'trail' | 'counts', number>>;

const DAY = 86_400_000;

/** True for a record that is past its days, or that claims to come from later than tomorrow: a clock that was set back must not keep it for ever. */
export const isOver = (savedAt: number, days: number, now: number): boolean => savedAt < now - days * DAY || savedAt > now + DAY;

/** When a record saved then is erased. */
export const erasedAt = (savedAt: number, days: number): number => savedAt + days * DAY;

/** First day, as counts name it ('2026-03-02'), that is not yet too old. */
export const firstDay = (days: number, now: number): string => new Date(now - days * DAY).toISOString().slice(0, 10);
