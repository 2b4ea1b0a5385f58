/** Wall clock of the hospital. All times on screen go through here. */
const formats = new Map<string, Intl.DateTimeFormat>();

function parts(at: number, zone: string | null): Record<string, string> {
  const key = zone ?? 'device';
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      ...(zone ? { timeZone: zone } : {}),
    });
    formats.set(key, format);
  }
  return Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value]));
}

/** '08:14' */
export function clock(at: number, zone: string | null): string {
  const { hour, minute } = parts(at, zone);
  return `${hour}:${minute}`;
}

/** '03-02 08:14', the form that evidence lines use. */
export function dayClock(at: number, zone: string | null): string {
  const { month, day, hour, minute } = parts(at, zone);
  return `${month}-${day} ${hour}:${minute}`;
}

/** '03-02' */
export function day(at: number, zone: string | null): string {
  const { month, day: date } = parts(at, zone);
  return `${month}-${date}`;
}

/** The next 06:00 on the hospital's clock after `at`. Steps by quarter hours, so nights with a clock change come out right. */
export function nextMorning(at: number, zone: string | null): number {
  const step = 900_000;
  for (let next = Math.ceil((at + 1) / step) * step; next < at + 2 * 86_400_000; next += step) {
    const { hour, minute, day } = parts(next, zone);
    if (hour === '06' && minute === '00' && day !== parts(at, zone).day) return next;
  }
  return at + 86_400_000;
}
