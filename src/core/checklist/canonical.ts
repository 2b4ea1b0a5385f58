import { sha256 } from './sha256.ts';

/** JSON with sorted keys and no spaces: equal content gives equal text, however it was written. Dates become ISO text, undefined disappears. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (value instanceof Date) return JSON.stringify(value.toISOString().slice(0, 10));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}

/** 'sha256:...' of what a checklist says (policy changes applied). Comments, order and quoting in the file do not count. */
export const contentHash = (raw: unknown): string => `sha256:${sha256(canonicalJson(raw))}`;
