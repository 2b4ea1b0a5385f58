import type { SourceRef } from '../../core/chart/fact.ts';
import type { EvidenceLine, Prompt } from '../../core/compose/statement.ts';
import type { Review } from '../../core/review/review.ts';
import type { App } from '../model.ts';
import { withdrawnIn } from '../resolved.ts';
import { clinicianFacts } from './facts.ts';

/** A fact that was shown, or put into a draft, and stands otherwise in the record now. */
export interface Corrected {
  readonly line: EvidenceLine;
  readonly how: 'withdrawn' | 'changed';
}

/** One line of evidence, whatever its value: concept and resource. */
export const lineKey = (line: EvidenceLine): string => `${line.concept} ${line.sources.map((each) => JSON.stringify(each)).join(' ')}`;

const isWithdrawn = (line: EvidenceLine): boolean => line.flags.includes('withdrawn');

/** What is known of the record now: the review, and each resource as it was last read. */
export interface RecordNow {
  readonly review: Review;
  readonly resource: App['resource'];
}

/**
 * The facts of a prompt as they stand now. A prompt that is no longer asked keeps the facts it was asked with: those that were withdrawn or replaced since
 * are marked so, and nothing copies them.
 */
export function factsNow(prompt: Prompt, record: RecordNow): EvidenceLine[] {
  const facts = clinicianFacts(prompt.evidence);
  if (record.review.prompts.some(({ key }) => key === prompt.key)) return facts;
  return facts.map((line) => {
    const [gone] = isWithdrawn(line) ? [] : goneFrom(line, record);
    return gone ? struck(gone) : line;
  });
}

/**
 * Of the lines seen before, those that were withdrawn or changed since. A line that is merely no longer chosen for the prompt is neither: its fact still stands
 * in the chart with the same value.
 */
export function correctedSince(seen: readonly EvidenceLine[], now: readonly EvidenceLine[], record: RecordNow): Corrected[] {
  const current = new Map(now.map((line) => [lineKey(line), line]));
  return seen.flatMap((line): Corrected[] => {
    if (isWithdrawn(line)) return [];
    const same = current.get(lineKey(line));
    if (same) {
      if (isWithdrawn(same)) return [{ line, how: same.flags.includes('replaced') ? 'changed' : 'withdrawn' }];
      return same.value === line.value && same.unit === line.unit && same.time === line.time ? [] : [{ line, how: 'changed' }];
    }
    return goneFrom(line, record);
  });
}

function goneFrom(line: EvidenceLine, { review, resource }: RecordNow): Corrected[] {
  const refs = line.sources.filter((source) => typeof source === 'string');
  // A result entered in error leaves no fact behind; its resource, as last read, says so. One that was not read this time says nothing.
  if (refs.some((ref) => withdrawnIn(resource(ref)))) return [{ line, how: 'withdrawn' }];
  const facts = review.chart.facts.filter((fact) => fact.concept === line.concept && fact.from.some((ref) => refs.includes(ref)));
  if (facts.some((fact) => fact.standing === 'withdrawn')) return [{ line, how: 'withdrawn' }];
  if (facts.length === 0 && isDeleted(line, refs, { review, resource })) return [{ line, how: 'withdrawn' }];
  const shown = Number(line.value);
  if (line.value === null || line.value === '' || Number.isNaN(shown)) return [];
  const values = facts.flatMap((fact) => [fact.charted?.value, fact.value]).filter((value) => value !== undefined);
  const isSame = values.length === 0 || values.some((value) => Math.abs(value - shown) < 0.001);
  return isSame ? [] : [{ line, how: 'changed' }];
}

/** Its source was read to the end this time, and the resource is no longer there. */
function isDeleted({ concept }: EvidenceLine, refs: readonly SourceRef[], { review, resource }: RecordNow): boolean {
  const read = review.chart.reads.get(concept);
  return read?.ok === true && read.complete && refs.length > 0 && refs.every((ref) => resource(ref) === null);
}

/** A line as it is shown after it was withdrawn or replaced: struck through, out of every draft. */
export const struck = ({ line, how }: Corrected): EvidenceLine => ({
  ...line,
  flags: [...line.flags, 'withdrawn', ...(how === 'changed' ? ['replaced'] : [])],
});
