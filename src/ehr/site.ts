import type { Problem } from '../core/chart/chart.ts';
import { type Contact, type KeepDays, readContact, readKeep } from './site-keep.ts';
import { WRITE_TYPES, type WriteType } from './write-types.ts';

/** One EHR the hospital allows: where it is, how we are registered there, and who may authorize for it. */
export interface Server {
  /** FHIR base URL as the EHR sends it in `iss`; compared as a parsed URL, path exactly. */
  readonly iss: string;
  readonly clientId: string;
  /** Shown to people instead of a URL. */
  readonly name: string;
  /** Origins on which the authorization and token endpoints may live; the origin of `iss` when not given. */
  readonly authorization: readonly string[];
  /** Replaces the scopes that the checklists ask for, for servers that need another spelling. */
  readonly scope: string | null;
  /** `required`: the server must announce S256. `always`: PKCE is sent although the server does not announce it. Never without. */
  readonly pkce: 'required' | 'always';
  /** Asks also for what the user may see beyond the launched patient (`user/` scopes), for lists of open encounters. Off by default. */
  readonly lists: boolean;
  /** Resource types that may be written back to this EHR, when it offers that and the scopes allow it. None by default: copying is the way. */
  readonly writeBack: readonly WriteType[];
}

/** What a hospital sets in `site.json`, complete with defaults. */
export interface Site {
  readonly name: string;
  readonly servers: readonly Server[];
  /** IANA zone used when the chart does not tell. */
  readonly zone: string | null;
  readonly policy: string;
  /** Name of a file under checklists/_workflow: order of the worklist, next review, second-level review, queries. */
  readonly workflow: string;
  /** Folder name under checklists/_sites, for local codes and phrases. */
  readonly site: string | null;
  readonly switches: {
    /** Shows clinicians prompts of kind `indicator`. Off by default: a hospital decides this. */
    readonly clinicianIndicators: boolean;
    /** Seconds between quiet re-reads while the tab is visible; 0 switches them off. */
    readonly refreshSeconds: number;
    readonly shortcuts: boolean;
    /** Keeps the session in this frame's storage so that a reload continues; off: the token lives in memory only. */
    readonly surviveReload: boolean;
    /** Minutes without a key or a click until the view is hidden and the token dropped; 0 switches it off. */
    readonly idleMinutes: number;
    /** What an earlier user of the same EHR kept on this device is erased when another signs in. On by default: workstations are shared. */
    readonly eraseOnUserChange: boolean;
  };
  /** Days each kind of work is kept on the device. */
  readonly keep: KeepDays;
  readonly contact: Contact | null;
}

/** What is wrong with site.json: the field, and what to do about it. Shown to the person who installs the app. */
export interface SiteFault {
  readonly field: string;
  readonly remedy: string;
}

export type SiteResult = { readonly ok: true; readonly site: Site } | { readonly ok: false; readonly faults: readonly SiteFault[] };

const FIELDS = ['name', 'servers', 'zone', 'policy', 'workflow', 'site', 'switches', 'keep', 'contact', '$schema', 'comment'];
const SERVER_FIELDS = ['iss', 'clientId', 'name', 'authorization', 'scope', 'pkce', 'lists', 'writeBack', 'comment'];
const SWITCHES: Site['switches'] = {
  clinicianIndicators: false,
  refreshSeconds: 30,
  shortcuts: true,
  surviveReload: false,
  idleMinutes: 15,
  eraseOnUserChange: true,
};

type Fields = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

/** https anywhere, http only on this machine: a token must not travel in the clear. */
export const isSafeUrl = (url: URL): boolean =>
  (url.protocol === 'https:' || (url.protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname))) &&
  url.username === '' &&
  url.password === '';

/** A URL, or null when the text is none. */
export function parseUrl(text: string, base?: string): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}

/**
 * The site of a parsed site.json, or every fault found in it with field and remedy. Unknown fields are faults: a mistyped switch
 * would otherwise silently keep its default.
 */
export function readSite(value: unknown, home: string): SiteResult {
  const faults: SiteFault[] = [];
  const fault = (field: string, remedy: string) => faults.push({ field, remedy });
  if (!isRecord(value)) return { ok: false, faults: [{ field: 'site.json', remedy: 'Write one JSON object: { "servers": [...] }.' }] };
  for (const key of Object.keys(value))
    if (!FIELDS.includes(key)) fault(key, `No such field. Known fields: ${FIELDS.slice(0, 7).join(', ')}.`);
  const optionalText = (key: string): string | null => {
    if (value[key] === undefined || value[key] === null) return null;
    if (isText(value[key])) return value[key];
    fault(key, 'Write a text in quotes, or leave the field out.');
    return null;
  };
  const zone = optionalText('zone');
  if (zone !== null && !isZone(zone)) fault('zone', 'Write an IANA time zone such as "America/Chicago".');
  const servers: Server[] = [];
  if (!Array.isArray(value.servers) || value.servers.length === 0) {
    fault('servers', 'List at least one EHR: { "iss": "https://...", "clientId": "..." }.');
  } else {
    value.servers.forEach((entry: unknown, index: number) => {
      const server = readServer(entry, `servers[${index}]`, fault, home);
      if (server) servers.push(server);
    });
  }
  const switches = readSwitches(value.switches, fault);
  const keep = readKeep(value.keep, fault);
  const contact = readContact(value.contact, fault);
  const site: Site = {
    name: optionalText('name') ?? '',
    servers,
    zone,
    policy: optionalText('policy') ?? 'base',
    workflow: optionalText('workflow') ?? 'base',
    site: optionalText('site'),
    switches,
    keep,
    contact,
  };
  return faults.length > 0 ? { ok: false, faults } : { ok: true, site };
}

type Fault = (field: string, remedy: string) => void;

function readServer(entry: unknown, at: string, fault: Fault, home: string): Server | null {
  if (!isRecord(entry)) {
    fault(at, 'Write an object: { "iss": "https://...", "clientId": "..." }.');
    return null;
  }
  for (const key of Object.keys(entry))
    if (!SERVER_FIELDS.includes(key)) fault(`${at}.${key}`, `No such field. Known fields: ${SERVER_FIELDS.join(', ')}.`);
  // A path such as "/fhir" means: on the host that serves this page, as in the sandbox.
  const iss = isText(entry.iss) ? parseUrl(entry.iss, entry.iss.startsWith('/') ? home : undefined) : null;
  if (!iss || !isSafeUrl(iss) || iss.search || iss.hash) {
    fault(`${at}.iss`, 'Write the FHIR base URL, https (http only for localhost), without query: "https://ehr.example.org/fhir/r4".');
  }
  if (!isText(entry.clientId)) fault(`${at}.clientId`, 'Write the client id that the EHR gave at registration.');
  const authorization: string[] = [];
  const origins = entry.authorization ?? [];
  if (!Array.isArray(origins)) fault(`${at}.authorization`, 'Write a list of origins: ["https://login.example.org"].');
  else {
    for (const [index, origin] of origins.entries()) {
      const url = isText(origin) ? parseUrl(origin) : null;
      if (url && isSafeUrl(url)) authorization.push(url.origin);
      else fault(`${at}.authorization[${index}]`, 'Write an origin such as "https://login.example.org".');
    }
  }
  if (entry.scope !== undefined && !isText(entry.scope)) fault(`${at}.scope`, 'Write scopes separated by spaces, or leave the field out.');
  if (entry.pkce !== undefined && entry.pkce !== 'required' && entry.pkce !== 'always')
    fault(`${at}.pkce`, 'Write "required" or "always".');
  if (entry.lists !== undefined && typeof entry.lists !== 'boolean') fault(`${at}.lists`, 'Write true or false.');
  const writeBack = entry.writeBack ?? [];
  if (!Array.isArray(writeBack) || writeBack.some((type) => !WRITE_TYPES.includes(type)))
    fault(`${at}.writeBack`, `Write a list of: ${WRITE_TYPES.join(', ')}. Or leave the field out: texts are then copied.`);
  if (!iss || !isText(entry.clientId)) return null;
  return {
    iss: iss.href.replace(/\/$/, ''),
    clientId: entry.clientId,
    name: isText(entry.name) ? entry.name : iss.host,
    authorization: authorization.length > 0 ? authorization : [iss.origin],
    scope: isText(entry.scope) ? entry.scope : null,
    pkce: entry.pkce === 'always' ? 'always' : 'required',
    lists: entry.lists === true,
    writeBack: Array.isArray(writeBack) ? WRITE_TYPES.filter((type) => writeBack.includes(type)) : [],
  };
}

function readSwitches(value: unknown, fault: Fault): Site['switches'] {
  if (value === undefined) return SWITCHES;
  if (!isRecord(value)) {
    fault('switches', 'Write an object: { "refreshSeconds": 30 }.');
    return SWITCHES;
  }
  const out: Record<string, unknown> = { ...SWITCHES };
  for (const [key, given] of Object.entries(value)) {
    const standard = (SWITCHES as unknown as Fields)[key];
    if (standard === undefined || !Object.hasOwn(SWITCHES, key)) {
      fault(`switches.${key}`, `No such switch. Known switches: ${Object.keys(SWITCHES).join(', ')}.`);
    } else if (typeof given !== typeof standard || (typeof given === 'number' && !(given >= 0))) {
      fault(`switches.${key}`, typeof standard === 'number' ? 'Write a number, 0 or more.' : 'Write true or false.');
    } else out[key] = given;
  }
  return out as unknown as Site['switches'];
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/**
 * The allowed server for an `iss`: same origin and same path after one trailing slash is removed; never a prefix, never a pattern.
 * Null when the site does not list it.
 */
export function serverFor(site: Site, iss: string): Server | null {
  const url = parseUrl(iss);
  if (!url || !isSafeUrl(url) || url.search || url.hash) return null;
  return site.servers.find((server) => sameBase(new URL(server.iss), url)) ?? null;
}

const sameBase = (a: URL, b: URL) => a.origin === b.origin && a.pathname.replace(/\/$/, '') === b.pathname.replace(/\/$/, '');

/** Policies, sites and workflows of a build: what site.json may name. */
export interface Packs {
  readonly policies: readonly string[];
  readonly sites: readonly string[];
  readonly workflows: readonly string[];
}

/** A policy, site or workflow that this build does not hold, with those it does. */
function strangers({ policy, workflow, site }: Site, packs: Packs): SiteFault[] {
  const fault = (field: string, known: readonly string[]) => ({
    field,
    remedy: `Not in this build. It holds: ${known.join(', ') || 'none'}.`,
  });
  return [
    ...(packs.policies.includes(policy) ? [] : [fault('policy', packs.policies)]),
    ...(packs.workflows.includes(workflow) ? [] : [fault('workflow', packs.workflows)]),
    ...(site === null || packs.sites.includes(site) ? [] : [fault('site', packs.sites)]),
  ];
}

/** Reads `site.json` beside the page. A file that is absent, not JSON or wrong gives faults, never a guess. */
export async function fetchSite(home: string, packs: Packs, get: typeof fetch = fetch): Promise<SiteResult> {
  const missing = (remedy: string): SiteResult => ({ ok: false, faults: [{ field: 'site.json', remedy }] });
  let response: Response;
  try {
    response = await get(new URL('site.json', home), { cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(10_000) });
  } catch {
    return missing('The file could not be fetched. Put site.json beside index.html.');
  }
  if (!response.ok) return missing(`The server answered ${response.status}. Put site.json beside index.html.`);
  try {
    const result = readSite(JSON.parse((await response.text()).replace(/^\uFEFF/, '')), home);
    const faults = result.ok ? strangers(result.site, packs) : [];
    return faults.length > 0 ? { ok: false, faults } : result;
  } catch {
    return missing('The file is not JSON. Check commas and quotes.');
  }
}

/** A fault as a Problem, for screens that list problems. */
export const siteProblem = (fault: SiteFault): Problem => ({ kind: 'malformed', what: fault.field, detail: fault.remedy });
