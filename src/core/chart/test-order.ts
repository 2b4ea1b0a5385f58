import { type Coded, codedOf, namesOf } from './coding.ts';
import type { Fact, Instant, SourceRef } from './fact.ts';
import { flagged, type MapContext, spanOf, whenOf } from './mapping.ts';
import { fold, type Json, list, records, text } from './narrow.ts';
import type { ResourceIndex } from './resource-index.ts';

const PLACED = new Set(['active', 'completed']);
const INTENTS = new Set(['order', 'original-order', 'reflex-order', 'filler-order', 'instance-order']);
/** Categories of an order for a laboratory test or a study, as SNOMED codes, HL7 sections and words. */
const LABORATORY = /^(108252007|laboratory|lab|microbiology)$/i;
const IMAGING = /^(363679005|imaging|rad|radiology|diagnostic imaging)$/i;
/** Types that answer an order, whatever their status: a rejected specimen answers it too. */
const ANSWERS = new Set(['Observation', 'DiagnosticReport', 'ImagingStudy', 'Procedure']);

/**
 * Facts of a ServiceRequest for a laboratory test or a study: `test-order` at the time it is for, and `test-result` for everything that names it
 * (`basedOn`, also through an order that follows from it) or carries its code or its whole name. Both carry the order's name as their word.
 * `linked`: results of this kind name their orders in this record, so that an order nobody names is telling. Drafts, plans, standing orders,
 * "as needed" and "do not perform" are none; a repeated order has no one result.
 */
export function testOrderFacts(resource: Json, source: SourceRef, context: MapContext): readonly Fact[] {
  if (!PLACED.has(text(resource.status)) || !INTENTS.has(text(resource.intent)) || resource.doNotPerform === true) return [];
  if (resource.asNeededBoolean === true || resource.asNeededCodeableConcept || resource.occurrenceTiming) return [];
  const kind = kindOf(resource);
  const code = codedOf(resource.code);
  const name = namesOf(code)[0];
  const at = timeOf(resource, context);
  if (kind === null || name === undefined || at === null) return [];
  const answers = answersIn(context);
  const says = fold(name);
  const linked = answers.linkedKinds.has(kind) ? ['linked'] : [];
  const order: Fact = { concept: 'test-order', at, known: at, text: says, ...flagged([kind, ...linked]), from: [source] };
  const naming = answers.byOrder.get(source) ?? [];
  const alike = keysOf(code).flatMap((key) => answers.byKey.get(key)?.find((one) => one.at !== null && one.at >= at - BEFORE_ORDER) ?? []);
  const found = new Map([...naming, ...alike].map((one) => [one.ref, one]));
  return [order, ...[...found.values()].map((one) => resultFact(one, says, at, source))];
}

/** A test is often taken before its order is written; ours. */
const BEFORE_ORDER = 6 * 3_600_000;

type Kind = 'laboratory' | 'imaging';

function kindOf(resource: Json): Kind | null {
  const words = records(resource.category).flatMap((category) => {
    const coded = codedOf(category);
    return [coded.text, ...coded.codings.flatMap(({ code, display }) => [code, display])].map((word) => word.trim());
  });
  return words.some((word) => LABORATORY.test(word)) ? 'laboratory' : words.some((word) => IMAGING.test(word)) ? 'imaging' : null;
}

/** When the test is for: its occurrence, else when it was ordered. Null when neither says. */
function timeOf(resource: Json, context: MapContext): Instant | null {
  const span = spanOf(resource.occurrencePeriod, context.zone);
  const times = [
    whenOf(resource.occurrenceDateTime, context.zone),
    typeof span === 'object' && span.start !== undefined ? { at: span.start, flags: [] } : 'none',
    whenOf(resource.authoredOn, context.zone),
  ];
  const known = times.find((when) => typeof when === 'object');
  return typeof known === 'object' ? known.at : null;
}

/** Something that answers an order: when it was taken and known; null without a time. */
interface Answer {
  readonly ref: SourceRef;
  readonly at: Instant | null;
  readonly known: Instant | null;
}

interface Answers {
  /** Order -> what names it, directly or through an order that follows from it. */
  readonly byOrder: ReadonlyMap<SourceRef, readonly Answer[]>;
  /** Code or whole name -> results that carry it, in order of time. */
  readonly byKey: ReadonlyMap<string, readonly Answer[]>;
  readonly linkedKinds: ReadonlySet<Kind>;
}

const known = new WeakMap<ResourceIndex, Answers>();

/** What answers orders in a reading; gone through once. */
function answersIn(context: MapContext): Answers {
  const { index } = context;
  const before = known.get(index);
  if (before) return before;
  const byOrder = new Map<SourceRef, Answer[]>();
  const byKey = new Map<string, Answer[]>();
  const linkedKinds = new Set<Kind>();
  const parents = new Map<SourceRef, readonly SourceRef[]>();
  const targets = (resource: Json, ...fields: readonly string[]) =>
    fields.flatMap((field) => list(resource[field]).flatMap((one) => index.follow(one, resource)?.ref ?? []));
  for (const { ref, resource } of index.entries) {
    if (resource.resourceType === 'ServiceRequest') parents.set(ref, targets(resource, 'basedOn', 'replaces'));
  }
  for (const { ref, resource } of index.entries) {
    if (!ANSWERS.has(text(resource.resourceType)) || text(resource.status) === 'entered-in-error') continue;
    const answer = answerOf(ref, resource, context);
    const orders = targets(resource, 'basedOn');
    if (orders.length > 0) linkedKinds.add(isImaging(resource) ? 'imaging' : 'laboratory');
    for (const order of orders) for (const one of withParents(order, parents)) push(byOrder, one, answer);
    if (resource.resourceType !== 'Procedure') for (const key of keysOf(codedOf(resource.code))) push(byKey, key, answer);
  }
  for (const answers of byKey.values()) answers.sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
  const answers = { byOrder, byKey, linkedKinds };
  known.set(index, answers);
  return answers;
}

function push<K>(map: Map<K, Answer[]>, key: K, answer: Answer): void {
  const answers = map.get(key);
  if (answers) answers.push(answer);
  else map.set(key, [answer]);
}

function withParents(order: SourceRef, parents: ReadonlyMap<SourceRef, readonly SourceRef[]>): ReadonlySet<SourceRef> {
  const all = new Set<SourceRef>();
  const queue: SourceRef[] = [order];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (all.has(next)) continue;
    all.add(next);
    queue.push(...(parents.get(next) ?? []));
  }
  return all;
}

const isImaging = (resource: Json): boolean => resource.resourceType === 'ImagingStudy' || kindOf(resource) === 'imaging';

const keysOf = (code: Coded): readonly string[] => [
  ...code.codings.map(({ system, code: value }) => `${system}|${value}`),
  ...namesOf(code).map((name) => `name|${fold(name)}`),
];

function answerOf(ref: SourceRef, resource: Json, { zone }: MapContext): Answer {
  const issued = whenOf(resource.issued, zone);
  const span = spanOf(resource.effectivePeriod ?? resource.performedPeriod, zone);
  const moment = whenOf(resource.effectiveDateTime ?? resource.started ?? resource.performedDateTime, zone);
  const started = typeof span === 'object' ? (span.start ?? span.end) : undefined;
  const filed = typeof issued === 'object' ? issued.at : null;
  return { ref, at: typeof moment === 'object' ? moment.at : (started ?? filed), known: filed };
}

/** A result as the answer to an order. What names its order answers it whenever it was taken. */
const resultFact = ({ ref, at, known: filed }: Answer, says: string, ordered: Instant, source: SourceRef): Fact => ({
  concept: 'test-result',
  at: Math.max(at ?? ordered, ordered),
  ...(filed === null ? {} : { known: filed }),
  text: says,
  from: [ref, source],
});
