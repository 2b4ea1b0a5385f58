import type { Fact } from '../chart/fact.ts';
import type { Measure } from './measure.ts';
import { baselines } from './sofa-baseline.ts';
import { SOFA_PARTS } from './sofa-points.ts';
import { inStay, sourcesOf } from './usable.ts';

const MOST = 4;

/**
 * How far each SOFA point lies above the patient's baseline, organ by organ: the acute change that Sepsis-3 asks for.
 *
 * parts    the rise of each organ; `missing` the organs not measured, or measured with a chronic disease whose baseline nobody knows.
 * upTo     the rise that the missing ones would still allow. End-stage kidney disease: the kidney counts in neither (flag).
 * Flags    those of the score, and `baseline-assumed` when an organ with points was taken as well before.
 * Source   Singer 2016: baseline zero unless the patient is known to have organ dysfunction before.
 */
export const sofaRise: Measure = {
  id: 'sofa-rise',
  needs: ['sofa', 'sofa-baseline'],
  label: 'SOFA above baseline',
  source: 'Singer 2016',
  compute: (chart) => {
    const known = baselines(chart);
    return inStay(chart, 'sofa').map((score): Fact => {
      const parts: Record<string, number> = {};
      const missing: string[] = [];
      const flags = new Set(score.flags ?? []);
      const facts: Fact[] = [score];
      let sum = 0;
      let upTo = 0;
      // What the score allows beyond its measured parts, shared out to the missing ones.
      const unmeasured = score.missing?.length ?? 0;
      const allowance = (score.upTo ?? score.value ?? 0) - (score.value ?? 0);
      for (const part of SOFA_PARTS) {
        const now = score.parts?.[part];
        const before = known[part];
        if (before?.flag === 'renal-not-applicable') {
          flags.add('renal-not-applicable');
          facts.push(...before.facts);
          continue;
        }
        if (now === undefined || before?.points === null) {
          missing.push(part);
          if (now !== undefined) upTo += now;
          if (before) facts.push(...before.facts);
          continue;
        }
        const rise = Math.max(0, now - (before?.points ?? 0));
        parts[part] = rise;
        sum += rise;
        upTo += rise;
        if (now > 0 && before) facts.push(...before.facts);
        if (now > 0 && !before) flags.add('baseline-assumed');
      }
      const renalGone = flags.has('renal-not-applicable') && score.missing?.includes('renal');
      upTo += unmeasured ? Math.max(0, allowance - (renalGone ? MOST : 0)) : allowance;
      return {
        concept: 'sofa-rise',
        at: score.at,
        value: sum,
        parts,
        ...(missing.length ? { missing } : {}),
        upTo: Math.max(sum, upTo),
        ...(flags.size ? { flags: [...flags].sort() } : {}),
        from: sourcesOf(facts) as Fact['from'],
      };
    });
  },
};
