// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppProvider } from '../../src/app/model.ts';
import UrWorkplace from '../../src/app/ur/index.tsx';
import type { Review } from '../../src/core/review/review.ts';
import { type TestApp, testApp } from './fixtures.ts';
import { written } from './ur-reviews.ts';

let copied: string[] = [];
beforeEach(() => {
  copied = [];
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: { writeText: async (text: string) => void copied.push(text) },
  });
});
afterEach(cleanup);

function show(review: Review, app: TestApp = testApp(review)): TestApp {
  render(
    <AppProvider value={app}>
      <UrWorkplace />
    </AppProvider>,
  );
  return app;
}
const region = (name: RegExp | string) => screen.getByRole('region', { name });
const said = (element: Element) => (element.textContent ?? '').replaceAll(/\s+/g, ' ').replaceAll(', show source', '');
const press = (name: RegExp | string) => fireEvent.click(screen.getByRole('button', { name }));
const settle = () => vi.waitFor(() => new Promise((resolve) => setTimeout(resolve, 5)));
const strip = () => said(region('Where the stay stands'));

/** Observation turned inpatient, seen at 13:40 on the day of the order. */
const OPEN = '2026-01-10T13:40:00-08:00';

test('an inpatient stay: status with its time and zone, order, payer and the three counts', () => {
  show(written('21'));
  const head = said(screen.getByRole('heading', { level: 1 }));
  expect(head).toMatch(/^Inpatient since 03-16 17:45 \w+, stay ended 03-18 13:00/);
  expect(head).toContain('by order');
  for (const part of [
    'Medicare fee for service',
    'present03-16 17:45',
    '2 total · 2 countable · 2 after the order',
    'first specimen taken',
  ])
    expect(strip()).toContain(part);
});

test('the expectation is quoted with its writer and time', () => {
  show(written('21'));
  const box = said(region('Expected stay, as written'));
  expect(box).toContain('lasting at least two midnights');
  expect(box).toContain('attending, H&P, 03-16 18:20');
});

test('without an expectation the board says in how many notes it was looked for, and opens the search', () => {
  const app = show(written('22'));
  const line = within(region('Expected stay, as written')).getByRole('button', { name: /not found in 5 notes read/ });
  fireEvent.click(line);
  expect(app.drawer.value?.kind).toBe('sources');
  expect(app.drawer.value?.kind === 'sources' && typeof app.drawer.value.sources[0]).toBe('object');
});

test('notes that could not be read are never called silent', () => {
  show(written('22', { refused: ['DocumentReference', 'Binary'] }));
  const box = said(region('Expected stay, as written'));
  expect(box).toContain('notes not readable here');
  expect(box).not.toContain('not found');
  expect(box).not.toContain('None found');
  expect(said(region(/^Risk/))).toMatch(/Cannot be read: .*not permitted/);
  expect(said(region('What the notes state'))).not.toContain('not found');
});

test('orders that could not be read are not a missing order', () => {
  show(written('22', { refused: ['ServiceRequest'] }));
  expect(strip()).toContain('orders could not be read in full');
  expect(strip()).not.toMatch(/Inpatient order ?not found/);
});

test('an open stay counts the hours to the next midnight from the server clock', () => {
  show(written('24', { asOf: OPEN }));
  expect(strip()).toContain('in 10:20');
  expect(strip()).toContain('01-11 00:00 PST, counted from 01-10 13:40 PST');
  expect(strip()).toContain('1 total · 1 countable · 0 after the order');
  expect(screen.getByText('Times in America/Los_Angeles (PST)')).toBeTruthy();
});

test('a payer class and observation that could not be read are not "none"', () => {
  show(written('22', { refused: ['Coverage', 'ServiceRequest'] }));
  expect(strip()).toContain('coverage could not be read in full');
  expect(strip()).toContain('Observationnot known');
});

test('on the brief a list that could not be read does not say that nothing was found', () => {
  show(written('22', { refused: ['DocumentReference', 'Binary'] }));
  press('Brief');
  expect(said(region('Risk'))).toContain('Not all of it could be read');
  expect(said(region('Could not be read'))).toContain('not permitted');
});

test('a closed stay has no next midnight', () => {
  show(written('24'));
  expect(strip()).toContain('the stay has ended');
});

test('observation to inpatient: the bar has a text, and each part opens what it rests on', () => {
  const app = show(written('24'));
  const bar = screen.getByRole('img', { name: /^Status over the stay: Emergency .*Observation .*14\.3 h; Inpatient/ });
  expect(bar).toBeTruthy();
  press(/^Observation 01-09 23:10/);
  expect(app.drawer.value).toMatchObject({ kind: 'sources', sources: ['ServiceRequest/vig-24-order-001'] });
});

test('moons say in words what each midnight counts for', () => {
  show(written('24'));
  const moons = screen.getByRole('img', { name: /^01-10 00:00/ }).getAttribute('aria-label');
  expect(moons).toBe('01-10 00:00 countable, before the order; 01-11 00:00 countable, after the inpatient order');
});

test('each list names what it looked for in vain, and a fact opens its source with the trend', () => {
  const app = show(written('24'));
  expect(said(region(/^Severity/))).toMatch(/Not found: .*troponin/);
  fireEvent.click(within(region(/^Severity/)).getByRole('button', { name: /^White blood cells 11\.6/ }));
  expect(app.drawer.value).toMatchObject({ kind: 'fact', line: { value: '11.6' } });
});

test('a list of risks never names a condition as not found', () => {
  show(written('22'));
  expect(said(region(/^Risk/))).not.toMatch(/Not found:.*(kidney|heart failure|cirrhosis|COPD)/);
});

test('the words of support are those of documentation, never of approval', () => {
  for (const id of ['21', '22', '24']) {
    show(written(id));
    expect(said(document.body)).not.toMatch(/meets inpatient|approved|qualifies|criteria met/i);
    cleanup();
  }
});

test('the presumption of medical review is shown for Medicare fee for service only', () => {
  show(written('21'));
  expect(said(region('What the documentation shows'))).toContain('presumption');
  cleanup();
  show(written('21', { care: { regime: 'medicare-advantage' } }));
  expect(said(document.body)).not.toContain('presumption');
});

test('another payer gets no two-midnight words; an unknown payer gets a warning with them', () => {
  show(written('21', { care: { regime: 'medicaid-mco', support: 'unknown' } }));
  expect(said(region('What the documentation shows'))).not.toMatch(/two-midnight/i);
  cleanup();
  show(written('21', { care: { regime: 'unknown', support: 'unknown' } }));
  expect(said(region('What the documentation shows'))).toContain('Payer class not known');
});

test('a short stay that has ended asks UR, and the question is copied with its facts', async () => {
  show(written('22'));
  const question = screen.getByRole('article', { name: /Expectation not found in the notes of the stay/ });
  fireEvent.click(within(question).getByRole('button', { name: 'Copy question' }));
  await settle();
  expect(copied[0]).toContain('no statement of how long hospital care was expected to last was found');
});

test('a question can be closed with a reason and brought back', () => {
  show(written('22'));
  const name = /Event behind the short stay not found/;
  fireEvent.click(within(screen.getByRole('article', { name })).getByRole('button', { name: 'Not needed' }));
  press('Already asked');
  expect(screen.queryByRole('article', { name })).toBeNull();
  press(/Closed or put off \(1\)/);
  press('Show again');
  expect(screen.getByRole('article', { name })).toBeTruthy();
});

test('a clock that passed says when', () => {
  show(written('22'));
  expect(said(region('Clocks'))).toMatch(/Short inpatient stay: fewer than two midnights after the order passed 05-06 12:30/);
});

test('nothing is decided by the app; a decision needs a choice and a reason, and is kept with its time', () => {
  const app = show(written('24', { asOf: OPEN }));
  for (const radio of screen.getAllByRole('radio')) expect((radio as HTMLInputElement).checked).toBe(false);
  const keep = () => screen.getByRole('button', { name: 'Keep decision' }) as HTMLButtonElement;
  fireEvent.click(screen.getByLabelText('Unclear: to the physician advisor'));
  expect(keep().disabled).toBe(true);
  fireEvent.input(screen.getByLabelText('Reason'), { target: { value: 'second night not yet certain' } });
  fireEvent.submit(keep().closest('form') as HTMLFormElement);
  expect(said(region('Decision'))).toContain('Kept 01-10 13:40 PST');
  expect(app.kept.value.decisions).toMatchObject([
    { choice: 'unclear', reason: 'second night not yet certain', by: 'Alma Rivera', takenBack: null },
  ]);
});

test('a kept decision says when the record has changed under it', async () => {
  const app = show(written('24', { asOf: OPEN }));
  fireEvent.click(screen.getByLabelText('Facts support inpatient'));
  fireEvent.input(screen.getByLabelText('Reason'), { target: { value: 'failed observation' } });
  fireEvent.submit(screen.getByRole('button', { name: 'Keep decision' }).closest('form') as HTMLFormElement);
  expect(said(region('Decision'))).not.toContain('has changed');
  app.review.value = written('24');
  await settle();
  expect(said(region('Decision'))).toContain('The record has changed since this decision was kept.');
});

test('a changed choice is not kept until it is kept again', () => {
  const app = show(written('24', { asOf: OPEN }));
  fireEvent.click(screen.getByLabelText('Facts support inpatient'));
  fireEvent.input(screen.getByLabelText('Reason'), { target: { value: 'x' } });
  fireEvent.submit(screen.getByRole('button', { name: 'Keep decision' }).closest('form') as HTMLFormElement);
  fireEvent.click(screen.getByLabelText('Facts support observation'));
  expect(app.kept.value.decisions).toMatchObject([{ choice: 'inpatient', takenBack: Date.parse(OPEN) }]);
  expect((screen.getByRole('button', { name: 'Keep decision' }) as HTMLButtonElement).disabled).toBe(false);
});

test('two clicks: the brief, then copy; patient, birth date, preparer, facts with times, the open question', async () => {
  show(written('24', { asOf: OPEN }));
  press('Brief');
  const page = said(screen.getByRole('article'));
  for (const part of [
    'Dummyfield, Milo',
    'born 1966-08-14',
    'Prepared by Alma Rivera',
    'data as of 2026-01-10 13:40 PST',
    'Which do these facts support',
  ])
    expect(page).toContain(part);
  press('Copy as text');
  await settle();
  expect(copied[0]).toContain('Dummyfield, Milo');
  expect(copied[0]).toContain('- White blood cells 11.6 x10^3/uL, 01-10 06:00');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: only plain ASCII may leave
  expect(copied[0]).toMatch(/^[\x00-\x7F]*$/);
  expect(screen.getByText(`Copied, ${copied[0]?.length} characters.`)).toBeTruthy();
});

test('a kept decision stands on the brief with its reason', () => {
  show(written('24', { asOf: OPEN }));
  fireEvent.click(screen.getByLabelText('Facts support inpatient'));
  fireEvent.input(screen.getByLabelText('Reason'), { target: { value: 'failed observation' } });
  fireEvent.submit(screen.getByRole('button', { name: 'Keep decision' }).closest('form') as HTMLFormElement);
  press('Brief');
  expect(said(region('Decision of the reviewer'))).toContain('Facts support inpatient. Reason: failed observation');
});

test('nothing is copied or printed when the view does not belong to the launched patient', async () => {
  const print = vi.fn();
  window.print = print;
  const app = testApp(written('24', { asOf: OPEN }));
  app.own = false;
  show(written('24', { asOf: OPEN }), app);
  press('Brief');
  press('Copy as text');
  press('Print');
  await settle();
  expect(copied).toEqual([]);
  expect(print).not.toHaveBeenCalled();
  expect(
    screen
      .getAllByRole('alert')
      .map((alert) => alert.textContent)
      .join(),
  ).toContain('does not belong to the open chart');
});

test('story 8: a refused clipboard leaves the brief selected', async () => {
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: { writeText: async () => Promise.reject(new Error('denied')) },
  });
  document.execCommand = () => false;
  show(written('24', { asOf: OPEN }));
  press('Brief');
  press('Copy as text');
  await settle();
  expect(screen.getByText(/refused to copy/)).toBeTruthy();
  expect((screen.getByLabelText('Brief as text') as HTMLTextAreaElement).value).toContain('Dummyfield, Milo');
});

test('back from the brief the focus is on the button that opened it', async () => {
  show(written('24'));
  press('Brief');
  expect(document.activeElement?.textContent).toBe('Level-of-care brief');
  press('Back to the board');
  await settle();
  expect(document.activeElement?.textContent).toContain('Brief');
});

test('without a known time zone nothing is counted, and the board says so', () => {
  const review = written('24', {
    care: { midnights: { total: null, countable: null, inpatient: null }, nextMidnight: null, end: null, flags: ['zone.unknown'] },
  });
  show({ ...review, zone: null });
  expect(strip()).toContain('not countable');
  expect(said(document.body)).toContain('no midnight is counted');
});

test('every fact and quotation of the board is a link to its source', () => {
  for (const id of ['21', '22', '24']) {
    show(written(id));
    for (const name of [/^Severity/, /^Intensity/, /^Risk/] as const)
      for (const item of within(region(name)).queryAllByRole('listitem'))
        expect(within(item).getAllByRole('button').length).toBeGreaterThan(0);
    cleanup();
  }
});
