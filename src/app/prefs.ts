/** What a user set for themselves on this device. No patient. */
export interface Prefs {
  readonly density: 'comfortable' | 'dense';
  readonly shortcuts: boolean;
  /** Standard key -> the user's own key, both single characters. */
  readonly keys: Readonly<Record<string, string>>;
}

export const STANDARD: Prefs = { density: 'comfortable', shortcuts: true, keys: {} };

/** The single keys that can be changed, by their standard character. */
export const SINGLE_KEYS = ['j', 'k', 'e', ' ', 'r', 'c', 's', 'x', 'q', 'm', 'n', 'b', 't', 'd', 'p', '/', '?'] as const;

const isKey = (value: unknown): value is string => typeof value === 'string' && /^[\p{L}\p{N}\p{P}\p{S} ]$/u.test(value);

/** Preferences as kept, with the standard for whatever is missing, wrong or given twice. Never fails. */
export function readPrefs(value: unknown): Prefs {
  if (typeof value !== 'object' || value === null) return STANDARD;
  const { density, shortcuts, keys } = value as Readonly<Record<string, unknown>>;
  const own: Record<string, string> = {};
  if (typeof keys === 'object' && keys !== null) {
    for (const standard of SINGLE_KEYS) {
      const given = (keys as Readonly<Record<string, unknown>>)[standard];
      if (isKey(given) && given !== standard) own[standard] = given;
    }
  }
  const all = SINGLE_KEYS.map((standard) => own[standard] ?? standard);
  return {
    density: density === 'dense' ? 'dense' : 'comfortable',
    shortcuts: shortcuts !== false,
    keys: new Set(all).size === all.length ? own : {},
  };
}

/** The key that does for this user what `standard` does for others. */
export const keyFor = (prefs: Prefs, standard: string): string => prefs.keys[standard] ?? standard;

/** What a typed key stands for: the standard key, or null when this user gave it no meaning. Longer names (Escape, Enter) stand for themselves. */
export function meantBy(prefs: Prefs, typed: string): string | null {
  if (typed.length > 1) return typed;
  const own = Object.entries(prefs.keys).find(([, key]) => key === typed);
  if (own) return own[0];
  return prefs.keys[typed] === undefined ? typed : null;
}

/** Preferences with one key changed. A key that is in use changes places, so that no function is left without one. */
export function withKey(prefs: Prefs, standard: string, wanted: string): Prefs {
  if (!isKey(wanted)) return prefs;
  const holder = SINGLE_KEYS.find((each) => keyFor(prefs, each) === wanted);
  const keys: Record<string, string> = { ...prefs.keys };
  const set = (name: string, key: string) => {
    if (name === key) delete keys[name];
    else keys[name] = key;
  };
  if (holder && holder !== standard) set(holder, keyFor(prefs, standard));
  set(standard, wanted);
  return { ...prefs, keys };
}
