import type { Answer } from '../http.ts';
import type { Person } from '../people.ts';
import type { PatientLine } from './chart-data.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import { stamp } from './time.ts';

const row = (line: PatientLine): Html => html`<tr>
<th scope="row"><a href="/ehr/chart/${line.id}">${line.name}</a> <span class="meta">${line.ageSex}</span></th>
<td class="num mrn">${line.mrn}</td>
<td>${line.location || '-'}</td>
<td><span class="status ${line.open ? '' : 'closed'}">${line.open ? line.status : 'Discharged'}</span></td>
<td class="num day">${line.day}</td>
<td class="num arrived">${stamp(line.stay.start, line.zone)}</td>
<td class="num">${stamp(line.now, line.zone, line.stay.start)}</td>
<td class="who-attends">${line.attending || '-'}</td>
<td class="complaint">${line.complaint || '-'}</td>
</tr>`;

const table = (lines: readonly PatientLine[]): Html => html`<div class="scroll"><table class="list encounters">
<thead><tr><th scope="col">Patient</th><th scope="col" class="mrn">MRN</th><th scope="col">Location</th><th scope="col">Status</th><th scope="col" class="num day">Day</th><th scope="col" class="arrived">Arrived</th><th scope="col">Chart time</th><th scope="col" class="who-attends">Attending</th><th scope="col" class="complaint">Came with</th></tr></thead>
<tbody>${lines.map(row)}</tbody></table></div>`;

/** The list of open encounters; stays whose clock has reached their end stand below. */
export function encountersPage(person: Person, lines: readonly PatientLine[], notes: readonly string[]): Answer {
  const open = lines.filter((line) => line.open);
  const written = open.filter((line) => line.origin === 'written');
  const loaded = open.filter((line) => line.origin === 'loaded');
  const closed = lines.filter((line) => !line.open);
  const section = (title: string, note: string, list: readonly PatientLine[]) =>
    list.length === 0
      ? null
      : html`<section class="group"><h2>${title} <span class="count">${list.length}</span></h2><p class="meta">${note}</p>${table(list)}</section>`;
  return page({
    title: 'Open encounters',
    person,
    script: 'list.js',
    className: 'wide',
    body: html`<main class="page">
<div class="page-head"><h1>Open encounters</h1><label class="find">Find <input type="search" id="find" placeholder="name, MRN, unit" autocomplete="off"></label></div>
${section('Written stays', 'Invented patients with notes, orders and results. Each chart is shown at its own time; the clock at the foot of a chart moves it.', written)}
${section(written.length > 0 ? 'Further stays' : 'Loaded stays', loaded.some((line) => line.name.startsWith('Patient_')) ? 'Real, de-identified stays of the MIMIC-IV demo, dates shifted. They have results and medications, but no notes and no orders.' : 'Patients of the data you loaded.', loaded)}
${section('Discharged at their chart time', 'Open the chart and move the clock back to see the stay while it was open.', closed)}
${open.length === 0 && closed.length === 0 ? html`<p class="empty">No encounter is here yet.</p>` : null}
${notes.map((note) => html`<p class="footnote">${note}</p>`)}
</main>`,
  });
}
