/** A moment and the value of a date-time field, on the hospital's clock. */

const partsIn = (at: number, zone: string | null): string => {
  const format = new Intl.DateTimeFormat('en-CA', {
    ...(zone === null ? {} : { timeZone: zone }),
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  const of = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${of.year}-${of.month}-${of.day}T${of.hour}:${of.minute}`;
};

/** '2026-03-03T14:20' on the hospital's clock; on this device's where the zone is not known. */
export const fieldValue = (at: number, zone: string | null): string => partsIn(at, zone);

/** The moment a field names; null for an empty or unusable one. In the hour a clock change leaves out: the moment the clock jumps over. */
export function momentOf(value: string, zone: string | null): number | null {
  const wanted = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(value) ? Date.parse(`${value}:00Z`) : Number.NaN;
  if (Number.isNaN(wanted)) return null;
  let at = wanted;
  for (let step = 0; step < 3; step += 1) {
    const off = wanted - Date.parse(`${partsIn(at, zone)}:00Z`);
    if (off === 0) break;
    at += off;
  }
  return at;
}
