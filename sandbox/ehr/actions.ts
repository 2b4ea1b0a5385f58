import type { Corrections } from '../corrections.ts';
import { charted } from '../fhir/dates.ts';
import { isRecord, textAt, valuesAt } from '../fhir/resource.ts';
import type { Desk } from '../fhir/write.ts';
import { nameOf, PEOPLE } from '../people.ts';
import { words } from './chart-data.ts';
import { type Html, html } from './html.ts';
import { stamp } from './time.ts';

const MOST = 60;
const GONE = new Set(['entered-in-error', 'cancelled']);

const form = (patient: string, content: Html): Html =>
  html`<form class="actions" method="post" action="/ehr/chart/${patient}/correct" data-correct>${content}</form>`;

/** Results of this stay that can be corrected, newest first; what a person may do to one of them at the chart time. */
export function correctResult(patient: string, desk: Desk): Html {
  const zone = desk.clocks.zone(patient);
  const now = desk.clocks.now(patient);
  const start = desk.clocks.stay(patient)?.start ?? 0;
  const list = desk.views
    .list('Observation', patient)
    .flatMap(({ resource }) => {
      const at = charted(resource.effectiveDateTime ?? resource.effectivePeriod ?? resource.effectiveInstant, zone)?.start;
      const [quantity] = valuesAt(resource, 'valueQuantity');
      const vital = valuesAt(resource, 'category.coding.code').includes('vital-signs');
      if (at === undefined || at < start || vital || !isRecord(quantity) || GONE.has(textAt(resource, 'status'))) return [];
      const value = `${String(quantity.value)} ${textAt(quantity, 'unit', 'code')}`.trim();
      return [{ id: resource.id, at, label: `${words(resource.code)} ${value}, ${stamp(at, zone, now)}` }];
    })
    .sort((a, b) => b.at - a.at)
    .slice(0, MOST);
  if (list.length === 0) return html``;
  return html`<details class="correct"><summary>Correct or repeat a result</summary>${form(
    patient,
    html`<label class="field">Result <select name="reference">${list.map(({ id, label }) => html`<option value="Observation/${id}">${label}</option>`)}</select></label>
<label class="field">New value <input name="value" inputmode="decimal" autocomplete="off" size="8"></label>
<button name="do" value="withdraw">Entered in error</button><button name="do" value="amend">Amend</button><button name="do" value="repeat">New result now</button>`,
  )}</details>`;
}

/** Discharge and hand-over at the chart time. Empty for a stay that is over. */
export function moveOn(patient: string, desk: Desk): Html {
  const stay = desk.clocks.stay(patient);
  const encounter = stay && desk.views.get('Encounter', stay.id)?.resource;
  if (!encounter || encounter.status !== 'in-progress') return html``;
  const doctors = PEOPLE.filter((person) => person.role === 'clinician');
  return html`<details class="correct"><summary>Hand over or discharge</summary>${form(
    patient,
    html`<label class="field">New attending <select name="person">${doctors.map((person) => html`<option value="${person.id}">${nameOf(person)}</option>`)}</select></label>
<button name="do" value="hand-over">Hand over now</button><button name="do" value="discharge">Discharge now</button>`,
  )}</details>`;
}

/** Does what a submitted form of this page asks; nothing when the form is incomplete or names another patient's resource. */
export function applyCorrection(patient: string, desk: Desk, corrections: Corrections, fields: URLSearchParams): void {
  const reference = fields.get('reference') ?? '';
  const [type = '', id = ''] = reference.split('/');
  const isOwn = desk.store.get(type, id)?.patient === patient;
  const typed = (fields.get('value') ?? '').trim().replace(',', '.');
  const value = typed === '' ? Number.NaN : Number(typed);
  const person = PEOPLE.find((one) => one.id === fields.get('person'));
  switch (fields.get('do')) {
    case 'withdraw':
      if (isOwn) corrections.withdraw(reference);
      return;
    case 'amend':
      if (isOwn && Number.isFinite(value)) corrections.amend(reference, value);
      return;
    case 'repeat':
      if (isOwn && Number.isFinite(value)) corrections.repeat(reference, value);
      return;
    case 'discharge':
      corrections.discharge(patient);
      return;
    case 'hand-over':
      if (person) corrections.handOver(patient, person);
  }
}
