import { useEffect, useRef } from 'preact/hooks';
import { useApp } from '../model.ts';
import { meantBy } from '../prefs.ts';

const TEXT_FIELDS = 'input:not([type="radio"]):not([type="checkbox"]), textarea, select, [contenteditable="true"]';

/**
 * Single keys, active only while no text field is in use and no modifier is held. `place`: of the workplace, whose keys rest while a dialog or the rules
 * are over it; or of what lies over it (`over`), whose keys rest under a dialog.
 * Keys are the characters typed ('?', 'j'), so they follow the keyboard layout. The user may give each another character, or switch them all off in settings;
 * keys with a name (Escape, Enter) stay.
 */
export function useShortcuts(
  enabled: boolean,
  keys: Readonly<Record<string, () => void>>,
  place: 'workplace' | 'over' = 'workplace',
): void {
  const latest = useRef(keys);
  latest.current = keys;
  const { prefs } = useApp();
  useEffect(() => {
    if (!enabled) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target;
      if (target instanceof Element && target.closest(TEXT_FIELDS)) return;
      if (!prefs.value.shortcuts && event.key.length === 1) return;
      const key = meantBy(prefs.value, event.key);
      if (key === null) return;
      if (key !== '?' && document.querySelector(place === 'over' ? '[role="dialog"]' : '[role="dialog"], [data-over]')) return;
      const action = Object.hasOwn(latest.current, key) ? latest.current[key] : undefined;
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [enabled, place, prefs]);
}
