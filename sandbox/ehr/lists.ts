import type { Clocks } from '../clock.ts';
import { charted } from '../fhir/dates.ts';
import { isRecord, type Resource, relativeReference, textAt, valuesAt } from '../fhir/resource.ts';
import type { Views } from '../fhir/views.ts';
import { personName, words } from './chart-data.ts';
import { type Html, html } from './html.ts';
import { stamp } from './time.ts';

const medicationName = (resource: Resource, views: Views): string => {
  const reference = relativeReference(textAt(resource, 'medicationReference.reference'));
  const medication = reference ? views.get('Medication', reference.slice('Medication/'.length))?.resource : undefined;
  return (
    words(resource.medicationCodeableConcept) ||
    words(medication?.code) ||
    textAt(resource, 'medicationReference.display') ||
    'Unnamed medication'
  );
};

const author = (resource: Resource, path: string, views: Views): string => {
  const reference = relativeReference(textAt(resource, `${path}.reference`));
  const person = reference.startsWith('Practitioner/')
    ? views.get('Practitioner', reference.slice('Practitioner/'.length))?.resource
    : undefined;
  return person ? personName(person) : textAt(resource, `${path}.display`);
};

const startOf = (value: unknown, zone: string) => charted(value, zone)?.start ?? 0;

/** Orders of medicines, then the doses given, newest first. */
export function medications(patient: string, views: Views, clocks: Clocks): Html {
  const zone = clocks.zone(patient);
  const now = clocks.now(patient);
  const from = clocks.stay(patient)?.start ?? 0;
  const doses = views.list('MedicationAdministration', patient).map(({ resource }) => ({
    resource,
    at: startOf(resource.effectiveDateTime ?? resource.effectivePeriod, zone),
    request: relativeReference(textAt(resource, 'request.reference')),
  }));
  const orders = views
    .list('MedicationRequest', patient)
    .map(({ resource }) => ({ resource, at: startOf(resource.authoredOn, zone) }))
    .filter(({ at }) => at >= from)
    .sort((a, b) => Number(b.resource.status === 'active') - Number(a.resource.status === 'active') || b.at - a.at);
  return html`<h2>Medications</h2>
${
  orders.length === 0
    ? html`<p class="empty">No medication is ordered.</p>`
    : html`<div class="scroll"><table class="list"><thead><tr><th scope="col">Medication</th><th scope="col">Directions</th><th scope="col">Status</th><th scope="col">Ordered</th><th scope="col">Last given</th></tr></thead><tbody>${orders.map(
        ({ resource, at }) => {
          const own = doses.filter((dose) => dose.request === `MedicationRequest/${resource.id}`);
          const last = own.reduce((latest, dose) => Math.max(latest, dose.at), 0);
          const route = textAt(resource, 'dosageInstruction.text') || words(valuesAt(resource, 'dosageInstruction.route')[0]);
          return html`<tr><th scope="row">${medicationName(resource, views)}</th><td>${route}</td><td><span class="status ${resource.status === 'active' ? '' : 'closed'}">${textAt(resource, 'status')}</span></td><td class="num">${stamp(at, zone, now)}</td><td class="num">${last ? stamp(last, zone, now) : '-'}</td></tr>`;
        },
      )}</tbody></table></div>`
}
<h3>Given</h3>
${
  doses.length === 0
    ? html`<p class="empty">No dose is charted.</p>`
    : html`<div class="scroll"><table class="list"><thead><tr><th scope="col">Time</th><th scope="col">Medication</th><th scope="col">Dose</th><th scope="col">Status</th></tr></thead><tbody>${doses
        .sort((a, b) => b.at - a.at)
        .slice(0, 60)
        .map(
          ({ resource, at }) =>
            html`<tr><td class="num">${stamp(at, zone, now)}</td><th scope="row">${medicationName(resource, views)}</th><td>${doseOf(resource)}</td><td>${textAt(resource, 'status')}</td></tr>`,
        )}</tbody></table></div>${doses.length > 60 ? html`<p class="meta">${doses.length - 60} earlier doses are not shown.</p>` : null}`
}`;
}

function doseOf(resource: Resource): string {
  const quantity = (path: string) => {
    const [one] = valuesAt(resource, path);
    return isRecord(one) && one.value !== undefined ? `${Number(one.value)} ${textAt(one, 'unit', 'code')}` : '';
  };
  return textAt(resource, 'dosage.text') || [quantity('dosage.rateQuantity'), quantity('dosage.dose')].filter(Boolean).join(', ');
}

/** Orders other than medicines, newest first. */
export function orders(patient: string, views: Views, clocks: Clocks): Html {
  const zone = clocks.zone(patient);
  const now = clocks.now(patient);
  const list = views
    .list('ServiceRequest', patient)
    .map(({ resource }) => ({ resource, at: startOf(resource.authoredOn, zone) }))
    .sort((a, b) => b.at - a.at);
  const procedures = views
    .list('Procedure', patient)
    .map(({ resource }) => ({ resource, at: startOf(resource.performedDateTime ?? resource.performedPeriod, zone) }))
    .sort((a, b) => b.at - a.at);
  return html`<h2>Orders</h2>
${
  list.length === 0
    ? html`<p class="empty">No order is charted.</p>`
    : html`<div class="scroll"><table class="list"><thead><tr><th scope="col">Ordered</th><th scope="col">Order</th><th scope="col">Kind</th><th scope="col">Status</th><th scope="col">By</th></tr></thead><tbody>${list.map(
        ({ resource, at }) =>
          html`<tr><td class="num">${stamp(at, zone, now)}</td><th scope="row">${words(resource.code)}</th><td>${words(valuesAt(resource, 'category')[0])}</td><td>${textAt(resource, 'status')}</td><td>${author(resource, 'requester', views)}</td></tr>`,
      )}</tbody></table></div>`
}
<h3>Procedures</h3>
${
  procedures.length === 0
    ? html`<p class="empty">No procedure is charted.</p>`
    : html`<div class="scroll"><table class="list"><thead><tr><th scope="col">Time</th><th scope="col">Procedure</th><th scope="col">Status</th></tr></thead><tbody>${procedures.map(
        ({ resource, at }) =>
          html`<tr><td class="num">${stamp(at, zone, now)}</td><th scope="row">${words(resource.code)}</th><td>${textAt(resource, 'status')}</td></tr>`,
      )}</tbody></table></div>`
}`;
}

/** Diagnoses of the stay and the problem list. */
export function problems(patient: string, views: Views, clocks: Clocks): Html {
  const zone = clocks.zone(patient);
  const now = clocks.now(patient);
  const all = views.list('Condition', patient).map(({ resource }) => resource);
  const ofStay = all.filter((one) => relativeReference(textAt(one, 'encounter.reference')) === `Encounter/${clocks.stay(patient)?.id}`);
  const others = all.filter((one) => !ofStay.includes(one));
  const table = (list: readonly Resource[]) =>
    list.length === 0
      ? html`<p class="empty">None is charted.</p>`
      : html`<div class="scroll"><table class="list"><thead><tr><th scope="col">Diagnosis</th><th scope="col">Status</th><th scope="col">Certainty</th><th scope="col">Recorded</th></tr></thead><tbody>${list.map(
          (one) => {
            const at = startOf(one.recordedDate, zone);
            return html`<tr><th scope="row">${words(one.code)}</th><td>${words(one.clinicalStatus)}</td><td>${words(one.verificationStatus)}</td><td class="num">${at ? (textAt(one, 'recordedDate').includes('T') ? stamp(at, zone, now) : textAt(one, 'recordedDate')) : '-'}</td></tr>`;
          },
        )}</tbody></table></div>`;
  return html`<h2>Diagnoses of this stay</h2>${table(ofStay)}<h3>Problem list and earlier stays</h3>${table(others)}`;
}
