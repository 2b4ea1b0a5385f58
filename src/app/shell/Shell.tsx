import { useEffect, useRef, useState } from 'preact/hooks';
import { AppProvider, useApp } from '../model.ts';
import { Live } from '../ui/Live.tsx';
import { words } from '../words.ts';
import { ClashBar } from './ClashBar.tsx';
import { EvidenceDrawer } from './EvidenceDrawer.tsx';
import { Footer } from './Footer.tsx';
import { HelpDrawer } from './HelpDrawer.tsx';
import { IdentityLine } from './IdentityLine.tsx';
import { OverRoom, WhyDrawer } from './OverRoom.tsx';
import { Panel } from './Panel.tsx';
import styles from './Shell.module.css';
import { StopScreen } from './StopScreen.tsx';
import { useShortcuts } from './shortcuts.ts';
import { UndoBar } from './UndoBar.tsx';
import { Workplace } from './workplaces.tsx';

/**
 * What stands around every workplace: who the screen is about, the workplace itself, where the data stand, and the drawer. Each part has its own error
 * boundary. A full stop takes the place of everything that could show a patient.
 */
export function Shell() {
  const launched = useApp();
  // Another stay opened from a list takes the place of the launched one everywhere at once: never two patients on one screen.
  return (
    <AppProvider value={launched.others?.shown.value ?? launched}>
      <Frame />
    </AppProvider>
  );
}

function Frame() {
  const app = useApp();
  const drawer = app.drawer.value;
  useShortcuts(app.site.switches.shortcuts, {
    '?': () => {
      app.drawer.value = drawer ? null : { kind: 'help' };
    },
  });
  const over = app.over.value;
  useFocusBack(over !== null);
  const density = app.prefs.value.density;
  useEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
  /** Drafts as another window wrote them are read anew by whatever shows them. */
  const [drafts, setDrafts] = useState(0);
  if (app.stop.value) return <StopScreen stop={app.stop.value} />;
  const close = () => {
    app.drawer.value = null;
  };
  return (
    <div class={styles.shell}>
      <div class={styles.shell} inert={drawer !== null}>
        <a class="skip-link" href="#main">
          {words.skip}
        </a>
        <Panel>
          <IdentityLine />
        </Panel>
        <main id="main" tabIndex={-1} class={`${styles.main} ${app.role.value === 'clinician' && !over ? styles.narrow : ''}`}>
          {/* Hidden, not taken away: what was typed and chosen is there when the room closes. */}
          <div hidden={over !== null}>
            <Panel>
              <Workplace key={drafts} role={app.role.value} />
            </Panel>
          </div>
          {over && (
            <Panel>
              <OverRoom place={over} />
            </Panel>
          )}
        </main>
        <ClashBar onTheirs={() => setDrafts(drafts + 1)} />
        <UndoBar />
        <Footer />
      </div>
      {drawer && drawer.kind === 'help' && <HelpDrawer onClose={close} />}
      {drawer && drawer.kind === 'why' && <WhyDrawer prompt={drawer.prompt} onClose={close} />}
      {drawer && drawer.kind !== 'help' && drawer.kind !== 'why' && (
        <Panel>
          <EvidenceDrawer content={drawer} onClose={close} />
        </Panel>
      )}
      <Live />
    </div>
  );
}

/** While a room is open over it the workplace is hidden; afterwards the focus goes back to what had it before, outside of drawers and rooms. */
function useFocusBack(isOver: boolean): void {
  const last = useRef<HTMLElement | null>(null);
  const wasOver = useRef(false);
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && !target.closest('[role="dialog"], [data-over]')) last.current = target;
    };
    document.addEventListener('focusin', onFocus);
    return () => document.removeEventListener('focusin', onFocus);
  }, []);
  useEffect(() => {
    if (!isOver && wasOver.current && last.current?.isConnected) last.current.focus();
    wasOver.current = isOver;
  }, [isOver]);
}
