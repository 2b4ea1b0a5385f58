import { unitWords } from '../../core/compose/wording.ts';
import type { AnyResource } from '../../ehr/index.ts';
import { dayClock } from '../time.ts';
import { words } from '../words.ts';

type Fields = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isRecord) : isRecord(value) ? [value] : []);
const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null;

/** A labelled line of a resource as it came. */
export interface Row {
  readonly label: string;
  readonly text: string;
}

/**
 * The few fields of a resource that a reader checks a fact against: what it is, value, range, times, status, who. Text as the EHR wrote it;
 * what is absent gives no row.
 */
export function rowsOf(resource: AnyResource, zone: string | null): Row[] {
  const rows: Row[] = [];
  const add = (label: string, value: string | null) => {
    if (value) rows.push({ label, text: value });
  };
  const when = (value: unknown) => {
    const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
    return Number.isNaN(at) ? text(value) : dayClock(at, zone);
  };
  const period = isRecord(resource.effectivePeriod) ? resource.effectivePeriod : isRecord(resource.period) ? resource.period : {};
  add(
    words.evidence.resource,
    conceptText(resource.code) ??
      conceptText(resource.type) ??
      conceptText(resource.medicationCodeableConcept) ??
      referenceText(resource.medicationReference),
  );
  add(words.evidence.value, valueText(resource));
  add(words.evidence.range, rangeText(resource));
  add(
    words.evidence.taken,
    when(
      resource.effectiveDateTime ??
        resource.authoredOn ??
        resource.performedDateTime ??
        resource.onsetDateTime ??
        resource.date ??
        period.start,
    ),
  );
  add(words.evidence.recorded, when(resource.issued ?? resource.recordedDate));
  add(words.evidence.status, text(resource.status) ?? conceptText(resource.verificationStatus));
  const who = [...list(resource.performer), ...list(resource.author), ...list(resource.requester), ...list(resource.recorder)];
  add(
    words.evidence.performer,
    who.map((entry) => text(entry.display) ?? referenceText(entry.actor)).find((name) => name !== null) ?? null,
  );
  return rows;
}

function conceptText(value: unknown): string | null {
  const concept = list(value)[0];
  if (!concept) return null;
  return (
    text(concept.text) ??
    list(concept.coding)
      .map((coding) => text(coding.display) ?? text(coding.code))
      .find((word) => word !== null) ??
    null
  );
}

const referenceText = (value: unknown): string | null => (isRecord(value) ? (text(value.display) ?? text(value.reference)) : null);

const quantityText = (value: unknown): string | null =>
  isRecord(value) && text(value.value)
    ? [`${text(value.comparator) ?? ''}${text(value.value)}`, text(value.unit) ?? text(value.code)].filter(Boolean).join(' ')
    : null;

function valueText(resource: Fields): string | null {
  const own = quantityText(resource.valueQuantity) ?? text(resource.valueString) ?? conceptText(resource.valueCodeableConcept);
  if (own) return own;
  const parts = list(resource.component).flatMap((part) => {
    const value = quantityText(part.valueQuantity) ?? text(part.valueString) ?? conceptText(part.valueCodeableConcept);
    return value ? [`${conceptText(part.code) ?? ''} ${value}`.trim()] : [];
  });
  return parts.length > 0 ? parts.join('; ') : null;
}

function rangeText(resource: Fields): string | null {
  const range = list(resource.referenceRange)[0];
  if (!range) return null;
  const low = quantityText(range.low);
  const high = quantityText(range.high);
  return text(range.text) ?? (low && high ? `${low} - ${high}` : low ? `>= ${low}` : high ? `<= ${high}` : null);
}

/** The reference range of a resource as two numbers, in the unit shown; null when it has none or gives it in another unit. */
export function bandOf(resource: AnyResource, unit: string | null): { readonly low: number | null; readonly high: number | null } | null {
  const range = list(resource.referenceRange)[0];
  if (!range) return null;
  const limit = (value: unknown): number | null => {
    if (!isRecord(value) || typeof value.value !== 'number') return null;
    const own = text(value.unit) ?? text(value.code);
    return own === null || own === unit || unitWords(own) === unit ? value.value : null;
  };
  const [low, high] = [limit(range.low), limit(range.high)];
  return low === null && high === null ? null : { low, high };
}
