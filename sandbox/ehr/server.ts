import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sessions } from '../auth/sessions.ts';
import type { Corrections } from '../corrections.ts';
import { type FaultBox, PRESETS } from '../faults.ts';
import type { Desk } from '../fhir/write.ts';
import { type Answer, type Exchange, formOf, json, plain, redirect } from '../http.ts';
import { type Person, personById } from '../people.ts';
import { applyCorrection } from './actions.ts';
import { type ChartRequest, chartPage, chartParts, TABS, type Tab, worklistPage } from './chart.ts';
import { type PatientLine, patientLine } from './chart-data.ts';
import { encountersPage } from './encounters.ts';
import { faultsPage, type Logged } from './faults-page.ts';
import { signNote } from './notes.ts';
import { messagePage, signInPage } from './sign-in.ts';

/** What the EHR's pages are made from. */
export interface EhrHouse {
  readonly desk: Desk;
  readonly corrections: Corrections;
  readonly sessions: Sessions;
  readonly faults: FaultBox;
  readonly log: readonly Logged[];
  /** Sentences for the first page and the list: what was loaded, what was not there. */
  readonly notes: () => readonly string[];
  /** Patients that are not the sandbox's own. */
  readonly loaded: ReadonlySet<string>;
  /** Base of the app: '/app/' here, or another origin. */
  readonly appUrl: (origin: string) => string;
}

/** The EHR's pages under /ehr, and who is signed in. */
export interface Ehr {
  readonly serve: (exchange: Exchange, path: string) => Promise<Answer>;
  readonly signedIn: (exchange: Exchange) => Person | null;
  /** The person is signed in with the cookie of the answer. */
  readonly signIn: (person: Person) => string;
}

const COOKIE = 'sandbox_ehr';
const ASSETS: Readonly<Record<string, string>> = {
  'ehr.css': 'text/css; charset=utf-8',
  'chart.css': 'text/css; charset=utf-8',
  'content.css': 'text/css; charset=utf-8',
  'chart.js': 'text/javascript; charset=utf-8',
  'list.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};

/** The pages over one desk. */
export function createEhr(house: EhrHouse): Ehr {
  const { desk, sessions, faults } = house;
  const signedInAs = new Map<string, Person>();

  const signedIn = (exchange: Exchange) => signedInAs.get(exchange.cookies.get(COOKIE) ?? '') ?? null;
  const signIn = (person: Person) => {
    const id = randomBytes(18).toString('base64url');
    signedInAs.set(id, person);
    return `${COOKIE}=${id}; Path=/; HttpOnly; SameSite=Lax`;
  };

  const lineOf = (patient: string) => patientLine(patient, desk.views, desk.clocks, house.loaded);
  const lines = () =>
    desk.store
      .patients()
      .flatMap((patient) => lineOf(patient) ?? [])
      .sort((a, b) => a.origin.localeCompare(b.origin) * -1 || a.name.localeCompare(b.name));

  function launchUrl(exchange: Exchange, person: Person, line: PatientLine | null): string {
    const context = { person, patient: line?.id ?? null, encounter: line?.stay.id ?? null, intent: person.role };
    const url = new URL('launch.html', house.appUrl(exchange.origin));
    url.searchParams.set('iss', `${exchange.origin}/fhir`);
    url.searchParams.set('launch', sessions.openLaunch(context));
    return url.href;
  }

  async function chart(exchange: Exchange, person: Person, patient: string, action: string): Promise<Answer> {
    const line = lineOf(patient);
    if (!line)
      return messagePage(404, 'No such chart', 'There is no patient with this id, or no stay of this patient has begun at the chart time.');
    if (exchange.method === 'POST' && action === 'clock') {
      const at = Number((await formOf(exchange)).get('at'));
      if (Number.isFinite(at) && at !== 0) desk.clocks.set(patient, at);
      return redirect(back(exchange, patient));
    }
    if (exchange.method === 'POST' && action === 'notes') {
      const id = signNote(desk, patient, person, await formOf(exchange));
      return redirect(`/ehr/chart/${patient}/notes${id ? `?note=${id}` : '?write=1'}${isPart(exchange) ? `${id ? '&' : '?'}part=1` : ''}`);
    }
    if (exchange.method === 'POST' && action === 'correct') {
      applyCorrection(patient, desk, house.corrections, await formOf(exchange));
      return redirect(back(exchange, patient));
    }
    if (action === 'launch') return json(200, { url: launchUrl(exchange, person, line) });
    const tab: Tab = TABS.find(([id]) => id === action)?.[0] ?? 'notes';
    const request: ChartRequest = {
      line,
      tab,
      query: exchange.url.searchParams,
      person,
      launchUrl: launchUrl(exchange, person, line),
      appOrigin: originOf(exchange),
    };
    if (!exchange.url.searchParams.has('part')) return chartPage(request, desk);
    return {
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
      body: chartParts(request, desk).__html,
    };
  }

  /** After a change, back to the tab the person was on, as a part when a script asked. */
  function back(exchange: Exchange, patient: string): string {
    const from = exchange.url.searchParams.get('from') ?? '';
    const target = from.startsWith(`/ehr/chart/${patient}`) ? from : `/ehr/chart/${patient}`;
    if (!isPart(exchange)) return target;
    return `${target}${target.includes('?') ? '&' : '?'}part=1`;
  }

  const isPart = (exchange: Exchange) => exchange.url.searchParams.has('part');
  const originOf = (exchange: Exchange) => {
    const { origin } = new URL(house.appUrl(exchange.origin));
    return origin === exchange.origin ? '' : origin;
  };

  async function serve(exchange: Exchange, path: string): Promise<Answer> {
    const { method } = exchange;
    const [first = '', second = '', third = ''] = path.split('/').map(decodeURIComponent);
    if (first === 'assets') return asset(second);
    if (first === 'style.json')
      return json(200, {
        color_background: '#f3f5f8',
        color_highlight: '#24507f',
        color_text: '#1c2836',
        dim_font_size: '13px',
        font_family_body: 'system-ui',
      });
    if (method !== 'GET' && method !== 'POST') return plain(405, 'Only GET and POST.');
    // Forms of other sites must not move a clock or sign a note in this person's name.
    if (method === 'POST' && exchange.request.headers.origin !== undefined && exchange.request.headers.origin !== exchange.origin)
      return plain(403, 'Not from this page.');
    if (first === 'sign-in' && method === 'POST') {
      const person = personById((await formOf(exchange)).get('person') ?? '');
      return person ? redirect('/ehr/encounters', { 'set-cookie': signIn(person) }) : redirect('/');
    }
    const person = signedIn(exchange);
    if (first === 'sign-out' && method === 'POST') {
      signedInAs.delete(exchange.cookies.get(COOKIE) ?? '');
      return redirect('/', { 'set-cookie': `${COOKIE}=; Path=/; Max-Age=0` });
    }
    if (!person || first === '')
      return first === '' || method === 'GET' ? signInPage(house.notes(), desk.store.patients().length) : plain(401, 'Sign in first.');
    if (first === 'encounters') return encountersPage(person, lines(), house.notes());
    if (first === 'worklist') return worklistPage(person, launchUrl(exchange, person, null), originOf(exchange));
    if (first === 'chart' && second) return chart(exchange, person, second, third);
    if (first === 'faults' && method === 'GET') return faultsPage(person, faults.get(), house.log);
    if (first === 'faults') {
      const form = await formOf(exchange);
      if (form.has('expire')) sessions.expire();
      else faults.set(PRESETS.find((preset) => preset.id === form.get('preset'))?.faults ?? {});
      return redirect('/ehr/faults');
    }
    return messagePage(404, 'Not found', 'There is nothing at this address.');
  }

  return { serve, signedIn, signIn };
}

function asset(name: string): Answer {
  const type = Object.hasOwn(ASSETS, name) ? ASSETS[name] : undefined;
  const path = join(import.meta.dirname, 'assets', name);
  if (!type || !existsSync(path)) return plain(404, 'Not found.');
  return {
    status: 200,
    headers: { 'content-type': type, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' },
    body: readFileSync(path),
  };
}
