import type { ConceptId, Fact } from '../chart/fact.ts';
import { type Scored, trailingWorst, type Worst, worthAPoint } from './trailing-worst.ts';
import { HOUR, sourcesOf } from './usable.ts';

export const SOFA_PARTS = ['respiration', 'coagulation', 'liver', 'cardiovascular', 'cns', 'renal'] as const;
export type SofaPart = (typeof SOFA_PARTS)[number];
/** Most points that one part can have. */
export const MOST = 4;

type WorstOf = (part: string) => Worst | null;

/** Where one edition of the score reads its parts differently from the other. */
export interface Edition {
  readonly concept: ConceptId;
  /** The worst of a part that is in force; left out: the items of that name. */
  readonly worstIn?: (part: SofaPart, worst: WorstOf) => Worst | null;
  /** Most points that a part nobody measured can still have, and the flag of a lower one. */
  readonly cap?: { readonly of: (part: SofaPart, worst: WorstOf) => number; readonly flag: string };
  /** Items without points that a point shows all the same. */
  readonly beside?: { readonly part: string; readonly flag: string };
}

/**
 * Points of a SOFA score over the 24 h that end at each of them: when an input comes in and the parts change, and at least once an hour while
 * anything is charted. The value is the sum of the measured parts; `missing` names the others, `upTo` is the sum that they would allow. No point
 * where no part was measured.
 */
export function sofaPoints(edition: Edition, items: readonly Scored[]): Fact[] {
  const { concept, worstIn, cap, beside } = edition;
  const isDue = worthAPoint(HOUR);
  const points: Fact[] = [];
  trailingWorst(items, (at, worst) => {
    const parts: Record<string, number> = {};
    const missing: string[] = [];
    const deciding: Fact[] = [];
    const flags = new Set<string>();
    let sum = 0;
    let upTo = 0;
    let signature = 0;
    for (const part of SOFA_PARTS) {
      const found = worstIn ? worstIn(part, worst) : worst(part);
      signature = signature * 6 + (found?.score ?? 5);
      if (found) {
        parts[part] = found.score;
        sum += found.score;
        upTo += Math.min(MOST, found.atMost);
        deciding.push(...found.item.facts);
        for (const flag of found.item.flags ?? []) flags.add(flag);
      } else {
        missing.push(part);
        const most = cap ? cap.of(part, worst) : MOST;
        if (cap && most < MOST) flags.add(cap.flag);
        upTo += most;
      }
    }
    const shown = beside ? worst(beside.part) : null;
    if (beside && shown) flags.add(beside.flag);
    if (missing.length === SOFA_PARTS.length || !isDue(at, signature * 25 + upTo)) return;
    points.push({
      concept,
      at,
      value: sum,
      parts,
      ...(missing.length ? { missing } : {}),
      upTo,
      ...(flags.size ? { flags: [...flags].sort() } : {}),
      from: sourcesOf([...deciding, ...(shown?.item.facts ?? [])]) as Fact['from'],
    });
  });
  return points;
}
