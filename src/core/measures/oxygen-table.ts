import table from '../../../checklists/_tables/oxygen.json' with { type: 'json' };

/** Id and version of the table in use; every estimate carries it. */
export const OXYGEN_TABLE = `${table.id}-${table.version}`;

const curve = (points: Readonly<Record<string, number>>): readonly (readonly [number, number])[] =>
  Object.entries(points)
    .map(([x, y]) => [Number(x), y] as const)
    .sort((a, b) => a[0] - b[0]);

const FLOW = new Map(Object.entries(table.flowToPercent).map(([device, points]) => [device, curve(points)]));
const PAO2 = new Map(Object.entries(table.spo2ToPao2).map(([spo2, pao2]) => [Number(spo2), pao2]));
const LOWEST_SPO2 = Math.min(...PAO2.keys());

/** Devices whose estimated concentration may stand beside a measured PaO2 (rulings, Measures 4). */
export const COUNTS_WITH_MEASURED_GAS: ReadonlySet<string> = new Set(table.countsWithMeasuredGas);

/**
 * Estimated FiO2 in % for a device and flow (L/min), interpolated between the table's flows; below its first flow of a cannula, from 21 % up.
 * Null where the table says nothing: unknown device, high-flow (never derived from flow), or a flow beyond the table.
 */
export function percentFor(device: string, flow: number): number | null {
  const points = FLOW.get(device);
  const first = points?.[0];
  if (!points || !first || flow <= 0) return null;
  if (flow < first[0]) return device === 'nasal-cannula' ? 21 + ((first[1] - 21) * flow) / first[0] : null;
  for (let i = 0; i < points.length; i++) {
    const [x, y] = points[i] as readonly [number, number];
    if (flow === x) return y;
    const next = points[i + 1];
    if (next && flow < next[0]) return y + ((next[1] - y) * (flow - x)) / (next[0] - x);
  }
  return null;
}

/**
 * PaO2 in mmHg expected at an SpO2 in whole %. Null at 97 % and above, where the curve is flat.
 * Below the table the value is its lowest, and `below` is true: the real one is lower still.
 */
export function pao2For(spo2: number): { readonly pao2: number; readonly below: boolean } | null {
  const whole = Math.floor(spo2 + 0.5);
  if (whole < LOWEST_SPO2) return { pao2: PAO2.get(LOWEST_SPO2) as number, below: true };
  const pao2 = PAO2.get(whole);
  return pao2 === undefined ? null : { pao2, below: false };
}
