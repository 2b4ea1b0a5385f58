import type { Answer } from '../http.ts';
import { nameOf, type Person } from '../people.ts';
import { type Html, html } from './html.ts';

/** What every page of the EHR is made with. */
export interface PageParts {
  readonly title: string;
  readonly person: Person | null;
  readonly body: Html;
  readonly script?: string;
  readonly className?: string;
  /** Origins that may be framed, and to which forms may lead: where the app is. */
  readonly appOrigin?: string;
}

const HOSPITAL = 'Northfield General';

/** The policy of the EHR's own pages: no inline script or style, nothing from elsewhere, the app in a frame. */
export function policy(appOrigin = ''): string {
  const app = appOrigin ? ` ${appOrigin}` : '';
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    `frame-src 'self'${app}`,
    `form-action 'self'${app}`,
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ].join('; ');
}

/** One of our own scripts. No tagged template: bundlers rewrite those that hold a closing script tag. */
const scriptTag = (name: string): Html => ({ __html: `<script type="module" src="/ehr/assets/${name}"></script>` });

/** A whole page. */
export function page({ title, person, body, script, className, appOrigin }: PageParts, status = 200): Answer {
  const content = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - ${HOSPITAL}</title>
<link rel="icon" href="/ehr/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/ehr/assets/ehr.css">
${className?.startsWith('chart') ? html`<link rel="stylesheet" href="/ehr/assets/chart.css"><link rel="stylesheet" href="/ehr/assets/content.css">` : null}
${script ? scriptTag(script) : null}
</head>
<body class="${className ?? ''}">
<header class="top">
<a class="brand" href="/ehr/encounters"><svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true"><path d="M3 17V4l7 8 7-8v13" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linejoin="round"/></svg>${HOSPITAL}</a>
<span class="tag">Sandbox EHR</span>
${
  person
    ? html`<nav class="places" aria-label="Main">
<a href="/ehr/encounters">Open encounters</a>
<a href="/ehr/faults">Interfaces</a>
</nav>
<span class="who"><span class="who-name">${nameOf(person)}</span><span class="who-job">${person.job}</span></span>
<form method="post" action="/ehr/sign-out"><button class="quiet">Sign out</button></form>`
    : null
}
</header>
${body}
</body>
</html>`;
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': policy(appOrigin),
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'permissions-policy': `camera=(), microphone=(), geolocation=(), clipboard-read=(self), clipboard-write=(self${appOrigin ? ` "${appOrigin}"` : ''})`,
    },
    body: content.__html,
  };
}
