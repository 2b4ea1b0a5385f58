import type { Clocks, Stay } from '../clock.ts';
import { isAttending } from '../corrections.ts';
import { isRecord, type Resource, relativeReference, textAt, valuesAt } from '../fhir/resource.ts';
import type { Views } from '../fhir/views.ts';

/** What the EHR's own pages know of a patient at the clock's moment, in words. */
export interface PatientLine {
  readonly id: string;
  readonly name: string;
  readonly ageSex: string;
  readonly birthDate: string;
  readonly mrn: string;
  readonly stay: Stay;
  readonly now: number;
  readonly zone: string;
  readonly open: boolean;
  /** Inpatient, Observation, Emergency ... as the EHR's class says now. */
  readonly status: string;
  readonly location: string;
  readonly attending: string;
  readonly day: number;
  readonly complaint: string;
  readonly payer: string;
  readonly origin: 'written' | 'loaded';
}

const CLASS_WORDS: Readonly<Record<string, string>> = {
  IMP: 'Inpatient',
  ACUTE: 'Inpatient',
  NONAC: 'Inpatient',
  I: 'Inpatient',
  OBSENC: 'Observation',
  O: 'Observation',
  EMER: 'Emergency',
  E: 'Emergency',
  AMB: 'Outpatient',
  SS: 'Short stay',
  PRENC: 'Pre-admission',
};

/** The class of an encounter in a word: by code where it is a standard one, else by its own display. */
export function statusWord(encounter: unknown): string {
  const code = textAt(encounter, 'class.code');
  return CLASS_WORDS[code] ?? (textAt(encounter, 'class.display') || textAt(encounter, 'type.text') || code);
}

/** Family name first, as lists in hospitals have it. */
export function patientName(patient: unknown): string {
  const name = valuesAt(patient, 'name')[0];
  const given = valuesAt(name, 'given').join(' ');
  const family = textAt(name, 'family') || textAt(name, 'text');
  return [family, given].filter(Boolean).join(', ') || 'Unnamed patient';
}

export function personName(person: unknown): string {
  const name = valuesAt(person, 'name')[0];
  const full = [valuesAt(name, 'given').join(' '), textAt(name, 'family')].filter(Boolean).join(' ') || textAt(name, 'text');
  const letters = valuesAt(person, 'qualification').map((one) => textAt(one, 'code.text'));
  return [full, ...letters.filter(Boolean)].join(', ');
}

/** The words of a coded thing: its text, else the first display, else the code. */
export const words = (concept: unknown): string => textAt(concept, 'text', 'coding.display', 'coding.code', 'display', 'code');

const DAY = 24 * 3_600_000;
const dayNumber = (at: number, zone: string) =>
  Math.floor(Date.parse(`${new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at)}T00:00:00Z`) / DAY);

/** The patient's line in lists and banner; null for a patient without an encounter that has begun. */
export function patientLine(id: string, views: Views, clocks: Clocks, loaded: ReadonlySet<string>): PatientLine | null {
  const patient = views.get('Patient', id)?.resource;
  const stay = clocks.stay(id);
  if (!patient || !stay) return null;
  const encounter = views.get('Encounter', stay.id)?.resource;
  if (!encounter) return null;
  const now = clocks.now(id);
  const zone = clocks.zone(id);
  return {
    id,
    name: patientName(patient),
    ageSex: ageSex(patient, now),
    birthDate: textAt(patient, 'birthDate'),
    mrn: textAt(patient, 'identifier.value') || id,
    stay,
    now,
    zone,
    open: textAt(encounter, 'status') === 'in-progress',
    status: statusWord(encounter),
    location: locationNow(encounter, views),
    attending: attendingNow(encounter, views),
    day: dayNumber(now, zone) - dayNumber(stay.start, zone) + 1,
    complaint: complaintOf(id, stay, views),
    payer: textAt(views.list('Coverage', id)[0]?.resource, 'type.text', 'type.coding.display'),
    origin: loaded.has(id) ? 'loaded' : 'written',
  };
}

function ageSex(patient: Resource, now: number): string {
  const born = Date.parse(textAt(patient, 'birthDate'));
  const years = Number.isNaN(born) ? null : Math.floor((now - born) / (365.2425 * DAY));
  const sex = textAt(patient, 'gender').slice(0, 1).toUpperCase();
  return [years === null ? '' : `${years} y`, sex].filter(Boolean).join(' ');
}

function locationNow(encounter: Resource, views: Views): string {
  const place = valuesAt(encounter, 'location').at(-1);
  const reference = relativeReference(textAt(place, 'location.reference'));
  const location = reference ? views.get('Location', reference.slice('Location/'.length))?.resource : undefined;
  return textAt(location, 'name') || textAt(place, 'location.display');
}

function attendingNow(encounter: Resource, views: Views): string {
  const all = valuesAt(encounter, 'participant').filter(isAttending);
  // Whoever took over last; one whose time has ended stands there only until another is named.
  const attending = all.findLast((one) => !textAt(one, 'period.end')) ?? all.at(-1);
  const reference = relativeReference(textAt(attending, 'individual.reference'));
  const person = reference ? views.get('Practitioner', reference.slice('Practitioner/'.length))?.resource : undefined;
  return person ? personName(person) : textAt(attending, 'individual.display');
}

/** The chief complaint as the first note of the stay has it. */
function complaintOf(patient: string, stay: Stay, views: Views): string {
  for (const note of notesOf(patient, views)) {
    if (note.at < stay.start) continue;
    const match = /(?:^|\n)\s*(?:chief complaint|cc|reason for (?:visit|admission)):?[ \t]*\n?[ \t]*([^\n]+)/i.exec(note.text);
    if (match?.[1]) return match[1].trim().slice(0, 80);
  }
  return '';
}

/** A note as the EHR shows it. */
export interface Note {
  readonly id: string;
  readonly title: string;
  readonly at: number;
  readonly author: string;
  readonly status: string;
  readonly text: string;
  readonly addendumTo: string;
}

/** Notes of a patient as known now, oldest first. */
export function notesOf(patient: string, views: Views): readonly Note[] {
  return views
    .list('DocumentReference', patient)
    .map(({ resource, version }) => {
      const author = valuesAt(resource, 'author')[0];
      const reference = relativeReference(textAt(author, 'reference'));
      const person = reference.startsWith('Practitioner/')
        ? views.get('Practitioner', reference.slice('Practitioner/'.length))?.resource
        : undefined;
      return {
        id: resource.id,
        title: words(resource.type) || 'Note',
        at: Date.parse(textAt(resource, 'date')) || version.since,
        author: person ? personName(person) : textAt(author, 'display'),
        status: textAt(resource, 'docStatus') || textAt(resource, 'status'),
        text: textOf(resource, views),
        addendumTo: relativeReference(
          textAt(
            valuesAt(resource, 'relatesTo').find((one) => textAt(one, 'code') === 'appends'),
            'target.reference',
          ),
        ),
      };
    })
    .sort((a, b) => a.at - b.at);
}

function textOf(document: Resource, views: Views): string {
  const attachment = valuesAt(document, 'content.attachment').find(isRecord);
  const url = relativeReference(textAt(attachment, 'url'));
  const binary = url ? views.get('Binary', url.slice('Binary/'.length))?.resource : undefined;
  const data = textAt(attachment, 'data') || textAt(binary, 'data');
  const type = textAt(attachment, 'contentType') || textAt(binary, 'contentType');
  const raw = Buffer.from(data, 'base64').toString('utf8');
  if (/html/.test(type)) return fromHtml(raw);
  if (/rtf/.test(type)) return fromRtf(raw);
  return /^text|xml/.test(type) || type === '' ? raw : `(${type})`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  deg: '\u00b0',
  ge: '\u2265',
  le: '\u2264',
};

function fromHtml(text: string): string {
  return text
    .replace(/<(style|script|head)[\s\S]*?<\/\1>/gi, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/<h\d[^>]*>/gi, '\n')
    .replace(/<li[^>]*>/gi, '- ')
    .replace(/<(br|\/p|\/div|\/h\d|\/li|\/tr)[^>]*>/gi, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
      if (name) return ENTITIES[String(name).toLowerCase()] ?? String(whole);
      return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(String(hex), 16));
    })
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const RTF_WORDS: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  tab: '\t',
  bullet: '\u2022',
  endash: '\u2013',
  emdash: '\u2014',
  lquote: "'",
  rquote: "'",
  ldblquote: '"',
  rdblquote: '"',
};

/** The text of a simple RTF document. A line break in the file ends a control word and is no text. */
function fromRtf(text: string): string {
  return text
    .replace(/\{\\(?:fonttbl|colortbl|stylesheet|info|\*)(?:[^{}]|\{[^{}]*\})*\}/g, '')
    .replace(/\\'([0-9a-f]{2})|\\u(-?\d+) ?\??|\\([a-z]+)-?\d* ?|\\([^a-z])|[{}]|\r?\n/gi, (_, hex, unit, word, symbol) => {
      if (hex) return Buffer.from(String(hex), 'hex').toString('latin1');
      if (unit) return String.fromCharCode((Number(unit) + 65_536) % 65_536);
      if (word) return RTF_WORDS[String(word)] ?? '';
      return symbol === '~' ? ' ' : symbol === '\n' ? '\n' : (symbol ?? '');
    })
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
