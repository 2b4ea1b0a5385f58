import type { Instant } from '../chart/fact.ts';
import { DAY } from './usable.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of an instant in a zone, as 2026-03-02. */
export function localDay(at: Instant, zone: string): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(zone, format);
  }
  return format.format(at);
}

/** Calendar days counted from a fixed day: neighbours differ by one, whatever the clock did in between. */
export const localDayNumber = (at: Instant, zone: string): number => Math.round(Date.parse(`${localDay(at, zone)}T00:00:00Z`) / DAY);
