const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(options)}`;
  let known = formats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...options });
    formats.set(key, known);
  }
  return known;
}

/** 08:50 */
export const clockTime = (at: number, zone: string): string => format(zone, { hour: '2-digit', minute: '2-digit' }).format(at);
/** Mar 3 */
export const shortDate = (at: number, zone: string): string => format(zone, { month: 'short', day: 'numeric' }).format(at);
/** Mar 3, 2026 */
export const longDate = (at: number, zone: string): string => format(zone, { month: 'short', day: 'numeric', year: 'numeric' }).format(at);
/** Mar 3 08:50; with the year when it is not the one of `near`. */
export function stamp(at: number, zone: string, near?: number): string {
  const year = format(zone, { year: 'numeric' });
  const same = near === undefined || year.format(at) === year.format(near);
  return `${same ? shortDate(at, zone) : longDate(at, zone)} ${clockTime(at, zone)}`;
}
/** Tue, Mar 3, 2026 08:50 */
export const fullStamp = (at: number, zone: string): string =>
  `${format(zone, { weekday: 'short', month: 'short', day: 'numeric', year: 'numeric' }).format(at)} ${clockTime(at, zone)}`;
