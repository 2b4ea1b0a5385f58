/** One thing that was compared: whose, what we say and what the truth says, in words short enough for a list. */
export interface Compared {
  readonly id: string;
  readonly ours: string;
  readonly truth: string;
  readonly agrees: boolean;
}

/** The figures of one row; `null` where the statistic does not fit what was measured, or nothing was there to measure. */
export interface Figures {
  readonly agreement: number | null;
  readonly kappa: number | null;
  readonly sensitivity: number | null;
  readonly specificity: number | null;
  readonly precision: number | null;
  readonly f1: number | null;
  /** How many of `n` are so, where the measure is a count ("answers where the truth has none"). */
  readonly count: number | null;
  /** How many of them for every hundred of `n`. */
  readonly per100: number | null;
  /** The middle of what was measured, in hours. */
  readonly hours: number | null;
}

/** One line of the table. */
export interface Row {
  readonly id: string;
  readonly about: string;
  readonly n: number;
  readonly figures: Figures;
  readonly disagreeing: readonly Compared[];
  /** For reading, not for judging: what else was seen. */
  readonly remarks?: readonly string[];
}

export const NO_FIGURES: Figures = {
  agreement: null,
  kappa: null,
  sensitivity: null,
  specificity: null,
  precision: null,
  f1: null,
  count: null,
  per100: null,
  hours: null,
};

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Values that agree or do not: the share that agrees. */
export function agreementRow(id: string, about: string, all: readonly Compared[]): Row {
  const disagreeing = all.filter((one) => !one.agrees);
  return {
    id,
    about,
    n: all.length,
    figures: { ...NO_FIGURES, agreement: share(all.length - disagreeing.length, all.length) },
    disagreeing,
  };
}

/** Things counted: how many of `all` are not as they should be; none is best. */
export function countRow(id: string, about: string, all: readonly Compared[]): Row {
  const disagreeing = all.filter((one) => !one.agrees);
  return { id, about, n: all.length, figures: { ...NO_FIGURES, count: disagreeing.length }, disagreeing };
}

/** A yes-or-no question answered by us and by the truth. `detail` may say more than yes and no. */
export interface Answered {
  readonly id: string;
  readonly ours: boolean;
  readonly truth: boolean;
  readonly detail?: { readonly ours: string; readonly truth: string };
}

/** Agreement, Cohen's kappa, sensitivity, specificity, precision and F1 of yes-or-no answers. */
export function binaryRow(id: string, about: string, all: readonly Answered[]): Row {
  const count = (ours: boolean, truth: boolean) => all.filter((one) => one.ours === ours && one.truth === truth).length;
  const [hit, extra, missed, clear] = [count(true, true), count(true, false), count(false, true), count(false, false)];
  const n = all.length;
  const agreement = share(hit + clear, n);
  // Agreement expected of two readers who answer yes as often as these two, but at random.
  const chance = n === 0 ? 0 : ((hit + extra) * (hit + missed) + (missed + clear) * (extra + clear)) / (n * n);
  return {
    id,
    about,
    n,
    figures: {
      ...NO_FIGURES,
      agreement,
      kappa: agreement === null || chance === 1 ? null : (agreement - chance) / (1 - chance),
      sensitivity: share(hit, hit + missed),
      specificity: share(clear, clear + extra),
      precision: share(hit, hit + extra),
      f1: share(2 * hit, 2 * hit + extra + missed),
    },
    disagreeing: all
      .filter((one) => one.ours !== one.truth)
      .map(({ id: of, ours, truth, detail }) => ({
        id: of,
        ours: detail?.ours ?? (ours ? 'yes' : 'no'),
        truth: detail?.truth ?? (truth ? 'yes' : 'no'),
        agrees: false,
      })),
  };
}
