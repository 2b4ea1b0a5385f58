import type { Desk } from '../fhir/write.ts';
import type { Answer } from '../http.ts';
import type { Person } from '../people.ts';
import { correctResult, moveOn } from './actions.ts';
import type { PatientLine } from './chart-data.ts';
import { clockBar } from './clock-bar.ts';
import { flowsheet } from './flowsheet.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import { medications, orders, problems } from './lists.ts';
import { inbox, tasks, waiting } from './messages.ts';
import { notesPart } from './notes.ts';

export const TABS = [
  ['notes', 'Notes'],
  ['results', 'Results'],
  ['vitals', 'Vital signs'],
  ['medications', 'Medications'],
  ['orders', 'Orders'],
  ['problems', 'Diagnoses'],
  ['inbox', 'Inbox'],
  ['tasks', 'Tasks'],
] as const;

export type Tab = (typeof TABS)[number][0];

/** What of a chart is asked for. */
export interface ChartRequest {
  readonly line: PatientLine;
  readonly tab: Tab;
  readonly query: URLSearchParams;
  readonly person: Person;
  /** Where the app is launched in this chart; null when no app is there. */
  readonly launchUrl: string;
  readonly appOrigin: string;
}

function content({ line, tab, query, person }: ChartRequest, desk: Desk): Html {
  const { views, clocks } = desk;
  switch (tab) {
    case 'notes':
      return notesPart(line.id, desk, query.get('note'), query.has('write') ? { addendumTo: query.get('to') } : null, person);
    case 'results':
      return html`${flowsheet(line.id, 'results', views, clocks, query.has('all'))}${correctResult(line.id, desk)}`;
    case 'vitals':
      return flowsheet(line.id, 'vitals', views, clocks, query.has('all'));
    case 'medications':
      return medications(line.id, views, clocks);
    case 'orders':
      return html`${orders(line.id, views, clocks)}${moveOn(line.id, desk)}`;
    case 'problems':
      return problems(line.id, views, clocks);
    case 'inbox':
      return inbox(line.id, views, clocks);
    case 'tasks':
      return tasks(line.id, views, clocks);
  }
}

function banner(line: PatientLine): Html {
  const facts: readonly (readonly [string, string])[] = [
    ['MRN', line.mrn],
    ['Born', line.birthDate],
    ['Location', line.location],
    ['Status', line.open ? `${line.status}, day ${line.day}` : 'Discharged'],
    ['Attending', line.attending],
    ['Coverage', line.payer],
  ];
  return html`<section class="banner" id="banner" aria-label="Patient">
<p class="banner-name"><strong>${line.name}</strong> <span>${line.ageSex}</span></p>
<dl>${facts.filter(([, value]) => value).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
</section>`;
}

function tabs({ line, tab }: ChartRequest, { views }: Desk): Html {
  const counts = waiting(line.id, views);
  return html`<nav class="tabs" id="tabs" aria-label="Chart">${TABS.map(
    ([id, label]) =>
      html`<a href="/ehr/chart/${line.id}/${id}" data-part${id === tab ? html` aria-current="page"` : null}>${label}${counts[id] ? html` <span class="count">${counts[id]}</span>` : null}</a>`,
  )}</nav>`;
}

/** Parts of the chart that a script replaces when the tab or the clock changes; the app beside them is left alone. */
export function chartParts(request: ChartRequest, desk: Desk): Html {
  return html`${banner(request.line)}${tabs(request, desk)}<div class="content" id="content">${content(request, desk)}</div>${clockBar(request.line.id, desk.clocks)}`;
}

const icon = (path: string) =>
  html`<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d="${path}" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

/** The chart with the app beside it. */
export function chartPage(request: ChartRequest, desk: Desk): Answer {
  const { line, person } = request;
  return page({
    title: 'Chart',
    person,
    script: 'chart.js',
    className: 'chart',
    appOrigin: request.appOrigin,
    body: html`<main class="workspace" data-patient="${line.id}" data-panel="${person.role === 'clinician' ? 'side' : 'full'}" data-user="${person.id}">
${banner(line)}${tabs(request, desk)}
<div class="content" id="content">${content(request, desk)}</div>
<div class="splitter" role="separator" tabindex="0" aria-label="Width of the app panel" aria-orientation="vertical" aria-controls="app-panel" aria-valuemin="320" aria-valuemax="1200" aria-valuenow="360"></div>
<aside class="app-panel" id="app-panel" aria-label="App">
<div class="app-bar"><span class="app-name">Corroborate</span><output class="app-width" aria-live="off"></output>
<button type="button" data-panel-do="narrower" title="Narrower">${icon('M6 4l4 4-4 4')}<span class="sr">Narrower</span></button>
<button type="button" data-panel-do="wider" title="Wider">${icon('M10 4L6 8l4 4')}<span class="sr">Wider</span></button>
<button type="button" data-panel-do="full" title="Full width">${icon('M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10')}<span class="sr">Full width</span></button>
<button type="button" class="words" data-panel-do="side" title="The app beside the chart">${icon('M2.5 3.5h11v9h-11zM9.5 3.5v9')}Show the chart</button>
<button type="button" data-panel-do="reload" title="Open again">${icon('M13 8a5 5 0 1 1-1.6-3.7M13 2.5v2.3h-2.3')}<span class="sr">Open again</span></button>
<button type="button" data-panel-do="close" title="Close">${icon('M4 4l8 8M12 4l-8 8')}<span class="sr">Close</span></button></div>
<iframe id="app" title="Corroborate" src="${request.launchUrl}" allow="clipboard-write" data-launch="/ehr/chart/${line.id}/launch"></iframe>
</aside>
<button type="button" class="app-open" data-panel-do="open" hidden>Open Corroborate</button>
${clockBar(line.id, desk.clocks)}
</main>`,
  });
}

/** The app at full width without a patient: where CDI specialists and UR nurses begin. */
export function worklistPage(person: Person, launchUrl: string, appOrigin: string): Answer {
  return page({
    title: 'Worklist',
    person,
    className: 'chart worklist',
    appOrigin,
    body: html`<main class="workspace only-app"><aside class="app-panel" aria-label="App"><iframe id="app" title="Corroborate" src="${launchUrl}" allow="clipboard-write"></iframe></aside></main>`,
  });
}
