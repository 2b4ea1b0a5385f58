import type { Answer } from '../http.ts';
import { nameOf, PEOPLE, type Role } from '../people.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';

const WORK: Readonly<Record<Role, string>> = {
  clinician: 'Opens a chart, reads and writes notes, with the app in a narrow panel beside them.',
  cdi: 'Reviews open encounters one after another, with the app at full width.',
  ur: 'Reviews status and length of stay, with the app at full width.',
};

/** The first page: who are you, and what is here. `patients`: how many have a stay; null where another server knows that. `hidden` are fields to carry on, when an app's launch waits for the answer. */
export function signInPage(
  notes: readonly string[],
  patients: number | null = null,
  action = '/ehr/sign-in',
  hidden?: URLSearchParams,
): Answer {
  const carry: Html[] = [...(hidden ?? [])].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
  return page({
    title: 'Sign in',
    person: null,
    className: 'plain',
    body: html`<main class="sheet sign-in">
<h1>Sign in</h1>
<p class="lead">Choose a person. Everyone here is invented${notes.length > 0 ? '' : ', patients included'}.</p>
<ul class="people">
${PEOPLE.map(
  (person) => html`<li><form method="post" action="${action}">${carry}<button class="person" name="person" value="${person.id}">
<span class="avatar" aria-hidden="true">${person.given[0]}${person.family[0]}</span>
<span class="person-text"><strong>${nameOf(person)}</strong><span class="job">${person.job}</span><span class="work">${person.work ?? WORK[person.role]}</span></span>
</button></form></li>`,
)}
</ul>
${
  patients === null
    ? null
    : html`<p class="footnote">${patients} ${patients === 1 ? 'patient is' : 'patients are'} here. Each chart stands at a moment of its own stay; the clock at its foot moves it, and the app reads the chart as it was then.</p>`
}
${notes.map((note) => html`<p class="footnote">${note}</p>`)}
</main>`,
  });
}

/** Which patient, for an app that was not opened from a chart. */
export function choosePatientPage(
  patients: readonly { readonly id: string; readonly name: string; readonly line: string }[],
  request: URLSearchParams,
  appOrigin: string,
): Answer {
  const carry = [...request]
    .filter(([name]) => name !== 'sandbox_patient')
    .map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
  return page({
    title: 'Choose a patient',
    person: null,
    className: 'plain',
    appOrigin,
    body: html`<main class="sheet">
<h1>Choose a patient</h1>
<p class="lead">The app asks for one patient's chart.</p>
<form method="get" action="/auth/authorize">${carry}
<ul class="choices">${patients.map(
      ({ id, name, line }) =>
        html`<li><button name="sandbox_patient" value="${id}"><strong>${name}</strong> <span class="meta">${line}</span></button></li>`,
    )}</ul></form>
</main>`,
  });
}

/** Says in words why something cannot go on. */
export function messagePage(status: number, title: string, message: string): Answer {
  return page(
    {
      title,
      person: null,
      className: 'plain',
      body: html`<main class="sheet"><h1>${title}</h1><p class="lead">${message}</p><p><a href="/ehr/encounters">Open encounters</a></p></main>`,
    },
    status,
  );
}
