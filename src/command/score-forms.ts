import type { Scored } from './score-mimic.ts';
import { agreementRow, type Compared, countRow, type Row } from './score-row.ts';
import type { Point } from './score-seen.ts';

/** Status read from the hospital's own form: right where one is stated, how often one is, and observation that became inpatient. */
export function nativeStatusRows({ native, encounters }: Scored): Row[] {
  const all = encounters.map((row) => {
    const found = native.get(row.hadm_id ?? '')?.status ?? 'no line';
    return {
      id: row.hadm_id ?? '',
      ours: found,
      truth: `${row.billed_status}, ${row.admission_type}, class ${row.fhir_class}`,
      agrees: found === row.billed_status,
      stated: found !== 'unknown' && found !== 'no line',
      converted: row.billed_status === 'inpatient' && row.fhir_class === 'OBSENC',
    };
  });
  return [
    agreementRow(
      'status-native-right',
      'status, native data: right when stated',
      all.filter((one) => one.stated),
    ),
    agreementRow(
      'status-native-stated',
      'status, native data: stated',
      all.map((one) => ({ ...one, agrees: one.stated })),
    ),
    countRow(
      'status-native-converted',
      'observation that became inpatient, called observation',
      all.filter((one) => one.converted).map((one) => ({ ...one, agrees: one.ours !== 'observation' })),
    ),
  ];
}

/**
 * The same encounter in both forms, each by itself: what the patient's other stays hold is in the native form only. First the highest (P/F: lowest) value of each measure of each encounter; then every point: a point that
 * only one form has, or that differs in value, disagrees.
 */
export function formsRow({ mapped, alone }: Scored): Row[] {
  const worst: Compared[] = [];
  const points: Compared[] = [];
  for (const [number, one] of mapped) {
    const other = alone.get(number);
    for (const measure of Object.keys(one.measures)) {
      const [a, b] = [one.measures[measure] ?? [], other?.measures[measure] ?? []];
      if (a.length + b.length === 0) continue;
      const id = `${number} ${measure}`;
      const [inMapped, inNative] = [worstOf(measure, a), worstOf(measure, b)];
      worst.push({ id, ours: `native ${inNative}`, truth: `mapped ${inMapped}`, agrees: inMapped === inNative });
      points.push(...eachPoint(id, a, b));
    }
  }
  return [
    agreementRow('native-equals-mapped', 'native equals mapped: worst value of each measure', worst),
    agreementRow('native-equals-mapped-points', 'native equals mapped: every point', points),
  ];
}

function worstOf(measure: string, points: readonly Point[]): number | string {
  const values = points.map((point) => Number(point.value));
  if (values.length === 0) return 'none';
  return measure.startsWith('pf-ratio') ? Math.min(...values) : Math.max(...values);
}

function eachPoint(id: string, mapped: readonly Point[], native: readonly Point[]): Compared[] {
  const left = new Map<number, Point[]>();
  for (const point of native) left.set(point.at, [...(left.get(point.at) ?? []), point]);
  const compared = mapped.map((point): Compared => {
    const there = left.get(point.at) ?? [];
    const at = Math.max(
      0,
      there.findIndex((one) => one.value === point.value),
    );
    const other = there[at];
    left.set(point.at, there.toSpliced(at, 1));
    return {
      id,
      ours: `native ${other ? other.value : 'none'}`,
      truth: `mapped ${point.value} at ${new Date(point.at).toISOString()}`,
      agrees: other?.value === point.value,
    };
  });
  const extra = [...left.values()].flat().map(
    (point): Compared => ({
      id,
      ours: `native ${point.value} at ${new Date(point.at).toISOString()}`,
      truth: 'mapped none',
      agrees: false,
    }),
  );
  return [...compared, ...extra];
}
