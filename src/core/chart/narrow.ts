/** A JSON object as it came; every field is unknown until narrowed. */
export type Json = Readonly<Record<string, unknown>>;

/** The value as an object, or null: arrays and primitives are not objects. */
export const record = (value: unknown): Json | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;

/** The value as a list; anything that is not an array is an empty list, so an object in the wrong place is skipped and the rest stays usable. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The objects of a list. */
export const records = (value: unknown): readonly Json[] => {
  if (!Array.isArray(value)) return [];
  const found: Json[] = [];
  for (const entry of value) {
    const object = record(entry);
    if (object) found.push(object);
  }
  return found;
};

const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** The value as trimmed text without invisible and direction-changing characters; '' when it is no string. */
export const text = (value: unknown): string => (typeof value === 'string' ? value.replace(INVISIBLE, '').trim() : '');

/** The value as a finite number, or null. 1e400, NaN and numeric strings are not numbers. */
export const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);

/** Case-folded text with single spaces: how whole displays are compared. */
export const fold = (value: string): string => value.toLowerCase().replace(/\s+/g, ' ').trim();
