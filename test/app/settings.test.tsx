// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';
import { AppProvider } from '../../src/app/model.ts';
import Settings from '../../src/app/settings/index.tsx';
import { trailCsv, trailJson } from '../../src/app/settings/trail-file.ts';
import { StopScreen } from '../../src/app/shell/StopScreen.tsx';
import { useShortcuts } from '../../src/app/shell/shortcuts.ts';
import { type AuditEvent, type Erased, memoryStore } from '../../src/store/index.ts';
import { type TestApp, testApp } from './fixtures.ts';

afterEach(cleanup);

function show(app: TestApp = testApp()): TestApp {
  app.over.value = { room: 'settings' };
  render(
    <AppProvider value={app}>
      <Settings />
    </AppProvider>,
  );
  return app;
}
const part = (name: string) => within(screen.getByRole('region', { name }));

test('the heading has the focus, every part its own, and Escape closes', () => {
  const app = show();
  expect(document.activeElement?.textContent).toBe('Settings');
  expect(screen.getAllByRole('heading', { level: 2 }).map((each) => each.textContent)).toEqual([
    'Screen',
    'Keys',
    'Session',
    'Kept on this device',
    'Your work as a file',
    'Audit trail',
    'About',
  ]);
  fireEvent.keyDown(document.activeElement as Element, { key: 'Escape' });
  expect(app.over.value).toBeNull();
});

test('view and density are chosen, and kept', async () => {
  const app = show();
  fireEvent.click(screen.getByLabelText('CDI specialist'));
  expect(app.role.value).toBe('cdi');
  fireEvent.click(screen.getByLabelText('Dense'));
  expect(app.prefs.value.density).toBe('dense');
});

function Keys({ onKey }: { readonly onKey: (key: string) => void }) {
  useShortcuts(true, { j: () => onKey('j'), k: () => onKey('k'), Escape: () => onKey('Escape') });
  return null;
}

test('a changed key works at once everywhere; switched off, only named keys work', async () => {
  const app = testApp();
  const pressed = vi.fn();
  render(
    <AppProvider value={app}>
      <Settings />
    </AppProvider>,
  );
  fireEvent.keyDown(screen.getByLabelText('Next'), { key: 'f' });
  expect(app.prefs.value.keys).toEqual({ j: 'f' });
  await waitFor(() => expect((screen.getByLabelText('Next') as HTMLInputElement).value).toBe('f'));
  fireEvent.keyDown(screen.getByLabelText('Previous'), { key: 'f' });
  expect(app.prefs.value.keys).toEqual({ j: 'k', k: 'f' });
  fireEvent.click(screen.getByRole('button', { name: 'Standard keys' }));
  expect(app.prefs.value.keys).toEqual({});
  app.setPrefs({ keys: { j: 'f' } });
  cleanup();
  render(
    <AppProvider value={app}>
      <Keys onKey={pressed} />
    </AppProvider>,
  );
  for (const key of ['f', 'j', 'k']) fireEvent.keyDown(document.body, { key });
  expect(pressed.mock.calls).toEqual([['j'], ['k']]);
  app.setPrefs({ shortcuts: false });
  for (const key of ['f', 'k', 'Escape']) fireEvent.keyDown(document.body, { key });
  expect(pressed.mock.calls).toEqual([['j'], ['k'], ['Escape']]);
});

test('where the hospital switched keys off, nothing can be set', () => {
  const app = testApp();
  Object.assign(app, { site: { ...app.site, switches: { ...app.site.switches, shortcuts: false } } });
  show(app);
  expect(part('Keys').getByText('The hospital switched single keys off.')).toBeTruthy();
  expect(screen.queryByLabelText('Use single keys')).toBeNull();
});

test('what is kept is told by kind, number and day', async () => {
  const app = testApp();
  const oldest = Date.parse('2026-03-01T12:00:00');
  Object.assign(app, {
    keptTotals: async () => ({ totals: [{ kind: 'draft', n: 2, oldest, until: oldest + 3 * 86_400_000 }], lost: 0, broken: 1 }),
  });
  show(app);
  const row = await screen.findByRole('row', { name: /Drafts/ });
  expect(row.textContent).toContain('kept 3 days at most');
  expect(row.textContent).toContain('2026-03-01');
  expect(row.textContent).toContain('2026-03-04');
  expect(screen.getByText(/1 record could not be read back/)).toBeTruthy();
});

test('nothing is erased before the second click, and the report is what was erased', async () => {
  const app = testApp();
  const wipe = vi.fn(async (): Promise<Erased> => ({ work: 3, trail: 1, counts: 0, isSure: true }));
  Object.assign(app, { wipe });
  show(app);
  fireEvent.click(screen.getByRole('button', { name: 'Erase now' }));
  expect(document.activeElement?.textContent).toBe('Cancel');
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(wipe).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('button', { name: 'Erase now' }));
  fireEvent.click(screen.getByLabelText('Also erase counts and preferences'));
  fireEvent.click(screen.getByRole('button', { name: 'Erase' }));
  expect(await screen.findByText('Erased: 3 items of work, 1 event of the audit trail, and the key.')).toBeTruthy();
  expect(wipe).toHaveBeenCalledWith({ withCounts: true, why: 'erased' });
});

test('a device that did not answer is not reported as erased', async () => {
  const app = testApp();
  Object.assign(app, { wipe: async () => ({ work: 0, trail: 0, counts: 0, isSure: false }) });
  show(app);
  fireEvent.click(screen.getByRole('button', { name: 'Erase now' }));
  fireEvent.click(screen.getByRole('button', { name: 'Erase' }));
  expect(await screen.findByText(/could not all be erased/)).toBeTruthy();
});

test('own work is exported as text and file, with a word about what it holds', async () => {
  const app = testApp();
  Object.assign(app, { exportWork: async () => '{"work":1}' });
  show(app);
  fireEvent.click(screen.getByRole('button', { name: 'Export your work' }));
  const box = (await screen.findByRole('textbox', { name: /^corroborate-work-\d{4}-\d\d-\d\d-[0-9a-f]{6}\.json$/ })) as HTMLTextAreaElement;
  expect(box.value).toBe('{"work":1}');
  expect(screen.getByText(/ids of patients. Keep it where/)).toBeTruthy();
});

test('FC-R08 when the session ends while a file is put together, nothing is handed out', async () => {
  const app = testApp();
  Object.assign(app, {
    exportWork: async () => {
      app.stop.value = { code: 'idle', detail: null };
      return '{"work":1}';
    },
  });
  show(app);
  fireEvent.click(screen.getByRole('button', { name: 'Export your work' }));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(screen.queryByDisplayValue('{"work":1}')).toBeNull();
});

test('an import tells how much was taken, or why nothing was', async () => {
  const app = testApp();
  const importWork = vi.fn(async (text: string) =>
    text === 'mine'
      ? ({ ok: true, taken: 2, known: 1, refused: 1, isKept: true } as const)
      : ({ ok: false, reason: 'other-user' } as const),
  );
  Object.assign(app, { importWork });
  show(app);
  fireEvent.click(screen.getByRole('button', { name: 'Import your work' }));
  const box = screen.getByLabelText('Text of the file, or choose the file below');
  fireEvent.input(box, { target: { value: 'yours' } });
  fireEvent.click(screen.getByRole('button', { name: 'Take it in' }));
  expect(await screen.findByText('Not taken: the file is of another user.')).toBeTruthy();
  fireEvent.input(box, { target: { value: 'mine' } });
  fireEvent.click(screen.getByRole('button', { name: 'Take it in' }));
  expect(await screen.findByText('2 taken, 1 already here, 1 refused (not usable, or past its days).')).toBeTruthy();
});

const EVENT: AuditEvent = {
  at: Date.parse('2026-03-02T13:14:00Z'),
  action: 'copied',
  user: 'Practitioner/1',
  patient: '=1',
  encounter: 'e1',
  about: 'SEP-1',
  outcome: 'ok',
};

test('the trail goes out as a table and as JSON, says who exported it, and its loss', () => {
  const made = { user: 'Practitioner/1', now: EVENT.at, lost: 2 };
  expect(trailCsv([EVENT], made)).toBe(
    "time,action,user,patient,encounter,about,outcome\r\n2026-03-02T13:14:00.000Z,copied,Practitioner/1,'=1,e1,SEP-1,ok\r\n2026-03-02T13:14:00.000Z,end-of-export,Practitioner/1,,,events:1 lost:2,ok\r\n",
  );
  expect(JSON.parse(trailJson([EVENT], made))).toMatchObject({
    format: 'corroborate-audit',
    lost: 2,
    exportedBy: 'Practitioner/1',
    events: [{ action: 'copied', patient: '=1' }],
  });
});

test('an empty trail says so, and an export of it is an event itself', async () => {
  const app = show();
  fireEvent.click(screen.getByRole('button', { name: 'Export as a table (CSV)' }));
  expect(await screen.findByText('There are no events of yours on this device.')).toBeTruthy();
  app.audited.push(EVENT);
  fireEvent.click(screen.getByRole('button', { name: 'Export as JSON' }));
  await screen.findByRole('textbox', { name: /^corroborate-audit-/ });
  expect(app.audited.map(({ action }) => action)).toEqual(['copied', 'exported']);
  // What was lost is read at the moment of the export, not when the room was opened.
  Object.assign(app, { keptTotals: async () => ({ totals: [], lost: 4, broken: 0 }) });
  fireEvent.click(screen.getByRole('button', { name: 'Export as a table (CSV)' }));
  await waitFor(() =>
    expect((screen.getByRole('textbox', { name: /^corroborate-audit-.*csv$/ }) as HTMLTextAreaElement).value).toContain('lost:4'),
  );
});

test('versions and the contact of the hospital are there', () => {
  const app = testApp();
  Object.assign(app, { site: { ...app.site, contact: { name: 'CDI office', email: 'cdi@example.org', phone: '555-0100' } } });
  show(app);
  const about = part('About');
  expect(about.getByText('CDI office', { exact: false })).toBeTruthy();
  expect(about.getByRole('link', { name: 'cdi@example.org' }).getAttribute('href')).toBe('mailto:cdi@example.org');
  expect(about.getByText(/^Sepsis 1\.2\.0/)).toBeTruthy();
});

test('signing out asks first, and its page says what was erased', async () => {
  const app = show();
  fireEvent.click(screen.getByRole('button', { name: 'Sign out and erase' }));
  expect(app.stop.value).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Sign out' }));
  await waitFor(() => expect(app.stop.value?.code).toBe('signed-out'));
  cleanup();
  render(
    <AppProvider value={app}>
      <StopScreen stop={{ code: 'signed-out', detail: 'Erased on this device: 3 items of work.' }} />
    </AppProvider>,
  );
  expect(screen.getByRole('heading', { name: 'Signed out' })).toBeTruthy();
  expect(screen.getByText('Erased on this device: 3 items of work.')).toBeTruthy();
});

test('a store in memory says that it is', () => {
  expect(memoryStore('no-user').trouble).toBe('no-user');
});
