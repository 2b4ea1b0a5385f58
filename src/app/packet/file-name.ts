/** Endings of the ways out as a file. */
export type FileKind = 'html' | 'bundle';

const ENDING: Readonly<Record<FileKind, string>> = { html: 'html', bundle: 'json' };
const DRAWS = 6;
/** Without letters and digits that are read for one another. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** 'evidence-2026-03-02-k7mq2x.html': the day of the device and chance, no identifier of the patient, the stay or the subject. */
export function fileName(kind: FileKind, now: Date, draw: (count: number) => Uint8Array): string {
  const day = [now.getFullYear(), String(now.getMonth() + 1).padStart(2, '0'), String(now.getDate()).padStart(2, '0')].join('-');
  const random = [...draw(DRAWS)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
  return `evidence-${day}-${random}.${ENDING[kind]}`;
}

/** Random bytes of the browser. */
export const randomBytes = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count));
