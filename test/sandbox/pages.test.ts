import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { launchFrom, signIn } from './visitor.ts';

let sandbox: Sandbox;
let cookie: string;
beforeAll(async () => {
  sandbox = await startSandbox();
  cookie = await signIn(sandbox);
});
afterAll(() => sandbox.close());

const open = async (path: string, as = cookie) => {
  const response = await fetch(`${sandbox.url}${path}`, { headers: { cookie: as }, redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

describe('signing in', () => {
  test('nobody sees a page without signing in; everyone here can, one click each', async () => {
    for (const path of ['/', '/ehr/encounters', '/ehr/chart/vig-01-patient', '/ehr/faults']) {
      const { text } = await open(path, '');
      expect(text).toContain('Sign in');
      expect(text).not.toContain('Testcase724');
    }
    for (const name of ['Alma Rivera', 'Ines Castellan', 'Nora Lindgren', 'Marcus Tate', 'Samuel Okoye'])
      expect((await open('/', '')).text).toContain(name);
    expect(await signIn(sandbox, 'nobody')).toBe('');
  });

  test('signing out ends it', async () => {
    const mine = await signIn(sandbox, 'sandbox-tate');
    await fetch(`${sandbox.url}/ehr/sign-out`, { method: 'POST', headers: { cookie: mine }, redirect: 'manual' });
    expect((await open('/ehr/encounters', mine)).text).toContain('Sign in');
  });
});

describe('the list', () => {
  test('holds every open encounter with place, status, day and what the patient came with', async () => {
    const { text } = await open('/ehr/encounters');
    for (const words of ['Testcase724, Petra', 'TEST-010001', '4 West Medical', 'Fever, flank pain, confusion', 'Sami Haddad-Test, MD'])
      expect(text).toContain(words);
    expect(text.match(/href="\/ehr\/chart\//g)).toHaveLength(12);
  });

  test('a stay whose clock has reached its end stands among the discharged', async () => {
    const [stay] = sandbox.clocks.stays('vig-22-patient');
    const before = sandbox.clocks.now('vig-22-patient');
    sandbox.clocks.set('vig-22-patient', stay?.end ?? 0);
    const { text } = await open('/ehr/encounters');
    expect(text.indexOf('Placeholder517')).toBeGreaterThan(text.indexOf('Discharged at their chart time'));
    sandbox.clocks.set('vig-22-patient', before);
  });
});

describe('the chart', () => {
  test('holds the app in a frame that may write to the clipboard, launched at this server', async () => {
    const { text } = await open('/ehr/chart/vig-01-patient');
    expect(text).toMatch(/<iframe[^>]* allow="clipboard-write"/);
    const url = await launchFrom(sandbox, cookie, '/ehr/chart/vig-01-patient');
    expect(`${url.origin}${url.pathname}`).toBe(`${sandbox.url}/app/launch.html`);
    expect([...url.searchParams.keys()].sort()).toEqual(['iss', 'launch']);
    expect(url.searchParams.get('iss')).toBe(`${sandbox.url}/fhir`);
  });

  test('shows notes of all three kinds of attachment as text, and only those already written', async () => {
    sandbox.clocks.set('vig-02-patient', Date.parse('2026-04-13T15:00:00-05:00'));
    const { text } = await open('/ehr/chart/vig-02-patient');
    expect(text).toContain('H&amp;P');
    expect(text).not.toContain('Progress Note</strong>');
    const rtf = (await open('/ehr/chart/vig-02-patient/notes?note=vig-02-doc-001')).text;
    expect(rtf).toMatch(/ED Provider Note - 66/);
    expect(rtf).not.toContain('\\par');
    const html = (await open('/ehr/chart/vig-02-patient/notes?note=vig-02-doc-002')).text;
    expect(html).toMatch(/<pre class="note-text">[^<]*HPI:\n66M with stasis/);
  });

  test.each([
    'results',
    'vitals',
    'medications',
    'orders',
    'problems',
    'inbox',
    'tasks',
  ])('the tab %s opens, alone or as part', async (tab) => {
    for (const patient of ['vig-01-patient', 'vig-02-patient', 'vig-03-patient']) {
      expect((await open(`/ehr/chart/${patient}/${tab}`)).status).toBe(200);
      const part = await open(`/ehr/chart/${patient}/${tab}?part=1`);
      expect(part.text).toContain('id="clock"');
      expect(part.text).not.toContain('<iframe');
    }
  });

  test('results of earlier stays are there on request, marked by their year', async () => {
    expect((await open('/ehr/chart/vig-03-patient/results')).text).toContain('from before this stay');
    expect((await open('/ehr/chart/vig-03-patient/results?all=1')).text).toContain('2024');
  });

  test('an unknown chart is a plain page', async () => {
    expect((await open('/ehr/chart/nobody')).status).toBe(404);
    expect((await open('/ehr/chart/%2e%2e%2fx')).status).toBe(404);
  });
});

describe('safety of the pages', () => {
  test('no inline script or style, a strict policy, and text from charts is never markup', async () => {
    sandbox.load({
      resourceType: 'Bundle',
      entry: [
        {
          resource: {
            resourceType: 'Patient',
            id: 'markup',
            name: [{ family: '<img src=x onerror=alert(1)>' }],
            identifier: [{ value: '"><script>alert(2)</script>' }],
          },
        },
        {
          resource: {
            resourceType: 'Encounter',
            id: 'markup-enc',
            status: 'in-progress',
            class: { code: 'IMP' },
            subject: { reference: 'Patient/markup' },
            period: { start: '2026-01-01T10:00:00-06:00' },
          },
        },
        {
          resource: {
            resourceType: 'Condition',
            id: 'markup-cond',
            subject: { reference: 'Patient/markup' },
            recordedDate: '2026-01-01T11:00:00-06:00',
            code: { text: '</textarea><script>alert(3)</script>' },
          },
        },
      ],
    });
    for (const path of [
      '/ehr/encounters',
      '/ehr/chart/markup',
      '/ehr/chart/markup/problems',
      '/ehr/chart/markup/notes?write=1',
      '/ehr/faults',
    ]) {
      const { text, headers } = await open(path);
      expect(text).not.toMatch(/<img|<script>|<style|<[^>]* style=|<[^>]* on\w+=/);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  test('only known assets are served, and nothing outside the app folder', async () => {
    expect((await open('/ehr/assets/ehr.css')).status).toBe(200);
    for (const path of [
      '/ehr/assets/../server.ts',
      '/ehr/assets/constructor',
      '/app/../package.json',
      '/app/..%2f..%2fpackage.json',
      '/nothing',
    ]) {
      expect((await open(path)).status).toBe(404);
    }
  });

  test('the app can be framed as a foreign site, as in a hospital', async () => {
    const cross = await startSandbox({ crossSite: true });
    const url = await launchFrom(cross, await signIn(cross), '/ehr/chart/vig-01-patient');
    expect(url.hostname).toBe('127.0.0.1');
    expect(url.searchParams.get('iss')).toBe(`${cross.url}/fhir`);
    const page = await fetch(`${cross.url}/ehr/chart/vig-01-patient`, { headers: { cookie: await signIn(cross) } });
    expect(page.headers.get('content-security-policy')).toContain(`frame-src 'self' ${url.origin}`);
    expect((await fetch(url)).headers.get('content-security-policy')).toContain(cross.url);
    await cross.close();
  });

  test('the app gets a site file for this server, and headers a hospital would set', async () => {
    const site = JSON.parse((await open('/app/site.json')).text) as { servers: { iss: string; clientId: string }[] };
    expect(site.servers[0]).toMatchObject({ iss: `${sandbox.url}/fhir`, clientId: 'corroborate' });
    const { headers } = await open('/app/launch.html');
    expect(headers.get('content-security-policy')).toContain(`frame-ancestors ${sandbox.url} `);
    expect(headers.get('x-frame-options')).toBeNull();
  });
});
