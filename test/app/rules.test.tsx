// @vitest-environment happy-dom
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, test } from 'vitest';
import { AppProvider, type Role } from '../../src/app/model.ts';
import { RulesView } from '../../src/app/rules/RulesView.tsx';
import { Why } from '../../src/app/rules/Why.tsx';
import { promptRule, readableRules } from '../../src/core/review/index.ts';
import { appOf, content, written } from './cdi-charts.ts';
import { SEPSIS, type TestApp } from './fixtures.ts';

/** Sepsis by one definition and not by the other. */
const sepsis = written('vig-01');

// Putting all checklists in words takes a moment on a busy machine.
configure({ asyncUtilTimeout: 20_000 });
afterEach(cleanup);

function appFor(role: Role): TestApp {
  const app = appOf(sepsis);
  app.role.value = role;
  Object.assign(app, {
    readRules: async () => readableRules(content, 'base', app.role.value === 'clinician'),
    explain: async (prompt: Parameters<typeof promptRule>[2]) => {
      const rule = promptRule(content, sepsis.review, prompt, app.role.value === 'clinician');
      if (!rule) throw new Error('no rule');
      return rule;
    },
  });
  app.over.value = { room: 'rules', checklist: 'sepsis', entry: null, page: 'rule' };
  return app;
}

function Shown({ app }: { readonly app: TestApp }) {
  const place = app.over.value;
  return <AppProvider value={app}>{place?.room === 'rules' && <RulesView place={place} concepts={content.concepts} />}</AppProvider>;
}

async function show(role: Role): Promise<TestApp> {
  const app = appFor(role);
  render(<Shown app={app} />);
  await screen.findByRole('heading', { level: 3, name: 'Definitions side by side' });
  return app;
}

const VERDICTS = /^(?:met|not met|not found|not known)$/;

describe('the rule', () => {
  test('states version, stage, owner, review date, sources with their period, and the source attributes', async () => {
    await show('cdi');
    for (const text of ['CDI physician advisor', '2027-03-31', 'in review, not yet signed off'])
      expect(screen.getByText(text)).toBeTruthy();
    const sources = screen.getByRole('region', { name: 'Sources' });
    expect(within(sources).getByText(/SEP-1, severe sepsis and septic shock/).textContent).toContain('until 2026-12-31');
    const attributes = screen.getByRole('region', { name: 'Source attributes' });
    for (const name of ['Developer', 'Funding', 'Race', 'Social determinants of health'])
      expect(within(attributes).getByText(name)).toBeTruthy();
  });

  test('puts the definitions side by side with what differs for this patient', async () => {
    await show('cdi');
    const side = screen.getByRole('region', { name: 'Definitions side by side' });
    const result = sepsis.review.checklists.find(({ id }) => id === 'sepsis');
    for (const definition of Object.values(result?.definitions ?? {}))
      expect(within(side).getByRole('heading', { name: definition.label })).toBeTruthy();
    expect(within(side).getByText(/^For this patient:/)).toBeTruthy();
    expect(within(side).getAllByText(VERDICTS).length).toBeGreaterThan(6);
  });

  test('says what an item looks for, when, for whom, and which rationales it answers, to CDI', async () => {
    await show('cdi');
    const items = screen.getByRole('region', { name: 'What is looked for' });
    const lactate = within(items).getByRole('heading', { name: 'Repeat lactate after a raised first one' }).closest('li');
    expect(lactate?.textContent).toMatch(/Lactate above 2 mmol\/L, the first value/);
    expect(lactate?.textContent).toMatch(/asked of clinician, CDI|asked of CDI, clinician/);
    expect(lactate?.textContent).toMatch(/Review rationales: SD-\d\d/);
  });

  test('shows a clinician neither verdicts, rationales nor queries, whatever the chart holds', async () => {
    await show('clinician');
    expect(screen.queryAllByText(VERDICTS)).toEqual([]);
    expect(document.body.textContent).not.toMatch(/\bSD-\d\d\b|Review rationales|For this patient/);
    expect(screen.queryByRole('region', { name: 'Queries' })).toBeNull();
    expect(screen.getByText(/the same for every patient/)).toBeTruthy();
  });

  test('keeps only the entries that hold all words of the filter, and says how many', async () => {
    const app = await show('ur');
    fireEvent.input(screen.getByLabelText('Filter by words'), { target: { value: 'platelets half' } });
    await screen.findByText(/^\d of \d+ entries$/);
    expect(screen.getByRole('heading', { name: 'Platelets fallen to half within a week, near the infection' })).toBeTruthy();
    expect(screen.queryByRole('heading', { name: 'Creatinine change and its meaning' })).toBeNull();
    fireEvent.input(screen.getByLabelText('Filter by words'), { target: { value: 'zzz' } });
    expect(await screen.findByText('No entry holds these words.')).toBeTruthy();
    expect(app.over.value).not.toBeNull();
  });

  test('a named part leads to its own entry, also when a filter hides it', async () => {
    await show('cdi');
    fireEvent.input(screen.getByLabelText('Filter by words'), { target: { value: 'Sepsis-3, infection with SOFA' } });
    await screen.findByText(/of \d+ entries/);
    fireEvent.click(screen.getAllByRole('button', { name: 'SOFA two or more above baseline, near the infection' })[0] as HTMLElement);
    await waitFor(() => expect(document.activeElement?.textContent).toBe('SOFA two or more above baseline, near the infection'));
  });

  test('opens at the entry asked for, and Escape closes', async () => {
    const app = appFor('cdi');
    app.over.value = { room: 'rules', checklist: 'sepsis', entry: 'elevated-lactate', page: 'rule' };
    render(<Shown app={app} />);
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Lactate above the limit near the infection'));
    fireEvent.keyDown(document.activeElement as Element, { key: 'Escape' });
    expect(app.over.value).toBeNull();
  });

  test('says that it could not be shown when nothing answers', async () => {
    const app = appFor('cdi');
    Object.assign(app, { readRules: async () => Promise.reject(new Error('x')) });
    render(<Shown app={app} />);
    expect(await screen.findByText('The rules could not be shown.')).toBeTruthy();
  });

  test('its one page has definitions, limits, open words, elements and sources, and nothing of the patient', async () => {
    await show('cdi');
    fireEvent.click(screen.getByRole('button', { name: 'One page' }));
    const page = await screen.findByRole('article', { name: 'Documentation essentials: Sepsis' });
    for (const name of ['What each definition asks', 'What reviewers look for', 'Words that stand for no one diagnosis', 'Sources'])
      expect(within(page).getByRole('heading', { name })).toBeTruthy();
    expect(page.textContent).toContain('Lactate above 2 mmol/L');
    expect(within(page).queryAllByText(VERDICTS)).toEqual([]);
  });
});

describe('why a prompt is asked', () => {
  const prompt = { ...SEPSIS, item: 'lactate-measured' };

  test('a reviewer can go on to the whole rule', async () => {
    const app = appFor('cdi');
    app.over.value = null;
    render(
      <AppProvider value={app}>
        <Why prompt={prompt} />
      </AppProvider>,
    );
    fireEvent.click(await screen.findByRole('button', { name: 'Open the rule' }));
    expect(app.over.value).toEqual({ room: 'rules', checklist: prompt.checklist, entry: prompt.item, page: 'rule' });
  });

  test('where nobody has documented the subject a clinician reads neither its name nor a way to it', async () => {
    const app = appFor('clinician');
    app.over.value = null;
    const silent = { ...sepsis.review.chart, facts: sepsis.review.chart.facts.filter((fact) => fact.note === undefined) };
    const review = {
      ...sepsis.review,
      chart: silent,
      checklists: sepsis.review.checklists.map((result) => ({
        ...result,
        documentation: { ...result.documentation, state: 'silent' as const, statements: [] },
      })),
    };
    Object.assign(app, { explain: async () => promptRule(content, review, prompt, true) });
    const { container } = render(
      <AppProvider value={app}>
        <Why prompt={prompt} />
      </AppProvider>,
    );
    expect(await screen.findByText(/Parts of this rule are not shown here/)).toBeTruthy();
    expect(container.textContent).not.toMatch(/sepsis|septic/i);
    expect(screen.queryByRole('button', { name: 'Open the rule' })).toBeNull();
  });
});
