// @vitest-environment happy-dom
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { CdiWorkplace } from '../../src/app/cdi/CdiWorkplace.tsx';
import { fits, NO_FILTER } from '../../src/app/cdi/list/filters.ts';
import type { Row } from '../../src/app/cdi/list/row.ts';
import { AppProvider } from '../../src/app/model.ts';
import { forbiddenIn } from '../../src/core/lint/forbidden.ts';
import { toolkitOf } from '../../src/core/review/index.ts';
import { rowOf } from '../../src/core/worklist/index.ts';
import { appOf, content, othersOf, type Written, workflow, written } from './cdi-charts.ts';

afterEach(cleanup);

const IDS = readdirSync(resolve(import.meta.dirname, '../../sandbox/patients')).flatMap((name) => /^(.*)\.json$/.exec(name)?.[1] ?? []);
const lexicon = toolkitOf(content).lint;

/** Words of the record itself, which stand as they stand there. */
const quotes = ({ review }: Written): readonly string[] =>
  review.chart.facts.flatMap((fact) => [fact.note?.snippet?.trim() ?? ''].filter((text) => text.length > 5));

const faultsIn = (text: string, of: Written): readonly string[] =>
  forbiddenIn(
    quotes(of).reduce((left, quote) => left.replaceAll(quote, ' '), text),
    'screen',
    lexicon,
  )
    .filter(({ severity }) => severity === 'E')
    .map(({ message }) => message);

/** How 42 CFR 412.3 itself names its time, who may order, and whose rule applies: terms of the status checklist, on its own tab alone. */
const TERMS_OF_THE_RULE = /two-midnight benchmark|benchmark|admitting privileges|privileges|payer/gi;

function show(stay: Written) {
  const app = appOf(stay);
  Object.assign(app, { others: othersOf(app, {}) });
  render(
    <AppProvider value={app}>
      <CdiWorkplace concepts={content.concepts} workflow={workflow} />
    </AppProvider>,
  );
  return within(screen.getByRole('region', { name: /^Case/ }));
}

test.each(IDS)('no word about money, weights, payers or pressure stands on any CDI screen of %s', (id) => {
  const stay = written(id);
  const caseRegion = show(stay);
  const tabs = [...document.querySelectorAll<HTMLElement>('[role="tab"]')];
  expect(tabs.length).toBeGreaterThan(0);
  for (const tab of tabs.map(({ id: name, textContent }) => ({ name, isStatus: textContent?.startsWith('Inpatient status') === true }))) {
    fireEvent.click(document.getElementById(tab.name) as HTMLElement);
    const text = document.body.textContent ?? '';
    expect(faultsIn(tab.isStatus ? text.replace(TERMS_OF_THE_RULE, ' ') : text, stay)).toEqual([]);
  }
  fireEvent.click(caseRegion.getByRole('button', { name: 'Second-level review' }));
  expect(faultsIn(document.body.textContent ?? '', stay)).toEqual([]);
}, 60_000);

test('where notes were not read the timeline and the statements say so, beside whatever stands there', () => {
  show(written('vig-02', ['DocumentReference', 'Binary', 'Composition']));
  const section = (name: string) => within(screen.getByRole('region', { name }));
  expect(section('Timeline').getByText(/^Provider notes could not be read in full: statements may be missing here/)).toBeTruthy();
  cleanup();
  show(written('vig-02'));
  expect(section('Timeline').queryByText(/could not be read in full: statements/)).toBeNull();
});

test('a row of which something could not be read is not said to lack what a filter asks for', () => {
  const { review } = written('vig-21');
  const core = rowOf(review, { lastLook: null, queries: [] }, { concepts: content.concepts, workflow });
  const row = (unchecked: number, partial: number, notKnown: boolean): Row => ({
    ...{ encounter: 'e', patient: 'p', identity: null, location: null, start: null, route: 'search' },
    state: { kind: 'read', partial, at: 0 },
    core: {
      ...core,
      ...{ kinds: [], unchecked },
      secondLevel: {
        raised: [],
        notKnown: notKnown ? [{ id: 't', label: 't', words: { text: 't', sources: [review.encounter] }, evidence: [] }] : [],
      },
    },
  });
  const kind = { ...NO_FILTER, kind: 'validation' as const };
  expect([row(0, 0, false), row(1, 0, false), row(0, 1, false)].map((each) => fits(each, kind, 0))).toEqual(['no', 'unknown', 'unknown']);
  const risk = { ...NO_FILTER, risk: true };
  expect([row(0, 0, false), row(0, 0, true)].map((each) => fits(each, risk, 0))).toEqual(['no', 'unknown']);
});
