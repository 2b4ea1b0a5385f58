// @vitest-environment happy-dom
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AppProvider } from '../../src/app/model.ts';
import { fileName } from '../../src/app/packet/file-name.ts';
import Packet from '../../src/app/packet/index.tsx';
import { linesOf, packetBundle, packetHtml, packetOf, packetText } from '../../src/core/packet/index.ts';
import type { PacketAnswer } from '../../src/worker/index.ts';
import { appOf, content, type Written, written } from './cdi-charts.ts';
import type { TestApp } from './fixtures.ts';

const sepsis = written('vig-01');

configure({ asyncUtilTimeout: 20_000 });
const copied: string[] = [];
const saved: { readonly name: string; readonly blob: Blob }[] = [];

beforeEach(() => {
  copied.length = 0;
  saved.length = 0;
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: { writeText: async (text: string) => void copied.push(text) },
  });
  let last: Blob | null = null;
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    last = blob as Blob;
    return 'blob:here';
  });
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => {});
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    if (last) saved.push({ name: this.download, blob: last });
  });
  window.print = vi.fn();
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

/** What the worker answers, by the real core. */
function answerOf(stay: Written, subject: string, by: string, at: number): PacketAnswer {
  const resources = [...stay.resources.values()];
  const packet = packetOf({ review: stay.review, content, resources, subject, prepared: { by, at } });
  if ('refused' in packet) return packet;
  const bundle = JSON.stringify(packetBundle({ packet, resources, base: 'https://ehr.example.org/fhir' }));
  return { title: packet.title, html: packetHtml(packet), text: packetText(packet), bundle, hash: packet.hash, packet };
}

function Shown({ app }: { readonly app: TestApp }) {
  const place = app.over.value;
  return <AppProvider value={app}>{place && <Packet place={place} />}</AppProvider>;
}

interface Room {
  readonly app: TestApp;
  /** What the next request is answered from. */
  readonly record: { stay: Written; isBroken: boolean };
}

function show(stay: Written, subject = 'sepsis', change: (app: TestApp) => void = () => {}): Room {
  const app = appOf(stay);
  const record = { stay, isBroken: false };
  Object.assign(app, {
    packet: async (wanted: string, { by, at }: { by: string; at: number }) => {
      if (record.isBroken) throw new Error('dropped');
      return answerOf(record.stay, wanted, by, at);
    },
  });
  change(app);
  app.over.value = { room: 'packet', subject };
  render(<Shown app={app} />);
  return { app, record };
}
const page = () => screen.findByRole('article', { name: 'The packet as it prints' });
const button = (name: string) => screen.getByRole('button', { name });

describe('the page', () => {
  test('shows every line, every answer and the hash of the packet, with the patient above', async () => {
    const { app } = show(sepsis);
    const article = await page();
    const answer = await app.packet?.('sepsis', { by: 'Alma Rivera', at: 0 }, []);
    if (!answer || 'refused' in answer) throw new Error('no packet');
    const { packet } = answer;
    expect(linesOf(packet).length).toBeGreaterThan(20);
    const said = article.textContent ?? '';
    for (const section of packet.sections) {
      expect(within(article).getByRole('heading', { name: section.heading })).toBeTruthy();
      if (section.kind === 'lines') for (const line of section.lines) expect(said).toContain(line.says);
      if (section.kind === 'criteria') for (const row of section.rows) expect(said).toContain(row.label);
    }
    expect(said).toContain(packet.hash);
    expect(said).toContain(packet.person.name);
    expect(said).toContain('prepared by Alma Rivera');
  });

  test('every line of the record leads to the resources that it names', async () => {
    const { app } = show(sepsis);
    const links = within(await page()).getAllByRole('button');
    expect(links.length).toBeGreaterThan(20);
    for (const link of links) {
      fireEvent.click(link);
      const drawer = app.drawer.value;
      if (drawer?.kind !== 'sources') throw new Error('no sources');
      for (const source of drawer.sources)
        if (typeof source === 'string') expect([source, app.resource(source) !== null]).toEqual([source, true]);
    }
  });

  test('what could not be read stands first, and the screen says how much it is', async () => {
    const blind = written('vig-01');
    const reads = new Map(blind.review.chart.reads);
    const at = blind.review.asOf;
    const problem = { kind: 'not-permitted', what: 'Observation', detail: '403' } as const;
    for (const concept of ['lactate', 'creatinine']) reads.set(concept, { ok: false, search: 'Observation?code=x', at, problem });
    const stay: Written = { ...blind, review: { ...blind.review, chart: { ...blind.review.chart, reads } } };
    show(stay);
    const first = within(await page()).getAllByRole('heading', { level: 3 })[0];
    expect(first?.textContent).toBe('What could not be read');
    expect(screen.getByText(/\d things? could not be read/)).toBeTruthy();
  });

  test('takes the focus when it opens, and Escape closes it', async () => {
    const { app } = show(sepsis);
    expect(document.activeElement?.textContent).toBe('Evidence packet');
    fireEvent.keyDown(document.activeElement as Element, { key: 'Escape' });
    expect(app.over.value).toBeNull();
  });

  test('offers what is documented and the level of care, and changes to it', async () => {
    const { app } = show(sepsis);
    await page();
    const offered = within(screen.getByLabelText('Packet of')).getAllByRole('option');
    const documented = sepsis.review.checklists.filter(
      ({ support, documentation }) => support === null && documentation.statements.length > 0,
    );
    expect(offered.map((option) => option.textContent)).toEqual([...documented.map(({ title }) => title), 'Level of care']);
    fireEvent.change(screen.getByLabelText('Packet of'), { target: { value: 'level-of-care' } });
    await screen.findByRole('heading', { name: /^Evidence summary: level of care/ });
    expect(app.over.value).toEqual({ room: 'packet', subject: 'level-of-care' });
  });

  test('a condition that nobody documented gets no packet: the reason is said, its name is not, and nothing can leave', async () => {
    const silent = sepsis.review.checklists.find(({ id }) => id === 'respiratory-failure');
    if (silent?.documentation.state !== 'silent') throw new Error('documented');
    show(sepsis, silent.id);
    await screen.findByText(/No provider has documented the condition of this checklist/);
    expect(document.body.textContent).not.toContain(silent.title);
    expect(screen.queryByRole('button', { name: 'Copy text' })).toBeNull();
  });

  test('while the record is read there is no packet, and no way out', async () => {
    const { app } = show(sepsis, 'sepsis', (made) => {
      made.load.value = { ...made.load.value, phase: 'reading' };
    });
    expect(screen.getByText(/still being read/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Print' })).toBeNull();
    app.load.value = { ...app.load.value, phase: 'ready' };
    await page();
  });

  test('a mistake of ours is said, and can be tried again', async () => {
    const again = show(sepsis, 'sepsis', (app) => {
      const real = app.packet;
      let calls = 0;
      Object.assign(app, {
        packet: (...asked: Parameters<NonNullable<typeof real>>) => (calls++ === 0 ? Promise.reject(new Error('x')) : real?.(...asked)),
      });
    });
    await screen.findByText(/The packet could not be made/);
    fireEvent.click(button('Try again'));
    await page();
    expect(again.app.audited).toEqual([]);
  });

  test('a packet of another patient is never painted', async () => {
    const other = written('vig-01');
    show(sepsis, 'sepsis', (app) => {
      Object.assign(app, {
        packet: async (subject: string, { by, at }: { by: string; at: number }) => {
          const answer = answerOf(other, subject, by, at);
          return 'refused' in answer ? answer : { ...answer, packet: { ...answer.packet, patient: 'Patient/other' } };
        },
      });
    });
    await screen.findByText(/The packet could not be made/);
    expect(screen.queryByRole('article')).toBeNull();
  });
});

describe('the ways out', () => {
  test('copies the guarded text as the core made it, and the trail says so', async () => {
    const { app } = show(sepsis);
    await page();
    fireEvent.click(button('Copy text'));
    await waitFor(() => expect(copied).toHaveLength(1));
    const made = answerOf(sepsis, 'sepsis', 'Alma Rivera', Date.now());
    const withoutTime = (text: string) => text.replace(/^.*prepared by .*$/gim, '');
    expect(withoutTime(copied[0] ?? '')).toBe(withoutTime('refused' in made ? '' : made.text));
    expect(copied[0]).toContain('Alma Rivera');
    await screen.findByText(`Copied, ${copied[0]?.length} characters.`);
    expect(app.audited).toMatchObject([{ action: 'copied', about: 'packet:sepsis:text', outcome: 'ok' }]);
  });

  test('words that the linter refuses never leave by any way', async () => {
    const words = 'This denial will cost the hospital $12,000';
    const bad: Written = {
      ...sepsis,
      review: {
        ...sepsis.review,
        checklists: sepsis.review.checklists.map((result) =>
          result.id === 'sepsis'
            ? {
                ...result,
                criteria: Object.fromEntries(Object.entries(result.criteria).map(([id, one]) => [id, { ...one, label: words }])),
              }
            : result,
        ),
      },
    };
    show(bad);
    const article = await page();
    expect(article.textContent).not.toContain('$12,000');
    fireEvent.click(button('Copy text'));
    await waitFor(() => expect(copied).toHaveLength(1));
    fireEvent.click(button('Download HTML'));
    await waitFor(() => expect(saved).toHaveLength(1));
    fireEvent.click(button('Download FHIR Bundle'));
    await waitFor(() => expect(saved).toHaveLength(2));
    for (const text of [copied[0], ...(await Promise.all(saved.map(({ blob }) => blob.text())))]) {
      expect(text).toBeTruthy();
      expect(text).not.toMatch(/denial|\$12,000/);
    }
  });

  test('files carry no identifier in their names and who exported inside; the text stands on the screen too', async () => {
    const { app } = show(sepsis);
    await page();
    for (const [name, kind, ending] of [
      ['Download HTML', 'html', 'html'],
      ['Download FHIR Bundle', 'bundle', 'json'],
    ] as const) {
      saved.length = 0;
      fireEvent.click(button(name));
      await waitFor(() => expect(saved).toHaveLength(1));
      expect(saved[0]?.name).toMatch(new RegExp(`^evidence-\\d{4}-\\d\\d-\\d\\d-[a-z2-9]{6}\\.${ending}$`));
      const text = (await saved[0]?.blob.text()) ?? '';
      expect(text).toContain('Alma Rivera');
      const shown = (await screen.findByRole('textbox', { name: `Text of ${saved[0]?.name}` })) as HTMLTextAreaElement;
      expect(shown.value.replaceAll('\r\n', '\n')).toBe(text);
      expect(app.audited.at(-1)).toMatchObject({ action: 'exported', about: `packet:sepsis:${kind}`, outcome: 'ok' });
    }
  });

  test('prints this page, once, and the trail says so', async () => {
    const { app } = show(sepsis);
    await page();
    fireEvent.click(button('Print'));
    await waitFor(() => expect(window.print).toHaveBeenCalledTimes(1));
    await waitFor(() => expect(app.audited).toMatchObject([{ action: 'printed', about: 'packet:sepsis:page', outcome: 'ok' }]));
    fireEvent(window, new Event('beforeprint'));
    expect(app.audited.at(-1)).toMatchObject({ action: 'printed', about: 'packet:sepsis:browser' });
  });

  test('where the view may not belong to the open chart nothing leaves by any way, and the trail holds the refusals', async () => {
    const { app } = show(sepsis);
    await page();
    app.own = false;
    for (const name of ['Copy text', 'Print', 'Download HTML', 'Download FHIR Bundle']) fireEvent.click(button(name));
    await waitFor(() => expect(app.audited).toHaveLength(4));
    expect(app.audited.every(({ outcome }) => outcome === 'refused')).toBe(true);
    expect([copied.length, saved.length, vi.mocked(window.print).mock.calls.length]).toEqual([0, 0, 0]);
    expect(screen.getByRole('alert').textContent).toContain('may not belong to the open chart');
  });

  test('a clipboard that refuses is said, with the text selected', async () => {
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: () => Promise.reject(new Error('no')) } });
    document.execCommand = () => false;
    const { app } = show(sepsis);
    await page();
    fireEvent.click(button('Copy text'));
    await screen.findByText(/press Ctrl\+C/);
    expect((screen.getByRole('textbox', { name: 'Text of Evidence packet' }) as HTMLTextAreaElement).value).toContain('Evidence summary');
    expect(app.audited).toMatchObject([{ action: 'copied', outcome: 'failed' }]);
  });

  test('facts that changed since the page was made are shown first; the next click takes them along', async () => {
    const { app, record } = show(written('vig-01', ['Observation']));
    await page();
    record.stay = sepsis;
    fireEvent.click(button('Copy text'));
    await screen.findByText(/The record has changed since this page was made/);
    expect(copied).toEqual([]);
    expect(app.audited).toMatchObject([{ action: 'copied', outcome: 'refused' }]);
    fireEvent.click(button('Copy text'));
    await waitFor(() => expect(copied).toHaveLength(1));
  });

  test('after a reading that failed the page of the reading before still leaves, and says that it is older', async () => {
    const { app, record } = show(sepsis);
    await page();
    record.isBroken = true;
    app.load.value = { ...app.load.value, isStale: true };
    await screen.findByText(/the packet of the reading before/);
    fireEvent.click(button('Copy text'));
    await waitFor(() => expect(copied).toHaveLength(1));
  });
});

test('file names are made of the day and of chance only', () => {
  const day = new Date(2026, 2, 2);
  const draw = (from: number) => (count: number) => new Uint8Array(count).map((_, at) => from + at);
  expect(fileName('html', day, draw(0))).toBe('evidence-2026-03-02-abcdef.html');
  expect(fileName('bundle', day, draw(250))).not.toBe(fileName('bundle', day, draw(0)));
});
