import type { Clocks } from '../clock.ts';
import { charted } from '../fhir/dates.ts';
import { isRecord, type Resource, relativeReference, textAt, valuesAt } from '../fhir/resource.ts';
import type { Views } from '../fhir/views.ts';
import { personName, words } from './chart-data.ts';
import { type Html, html } from './html.ts';
import { stamp } from './time.ts';

const at = (value: unknown, zone: string) => charted(value, zone)?.start ?? 0;

/** A person or place behind a reference, by name where the directory has one. */
function nameAt(reference: unknown, views: Views): string {
  const [type = '', id = ''] = relativeReference(textAt(reference, 'reference')).split('/');
  const found = type === 'Practitioner' ? views.get(type, id)?.resource : undefined;
  return found ? personName(found) : textAt(reference, 'display');
}

/** What a Communication says: its texts, and the names of what is attached. */
const saysOf = (resource: Resource): string =>
  valuesAt(resource, 'payload')
    .map((part) => textAt(part, 'contentString', 'contentAttachment.title', 'contentReference.display', 'contentReference.reference'))
    .filter(Boolean)
    .join('\n');

const time = (when: number, zone: string, now: number) => (when ? stamp(when, zone, now) : '-');

/** Messages about the patient, newest first: what people and apps sent as Communication. */
export function inbox(patient: string, views: Views, clocks: Clocks): Html {
  const zone = clocks.zone(patient);
  const now = clocks.now(patient);
  const list = views
    .list('Communication', patient)
    .map(({ resource, version }) => ({ resource, when: at(resource.sent, zone) || version.since }))
    .sort((a, b) => b.when - a.when);
  if (list.length === 0) return html`<h2>Inbox</h2><p class="empty">No message is here.</p>`;
  return html`<h2>Inbox</h2>${list.map(
    ({ resource, when }) => html`<article class="note-body message">
<header><h3>${words(resource.topic) || words(valuesAt(resource, 'category')[0]) || 'Message'}</h3>
<p class="meta">${time(when, zone, now)} &middot; from ${nameAt(resource.sender, views) || 'not stated'} to ${
      valuesAt(resource, 'recipient')
        .map((one) => nameAt(one, views))
        .filter(Boolean)
        .join(', ') || 'not stated'
    } &middot; ${textAt(resource, 'status')}</p></header>
<pre class="note-text">${saysOf(resource) || '(no text)'}</pre></article>`,
  )}`;
}

/** Tasks about the patient, and filled-in forms, newest first. */
export function tasks(patient: string, views: Views, clocks: Clocks): Html {
  const zone = clocks.zone(patient);
  const now = clocks.now(patient);
  const newest = <T extends { readonly when: number }>(list: T[]) => list.sort((a, b) => b.when - a.when);
  const list = newest(
    views.list('Task', patient).map(({ resource, version }) => ({ resource, when: at(resource.authoredOn, zone) || version.since })),
  );
  const forms = newest(
    views
      .list('QuestionnaireResponse', patient)
      .map(({ resource, version }) => ({ resource, when: at(resource.authored, zone) || version.since })),
  );
  const due = (resource: Resource) => at(isRecord(resource.restriction) ? resource.restriction.period : undefined, zone);
  return html`<h2>Tasks</h2>
${
  list.length === 0
    ? html`<p class="empty">No task is here.</p>`
    : html`<div class="scroll"><table class="list"><thead><tr><th scope="col">Created</th><th scope="col">Task</th><th scope="col">Status</th><th scope="col">For</th><th scope="col">From</th><th scope="col">Due</th></tr></thead><tbody>${list.map(
        ({ resource, when }) =>
          html`<tr><td class="num">${time(when, zone, now)}</td><th scope="row">${textAt(resource, 'description') || words(resource.code) || 'Task'}</th><td>${textAt(resource, 'status')}</td><td>${nameAt(resource.owner, views) || '-'}</td><td>${nameAt(resource.requester, views) || '-'}</td><td class="num">${time(due(resource), zone, now)}</td></tr>`,
      )}</tbody></table></div>`
}
<h3>Forms</h3>
${
  forms.length === 0
    ? html`<p class="empty">No form is filled in.</p>`
    : html`<div class="scroll"><table class="list"><thead><tr><th scope="col">Time</th><th scope="col">Form</th><th scope="col">Status</th><th scope="col">By</th></tr></thead><tbody>${forms.map(
        ({ resource, when }) =>
          html`<tr><td class="num">${time(when, zone, now)}</td><th scope="row">${textAt(resource, 'questionnaire') || 'Form'}</th><td>${textAt(resource, 'status')}</td><td>${nameAt(resource.author, views) || '-'}</td></tr>`,
      )}</tbody></table></div>`
}`;
}

/** How many messages and open tasks there are, for the tabs. */
export const waiting = (patient: string, views: Views): Readonly<Record<string, number>> => ({
  inbox: views.list('Communication', patient).length,
  tasks: views.list('Task', patient).filter(({ resource }) => !CLOSED.has(textAt(resource, 'status'))).length,
});

const CLOSED = new Set(['completed', 'cancelled', 'rejected', 'failed', 'entered-in-error']);
