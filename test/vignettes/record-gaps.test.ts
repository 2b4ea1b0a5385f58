import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { evaluateInput } from '../../src/command/evaluate-input.ts';
import { type EvaluateLine, evaluateLine } from '../../src/command/schema.ts';
import type { Expected } from '../../src/command/score-differences.ts';
import { compileContent } from '../../src/content/compile.ts';

// One thing is taken from, or put into, each of the twelve stays; the matching item is raised, no other item and no other prompt changes.
const here = import.meta.dirname;
const content = compileContent(resolve(here, '../..'));
type Json = Record<string, unknown>;
type Bundle = { resourceType: string; entry: { fullUrl?: string; resource: Json }[] };

const stays = readdirSync(resolve(here, 'expected')).map((name) => {
  const expected = JSON.parse(readFileSync(resolve(here, 'expected', name), 'utf8')) as Expected;
  const text = readFileSync(resolve(here, `../../sandbox/patients/${expected.id}.json`), 'utf8');
  return { id: expected.id, encounter: expected.encounter, bundle: JSON.parse(text) as Bundle };
});

function lineOf(bundle: Bundle, encounter: string): EvaluateLine {
  const result = evaluateInput({ where: 'stay', text: JSON.stringify(bundle) }, { review: {}, full: false }, content);
  const lines = 'lines' in result ? result.lines.map((line) => evaluateLine.parse(JSON.parse(line))) : [];
  const line = lines.find((one) => one.encounter === encounter);
  if (!line) throw new Error('no line');
  return line;
}

const record = (line: EvaluateLine) => line.checklists.find(({ id }) => id === 'record-completeness');
const raised = (line: EvaluateLine) =>
  Object.entries(record(line)?.conflicts ?? {}).flatMap(([id, item]) => (item.state === 'raised' ? [id] : []));
const otherPrompts = (line: EvaluateLine) =>
  line.checklists
    .filter(({ id }) => id !== 'record-completeness')
    .flatMap(({ id, prompts }) => prompts.map((prompt) => `${id} ${prompt.item}`));
const texts = (line: EvaluateLine) => record(line)?.prompts.map(({ text }) => text) ?? [];

/** A stay with more resources of its patient and encounter. */
function withMore(stay: (typeof stays)[number], more: readonly Json[]): Bundle {
  const [, patient] = /"reference":"(Patient\/[^"]+)"/.exec(JSON.stringify(stay.bundle.entry)) ?? [];
  const entries = more.map((resource, index) => {
    const isNote = resource.resourceType === 'DocumentReference';
    const place = isNote ? { context: { encounter: [{ reference: stay.encounter }] } } : { encounter: { reference: stay.encounter } };
    return { resource: { id: `planted-${index}`, subject: { reference: patient }, ...place, ...resource } };
  });
  return { ...stay.bundle, entry: [...stay.bundle.entry, ...entries] };
}

const HOUR = 3_600_000;
const iso = (at: number) => new Date(at).toISOString();
const loinc = (code: string, text: string) => ({ coding: [{ system: 'http://loinc.org', code }], text });

/** First and last moment of a stay, from its notes. */
function ends(stay: (typeof stays)[number]): { readonly first: number; readonly last: number } {
  const times = stay.bundle.entry
    .filter(
      ({ resource }) => resource.resourceType === 'DocumentReference' && JSON.stringify(resource.context ?? '').includes(stay.encounter),
    )
    .map(({ resource }) => Date.parse(String(resource.date)));
  return { first: Math.min(...times), last: Math.max(...times) };
}

const note = (at: number | null, text: string, more: Json = {}): Json => ({
  resourceType: 'DocumentReference',
  status: 'current',
  docStatus: 'final',
  type: loinc('11506-3', 'Progress note'),
  ...(at === null ? {} : { date: iso(at) }),
  author: [{ display: 'A. Writer, MD' }],
  content: [{ attachment: { contentType: 'text/plain', data: Buffer.from(text).toString('base64') } }],
  ...more,
});

describe.each(stays.map((stay) => [stay.id, stay] as const))('%s', (_id, stay) => {
  const before = lineOf(stay.bundle, stay.encounter);
  const { first, last } = ends(stay);
  const isRaised = (item: string, more: readonly Json[]) => {
    const after = lineOf(withMore(stay, more), stay.encounter);
    expect(raised(after).sort()).toEqual([...new Set([...raised(before), item])].sort());
    expect(otherPrompts(after)).toEqual(otherPrompts(before));
    return after;
  };

  test('asks a clinician nothing, and names nothing undocumented, as it is', () => {
    expect(record(before)?.prompts).toEqual([]);
    expect(raised(before).filter((id) => id !== 'progress-note' && id !== 'problem-list')).toEqual([]);
  });

  test('a note without an author', () => {
    isRaised('note-entry', [note(first + HOUR, 'Interval history:\nSlept well.', { author: undefined })]);
  });

  test('a result marked critical that nobody names', () => {
    const critical = {
      resourceType: 'Observation',
      status: 'final',
      category: [{ coding: [{ code: 'laboratory' }] }],
      code: loinc('2157-6', 'Creatine kinase'),
      effectiveDateTime: iso(first + HOUR),
      valueQuantity: { value: 48000, unit: 'U/L' },
      interpretation: [{ coding: [{ code: 'HH' }] }],
    };
    const after = isRaised('critical-result', [critical]);
    expect(texts(after)[0]).toContain('creatine kinase');
    const named = lineOf(withMore(stay, [critical, note(first + 2 * HOUR, 'Plan:\n1. CK rising, fluids.')]), stay.encounter);
    expect(raised(named)).not.toContain('critical-result');
  });

  test('a procedure for which nothing gives a reason', () => {
    const done = { resourceType: 'Procedure', status: 'completed', code: { text: 'Bronchoscopy' }, performedDateTime: iso(first + HOUR) };
    const isDue = last - first > 25 * HOUR;
    const after = lineOf(withMore(stay, [done]), stay.encounter);
    expect(raised(after).includes('procedure-indication')).toBe(isDue);
    expect(otherPrompts(after)).toEqual(otherPrompts(before));
    const given = lineOf(withMore(stay, [{ ...done, reasonCode: [{ text: 'Atelectasis' }] }]), stay.encounter);
    expect(raised(given)).not.toContain('procedure-indication');
  });

  test('an order without a result, where another one has its result', () => {
    const order = (id: string, text: string): Json => ({
      resourceType: 'ServiceRequest',
      id,
      status: 'active',
      intent: 'order',
      category: [{ coding: [{ system: 'http://snomed.info/sct', code: '108252007' }] }],
      code: { text },
      authoredOn: iso(first + HOUR),
    });
    const result = {
      resourceType: 'Observation',
      status: 'final',
      category: [{ coding: [{ code: 'laboratory' }] }],
      code: { text: 'Zinc' },
      basedOn: [{ reference: 'ServiceRequest/o1' }],
      effectiveDateTime: iso(first + 2 * HOUR),
      valueQuantity: { value: 80, unit: 'ug/dL' },
    };
    const after = lineOf(withMore(stay, [order('o1', 'Zinc level'), order('o2', 'Copper level'), result]), stay.encounter);
    expect(raised(after).includes('order-result')).toBe(last - first > 50 * HOUR);
    expect(otherPrompts(after)).toEqual(otherPrompts(before));
  });

  test('a diagnosis of two notes that the discharge summary drops, and one that it adds', () => {
    const plan = 'Assessment and Plan:\n1. Osteomyelitis of the left foot. Continue cefazolin.';
    const summary = note(last + 60_000, 'Discharge Diagnoses:\n1. Osteomyelitis of the left foot.', {
      type: loinc('18842-5', 'Discharge summary'),
    });
    const isClosed = stay.bundle.entry.some(
      ({ resource }) => resource.resourceType === 'DocumentReference' && JSON.stringify(resource.type).includes('18842-5'),
    );
    const dropped = lineOf(withMore(stay, [note(first + HOUR, plan), note(first + 3 * HOUR, `${plan} Cultures pending.`)]), stay.encounter);
    expect(raised(dropped).includes('discharge-drops')).toBe(isClosed);
    if (isClosed) expect(texts(dropped)[0]).toMatch(/Osteomyelitis is documented to .*; the discharge summary does not name it/);
    const added = lineOf(withMore(stay, [summary]), stay.encounter);
    expect(raised(added)).toContain('discharge-adds');
    expect(texts(added)[0]).toContain('no earlier note read names it');
  });

  test('a note that no time places: named, and nothing is called absent because of it', () => {
    const after = lineOf(withMore(stay, [note(null, 'Slept well.')]), stay.encounter);
    expect(raised(after)).toEqual(['note-entry']);
    const open = after.checklists
      .flatMap(({ prompts }) => prompts)
      .filter(({ sources }) => sources.some((source) => source.includes('DocumentReference') && source.startsWith('search:')));
    expect(open).toEqual([]);
  });
});
