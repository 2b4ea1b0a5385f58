import './ui/tokens.css';
import './ui/base.css';
import packs from 'virtual:packs';
import sources from 'virtual:sources';
import { render } from 'preact';
import { fetchSite, openSession } from '../ehr/index.ts';
import { openStore } from '../store/index.ts';
import workerAddress from '../worker/browser-worker.ts?worker&url';
import { watchIdle } from './idle.ts';
import { AppProvider } from './model.ts';
import { runApp } from './run.ts';
import { Shell } from './shell/Shell.tsx';
import { NoSessionScreen, SiteFaultScreen } from './shell/StopScreen.tsx';

const root = document.getElementById('app');

/** Shows the app, or the page that says why there is none. A page from the back-forward cache starts over: it may belong to another patient. */
async function start(target: HTMLElement): Promise<void> {
  const read = await fetchSite(location.href.replace(/[?#].*$/, ''), packs);
  if (!read.ok) return render(<SiteFaultScreen faults={read.faults} />, target);
  const opened = await openSession(read.site);
  if (!opened.ok) return render(<NoSessionScreen failure={opened.failure} />, target);
  // One store for the whole window: the stays opened beside the launched one share it.
  const { keep: days, switches } = read.site;
  let store: ReturnType<typeof openStore> | undefined;
  const app = runApp(opened.session, read.site, {
    sources,
    workerAddress,
    workHere: () => import('../worker/review-stay.ts').then((module) => module.work),
    openStore() {
      store ??= openStore({ days, eraseOnUserChange: switches.eraseOnUserChange });
      return store;
    },
    citations: () => import('virtual:citations').then((module) => module.default),
  });
  const stopWatching = watchIdle(switches.idleMinutes, () => {
    stopWatching();
    app.end({ code: 'idle', detail: null });
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) app.end({ code: 'ended', detail: null });
  });
  render(
    <AppProvider value={app}>
      <Shell />
    </AppProvider>,
    target,
  );
}

if (root) void start(root);
