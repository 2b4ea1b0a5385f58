import type { Prompt } from '../core/compose/statement.ts';
import type { Review } from '../core/review/review.ts';
import { type Compared, NO_FIGURES, type Row } from './score-row.ts';

/** One encounter in which there is nothing to ask a clinician about a checklist, and what is asked all the same. */
export interface Normal {
  readonly id: string;
  readonly checklist: string;
  /** Why it is normal, in words. */
  readonly because: string;
  readonly prompts: readonly Prompt[];
}

/** An encounter at one moment or more; the prompts of the checklist are kept, the charts are not. */
export const normalOf = (id: string, checklist: string, because: string, reviews: readonly Review[]): Normal => ({
  id,
  checklist,
  because,
  prompts: reviews.flatMap((review) => review.prompts.filter((prompt) => prompt.checklist === checklist)),
});

/**
 * Prompts that a clinician sees in encounters where the condition is neither documented nor shown, for every hundred of them. The same item at
 * two moments of a stay is one prompt. What only CDI, UR or the physician advisor sees is told beside it.
 */
export function normalRows(normals: readonly Normal[]): Row[] {
  return [...new Set(normals.map(({ checklist }) => checklist))].sort().map((checklist) => {
    const own = normals.filter((one) => one.checklist === checklist);
    const asked = own.flatMap((one) => promptsIn(one));
    const seen = asked.filter(({ clinician }) => clinician);
    const others = asked.filter(({ clinician }) => !clinician);
    return {
      id: `normal-${checklist}`,
      about: `prompts for clinicians, normal encounters, ${checklist}`,
      n: own.length,
      figures: { ...NO_FIGURES, count: seen.length, per100: own.length === 0 ? null : (100 * seen.length) / own.length },
      disagreeing: seen.map(({ line }) => line),
      remarks: others.map(({ line }) => `not for clinicians: ${line.id}: ${line.ours}`),
    };
  });
}

function promptsIn({ id, because, prompts }: Normal): readonly { readonly clinician: boolean; readonly line: Compared }[] {
  return [...new Set(prompts.map(({ item }) => item))].map((item) => {
    const same = prompts.filter((prompt) => prompt.item === item);
    const [first] = same;
    return {
      clinician: same.some(({ audience }) => audience.includes('clinician')),
      line: { id, ours: `${first?.ref} ${item}: ${first?.text.text}`, truth: because, agrees: false },
    };
  });
}
