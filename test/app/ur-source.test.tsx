// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';
import { AppProvider, type Role } from '../../src/app/model.ts';
import { EvidenceDrawer } from '../../src/app/shell/EvidenceDrawer.tsx';
import UrWorkplace from '../../src/app/ur/index.tsx';
import { words } from '../../src/app/words.ts';
import type { UrEntry } from '../../src/core/stay/entry.ts';
import { type TestApp, testApp } from './fixtures.ts';
import { written } from './ur-reviews.ts';

afterEach(cleanup);

const at = Date.parse('2026-01-10T13:00:00-08:00');
const ENTRY: UrEntry = {
  ...{ id: 'x1', encounter: 'Encounter/vig-24-enc', kind: 'payer-class', at, text: 'commercial' },
  ...{ reason: 'card seen at registration', enteredBy: 'Bo Lind' },
};

/** The drawer at a sentence that rests on an entry, over the board. */
async function show(entry: UrEntry | null, role: Role = 'ur'): Promise<TestApp> {
  const app = testApp(written('24', { asOf: '2026-01-10T13:40:00-08:00', entries: entry ? [entry] : [] }));
  app.role.value = role;
  if (entry) app.put('entry', { key: entry.id, at: at + 60_000, entry });
  render(
    <AppProvider value={app}>
      {role === 'ur' && <UrWorkplace />}
      <EvidenceDrawer content={{ kind: 'sources', title: 'Payer class', sources: ['UrEntry/x1' as never] }} onClose={() => {}} />
    </AppProvider>,
  );
  await vi.waitFor(() => expect(screen.getByRole('dialog').textContent).not.toContain(words.states.soon), { timeout: 5000 });
  return app;
}
const drawer = () => (screen.getByRole('dialog').textContent ?? '').replaceAll(/\s+/g, ' ');

test('an entry as a source: kind in words, time, who entered it, reason, and that it holds', async () => {
  await show(ENTRY);
  expect(drawer()).toMatch(/Entry of utilization review.*Payer class: Commercial.*01-10 13:00 PST.*card seen at registration/);
  expect(drawer()).toMatch(/Entered byBo Lind, 01-10 13:01.*Stateholds/);
  expect(drawer()).not.toContain('not read in this session');
});

test('a removed entry is struck through and says when', async () => {
  await show({ ...ENTRY, removed: at + 120_000 });
  expect(within(screen.getByRole('dialog')).getByText('Payer class: Commercial').tagName).toBe('S');
  expect(drawer()).toContain('removed 01-10 13:02');
});

test('one that is not kept here says so, and never that it was not read', async () => {
  await show(null);
  expect(drawer()).toContain('This entry is not kept on this device any more.');
});

test('the drawer leads to the entry on the board', async () => {
  const app = await show(ENTRY);
  fireEvent.click(screen.getByRole('button', { name: 'Go to the entry' }));
  expect(app.drawer.value).toBeNull();
  await vi.waitFor(() => expect(document.activeElement?.id).toBe('ur-entry-x1'));
});

test('a clinician sees that utilization review entered something, and nothing of the payer', async () => {
  await show(ENTRY, 'clinician');
  expect(drawer()).toContain('01-10 13:00 PST');
  expect(drawer()).not.toMatch(/commercial|payer class:|card seen/i);
});
