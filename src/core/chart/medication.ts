import { authorOf } from './author-role.ts';
import { type Coded, codedOf, named, namesOf } from './coding.ts';
import type { Concept, Family } from './concept.ts';
import type { AuthorRole, Fact, SourceRef } from './fact.ts';
import { type Filling, flagged, type MapContext, noteUnmapped, problem, spanOf, whenOf } from './mapping.ts';
import { fold, type Json, list, number, record, records, text } from './narrow.ts';
import { convert, unitOf } from './quantity.ts';
import { drugsNamed, isNeverText, type Match, matchesByCode } from './vocabulary.ts';

const DRUGS: ReadonlySet<Family> = new Set<Family>(['medication']);
const GIVEN = new Set(['completed', 'in-progress']);
/** A completed record of something that did not happen. */
const NOT_GIVEN = /^(not |held|refused|missed|patient refused)/;
const ORDERED = new Set(['active', 'completed', 'stopped']);
const INTENTS = new Set(['order', 'original-order', 'reflex-order', 'filler-order', 'instance-order']);

/**
 * Facts of a MedicationAdministration: the drug (`norepinephrine`) and the classes it was given as (`vasopressor-given`), with its rate or
 * volume and the end of an infusion. Only completed and in-progress count as given; `text` is the drug's id.
 */
export function administrationFacts(resource: Json, source: SourceRef, context: MapContext, into: Filling): void {
  const dosage = record(resource.dosage) ?? {};
  const method = namesOf(codedOf(dosage.method)).join(' ');
  if (!GIVEN.has(text(resource.status)) || NOT_GIVEN.test(method)) return;
  const medication = medicationOf(resource, context);
  const matches = drugsOf(medication, context, into, source);
  if (matches.length === 0) return;
  const time = administered(resource, context);
  if (time === null) {
    into.problems.push(problem('date', 'MedicationAdministration', 'no usable instant'));
    return;
  }
  const route = routeOf([dosage.route], text(dosage.text), medication);
  const running = text(resource.status) === 'in-progress' && time.until === undefined ? ['running'] : [];
  const push = /\bpush\b/.test(`${method} ${fold(text(dosage.text))}`) ? ['push'] : [];
  const reasons = [...push, ...reasonsOf(resource, dosage)];
  for (const match of matches) {
    const flags = [...time.flags, ...route, ...running, ...reasons, ...(match.by === 'text' ? ['by-text'] : [])];
    const amount = amountOf(dosage, match.concept, time);
    const fact: Omit<Fact, 'concept'> = {
      at: time.at,
      ...(time.until === undefined ? {} : { until: time.until }),
      ...amount.fact,
      text: drugName(match.concept, medication),
      ...flagged(flags, amount.flags),
      from: [source],
    };
    into.facts.push({ concept: match.concept.id, ...fact });
    for (const broader of match.concept.also ?? []) if (broader.endsWith('-given')) into.facts.push({ concept: broader, ...fact });
  }
}

/**
 * Facts of a MedicationRequest: the classes ordered (`antimicrobial-ordered`). Drafts, plans, cancelled orders, medicines the patient reports
 * and "do not give" are none; a stopped order was an order (flag `stopped`); an order for after discharge carries `home-medication`.
 */
export function prescriptionFacts(resource: Json, source: SourceRef, context: MapContext, into: Filling): void {
  if (!ORDERED.has(text(resource.status)) || !INTENTS.has(text(resource.intent))) return;
  if (resource.doNotPerform === true || resource.reportedBoolean === true || record(resource.reportedReference)) return;
  const medication = medicationOf(resource, context);
  const matches = drugsOf(medication, context, into, source);
  if (matches.length === 0) return;
  const when = whenOf(resource.authoredOn, context.zone);
  if (typeof when === 'string') {
    into.problems.push(problem('date', 'MedicationRequest', 'authoredOn: no usable instant'));
    return;
  }
  const instructions = records(resource.dosageInstruction);
  const wording = instructions.map((entry) => text(entry.text)).join(' ');
  const categories = records(resource.category).flatMap((entry) => codedOf(entry).codings.map(({ code }) => code));
  const flags = [
    ...when.flags,
    ...routeOf(
      instructions.map((entry) => entry.route),
      wording,
      medication,
    ),
    ...reasonsOf(resource, { text: wording }),
    ...(text(resource.status) === 'stopped' ? ['stopped'] : []),
    ...(categories.some((code) => code === 'community' || code === 'discharge' || code === 'patientspecified') ? ['home-medication'] : []),
  ];
  const by = authorFields(resource.requester, resource, context);
  for (const match of matches) {
    for (const broader of match.concept.also ?? []) {
      if (!broader.endsWith('-ordered')) continue;
      into.facts.push({
        concept: broader,
        at: when.at,
        known: when.at,
        text: drugName(match.concept, medication),
        ...by,
        ...flagged(flags, match.by === 'text' ? ['by-text'] : []),
        from: [source],
      });
    }
  }
}

/** Author and role of an order, where the chart tells. */
export function authorFields(reference: unknown, from: Json, context: MapContext): { readonly by?: AuthorRole; readonly author?: string } {
  if (reference === undefined || reference === null) return {};
  const encounter = context.index.follow(from.encounter, from)?.resource ?? null;
  const { ref, role } = authorOf(reference, from, encounter, context.index);
  return { by: role, ...(ref === null ? {} : { author: ref as string }) };
}

function medicationOf(resource: Json, context: MapContext): Coded {
  const own = codedOf(resource.medicationCodeableConcept);
  if (own.codings.length > 0 || own.text !== '') return own;
  const target = context.index.follow(resource.medicationReference, resource);
  const product = codedOf(target?.resource?.code);
  if (product.codings.length > 0 || product.text !== '') return product;
  const ingredients = records(target?.resource?.ingredient).map((entry) =>
    codedOf(entry.itemCodeableConcept ?? context.index.follow(entry.itemReference, target?.resource ?? resource)?.resource?.code),
  );
  if (ingredients.length > 0) {
    const codings = ingredients.flatMap((ingredient) => ingredient.codings);
    return { codings, text: ingredients.map((entry) => entry.text).join(' / '), key: ingredients.map(({ key }) => key).join('/') };
  }
  return named(text(record(resource.medicationReference)?.display));
}

/** The drugs of a medication: by code, else by name. A carrier fluid beside a drug is no resuscitation fluid. */
function drugsOf(medication: Coded, context: MapContext, into: Filling, source: SourceRef): readonly Match[] {
  const names = namesOf(medication);
  const coded = matchesByCode(medication, DRUGS, context.concepts, context.site).filter(
    ({ concept }) => !names.some((name) => isNeverText(name, concept)),
  );
  const matches = coded.length > 0 ? coded : drugsNamed(medication, context.concepts);
  // A name alone is nothing a code map could hold; most medicines are simply not asked for.
  if (matches.length === 0 && medication.codings.length > 0) noteUnmapped(into, medication, source);
  const isMixture = names.some((name) => name.includes(' / ') || / in /.test(name));
  return matches.filter(
    ({ concept }) =>
      concept.id !== 'crystalloid' || (matches.length === 1 && !(isMixture && matches[0]?.by === 'text' && !names.some(startsAsFluid))),
  );
}

/** A drug of its own goes by its id; one known only as a member of its class ("bronchodilator") by its charted name. */
const drugName = (concept: Concept, medication: Coded): string =>
  concept.also?.includes(`${concept.id}-given`) ? fold(medication.text) || namesOf(medication)[0] || concept.id : concept.id;

const startsAsFluid = (name: string) =>
  /^(sodium chloride|0\.9 ?%|nacl|lactated|ringer|normal saline|ns\b|lr\b|plasma|normosol)/.test(name);

function administered(
  resource: Json,
  context: MapContext,
): { readonly at: number; readonly until?: number; readonly flags: readonly string[] } | null {
  const when = whenOf(resource.effectiveDateTime, context.zone);
  if (typeof when === 'object') return when;
  const span = spanOf(resource.effectivePeriod, context.zone);
  if (when === 'unusable' || typeof span === 'string') return null;
  if (span.start === undefined) return span.end === undefined ? null : { at: span.end, flags: span.flags };
  return { at: span.start, ...(span.end !== undefined && span.end > span.start ? { until: span.end } : {}), flags: span.flags };
}

const ROUTES: Readonly<Record<string, string>> = {
  '47625008': 'iv',
  '418114005': 'iv',
  '419993007': 'iv',
  '26643006': 'po',
  '418441008': 'po',
  '34206005': 'sc',
  '78421000': 'im',
  '6064005': 'topical',
  '54485002': 'topical',
  '10547007': 'topical',
  '46713006': 'nasal',
  '447694001': 'inhaled',
  '37161004': 'rectal',
  '372449004': 'po',
  '127492001': 'ng',
  '372454008': 'ng',
};

const ROUTE_WORDS: readonly (readonly [string, RegExp])[] = [
  [
    'topical',
    /\b(topical|ophthalmic|otic|eye|ear|both eyes|left eye|right eye|cream|ointment|transdermal|vaginal|irrigation|intracatheter|catheter lock|dwell|lock)\b/,
  ],
  ['iv', /\b(iv|ivpb|iv ?drip|intravenous|intravenously|ivp|iv push|iv bolus|infusion)\b/],
  ['inhaled', /\b(neb|nebs|nebulized|nebulizer|inhaled|inhalation|inhaler|inh|ih|respiratory tract)\b/],
  ['po', /\b(po|oral|orally|by mouth|po\/ng)\b/],
  ['ng', /\b(ng|og|peg|g-tube|feeding tube|nasogastric)\b/],
  ['im', /\b(im|intramuscular)\b/],
  ['sc', /\b(sc|sq|subq|subcut|subcutaneous)\b/],
  ['rectal', /\b(pr|rectal|rectally)\b/],
];

/** Route flags: by SNOMED code, else by the route's words, else by a route written in the instruction or the name ("2 g IV q8h"). */
function routeOf(routes: readonly unknown[], wording: string, medication: Coded): string[] {
  const found = new Set<string>();
  for (const route of routes) {
    const coded = codedOf(route);
    for (const { code } of coded.codings) if (ROUTES[code]) found.add(ROUTES[code]);
    if (found.size > 0) continue;
    // Many send the abbreviation as the code and nothing else.
    if (coded.text !== '') add(found, coded.text);
    else for (const { code } of coded.codings) abbreviated(found, code);
  }
  if (found.size === 0) add(found, wording);
  const names = fold(medication.text);
  if (/\b(ointment|cream|ophthalmic|otic|eye drops?|ear drops?|topical|lock)\b/.test(names)) found.add('topical');
  if (found.size === 0 && /\b(oral|tablet|capsule)\b/.test(names)) found.add('po');
  return [...found];
}

/** Routes as abbreviated in HL7 table 0162 and in pharmacy systems; too short to be looked for in prose. */
const ABBREVIATIONS: ReadonlyMap<string, string> = new Map([
  ['OP', 'topical'],
  ['OT', 'topical'],
  ['TP', 'topical'],
  ['TOP', 'topical'],
  ['TD', 'topical'],
  ['VG', 'topical'],
  ['OU', 'topical'],
  ['NS', 'nasal'],
  ['GT', 'ng'],
  ['SUBCUT', 'sc'],
]);

function abbreviated(found: Set<string>, code: string): void {
  const known = ABBREVIATIONS.get(code.toUpperCase());
  if (known === undefined) add(found, code);
  else found.add(known);
}

function add(found: Set<string>, words: string): void {
  const folded = fold(words);
  for (const [flag, pattern] of ROUTE_WORDS) {
    if (pattern.test(folded)) {
      found.add(flag);
      return;
    }
  }
}

/** `prophylaxis` when a reason or the instruction says so; `prn` as needed. */
function reasonsOf(resource: Json, dosage: Json): string[] {
  const words = fold(
    [
      text(dosage.text),
      ...records(resource.reasonCode).map((entry) => codedOf(entry).text),
      ...list(resource.note).map((entry) => text(record(entry)?.text)),
    ].join(' '),
  );
  const flags: string[] = [];
  if (/prophyla|\bppx\b|pre-?incision|pre-?op\b|preoperative|peri-?op|on call to or|surgical prep/.test(words)) flags.push('prophylaxis');
  return flags;
}

/** Rate or dose in the drug's unit. A rate per minute that is not per kg stays as charted: the weight is another fact. */
function amountOf(
  dosage: Json,
  concept: Concept,
  time: { readonly at: number; readonly until?: number },
): { readonly fact: Pick<Fact, 'value' | 'charted'>; readonly flags: readonly string[] } {
  const rate = quantityOf(dosage.rateQuantity) ?? ratioOf(dosage.rateRatio);
  const dose = quantityOf(dosage.dose);
  if (concept.unit === undefined && concept.id !== 'crystalloid') return { fact: dose ? { charted: dose } : {}, flags: [] };
  if (concept.id === 'crystalloid') return volumeOf(dose, rate, time);
  if (rate === null) return { fact: dose ? { charted: dose } : {}, flags: [] };
  const result = convert(rate.value, rate.unit, concept);
  if (result === null) return { fact: { charted: rate }, flags: [/\/kg/.test(rate.unit) ? 'unit-unknown' : 'rate-not-per-kg'] };
  if (concept.plausible && (result.value < concept.plausible[0] || result.value > concept.plausible[1]))
    return { fact: { charted: rate }, flags: ['implausible'] };
  return { fact: { value: result.value, ...(result.converted ? { charted: rate } : {}) }, flags: [] };
}

const VOLUMES: Readonly<Record<string, number>> = { mL: 1, L: 1000 };

function volumeOf(
  dose: Amount | null,
  rate: Amount | null,
  time: { readonly at: number; readonly until?: number },
): { readonly fact: Pick<Fact, 'value' | 'charted'>; readonly flags: readonly string[] } {
  const factor = dose ? VOLUMES[dose.unit] : undefined;
  if (dose && factor !== undefined) return { fact: { value: dose.value * factor, ...(factor === 1 ? {} : { charted: dose }) }, flags: [] };
  if (rate && rate.unit === 'mL/h' && time.until !== undefined) {
    return { fact: { value: Math.round((rate.value * (time.until - time.at)) / 3_600_000), charted: rate }, flags: ['computed'] };
  }
  return { fact: dose ? { charted: dose } : {}, flags: [] };
}

interface Amount {
  readonly value: number;
  readonly unit: string;
}

function quantityOf(value: unknown): Amount | null {
  const quantity = record(value);
  const amount = number(quantity?.value);
  const unit = quantity ? unitOf(text(quantity.code), text(quantity.unit), text(quantity.system)) : null;
  return amount === null || unit === null ? null : { value: amount, unit };
}

function ratioOf(value: unknown): Amount | null {
  const ratio = record(value);
  const over = quantityOf(ratio?.numerator);
  const under = quantityOf(ratio?.denominator);
  if (!over || !under || under.value === 0) return null;
  return { value: over.value / under.value, unit: `${over.unit}/${under.unit}` };
}
