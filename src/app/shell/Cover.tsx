import { useEffect, useRef, useState } from 'preact/hooks';
import { useApp } from '../model.ts';
import { Button } from '../ui/Button.tsx';
import { words } from '../words.ts';
import styles from './Cover.module.css';
import { useShortcuts } from './shortcuts.ts';

/**
 * Takes the whole screen away: on a key (b, in the clinician's view), when somebody comes up; and by itself when the window is looked at again and what it shows no
 * longer belongs to the launched patient. The first is taken back by a click or any key, the second only by opening the app again.
 */
export function Cover() {
  const app = useApp();
  const [covered, setCovered] = useState<'by-user' | 'not-own' | null>(null);
  const before = useRef<Element | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const cover = (why: 'by-user' | 'not-own') => {
    before.current = document.activeElement;
    setCovered(why);
  };
  const isClinician = app.role.value === 'clinician';
  useShortcuts(app.site.switches.shortcuts && isClinician && covered === null, { b: () => cover('by-user') });
  useEffect(() => {
    // Nothing to compare before the first review; a stop has its own screen.
    const check = () => {
      if (document.visibilityState !== 'visible' || app.review.value === null || app.stop.value !== null || app.isOwnContext()) return;
      app.audit('security', 'identity', 'refused');
      cover('not-own');
    };
    const events = ['focus', 'pageshow'] as const;
    for (const name of events) addEventListener(name, check);
    document.addEventListener('visibilitychange', check);
    return () => {
      for (const name of events) removeEventListener(name, check);
      document.removeEventListener('visibilitychange', check);
    };
  }, [app]);
  useEffect(() => {
    document.documentElement.toggleAttribute('data-covered', covered !== null);
    if (covered === null) return undefined;
    const at = (selector: string) => root.current?.querySelector<HTMLElement>(selector);
    (at('button') ?? at('[tabindex]'))?.focus();
    return () => document.documentElement.removeAttribute('data-covered');
  }, [covered]);
  if (covered === null) return null;
  const show = () => {
    if (covered !== 'by-user') return;
    setCovered(null);
    setTimeout(() => before.current instanceof HTMLElement && before.current.focus(), 0);
  };
  return (
    <div
      ref={root}
      class={styles.cover}
      data-cover
      role="dialog"
      aria-modal="true"
      aria-label={covered === 'by-user' ? words.identity.covered : words.identity.notSure}
      onKeyDown={(event) => {
        if (event.key === 'Tab') event.preventDefault();
        if (event.key === 'Escape' || event.key === 'b') show();
      }}
    >
      <p class={styles.title} tabIndex={-1}>
        {covered === 'by-user' ? words.identity.covered : words.identity.notSure}
      </p>
      <p class="meta">{covered === 'by-user' ? words.identity.coveredMore : words.identity.notSureMore}</p>
      {covered === 'by-user' && (
        <Button look="second" onClick={show}>
          {words.identity.uncover}
        </Button>
      )}
    </div>
  );
}
