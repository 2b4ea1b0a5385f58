import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** Parts of the board that the keys stop at, in order of reading. */
const stops = (root: HTMLElement | null): HTMLElement[] => [...(root?.querySelectorAll<HTMLElement>('[data-stop]') ?? [])];

/** The part the focus is in. */
const current = (all: readonly HTMLElement[]): HTMLElement | null => all.find((stop) => stop.contains(document.activeElement)) ?? null;

/** j and k go from part to part, Enter to the first thing to do in it, e to its first source, d to the decision. All of it stays on the board. */
export function boardKeys(
  root: RefObject<HTMLElement | null>,
  decision: RefObject<HTMLElement | null>,
): Readonly<Record<string, () => void>> {
  const move = (by: 1 | -1) => {
    const all = stops(root.current);
    const here = current(all);
    const at = here ? all.indexOf(here) + by : by === 1 ? 0 : all.length - 1;
    const next = all[Math.min(all.length - 1, Math.max(0, at))];
    next?.scrollIntoView?.({ block: 'nearest' });
    next?.focus();
  };
  return {
    j: () => move(1),
    k: () => move(-1),
    e: () => {
      const here = current(stops(root.current)) ?? root.current;
      here?.querySelector<HTMLElement>('[data-source]')?.click();
    },
    d: () => {
      const radios = [...(decision.current?.querySelectorAll<HTMLInputElement>('input[type="radio"]') ?? [])];
      const target = radios.find((radio) => radio.checked) ?? radios[0];
      decision.current?.scrollIntoView?.({ block: 'nearest' });
      target?.focus();
    },
  };
}

/** Enter on a part itself (not on something in it) goes to the first control in it. */
export function useEnterPart(root: RefObject<HTMLElement | null>, enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.key !== 'Enter' || !(target instanceof HTMLElement) || !target.hasAttribute('data-stop')) return;
      if (!root.current?.contains(target)) return;
      event.preventDefault();
      target.querySelector<HTMLElement>('button:not([disabled]), input, select, textarea')?.focus();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [root, enabled]);
}
