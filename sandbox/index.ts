import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { CLIENT_ID, namesOf, serveApp } from './app-files.ts';
import { discovery } from './auth/discovery.ts';
import { createSigner } from './auth/keys.ts';
import { createAuthServer } from './auth/server.ts';
import { createSessions } from './auth/sessions.ts';
import { type Clocks, createClocks, momentAfter } from './clock.ts';
import { type Corrections, createCorrections } from './corrections.ts';
import { type Loaded, loadPath } from './data.ts';
import { patientLine } from './ehr/chart-data.ts';
import type { Logged } from './ehr/faults-page.ts';
import { createEhr } from './ehr/server.ts';
import { choosePatientPage, messagePage, signInPage } from './ehr/sign-in.ts';
import { createFaults, type FaultBox, type Faults } from './faults.ts';
import { WRITABLE, WRITE_BACK } from './fhir/capability.ts';
import { ingest, unbundle } from './fhir/ingest.ts';
import { isRecord } from './fhir/resource.ts';
import { createFhirServer } from './fhir/server.ts';
import { createStore } from './fhir/store.ts';
import { createViews } from './fhir/views.ts';
import { type Desk, loadBundle } from './fhir/write.ts';
import { type Answer, bodyOf, type Exchange, exchangeOf, json, plain, redirect, send } from './http.ts';
import { peopleResources, personById } from './people.ts';
import { createProxy } from './proxy.ts';

export type { Logged } from './ehr/faults-page.ts';
export type { FaultRule, Faults, Misdeed } from './faults.ts';

/** How a sandbox is set up; everything has a default. */
export interface SandboxOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly host?: string;
  /** The user's own Bundles or NDJSON instead of the patients that come with the sandbox. */
  readonly data?: string;
  /** Base URL of an open FHIR server to be read through instead of our own data. */
  readonly fhir?: string;
  /** Folder of the built app; served under /app/. */
  readonly appDir?: string;
  /** Where the app is when it is not served from here: 'http://127.0.0.1:5173/'. */
  readonly appUrl?: string;
  /** Serves the app under the other name of this machine, so that its frame is a foreign site to the EHR as it is in a hospital. */
  readonly crossSite?: boolean;
  readonly faults?: Faults;
  /** All clocks at first: an instant (epoch ms), the end of each stay, or a usual moment of it. */
  readonly clock?: number | 'end' | 'usual';
  /** Resources or Bundles instead of the patients that come with the sandbox; each Bundle is one source with a time zone of its own. */
  readonly resources?: readonly unknown[];
  /** Whether apps may write over FHIR, as far as their scopes go. Off by default, as in most hospitals. */
  readonly writeBack?: boolean;
  /** Laid over the site.json made for this server; `switches` are laid over its switches. */
  readonly site?: Readonly<Record<string, unknown>>;
  /** Whether the real stays beside the checkout are loaded too. Off by default: tests must not depend on them. */
  readonly real?: boolean;
}

/** A running sandbox. */
export interface Sandbox {
  readonly url: string;
  readonly port: number;
  readonly clocks: Clocks;
  readonly faults: FaultBox;
  /** Every request that the FHIR and authorization servers answered, oldest first. */
  readonly log: readonly Logged[];
  /** What happens to a chart now: a result withdrawn or amended, a new one, a discharge, another attending. */
  readonly corrections: Corrections;
  /** Moves a patient's clock: on by a duration ('PT2H', 'P1D') or to an instant. Stays inside the patient's stays. Returns the new time, epoch ms. */
  readonly advance: (patient: string, by: string | number) => number;
  /** Adds a Bundle to the history. Returns how many resources were new. */
  readonly load: (bundle: unknown) => number;
  /** Ends every access token now. */
  readonly expireTokens: () => void;
  /** Resolves when the real stays are in (or were found absent), with a sentence that says so. */
  readonly ready: Promise<string>;
  readonly close: () => Promise<void>;
}

const ROOT = resolve(import.meta.dirname, '..');
const REAL = join(ROOT, '../shared/data/mimic-iv-demo-fhir/uscore/encounter-bundles.ndjson.gz');
const OWN = join(import.meta.dirname, 'patients');

/** Starts a sandbox and resolves when it can be used. Rejects when the port is taken or the data cannot be read. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const store = createStore();
  const zones = new Map<string, string>();
  const clocks = createClocks(store, zones, options.clock ?? 'usual');
  const views = createViews(store, clocks);
  const desk: Desk = { store, zones, clocks, views, writable: options.writeBack ? WRITABLE : new Set() };
  const corrections = createCorrections(desk);
  const setting = { writeBack: options.writeBack ? WRITE_BACK : [], ...(options.site ? { over: options.site } : {}) };
  const faults = createFaults(options.faults);
  const sessions = createSessions();
  const log: Logged[] = [];
  const notes: string[] = [];
  const loaded = new Set<string>();

  for (const person of peopleResources()) store.put(person, Number.NEGATIVE_INFINITY, null);
  if (options.data) {
    notes.push(sentence(await loadPath(store, zones, resolve(options.data))));
    for (const patient of store.patients()) loaded.add(patient);
  } else if (options.resources) {
    for (const source of sourcesOf(options.resources)) ingest(store, zones, unbundle(source));
  } else if (!options.fhir) await loadPath(store, zones, OWN);

  const appUrl = (origin: string) => options.appUrl ?? `${options.crossSite ? namesOf(origin)[1] : origin}/app/`;
  const ehr = createEhr({ desk, corrections, sessions, faults, log, notes: () => notes, loaded, appUrl });
  const proxy = options.fhir ? createProxy({ upstream: options.fhir, sessions, faults, ehr, appUrl, log }) : null;
  const fhir = proxy ? proxy.fhir : createFhirServer(desk, faults, sessions.grant);
  const auth = createAuthServer({
    sessions,
    signer: await createSigner(),
    clocks,
    faults,
    signedIn: ehr.signedIn,
    redirectUris: (client, origin) => (client === CLIENT_ID ? ['', 'index.html'].map((name) => new URL(name, appUrl(origin)).href) : null),
    askPerson(exchange, question, request) {
      if (question === 'sign-in') return signInPage(notes, options.fhir ? null : store.patients().length, '/auth/sign-in', request);
      const choices = store.patients().flatMap((id) => patientLine(id, views, clocks, loaded) ?? []);
      const list = choices.map((line) => ({ id: line.id, name: line.name, line: `${line.ageSex} ${line.location}`.trim() }));
      return choosePatientPage(list, request, new URL(appUrl(exchange.origin)).origin);
    },
    refuse: (status, message) => messagePage(status, 'The app cannot be opened', message),
    writable: desk.writable,
    knowsPatient: (patient) => store.get('Patient', patient) !== undefined,
  });

  async function answer(exchange: Exchange): Promise<void> {
    const { url, method, origin } = exchange;
    const [area = '', ...rest] = url.pathname.slice(1).split('/');
    const path = rest.join('/').replace(/\/$/, '');
    const began = performance.now();
    const cors = area === 'fhir' || area === 'auth' ? corsFor(exchange, new URL(appUrl(origin)).origin) : {};
    if (method === 'OPTIONS' && (area === 'fhir' || area === 'auth')) return send(exchange, { status: 204, headers: cors });
    if (area === 'fhir' || (area === 'auth' && path === 'token')) {
      const what = area === 'auth' ? 'token' : (path.split('/')[0] ?? '');
      const misdeed = path.startsWith('.well-known') || path === 'metadata' ? {} : faults.on(method, what, url.searchParams);
      if (misdeed.delay) await new Promise((done) => setTimeout(done, misdeed.delay));
      if (misdeed.hang) return;
      const told = misdeed.redirect
        ? redirect(misdeed.redirect)
        : misdeed.body !== undefined
          ? spoken(misdeed.status ?? 200, misdeed.body)
          : null;
      const failed = area === 'auth' && misdeed.status !== undefined ? json(misdeed.status, { error: 'temporarily_unavailable' }) : null;
      const served = told ?? failed ?? (area === 'auth' ? await auth(exchange, path) : await serveFhir(exchange, path, misdeed));
      log.push(logged(exchange, served.status, performance.now() - began));
      if (log.length > 5000) log.splice(0, 1000);
      return send(exchange, { ...served, headers: { ...served.headers, ...cors } }, misdeed);
    }
    if (area === 'auth') {
      const served = path === 'sign-in' && method === 'POST' ? await signInForApp(exchange) : await auth(exchange, path);
      return send(exchange, { ...served, headers: { ...served.headers, ...cors } });
    }
    if (area === 'ehr') return send(exchange, proxy ? await proxy.pages(exchange, path) : await ehr.serve(exchange, path));
    if (area === 'app')
      return send(
        exchange,
        rest.length === 0 ? redirect('/app/') : serveApp(options.appDir ?? join(ROOT, 'dist'), exchange, path, setting),
      );
    if (area === '')
      return send(
        exchange,
        ehr.signedIn(exchange) ? redirect('/ehr/encounters') : signInPage(notes, options.fhir ? null : store.patients().length),
      );
    return send(exchange, plain(404, 'Not found.'));
  }

  async function serveFhir(exchange: Exchange, path: string, misdeed: Parameters<typeof fhir>[2]): Promise<Answer> {
    if (path === '.well-known/smart-configuration') return json(200, discovery(exchange.origin, desk.writable));
    return fhir(exchange, path, misdeed);
  }

  /** Signing in on the way of a standalone launch: the launch goes on afterwards. */
  async function signInForApp(exchange: Exchange): Promise<Answer> {
    const form = new URLSearchParams(await bodyOf(exchange));
    const person = personById(form.get('person') ?? '');
    form.delete('person');
    if (!person) return redirect('/');
    return redirect(`/auth/authorize?${form}`, { 'set-cookie': ehr.signIn(person) });
  }

  const server = createServer((request, response) => {
    const exchange = exchangeOf(request, response);
    if (!exchange) {
      response.writeHead(400).end();
      return;
    }
    answer(exchange).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500).end('The sandbox failed on this request.');
      else response.destroy();
    });
  });
  await listen(server, options.port ?? 0, options.host ?? '127.0.0.1');
  const { port } = server.address() as AddressInfo;
  const host = options.host && options.host !== '0.0.0.0' && options.host !== '::' ? options.host : '127.0.0.1';

  return {
    url: `http://${host === '127.0.0.1' ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    clocks,
    faults,
    log,
    corrections,
    advance: (patient, by) => clocks.set(patient, typeof by === 'number' ? by : momentAfter(clocks.now(patient), by)),
    load: (bundle) => loadBundle(desk, unbundle(bundle)),
    expireTokens: sessions.expire,
    ready: proxy ? proxy.greet() : options.real && !options.data ? loadReal(desk, loaded, notes) : Promise.resolve(notes[0] ?? ''),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** Bundles as they are, each its own source; loose resources together as one. */
function sourcesOf(resources: readonly unknown[]): readonly unknown[] {
  const isBundle = (one: unknown) => isRecord(one) && one.resourceType === 'Bundle';
  const loose = resources.filter((one) => !isBundle(one));
  return [...resources.filter(isBundle), ...(loose.length > 0 ? [{ entry: loose.map((resource) => ({ resource })) }] : [])];
}

const sentence = ({ source, resources, unreadable }: Loaded) =>
  `${resources} resources were read from ${source}${unreadable > 0 ? `; ${unreadable} lines or files could not be read` : ''}.`;

/** The real stays come after the server answers: the sandbox can be used while they are read. */
async function loadReal(desk: Desk, loaded: Set<string>, notes: string[]): Promise<string> {
  let note = 'The real stays (../shared/data/mimic-iv-demo-fhir) are not beside this checkout: only the written patients are here.';
  if (existsSync(REAL)) {
    const own = new Set(desk.store.patients());
    await loadPath(desk.store, desk.zones, REAL);
    for (const patient of desk.store.patients()) if (!own.has(patient)) loaded.add(patient);
    note = `${loaded.size} real, de-identified patients of the MIMIC-IV demo (ODbL) are here besides the written ones.`;
  }
  notes.push(note);
  return note;
}

const spoken = (status: number, body: string): Answer => ({
  status,
  headers: { 'content-type': 'application/fhir+json; charset=utf-8' },
  body,
});

/** CORS for the app only: another site gets no answer it could read. */
function corsFor(exchange: Exchange, appOrigin: string): Record<string, string> {
  const { origin } = exchange.request.headers;
  if (!origin || (origin !== appOrigin && origin !== exchange.origin)) return { vary: 'origin' };
  return {
    vary: 'origin',
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST, PUT, OPTIONS',
    'access-control-allow-headers': 'authorization, content-type, accept, if-match, if-none-exist, prefer',
    'access-control-expose-headers': 'etag, location, content-location, date, x-sandbox-now, www-authenticate',
    'access-control-max-age': '600',
  };
}

const logged = (exchange: Exchange, status: number, ms: number): Logged => ({
  at: Date.now(),
  method: exchange.method,
  path: `${exchange.url.pathname}${exchange.url.search}`,
  status,
  ms,
  token: exchange.request.headers.authorization !== undefined,
  origin: exchange.origin,
});

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      done();
    });
  });
}
