import { allowing } from './auth/scopes.ts';
import type { Sessions } from './auth/sessions.ts';
import { patientName, statusWord } from './ehr/chart-data.ts';
import type { Logged } from './ehr/faults-page.ts';
import { html } from './ehr/html.ts';
import { page } from './ehr/layout.ts';
import type { Ehr } from './ehr/server.ts';
import { messagePage, signInPage } from './ehr/sign-in.ts';
import type { FaultBox } from './faults.ts';
import { capabilityStatement } from './fhir/capability.ts';
import { outcome } from './fhir/outcome.ts';
import { DIRECTORY, TYPES } from './fhir/params.ts';
import { isRecord, patientOf, type Resource, relativeReference, textAt, valuesAt } from './fhir/resource.ts';
import type { FhirServer } from './fhir/server.ts';
import { type Answer, type Exchange, json } from './http.ts';
import type { Person } from './people.ts';

/** What stands between an app and an open FHIR server: our launch page and our tokens, their data. */
export interface ProxySettings {
  readonly upstream: string;
  readonly sessions: Sessions;
  readonly faults: FaultBox;
  readonly ehr: Ehr;
  readonly appUrl: (origin: string) => string;
  readonly log: readonly Logged[];
}

export interface Proxy {
  readonly fhir: FhirServer;
  readonly pages: (exchange: Exchange, path: string) => Promise<Answer>;
  /** Whether the other server answers, as a sentence for the terminal. Never rejects. */
  readonly greet: () => Promise<string>;
}

/** Next pages remembered; the oldest are forgotten beyond it. */
const MOST_PAGES = 5000;

/**
 * Reads through to another server. Only reads, only types the token's scopes name, only the launched patient for patient scopes; the other server's
 * data are shown at its own time: there is no clock. It must be open, since no credentials are sent.
 */
export function createProxy(settings: ProxySettings): Proxy {
  const upstream = settings.upstream.replace(/\/$/, '');
  const refuse = (status: number, code: string, text: string) => ({
    ...json(status, outcome('error', code, text)),
    headers: { 'content-type': 'application/fhir+json; charset=utf-8' },
  });

  async function ask(path: string, accept = 'application/fhir+json'): Promise<Response> {
    return fetch(`${upstream}/${path}`.replace(/\/(?=\?)/, ''), {
      headers: { accept },
      redirect: 'error',
      signal: AbortSignal.timeout(60_000),
    });
  }

  const offered = new Set<string>();
  function remember(page: string): void {
    offered.add(page);
    const oldest = offered.size > MOST_PAGES ? offered.values().next().value : undefined;
    if (oldest !== undefined) offered.delete(oldest);
  }

  const fhir: FhirServer = async (exchange, path) => {
    const base = `${exchange.origin}/fhir`;
    const [type = '', id = ''] = path.split('/');
    if (path === 'metadata')
      return json(
        200,
        capabilityStatement(base, { authorize: `${exchange.origin}/auth/authorize`, token: `${exchange.origin}/auth/token` }, new Set()),
      );
    const token = /^Bearer (.+)$/i.exec(exchange.request.headers.authorization ?? '')?.[1] ?? '';
    const grant = settings.sessions.grant(token);
    if (!grant) return refuse(401, 'login', 'An access token is required.');
    if (exchange.method !== 'GET') return refuse(405, 'not-supported', 'The server behind this sandbox is only read.');
    const place = `${path}${exchange.url.search}`;
    // A page of a search that was allowed: its address is the server's own, often without a type or a patient in it.
    if (!offered.has(`${token} ${place}`)) {
      if (type === '') return refuse(403, 'forbidden', 'Only a page that a search offered can be read here.');
      if (!TYPES.includes(type)) return refuse(404, 'not-supported', `${type} is not read through this sandbox.`);
      const permissions = allowing(grant.permissions, type, id ? 'r' : 's');
      if (permissions.length === 0) return refuse(403, 'forbidden', `The granted scopes do not allow this on ${type}.`);
      const whole = permissions.some(({ context }) => context === 'user') || DIRECTORY.has(type);
      const asked = exchange.url.searchParams.get('patient') ?? exchange.url.searchParams.get('subject');
      if (!whole && !id && asked?.replace(/^Patient\//, '') !== grant.patient)
        return refuse(403, 'forbidden', 'A search must name the launched patient.');
    }
    let response: Response;
    try {
      response = await ask(place, exchange.request.headers.accept);
    } catch {
      return refuse(502, 'exception', 'The FHIR server behind this sandbox did not answer.');
    }
    const contentType = response.headers.get('content-type') ?? 'application/octet-stream';
    const bytes = Buffer.from(await response.arrayBuffer());
    const headers = { 'content-type': contentType, 'cache-control': 'no-store' };
    if (!/json/.test(contentType)) return { status: response.status, headers, body: bytes };
    const text = bytes.toString('utf8');
    if (
      id &&
      response.ok &&
      belongsToAnother(
        text,
        grant.patient,
        allowing(grant.permissions, type, 'r').some(({ context }) => context === 'user'),
      )
    ) {
      return refuse(403, 'forbidden', `${type} of another patient.`);
    }
    for (const next of nextLinks(text))
      if (next.startsWith(upstream)) remember(`${token} ${next.slice(upstream.length).replace(/^\//, '')}`);
    return { status: response.status, headers, body: text.replaceAll(`${upstream}/`, `${base}/`).replaceAll(`${upstream}?`, `${base}?`) };
  };

  async function bundle(path: string): Promise<Resource[]> {
    const response = await ask(path);
    if (!response.ok) throw new Error(String(response.status));
    const body: unknown = await response.json();
    return valuesAt(body, 'entry.resource').filter(
      (one): one is Resource => isRecord(one) && typeof one.resourceType === 'string' && typeof one.id === 'string',
    );
  }

  async function encounters(exchange: Exchange, person: Person): Promise<Answer> {
    const name = exchange.url.searchParams.get('name') ?? '';
    const filter = name ? `&subject.name=${encodeURIComponent(name)}` : exchange.url.searchParams.has('all') ? '' : '&status=in-progress';
    let found: Resource[];
    try {
      found = await bundle(`Encounter?_count=50&_include=Encounter:subject${filter}`);
    } catch (error) {
      return messagePage(
        502,
        'The FHIR server did not answer',
        `${upstream} could not be read (${error instanceof Error ? error.message : 'no connection'}).`,
      );
    }
    const people = new Map(found.filter((one) => one.resourceType === 'Patient').map((one) => [`Patient/${one.id}`, one]));
    const rows = found.filter((one) => one.resourceType === 'Encounter');
    return page({
      title: 'Encounters',
      person,
      className: 'wide',
      body: html`<main class="page"><div class="page-head"><h1>Encounters</h1><form class="find" method="get"><label>Find <input type="search" name="name" value="${name}" placeholder="patient name"></label></form></div>
<p class="meta">Read from ${upstream}. ${filter.includes('in-progress') ? html`Open encounters only; <a href="?all=1">show others too</a>.` : null}</p>
<div class="group"><div class="scroll"><table class="list"><thead><tr><th scope="col">Patient</th><th scope="col">Class</th><th scope="col">Status</th><th scope="col">Start</th></tr></thead><tbody>${rows.map(
        (one) => {
          const reference = relativeReference(textAt(one, 'subject.reference'));
          const patient = people.get(reference);
          return html`<tr><th scope="row"><a href="/ehr/chart/${reference.slice('Patient/'.length)}/${one.id}">${patient ? patientName(patient) : textAt(one, 'subject.display') || reference}</a></th><td>${statusWord(one)}</td><td>${textAt(one, 'status')}</td><td class="num">${textAt(one, 'period.start')}</td></tr>`;
        },
      )}</tbody></table></div></div>${rows.length === 0 ? html`<p class="empty">No encounter was found.</p>` : null}</main>`,
    });
  }

  function chart(exchange: Exchange, person: Person, patient: string, encounter: string): Answer {
    const url = new URL('launch.html', settings.appUrl(exchange.origin));
    url.searchParams.set('iss', `${exchange.origin}/fhir`);
    url.searchParams.set('launch', settings.sessions.openLaunch({ person, patient, encounter: encounter || null, intent: person.role }));
    const { origin } = new URL(url);
    return page({
      title: 'Chart',
      person,
      className: 'chart worklist',
      appOrigin: origin === exchange.origin ? '' : origin,
      body: html`<main class="workspace only-app"><aside class="app-panel" aria-label="App"><iframe id="app" title="Corroborate" src="${url.href}" allow="clipboard-write"></iframe></aside></main>`,
    });
  }

  return {
    fhir,
    async greet() {
      try {
        const response = await ask('metadata');
        await response.body?.cancel();
        return response.ok
          ? `Data are read from ${upstream}.`
          : `${upstream} answers its metadata with status ${response.status}: is this the base URL of an open FHIR server?`;
      } catch {
        return `${upstream} does not answer: is it running, and is this its base URL?`;
      }
    },
    async pages(exchange, path) {
      const [first = '', second = '', third = ''] = path.split('/').map(decodeURIComponent);
      if (first === 'encounters' || first === 'chart' || first === 'worklist') {
        const person = settings.ehr.signedIn(exchange);
        if (!person) return signInPage([`Data are read from ${upstream}.`]);
        return first === 'chart' && second ? chart(exchange, person, second, third) : encounters(exchange, person);
      }
      return settings.ehr.serve(exchange, path);
    },
  };
}

/** Addresses of the next pages that a searchset offers; [] for anything else. */
function nextLinks(text: string): readonly string[] {
  try {
    return valuesAt(JSON.parse(text), 'link')
      .filter(isRecord)
      .filter(({ relation }) => relation === 'next')
      .map((link) => textAt(link, 'url'));
  } catch {
    return [];
  }
}

function belongsToAnother(text: string, patient: string | null, whole: boolean): boolean {
  if (whole) return false;
  try {
    const resource: unknown = JSON.parse(text);
    if (
      !isRecord(resource) ||
      typeof resource.resourceType !== 'string' ||
      DIRECTORY.has(resource.resourceType) ||
      resource.resourceType === 'Binary'
    )
      return false;
    const owner = patientOf(resource as unknown as Resource);
    return owner !== null && owner !== patient;
  } catch {
    return false;
  }
}
