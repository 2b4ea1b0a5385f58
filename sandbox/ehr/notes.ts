import { toDateTime } from '../fhir/dates.ts';
import type { Resource } from '../fhir/resource.ts';
import type { Desk } from '../fhir/write.ts';
import { nameOf, type Person } from '../people.ts';
import { type Note, notesOf } from './chart-data.ts';
import { type Html, html } from './html.ts';
import { stamp } from './time.ts';

interface NoteKind {
  readonly id: string;
  readonly title: string;
  readonly loinc: string;
  readonly display: string;
}

/** Kinds of note that can be written here. The first is the usual one. */
export const NOTE_KINDS: readonly NoteKind[] = [
  { id: 'progress', title: 'Progress Note', loinc: '11506-3', display: 'Progress note' },
  { id: 'addendum', title: 'Addendum', loinc: '55107-7', display: 'Addendum Document' },
  { id: 'hp', title: 'H&P', loinc: '34117-2', display: 'History and physical note' },
  { id: 'consult', title: 'Consult Note', loinc: '11488-4', display: 'Consult note' },
  { id: 'discharge', title: 'Discharge Summary', loinc: '18842-5', display: 'Discharge summary' },
  { id: 'nursing', title: 'Nursing Note', loinc: '34746-8', display: 'Nurse Note' },
];

/** The notes of a chart: list, the chosen one (the newest when none is), and the editor when it is open. */
export function notesPart(
  patient: string,
  desk: Desk,
  chosen: string | null,
  writing: { readonly addendumTo: string | null } | null,
  person: Person,
): Html {
  const zone = desk.clocks.zone(patient);
  const now = desk.clocks.now(patient);
  const notes = [...notesOf(patient, desk.views)].reverse();
  const current = notes.find((note) => note.id === chosen) ?? notes[0];
  return html`<div class="content-head"><h2>Notes</h2>
<a class="button primary" href="/ehr/chart/${patient}/notes?write=1" data-part>Write a note</a></div>
<div class="notes">
<ol class="note-list" aria-label="Notes, newest first">${notes.map(
    (
      note,
    ) => html`<li><a href="/ehr/chart/${patient}/notes?note=${note.id}" data-part${!writing && note === current ? html` aria-current="true"` : null}>
<strong>${note.title}</strong><span class="meta">${stamp(note.at, zone, now)}</span><span class="meta">${note.author}</span></a></li>`,
  )}${notes.length === 0 ? html`<li class="empty">No notes yet.</li>` : null}</ol>
${writing ? editor(patient, notes, writing.addendumTo, person) : current ? reader(patient, current, notes, zone, now) : html`<div class="note-body"><p class="empty">Nothing is written yet.</p></div>`}
</div>`;
}

function reader(patient: string, note: Note, notes: readonly Note[], zone: string, now: number): Html {
  const base = notes.find((one) => `DocumentReference/${one.id}` === note.addendumTo);
  return html`<article class="note-body" id="note" tabindex="-1">
<header><h3>${note.title}</h3><p class="meta">${stamp(note.at, zone, now)} &middot; ${note.author} &middot; ${note.status === 'final' ? 'signed' : note.status}${base ? html` &middot; to ${base.title} of ${stamp(base.at, zone, now)}` : null}</p>
<a href="/ehr/chart/${patient}/notes?write=1&amp;to=${note.id}" data-part>Add an addendum</a></header>
<pre class="note-text">${note.text}</pre>
</article>`;
}

function editor(patient: string, notes: readonly Note[], addendumTo: string | null, person: Person): Html {
  const base = notes.find((note) => note.id === addendumTo);
  return html`<form class="note-body editor" method="post" action="/ehr/chart/${patient}/notes" data-editor>
<header><h3>${base ? `Addendum to ${base.title}` : 'New note'}</h3><p class="meta">${nameOf(person)}</p></header>
${base ? html`<input type="hidden" name="to" value="${base.id}">` : null}
<label class="field">Type <select name="kind">${NOTE_KINDS.map((kind) => html`<option value="${kind.id}"${(base ? kind.id === 'addendum' : false) ? html` selected` : null}>${kind.title}</option>`)}</select></label>
<label class="field grow">Text <textarea name="text" rows="16" required spellcheck="true" placeholder="Write, or paste what you copied."></textarea></label>
<div class="actions"><button class="primary">Sign</button><a class="button" href="/ehr/chart/${patient}/notes" data-part>Discard</a><span class="meta">Signing adds the note to the chart at the chart time.</span></div>
</form>`;
}

/** Signs a note: a final DocumentReference by this person at the patient's present moment. Null when there is no text. */
export function signNote(desk: Desk, patient: string, person: Person, fields: URLSearchParams): string | null {
  const text = (fields.get('text') ?? '').replaceAll('\r\n', '\n').trim();
  const stay = desk.clocks.stay(patient);
  if (text === '' || !stay) return null;
  const kind = NOTE_KINDS.find((one) => one.id === fields.get('kind')) ?? (NOTE_KINDS[0] as NoteKind);
  const at = desk.clocks.now(patient);
  const when = toDateTime(at, desk.clocks.zone(patient));
  const base = fields.get('to');
  const resource: Resource = {
    resourceType: 'DocumentReference',
    id: crypto.randomUUID(),
    status: 'current',
    docStatus: 'final',
    type: { coding: [{ system: 'http://loinc.org', code: kind.loinc, display: kind.display }], text: kind.title },
    category: [
      {
        coding: [
          {
            system: 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category',
            code: 'clinical-note',
            display: 'Clinical Note',
          },
        ],
      },
    ],
    subject: { reference: `Patient/${patient}` },
    date: when,
    author: [{ reference: `Practitioner/${person.id}`, display: `${person.given} ${person.family}` }],
    ...(base && desk.views.get('DocumentReference', base)
      ? { relatesTo: [{ code: 'appends', target: { reference: `DocumentReference/${base}` } }] }
      : {}),
    content: [
      {
        attachment: {
          contentType: 'text/plain; charset=utf-8',
          title: kind.title,
          creation: when,
          data: Buffer.from(text, 'utf8').toString('base64'),
        },
      },
    ],
    context: { encounter: [{ reference: `Encounter/${stay.id}` }], period: { start: when, end: when } },
  };
  desk.store.put(resource, at, patient);
  desk.clocks.forget(patient);
  return resource.id;
}
