// @vitest-environment happy-dom
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AppProvider } from '../../src/app/model.ts';
import { SimulatorRoom } from '../../src/app/simulator/SimulatorRoom.tsx';
import { linesThatDiffer } from '../../src/app/simulator/text-lines.ts';
import { BULK, type Unit, unitsOf } from '../../src/app/simulator/units.ts';
import { authorFiles } from '../../src/content/author.ts';
import { bundleReads } from '../../src/core/chart/reads.ts';
import { simulator } from '../../src/worker/simulate-desk.ts';
import { appOf, content, type Written, written } from './cdi-charts.ts';
import type { TestApp } from './fixtures.ts';

const root = resolve(import.meta.dirname, '../..');
const author = authorFiles(root);
const stay = written('vig-01');
const bundle = (id: string) => readFileSync(resolve(root, `sandbox/patients/${id}.json`), 'utf8');

configure({ asyncUtilTimeout: 30_000 });
const saved: { readonly name: string; readonly blob: Blob }[] = [];
beforeEach(() => {
  saved.length = 0;
  let last: Blob | null = null;
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    last = blob as Blob;
    return 'blob:here';
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    if (last) saved.push({ name: this.download, blob: last });
  });
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

/** The app with the real simulator behind it; `wait`: how each unit is held up. */
function show(here: Written = stay, wait: () => Promise<void> = async () => {}): TestApp {
  const app = appOf(here);
  const desk = simulator(content);
  Object.assign(app, {
    simulator: {
      edit: async (asked: Parameters<typeof desk.edit>[0]) => desk.edit(asked),
      simulate: async (asked: Parameters<typeof desk.simulate>[0]) => {
        await wait();
        const { review, resources } = here;
        const all = [...resources.values()];
        const sources = bundleReads(
          all.map(({ resourceType }) => resourceType),
          review.asOf,
        );
        return desk.simulate(asked, { review, resources: all, sources, options: { encounter: review.encounter } });
      },
    },
  });
  app.over.value = { room: 'simulator' };
  render(
    <AppProvider value={app}>
      <SimulatorRoom author={author} />
    </AppProvider>,
  );
  return app;
}

const choose = (name: string) => fireEvent.change(screen.getByLabelText('Checklist of this build'), { target: { value: name } });
const yaml = () => screen.getByLabelText('The copy, as YAML') as HTMLTextAreaElement;
const rewrite = (from: string, to: string) => {
  if (!yaml().value.includes(from)) throw new Error(`not in the copy: ${from}`);
  fireEvent.input(yaml(), { target: { value: yaml().value.replaceAll(from, to) } });
};
const right = () => screen.findByText(/schema, names, units, references and wording are right/);
const give = (label: string, files: readonly File[]) => {
  const input = screen.getByLabelText(label) as HTMLInputElement;
  Object.defineProperty(input, 'files', { configurable: true, value: files });
  fireEvent.change(input);
};
const jsonFile = (id: string) => new File([bundle(id)], `${id}.json`);
const region = (name: string) => screen.findByRole('region', { name });
const total = async (name: string) =>
  within(within(await region('4. What the change does')).getByRole('row', { name: new RegExp(`^${name}`) })).getByRole('cell').textContent;

const IDS = readdirSync(resolve(root, 'sandbox/patients')).map((name) => name.replace('.json', ''));
const ASSESSMENT = 'What is the current assessment, and its basis?';

describe('the copy', () => {
  test('a checklist of the build opens as its owner wrote it, and is right', async () => {
    show();
    choose('sepsis');
    expect(yaml().value).toBe(readFileSync(resolve(root, 'checklists/sepsis/checklist.yaml'), 'utf8'));
    await right();
    expect(screen.getByText('The copy is the file of this build.')).toBeTruthy();
  });

  test('a wrong name is shown with its place and the nearest right one, and nothing can be tried', async () => {
    show();
    choose('sepsis');
    rewrite('- { met: elevated-lactate }', '- { met: elevated-lactat }');
    const table = await screen.findByRole('table', { name: 'Mistakes in the copy' });
    expect(table.textContent).toMatch(/organ-dysfunction.*did you mean "elevated-lactate"/);
    expect((screen.getByRole('button', { name: 'Try the change' }) as HTMLButtonElement).disabled).toBe(true);
    expect(screen.queryByRole('button', { name: 'Save the copy as a file' })).toBeNull();
  });

  test('YAML that cannot be read is told with its line', async () => {
    show();
    choose('sepsis');
    fireEvent.input(yaml(), { target: { value: 'id: sepsis\ntitle: [one\n' } });
    const table = await screen.findByRole('table', { name: 'Mistakes in the copy' });
    expect(table.textContent).toMatch(/line \d/);
  });

  test('a leading prompt is refused by the rule that names it', async () => {
    show();
    choose('sepsis');
    rewrite('Was one taken elsewhere, or was none indicated?', 'Document severe sepsis to support the DRG.');
    const table = await screen.findByRole('table', { name: 'Mistakes in the copy' });
    expect(table.textContent).toMatch(/culture.*QL\d\d\d/);
  });

  test('an edited file is opened against the file of the build with its id', async () => {
    show();
    const text =
      author.checklists.find(({ id }) => id === 'sepsis')?.text.replace(ASSESSMENT, 'What is the assessment now, and its basis?') ?? '';
    give('Or open your edited checklist.yaml', [new File([text], 'mine.yaml')]);
    await right();
    expect(screen.getByText(/1 line added or changed, 1 gone/)).toBeTruthy();
  });
});

describe('trying it', () => {
  test('the encounter on screen: the answers that differ, before and after', async () => {
    show();
    choose('sepsis');
    const lactate = stay.review.checklists.find(({ id }) => id === 'sepsis')?.criteria['elevated-lactate'];
    const [before, after, limit] = lactate?.verdict === 'met' ? ['met', 'not met', 19] : ['not met', 'met', 0.1];
    rewrite('above: 2 mmol/L', `above: ${limit} mmol/L`);
    await right();
    fireEvent.click(screen.getByRole('button', { name: 'Try the change' }));
    await waitFor(async () => expect(await total('Stays with a difference')).toBe('1'));
    const list = within(await region('Stay by stay'));
    fireEvent.click(list.getByRole('button', { name: /Encounter on screen/ }));
    const row = within(await list.findByRole('table')).getByRole('row', { name: /^Lactate above the limit/ });
    expect(
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual([before, after]);
  });

  test('the encounter on screen: a changed prompt shows both texts and opens its source in the drawer of the app', async () => {
    const here = IDS.map((id) => written(id)).find(({ review }) => review.prompts.some(({ text }) => text.text.includes(ASSESSMENT)));
    if (!here) throw new Error('no stay asks this');
    const app = show(here);
    choose('sepsis');
    rewrite(ASSESSMENT, 'What is the assessment now, and its basis?');
    await right();
    fireEvent.click(screen.getByRole('button', { name: 'Try the change' }));
    const list = within(await region('Stay by stay'));
    fireEvent.click(list.getByRole('button', { name: /Encounter on screen/ }));
    const [was, is] = [await list.findByRole('region', { name: /^Before: / }), list.getByRole('region', { name: /^After: / })];
    expect([was.textContent, is.textContent]).toEqual([expect.stringContaining(ASSESSMENT), expect.stringContaining('the assessment now')]);
    fireEvent.click(within(is).getAllByRole('button')[0] as HTMLElement);
    expect(app.drawer.value).toMatchObject({ kind: 'sources' });
    expect(list.getByText('Differs in: question.')).toBeTruthy();
  });

  test('files: totals, a bad file named and skipped, and the same checklist changes nothing', async () => {
    show();
    choose('sepsis');
    await right();
    fireEvent.click(screen.getByLabelText('The encounter on screen'));
    give('FHIR Bundle files (.json, .ndjson)', [
      jsonFile('vig-01'),
      new File(['{"broken'], 'bad.json'),
      new File(['x'], 'picture.png'),
      jsonFile('vig-02'),
    ]);
    expect(screen.getByText('3 files chosen; 1 other is not read: no .json or .ndjson.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Try the change' }));
    await screen.findByText('4 units read, 2 stays compared');
    expect(await total('Stays with a difference')).toBe('0');
    const skipped = await screen.findByRole('button', { name: 'Skipped: 2' });
    fireEvent.click(skipped);
    const table = await screen.findByRole('table', { name: 'Skipped: 2' });
    expect(within(table).getByRole('row', { name: /bad\.json/ }).textContent).toContain('not JSON');
    expect(within(table).getByRole('row', { name: /picture\.png/ }).textContent).toContain('no .json or .ndjson file');
  });

  test('a statement of a file opens its resource, under a title that says it is not the open chart', async () => {
    const app = show();
    choose('sepsis');
    rewrite(ASSESSMENT, 'What is the assessment now, and its basis?');
    await right();
    fireEvent.click(screen.getByLabelText('The encounter on screen'));
    give('FHIR Bundle files (.json, .ndjson)', IDS.map(jsonFile));
    fireEvent.click(screen.getByRole('button', { name: 'Try the change' }));
    await screen.findByText(new RegExp(`^${IDS.length} units read`));
    const list = await region('Stay by stay');
    const first = within(list).getAllByRole('button')[0] as HTMLElement;
    fireEvent.click(first);
    const after = await within(list).findAllByRole('region', { name: /^After: / });
    fireEvent.click(within(after[0] as HTMLElement).getAllByRole('button')[0] as HTMLElement);
    const drawer = await screen.findByRole('dialog', { name: 'Source in the chosen files, not the open chart' });
    expect(within(drawer).getAllByText('Raw').length).toBeGreaterThan(0);
    expect(app.drawer.value).toBeNull();
    fireEvent.keyDown(drawer, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(app.over.value).not.toBeNull();
  });

  test('cancel stops, and says how far it came', async () => {
    let go: () => void = () => {};
    let count = 0;
    show(stay, () =>
      count++ === 0
        ? Promise.resolve()
        : new Promise<void>((resolve) => {
            go = resolve;
          }),
    );
    choose('sepsis');
    await right();
    give('FHIR Bundle files (.json, .ndjson)', [jsonFile('vig-01'), jsonFile('vig-02')]);
    fireEvent.click(screen.getByRole('button', { name: 'Try the change' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
    await screen.findByText(/Cancelled\. What was compared until then/);
    go();
    expect(screen.queryByText(/3 units read/)).toBeNull();
  });

  test('a rate over the limit on stays that are labelled normal is said', async () => {
    show();
    choose('sepsis');
    await right();
    give('FHIR Bundle files (.json, .ndjson)', ['vig-01', 'vig-02', 'vig-12'].map(jsonFile));
    fireEvent.click(screen.getByLabelText(/labelled normal/));
    fireEvent.click(screen.getByRole('button', { name: 'Try the change' }));
    await screen.findByText(/prompts of this checklist for 100 stays that are labelled normal. The limit is 2/);
    fireEvent.click(screen.getByLabelText(/labelled normal/));
    await waitFor(() => expect(screen.queryByText(/The limit is 2/)).toBeNull());
  });
});

describe('sign-off', () => {
  test('the file is the copy, word for word, and the summary holds versions, hashes and counts but no patient and no file name', async () => {
    const app = show();
    choose('sepsis');
    rewrite(ASSESSMENT, 'What is the assessment now, and its basis?');
    await right();
    give('FHIR Bundle files (.json, .ndjson)', ['vig-01', 'vig-02'].map(jsonFile));
    fireEvent.click(screen.getByRole('button', { name: 'Try the change' }));
    await screen.findByText('3 units read, 3 stays compared');
    const summary = ((await screen.findByLabelText('Change summary')) as HTMLTextAreaElement).value;
    expect(summary).toMatch(/Version: [\d.]+ -> [\d.]+/);
    expect(summary).toMatch(/Content: sha256:\w+ -> sha256:\w+/);
    expect(summary).toContain('Tried on: 3 stays from 3 units, 0 skipped');
    expect(summary).toContain('Prepared by Alma Rivera');
    expect(summary).toContain('The content changed and the version is still');
    expect(summary).not.toMatch(/vig-\d\d|Synthetica|TEST-\d|Encounter\/|Patient\/|Observation\//);
    fireEvent.click(screen.getByRole('button', { name: 'Save the copy as a file' }));
    fireEvent.click(screen.getByRole('button', { name: 'Save the summary as a file' }));
    expect(saved.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^checklist-sepsis-[\d.]+\.yaml$/),
      expect.stringMatching(/^change-sepsis-[\d.]+\.txt$/),
    ]);
    expect(await saved[0]?.blob.text()).toBe(yaml().value);
    expect(await saved[1]?.blob.text()).toBe(summary);
    expect(app.audited).toMatchObject([
      { action: 'exported', about: 'checklist:sepsis' },
      { action: 'exported', about: 'checklist:sepsis' },
    ]);
  });

  test('a copy that changed after it was tried does not carry the old counts', async () => {
    show();
    choose('sepsis');
    await right();
    fireEvent.click(screen.getByRole('button', { name: 'Try the change' }));
    await screen.findByText('1 unit read, 1 stay compared');
    rewrite(ASSESSMENT, 'What is the assessment now, and its basis?');
    await screen.findByText('The copy has changed since this was tried.');
    await right();
    expect(((await screen.findByLabelText('Change summary')) as HTMLTextAreaElement).value).toContain('Not tried on any encounter.');
  });
});

test('Escape closes the room', () => {
  const app = show();
  fireEvent.keyDown(screen.getByRole('heading', { level: 1 }), { key: 'Escape' });
  expect(app.over.value).toBeNull();
});

describe('the files', () => {
  const all = async (files: readonly { readonly name: string; readonly content: string }[]): Promise<Unit[]> => {
    const units: Unit[] = [];
    for await (const unit of unitsOf(files.map(({ name, content: text }) => ({ name, text: async () => text })))) units.push(unit);
    return units;
  };

  test('lines that are Bundles are units of their own; lines that are resources are one unit over all files', async () => {
    const units = await all([
      { name: 'Patient.ndjson', content: '{"resourceType":"Patient","id":"1"}\n\n{"resourceType":"Bundle"}\n' },
      { name: 'Observation.ndjson', content: '\uFEFF{"resourceType":"Observation","id":"2"}\n{"id":"3"}\nnot json' },
    ]);
    expect(units.map(({ where }) => where)).toEqual(['Patient.ndjson:3', 'Observation.ndjson:2', 'Observation.ndjson:3', BULK]);
    expect(units.map((unit) => ('fault' in unit ? unit.fault : unit.on.kind))).toEqual(['text', 'not-fhir', 'not-json', 'resources']);
    expect(units.at(-1)).toMatchObject({ on: { texts: [expect.stringContaining('Patient'), expect.stringContaining('Observation')] } });
  });

  test('a file that the browser cannot read is a fault, and the next one still comes', async () => {
    const units: Unit[] = [];
    const refused = { name: 'gone.json', text: () => Promise.reject(new Error('gone')) };
    for await (const unit of unitsOf([refused, { name: 'b.json', text: async () => '{}' }])) units.push(unit);
    expect(units).toMatchObject([
      { where: 'gone.json', fault: 'unreadable' },
      { where: 'b.json', on: { kind: 'text' } },
    ]);
  });
});

test('lines are counted as often as they stand', () => {
  expect(linesThatDiffer('a\nb\nb', 'b\na\nc')).toEqual({ added: 1, gone: 1 });
  expect(linesThatDiffer('a\nb', 'b\na')).toEqual({ added: 0, gone: 0 });
});
