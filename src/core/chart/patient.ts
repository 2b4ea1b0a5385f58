import { TIMELESS } from './coverage.ts';
import type { Fact, Instant, SourceRef } from './fact.ts';
import { momentOf } from './instant.ts';
import type { Filling } from './mapping.ts';
import { type Json, text } from './narrow.ts';

/** Sex, and the birth date under `age` until chartFrom knows the day of arrival and turns it into years. */
export function patientFacts(resource: Json, source: SourceRef, into: Filling): void {
  const sex = text(resource.gender);
  if (sex !== '') into.facts.push({ concept: 'sex', at: TIMELESS, text: sex, from: [source] });
  const birth = momentOf(resource.birthDate);
  if (birth.kind === 'date') into.facts.push({ concept: 'age', at: TIMELESS, text: birth.text, from: [source] });
}

/** Completed years at `at`, from a birth date as charted; a year alone gives the lower of the two possible ages, flag `estimated`. */
export function agedAt(fact: Fact, at: Instant): Fact | null {
  const birth = momentOf(fact.text);
  if (birth.kind !== 'date') return null;
  const day = new Date(at);
  const last = new Date(birth.last);
  const hadBirthday =
    day.getUTCMonth() > last.getUTCMonth() || (day.getUTCMonth() === last.getUTCMonth() && day.getUTCDate() >= last.getUTCDate());
  const years = day.getUTCFullYear() - last.getUTCFullYear() - (hadBirthday ? 0 : 1);
  if (years < 0 || years > 130) return null;
  const { text: _birthDate, ...rest } = fact;
  return { ...rest, at, value: years, ...(birth.text.length < 10 ? { flags: ['estimated'] } : {}) };
}
