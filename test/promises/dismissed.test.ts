import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesSince } from '../../src/app/clinician/reopened.ts';
import { itemOf, promptsNow } from '../../src/app/prompt-life.ts';
import type { Prompt } from '../../src/core/compose/statement.ts';
import type { Review } from '../../src/core/review/index.ts';
import { DISMISS_REASONS, type Feedback, NOTHING_KEPT, withValue } from '../../src/store/work.ts';
import { pick, type Resource, review, untouched, type Written, written } from './stays.ts';

// A closed prompt never comes back without a changed record. What "changed" means is worked out here a second time, from the verdicts of the review and not from
// the fingerprint that the app compares.
const HOUR = 3_600_000;
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** Everything a prompt could rest on: version, what is documented, and every verdict of its checklists. */
function recordUnder(prompt: Prompt, one: Review): string {
  const asked = [prompt, ...(prompt.also ?? [])];
  return JSON.stringify(
    asked.map(({ checklist, item }) => {
      const result = one.checklists.find(({ id }) => id === checklist);
      if (!result) return [checklist, item];
      const found = itemOf(one, { checklist, item });
      const verdicts = [result.criteria, result.definitions, result.anchors].map((of) =>
        Object.entries(of).map(([name, { verdict }]) => `${name}=${verdict}`),
      );
      return [checklist, item, result.version, result.documentation.state, found?.when?.verdict, found?.found.verdict, verdicts];
    }),
  );
}

/** A measured value once more, half an hour later, a little higher or as it was: what a busy laboratory sends all day. */
function again(stay: Written, seed: number, factor: number): Resource | null {
  const measured = stay.resources.filter(
    (each) => each.resourceType === 'Observation' && isObject(each.valueQuantity) && typeof each.effectiveDateTime === 'string',
  );
  if (measured.length === 0) return null;
  const first = pick(measured, seed);
  const { valueQuantity, effectiveDateTime } = first;
  if (!isObject(valueQuantity) || typeof valueQuantity.value !== 'number' || typeof effectiveDateTime !== 'string') return null;
  const at = new Date(Date.parse(effectiveDateTime) + HOUR / 2).toISOString();
  return {
    ...first,
    id: `${first.id}-again-${seed}-${factor}`,
    ...{ effectiveDateTime: at, issued: at },
    valueQuantity: { ...valueQuantity, value: Math.round(valueQuantity.value * factor * 100) / 100 },
  };
}

const steps = fc.array(
  fc.record({
    /** How far the clock goes on, in hours. */
    hours: fc.nat({ max: 9 }),
    added: fc.option(fc.record({ seed: fc.nat({ max: 5_000 }), factor: fc.constantFrom(1, 1.01, 1.4) }), { nil: null }),
    close: fc.nat({ max: 20 }),
    reason: fc.constantFrom(...DISMISS_REASONS),
  }),
  { minLength: 2, maxLength: 5 },
);

const asking = written.filter((stay) => untouched(stay).some((one) => one.prompts.length > 0));

describe.each(asking.map((stay) => [stay.id, stay] as const))('%s', (_id, stay) => {
  test('a dismissed prompt never comes back without a changed record, and says what changed when it does', () => {
    const last = untouched(stay).find((one) => one.prompts.length > 0);
    if (!last) throw new Error('no stay');
    let closed = 0;
    fc.assert(
      fc.property(steps, (plan) => {
        let kept = NOTHING_KEPT;
        let resources: readonly Resource[] = stay.resources;
        let asOf = last.asOf - 20 * HOUR;
        /** Prompt key -> what lay under it when it was closed. */
        const under = new Map<string, string>();
        for (const { hours, added, close, reason } of plan) {
          asOf += hours * HOUR;
          const more = added && again(stay, added.seed, added.factor);
          if (more) resources = [...resources, more];
          const [one] = review(resources, { asOf, encounter: last.encounter });
          if (!one) continue;
          const now = promptsNow(one.prompts, kept, asOf, one);
          for (const { prompt, state, feedback, isReopened } of now) {
            const before = under.get(prompt.key);
            if (before === undefined || !feedback) continue;
            if (before === recordUnder(prompt, one)) expect([prompt.key, state]).toEqual([prompt.key, 'dismissed']);
            if (state !== 'active') continue;
            expect([prompt.key, isReopened]).toEqual([prompt.key, true]);
            expect(changesSince(feedback.fingerprint, prompt.fingerprint, one, itemOf(one, prompt)).length).toBeGreaterThan(0);
          }
          const active = now.filter(({ state }) => state === 'active');
          if (active.length === 0) continue;
          const { prompt } = pick(active, close);
          const feedback: Feedback = {
            ...{ key: prompt.key, fingerprint: prompt.fingerprint, action: 'dismissed', reason, comment: '', until: null, seen: null },
            at: asOf,
          };
          kept = withValue(kept, 'feedback', feedback);
          under.set(prompt.key, recordUnder(prompt, one));
          closed += 1;
        }
      }),
      { numRuns: 6 },
    );
    expect(closed).toBeGreaterThan(0);
  });
});
