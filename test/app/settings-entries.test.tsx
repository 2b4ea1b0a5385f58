// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import type { ComponentChildren } from 'preact';
import { afterEach, expect, test, vi } from 'vitest';
import { AppProvider } from '../../src/app/model.ts';
import { ClashBar } from '../../src/app/shell/ClashBar.tsx';
import { Footer } from '../../src/app/shell/Footer.tsx';
import { HelpDrawer } from '../../src/app/shell/HelpDrawer.tsx';
import { Shell } from '../../src/app/shell/Shell.tsx';
import { shellWords } from '../../src/app/shell/words.ts';
import type { Trouble } from '../../src/store/index.ts';
import { type TestApp, testApp } from './fixtures.ts';

afterEach(cleanup);

function show(app: TestApp, children: ComponentChildren): TestApp {
  render(<AppProvider value={app}>{children}</AppProvider>);
  return app;
}

test('settings are one click from the foot of the page, quality two by help', () => {
  const app = show(testApp(), <Footer />);
  fireEvent.click(screen.getByRole('button', { name: 'Settings' }));
  expect(app.over.value).toEqual({ room: 'settings' });
  cleanup();
  const onClose = vi.fn();
  show(app, <HelpDrawer onClose={onClose} />);
  fireEvent.click(screen.getByRole('button', { name: 'Quality of prompts' }));
  expect(app.over.value).toEqual({ room: 'quality' });
  expect(onClose).toHaveBeenCalled();
});

test('each reason why work is not kept stands at the foot of the page in words of its own', () => {
  const said = Object.keys(shellWords.trouble).map((trouble) => {
    const app = testApp();
    Object.assign(app, { storeKind: { value: 'memory' }, storeTrouble: { value: trouble as Trouble } });
    show(app, <Footer />);
    const text = screen.getByText(shellWords.trouble[trouble as Trouble]).textContent ?? '';
    cleanup();
    return text;
  });
  expect(new Set(said).size).toBe(7);
  show(testApp(), <Footer />);
  for (const text of said) expect(screen.queryByText(text)).toBeNull();
});

test('help names the keys as this user set them, and none when they are off', () => {
  const app = testApp();
  app.setPrefs({ keys: { r: 'w' } });
  show(app, <HelpDrawer onClose={() => {}} />);
  expect(screen.getByText('w').nextElementSibling?.textContent).toMatch(/^respond/);
  expect(screen.queryByText('r', { selector: 'dt' })).toBeNull();
  cleanup();
  app.setPrefs({ shortcuts: false });
  show(app, <HelpDrawer onClose={() => {}} />);
  expect(screen.queryByText(/^respond/)).toBeNull();
});

test('FC-N04 a draft that another window wrote over asks which text stays', () => {
  const app = testApp();
  const settle = vi.fn();
  const onTheirs = vi.fn();
  Object.assign(app, { settleClash: settle });
  show(app, <ClashBar onTheirs={onTheirs} />);
  expect(screen.queryByRole('button')).toBeNull();
  cleanup();
  const draft = { key: 'd', option: null, words: 'mine', at: 1 };
  app.clash.value = { mine: draft, theirs: { ...draft, words: 'theirs' } };
  show(app, <ClashBar onTheirs={onTheirs} />);
  fireEvent.click(screen.getByRole('button', { name: 'Keep the text of this window' }));
  expect(settle).toHaveBeenLastCalledWith('mine');
  expect(onTheirs).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('button', { name: 'Use the other text' }));
  expect(settle).toHaveBeenLastCalledWith('theirs');
  expect(onTheirs).toHaveBeenCalled();
});

test('dense is set for the whole page', async () => {
  const app = testApp();
  app.setPrefs({ density: 'dense' });
  show(app, <Shell />);
  await expect.poll(() => document.documentElement.dataset.density).toBe('dense');
});
