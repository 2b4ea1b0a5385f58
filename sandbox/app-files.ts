import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import { isRecord } from './fhir/resource.ts';
import { type Answer, type Exchange, json, plain } from './http.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.map': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

/** How the app is registered at this EHR. */
export const CLIENT_ID = 'corroborate';

/** This server under both of its names on this machine: an app on the other one is a foreign site to the EHR, as it is in a hospital. */
export function namesOf(origin: string): readonly [string, string] {
  const url = new URL(origin);
  const other = new URL(origin);
  other.hostname = url.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
  return [url.origin, other.origin];
}

/** How this sandbox sets up the app it serves. */
export interface SiteSetting {
  /** Types that the app may write back. */
  readonly writeBack: readonly string[];
  /** Laid over the site file; `switches` over its switches. */
  readonly over?: Readonly<Record<string, unknown>>;
}

/** What a hospital would write into site.json for this server. */
export function siteFor(origin: string, { writeBack, over = {} }: SiteSetting) {
  const { switches, ...rest } = over;
  const server = { clientId: CLIENT_ID, lists: true, ...(writeBack.length > 0 ? { writeBack } : {}) };
  return {
    name: 'Northfield General (sandbox)',
    servers: namesOf(origin).map((name) => ({ iss: `${name}/fhir`, name: 'Northfield General', ...server })),
    zone: 'America/New_York',
    policy: 'base',
    // The clock of a chart may be moved at any moment: look again often.
    switches: { refreshSeconds: 5, idleMinutes: 0, ...(isRecord(switches) ? switches : {}) },
    ...rest,
  };
}

/** Headers a hospital's web server would set; `trusted-types` names the one policy the app's worker needs. */
function headersFor(path: string, origin: string): Record<string, string> {
  const common = {
    'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), clipboard-write=(self)',
  };
  if (extname(path) !== '.html')
    return { ...common, 'cache-control': /-[A-Za-z0-9_-]{8,}\.\w+$/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache' };
  return { ...common, 'cache-control': 'no-store', 'content-security-policy': policyFor(origin) };
}

const policyFor = (origin: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${namesOf(origin).join(' ')}`,
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
    "frame-src 'none'",
    `frame-ancestors ${namesOf(origin).join(' ')}`,
    "require-trusted-types-for 'script'",
    'trusted-types corroborate-worker',
  ].join('; ');

/** Serves the built app under /app/: files of `dir`, and a site.json made for this server. A folder without a build gives a page that says so. */
export function serveApp(dir: string, { origin }: Exchange, path: string, setting: SiteSetting): Answer {
  const file = path === '' ? 'index.html' : path;
  if (file === 'site.json') return json(200, siteFor(origin, setting), { 'cache-control': 'no-store' });
  const full = normalize(join(dir, file));
  const inside = full.startsWith(normalize(dir) + sep);
  if (inside && existsSync(full) && statSync(full).isFile())
    return { status: 200, headers: headersFor(file, origin), body: readFileSync(full) };
  if (extname(file) === '.html') {
    return {
      status: 200,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'self'",
      },
      body: '<!doctype html><html lang="en"><title>Not built</title><p>The app has not been built. Run npm run build, then open it again.</p></html>',
    };
  }
  return plain(404, 'Not found.');
}
