import { suggestion } from '../chart/author-error.ts';
import { type Chart, type Problem, type Read, sortFacts } from '../chart/chart.ts';
import type { Concept, Concepts, Family } from '../chart/concept.ts';
import { type ConceptId, type Fact, type Instant, type NoteContext, type SourceRef, sourceRef } from '../chart/fact.ts';
import { type Measure, runMeasures } from '../measures/index.ts';
import { withMovementsByHand } from '../stay/with-movements.ts';
import { narrowerConcepts } from './names.ts';
import { type Entry, entryFrom, wordsOf } from './notation-line.ts';
import { type Calendar, calendarFor, DEFAULT_DATE, DEFAULT_ZONE, instantOf } from './notation-time.ts';

export interface Vocabulary {
  readonly concepts: Concepts;
  readonly measures: readonly Measure[];
}

export interface NotationResult {
  /** Null when there are errors. */
  readonly chart: Chart | null;
  /** 'line 3: unknown concept ...'. */
  readonly errors: readonly string[];
}

/** Words for whole groups of concepts after `unread`. */
const GROUPS: Readonly<Record<string, readonly Family[]>> = {
  notes: ['note', 'note-statement', 'diagnosis'],
  conditions: ['diagnosis', 'condition'],
  labs: ['lab'],
  vitals: ['vital'],
  medications: ['medication'],
  orders: ['order'],
  cultures: ['culture'],
  procedures: ['procedure', 'device'],
  movements: ['movement'],
};
const PROBLEMS: readonly Problem['kind'][] = [
  'not-permitted',
  'failed',
  'timeout',
  'partial',
  'unsupported',
  'not-exported',
  'unreadable',
  'unit',
];

/**
 * A chart from the notation of cases: one line, one fact (docs/checklist-language.md). Everything not marked unread counts as completely read.
 * Registered measures run, except those whose facts are written by hand. Never throws: what is wrong comes back as lines.
 */
export function chartFromNotation(text: string, vocabulary: Vocabulary): NotationResult {
  const errors: string[] = [];
  const entries: Entry[] = [];
  const problems = new Map<ConceptId, Problem['kind'] | 'partial'>();
  const unmapped = new Map<ConceptId, readonly SourceRef[]>();
  const measures = new Map(vocabulary.measures.map((measure) => [measure.id, measure]));
  const broader = narrowerConcepts(vocabulary.concepts);
  const names = [...Object.keys(vocabulary.concepts), ...measures.keys()];
  const conceptOf = (name: string): Concept | null => {
    const measure = measures.get(name);
    if (measure && !vocabulary.concepts[name])
      return { id: name, label: measure.label, family: 'measure', ...(measure.unit === undefined ? {} : { unit: measure.unit }) };
    return vocabulary.concepts[name] ?? (broader.has(name) ? { id: name, label: name, family: 'diagnosis' } : null);
  };
  let zone = DEFAULT_ZONE;
  let date = DEFAULT_DATE;
  for (const [index, line] of text.split('\n').entries()) {
    const words = wordsOf(line);
    const [first, second = '', third] = words;
    if (first === undefined) continue;
    const complain = (message: string) => errors.push(`line ${index + 1}: ${message}`);
    if (first === 'zone') zone = second;
    else if (first === 'date') date = second;
    else if (first === 'unread' || first === 'partial' || first === 'unmapped') {
      const ids = GROUPS[second]
        ? names.filter((name) => GROUPS[second]?.includes(conceptOf(name)?.family ?? 'measure'))
        : conceptOf(second)
          ? [second]
          : [];
      if (ids.length === 0) complain(`unknown concept "${second}"${suggestion(second, [...names, ...Object.keys(GROUPS)])}`);
      const kind = third === undefined ? 'not-permitted' : PROBLEMS.find((one) => one === third);
      if (!kind) complain(`"${third}" is not a reason${suggestion(third ?? '', PROBLEMS)}`);
      for (const id of ids) {
        if (first === 'unmapped') unmapped.set(id, [sourceRef(`Observation/unmapped-${index + 1}`)]);
        else problems.set(id, first === 'partial' ? 'partial' : (kind ?? 'failed'));
      }
    } else {
      const entry = entryFrom(words, conceptOf, names);
      if (typeof entry === 'string') complain(entry);
      else {
        for (const target of entry.linkedTo) if (!conceptOf(target)) complain(`unknown concept "${target}"${suggestion(target, names)}`);
        entries.push(entry);
      }
    }
  }
  const calendar = calendarFor(zone, date);
  const ending = entries.find((entry) => entry.kind === 'now') ?? entries.find((entry) => entry.concept === 'discharged');
  if (!ending) errors.push('a chart needs a line `... now` (or `... discharged`)');
  const asOf = ending ? instantOf(calendar, ending.at) : null;
  if (ending && asOf === null) errors.push(`unknown time zone "${zone}"`);
  if (errors.length > 0 || asOf === null) return { chart: null, errors };

  const facts = factsFrom(
    entries.filter((entry) => entry.kind !== 'now'),
    calendar,
    conceptOf,
  );
  const whole = sortFacts(facts).filter((fact) => (fact.known ?? fact.at) <= asOf && fact.at <= asOf);
  const reads = new Map<ConceptId, Read>();
  for (const id of [...Object.keys(vocabulary.concepts), ...broader.keys()]) reads.set(id, readOf(id, problems.get(id), asOf));
  const written = new Set(whole.map((fact) => fact.concept));
  const running = vocabulary.measures.filter((measure) => !written.has(measure.id) && !problems.has(measure.id));
  for (const measure of vocabulary.measures)
    if (!running.includes(measure)) reads.set(measure.id, readOf(measure.id, problems.get(measure.id), asOf));
  const chart: Chart = {
    encounter: sourceRef('Encounter/case'),
    patient: sourceRef('Patient/case'),
    asOf,
    zone,
    facts: whole,
    reads,
    unmapped,
  };
  return { chart: runMeasures(withMovementsByHand(chart, vocabulary.concepts), running), errors };
}

function readOf(id: ConceptId, problem: Problem['kind'] | undefined, at: Instant): Read {
  const search = `case:${id}`;
  if (problem === undefined || problem === 'partial') return { ok: true, search, at, complete: problem === undefined };
  return { ok: false, search, at, problem: { kind: problem, what: id, detail: '' } };
}

const RESOURCE: Readonly<Partial<Record<Family, string>>> = {
  medication: 'MedicationAdministration',
  order: 'ServiceRequest',
  movement: 'Encounter',
  diagnosis: 'Condition',
  condition: 'Condition',
  device: 'DeviceUseStatement',
  procedure: 'Procedure',
  coverage: 'Coverage',
  patient: 'Patient',
};

function factsFrom(entries: readonly Entry[], calendar: Calendar, conceptOf: (name: string) => Concept | null): readonly Fact[] {
  const notes = new Map<string, { readonly ref: string; count: number }>();
  return entries.flatMap((entry, index): readonly Fact[] => {
    const at = instantOf(calendar, entry.at) ?? 0;
    const concept = conceptOf(entry.concept);
    if (entry.kind === 'statement' || entry.kind === 'note') {
      const by = entry.by ?? 'attending';
      const type = entry.type ?? 'progress';
      const key = `${at} ${type} ${entry.author ?? by}`;
      const note = notes.get(key) ?? { ref: `DocumentReference/n${notes.size + 1}`, count: 0 };
      const isNew = !notes.has(key);
      notes.set(key, note);
      note.count++;
      const whole = factOf(entry, 'note', at, calendar, `${note.ref}`, {
        text: type,
        by,
        author: authorOf(entry, by),
        note: contextOf(entry, type),
      });
      const own = isNew ? [whole] : [];
      if (entry.kind === 'note' || !concept) return own;
      const source = `${note.ref}#${note.count * 100}-${note.count * 100 + 20}`;
      const says = entry.says ?? 'affirmed';
      const extras = { says, by, author: authorOf(entry, by), note: contextOf(entry, type) };
      return [...own, ...countsFor(concept, says === 'denied').map((id) => factOf(entry, id, at, calendar, source, extras))];
    }
    if (entry.kind !== 'fact' && concept) {
      const flags =
        entry.kind === 'problem' ? ['problem-list'] : entry.kind === 'coded' ? ['encounter-diagnosis', 'coded'] : ['encounter-diagnosis'];
      const by = entry.by ?? (entry.kind === 'coded' ? 'coder' : 'attending');
      const says = entry.says ?? 'affirmed';
      const extras = { says, by, author: authorOf(entry, by), flags: [...flags, ...entry.flags] };
      return countsFor(concept, says === 'denied').map((id) => factOf(entry, id, at, calendar, `Condition/c${index + 1}`, extras));
    }
    const source = `${RESOURCE[concept?.family ?? 'lab'] ?? 'Observation'}/c${index + 1}`;
    const implausible =
      entry.value !== null && concept?.plausible && (entry.value < concept.plausible[0] || entry.value > concept.plausible[1]);
    const flags = [
      ...entry.flags,
      ...(entry.running && concept?.family === 'medication' ? ['running'] : []),
      ...(implausible ? ['implausible'] : []),
    ];
    const extras: Partial<Fact> = {
      ...(entry.says ? { says: entry.says } : {}),
      ...(entry.by ? { by: entry.by } : {}),
      ...(flags.length > 0 ? { flags } : {}),
    };
    const ids = concept
      ? countsFor(concept, false).filter((id) => concept.family !== 'medication' || id === concept.id || !id.endsWith('-ordered'))
      : [];
    return ids.map((id) => factOf(entry, id, at, calendar, source, extras));
  });
}

/** A concept and the broader ones a fact of it counts for; a denial counts for itself alone. */
const countsFor = (concept: Concept, denied: boolean): readonly ConceptId[] => [concept.id, ...(denied ? [] : (concept.also ?? []))];

const authorOf = (entry: Entry, by: string): string => `Practitioner/${entry.author ?? by}`;

function contextOf(entry: Entry, type: NoteContext['type']): NoteContext {
  return {
    type,
    section: entry.section,
    sectionClass: entry.section,
    signed: !entry.unsigned,
    snippet: entry.quote ?? entry.concept,
    ...(entry.copied ? { copied: true } : {}),
    ...(entry.linkedTo.length > 0
      ? { linkedTo: entry.linkedTo, linkCertainty: entry.weakly ? ('weak' as const) : ('strong' as const) }
      : {}),
  };
}

function factOf(entry: Entry, concept: ConceptId, at: Instant, calendar: Calendar, source: string, extras: Partial<Fact>): Fact {
  const known = entry.known === null ? null : instantOf(calendar, entry.known);
  const until = entry.until === null ? null : instantOf(calendar, entry.until);
  return {
    concept,
    at,
    ...(until === null ? {} : { until }),
    ...(known === null ? {} : { known }),
    ...(entry.value === null ? {} : { value: entry.value }),
    ...(entry.comparator ? { comparator: entry.comparator } : {}),
    ...(entry.charted ? { charted: entry.charted } : {}),
    ...(entry.text === null ? {} : { text: entry.text }),
    ...(entry.standing ? { standing: entry.standing } : {}),
    ...(entry.upTo === null ? {} : { upTo: entry.upTo }),
    ...(entry.missing.length > 0 ? { missing: entry.missing } : {}),
    ...(entry.flags.length > 0 ? { flags: entry.flags } : {}),
    ...extras,
    from: [sourceRef(source)],
  };
}
