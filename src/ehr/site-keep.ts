/** What is kept on a user's device, and the most days each may be kept. Counts name no patient and no user. */
export const MOST_DAYS = {
  feedback: 30,
  rating: 30,
  draft: 3,
  'case-review': 90,
  query: 90,
  entry: 90,
  handover: 90,
  decision: 90,
  'sign-off': 90,
  sending: 90,
  trail: 180,
  counts: 400,
} as const;

/** Days by kind; the hospital may shorten each, never lengthen it. */
export type KeepDays = Readonly<Record<keyof typeof MOST_DAYS, number>>;

/** Whom a user asks about this app: shown in settings. */
export interface Contact {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
}

type Fault = (field: string, remedy: string) => void;
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The days of `keep` in site.json; a number above the most, or an unknown kind, is a fault. */
export function readKeep(value: unknown, fault: Fault): KeepDays {
  if (value === undefined) return MOST_DAYS;
  const remedy = 'Write { "draft": 1 }: days by kind, more than 0 and at most ';
  if (!isRecord(value)) {
    fault('keep', `${remedy}${JSON.stringify(MOST_DAYS)}.`);
    return MOST_DAYS;
  }
  const days: Record<string, number> = { ...MOST_DAYS };
  for (const [kind, given] of Object.entries(value)) {
    const most = Object.hasOwn(MOST_DAYS, kind) ? MOST_DAYS[kind as keyof KeepDays] : null;
    if (most !== null && typeof given === 'number' && given > 0 && given <= most) days[kind] = given;
    else fault(`keep.${kind}`, `${remedy}${most ?? JSON.stringify(MOST_DAYS)}.`);
  }
  return days as KeepDays;
}

const EMAIL = /^[^\s@<>"'?&]+@[^\s@<>"'?&]+\.[^\s@<>"'?&]+$/;
const PHONE = /^\+?[0-9 ().-]{3,30}$/;

/** The contact of site.json, or null. It becomes text and a link, so that only plain addresses and numbers pass. */
export function readContact(value: unknown, fault: Fault): Contact | null {
  if (value === undefined || value === null) return null;
  const remedy = 'Write { "name": "CDI office", "email": "cdi@example.org", "phone": "555-0100" }.';
  if (!isRecord(value) || typeof value.name !== 'string' || value.name.trim() === '') {
    fault('contact', remedy);
    return null;
  }
  for (const key of Object.keys(value)) if (!['name', 'email', 'phone', 'comment'].includes(key)) fault(`contact.${key}`, remedy);
  const part = (key: 'email' | 'phone', fits: RegExp): string | null => {
    const given = value[key];
    if (typeof given === 'string' && fits.test(given)) return given;
    if (given !== undefined && given !== null) fault(`contact.${key}`, remedy);
    return null;
  };
  return { name: value.name, email: part('email', EMAIL), phone: part('phone', PHONE) };
}
