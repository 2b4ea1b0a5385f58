import { dayClock } from '../time.ts';

const HOUR_MS = 3_600_000;

/** Elapsed time as h:mm: '3:46'. Never negative. */
export function hoursMinutes(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Elapsed time in hours, one decimal: '14.3 h'. */
export const hours = (ms: number): string => `${(Math.max(0, ms) / HOUR_MS).toFixed(1)} h`;

/** Name of the zone as people write it at that moment: 'EST', 'EDT', 'GMT-3'. */
export function zoneShort(at: number, zone: string | null): string {
  const format = new Intl.DateTimeFormat('en-US', { timeZoneName: 'short', ...(zone ? { timeZone: zone } : {}) });
  return format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? '';
}

/** '01-10 13:30 EST': a time never stands without its zone where it is read alone. */
export const zonedTime = (at: number, zone: string | null): string => `${dayClock(at, zone)} ${zoneShort(at, zone)}`;

/** '2026-01-10': for a page that leaves the screen. */
export function yearOf(at: number, zone: string | null): string {
  return new Intl.DateTimeFormat('en-US', { year: 'numeric', ...(zone ? { timeZone: zone } : {}) }).format(at);
}
