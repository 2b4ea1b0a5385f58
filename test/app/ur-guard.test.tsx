// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AppProvider } from '../../src/app/model.ts';
import UrWorkplace from '../../src/app/ur/index.tsx';
import { type TestApp, testApp } from './fixtures.ts';
import { realCheck, written } from './ur-reviews.ts';

let copied: string[] = [];
const printed = vi.fn();
beforeEach(() => {
  copied = [];
  printed.mockClear();
  vi.stubGlobal('print', printed);
  Object.assign(window, { print: printed });
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: { writeText: async (text: string) => void copied.push(text) },
  });
});
afterEach(cleanup);

/** The board under the real linter. */
function show(): TestApp {
  const app = testApp(written('24', { asOf: '2026-01-10T13:40:00-08:00' }));
  Object.assign(app, { check: realCheck });
  render(
    <AppProvider value={app}>
      <UrWorkplace />
    </AppProvider>,
  );
  return app;
}
const region = (name: string) => screen.getByRole('region', { name });
const settle = () => vi.waitFor(() => new Promise((resolve) => setTimeout(resolve, 20)));
const press = async (name: RegExp | string, within_: HTMLElement = document.body) => {
  fireEvent.click(within(within_).getByRole('button', { name }));
  await settle();
};
const type = (label: RegExp, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } });
const decide = (choice: string, reason: string) => {
  fireEvent.click(screen.getByLabelText(choice));
  fireEvent.input(within(region('Decision')).getByLabelText('Reason'), { target: { value: reason } });
  fireEvent.submit(screen.getByRole('button', { name: 'Keep decision' }).closest('form') as HTMLFormElement);
};
const said = () => (document.body.textContent ?? '').replaceAll(/\s+/g, ' ');

/** What nobody may send, as a user might write it. Quotation marks do not make it words of the record, closed or not. */
const FORBIDDEN = ['They said "worth $12,000 more"', '"affects the MCC capture'];

/** Every way out of the workplace, from the board, and the place the words stand in. */
const WAYS: Readonly<Record<string, { readonly place: string; readonly go: (words: string) => Promise<void> }>> = {
  'brief copied': {
    place: 'Decision of the reviewer',
    async go(words) {
      decide('Facts support inpatient', words);
      await press('Brief');
      await press('Copy as text');
    },
  },
  'brief printed': {
    place: 'Decision of the reviewer',
    async go(words) {
      decide('Facts support inpatient', words);
      await press('Brief');
      await press('Print');
    },
  },
  'peer-to-peer sheet copied, reference': {
    place: 'Reference',
    async go(words) {
      await press('Peer-to-peer');
      fireEvent.input(screen.getByLabelText(/^Reference/), { target: { value: words } });
      await press('Copy as text');
    },
  },
  'peer-to-peer sheet printed, notes': {
    place: 'Notes',
    async go(words) {
      await press('Peer-to-peer');
      fireEvent.input(screen.getByLabelText(/^Notes/), { target: { value: words } });
      await press('Print');
    },
  },
  'hand-over, question': {
    place: 'Question',
    async go(words) {
      decide('Unclear: to the physician advisor', 'second night not certain');
      type(/^Question to the/, words);
      await press('Hand over and copy as text');
    },
  },
  'hand-over, reason of the view': {
    place: 'View of the nurse',
    async go(words) {
      decide('Unclear: to the physician advisor', words);
      await press('Hand over and copy as text');
    },
  },
};

describe.each(Object.entries(WAYS))('%s', (_name, { place, go }) => {
  test.each(FORBIDDEN)('%s: nothing leaves, with place and reason', async (words) => {
    const app = show();
    await go(words);
    expect(copied).toEqual([]);
    expect(printed).not.toHaveBeenCalled();
    expect(said()).toMatch(new RegExp(`Not (copied|printed): ${place}[^.]*: "[^"]+"`, 'i'));
    expect(app.kept.value.handovers).toEqual([]);
    expect(app.audited.filter(({ outcome }) => outcome === 'refused')).not.toEqual([]);
  });

  test('the same with plain words leaves', async () => {
    show();
    await go('stable overnight, needs a second day of intravenous treatment');
    expect(copied.length + printed.mock.calls.length).toBe(1);
  });
});

test('the browser prints by itself too: a page with such words is not on paper, and the paper says why', async () => {
  show();
  decide('Facts support inpatient', 'worth $12,000 more');
  await press('Brief');
  await vi.waitFor(() => expect(screen.getByRole('article').className).toContain('no-print'), { timeout: 3000 });
  expect(said()).toMatch(/Not printed: Decision of the reviewer/);
});

test('no word on board and pages tells the reader which level it is, should be or may be billed', async () => {
  show();
  const verdict =
    /\b(meets|qualifies for|should be|must be|recommend\w*|appropriate for|approved? for) (inpatient|observation|admission)\b/i;
  expect(said()).not.toMatch(verdict);
  await press('Brief');
  expect(said()).not.toMatch(verdict);
  fireEvent.click(screen.getByRole('tab', { name: 'Peer-to-peer' }));
  await settle();
  expect(said()).not.toMatch(verdict);
});
