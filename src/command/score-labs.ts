import type { Scored } from './score-mimic.ts';
import { type Answered, agreementRow, binaryRow, type Compared, countRow, type Row } from './score-row.ts';
import { type TruthRow, truthNumber } from './score-truth.ts';

const TOLERANCE = 0.02;

/** Lowest measured P/F of each encounter: arterial gases with a charted FiO2, on both sides; and encounters where only we have one. */
export function pfRows({ mapped, encounters, table }: Scored): Row[] {
  const lowest: Compared[] = [];
  const none: Compared[] = [];
  for (const { hadm_id: number = '' } of encounters) {
    const all = table('abg_pf_ratio.csv').get(number) ?? [];
    const ratios = all.filter((row) => row.specimen === 'ART.').flatMap((row) => truthNumber(row.pao2fio2ratio) ?? []);
    const points = (mapped.get(number)?.measures['pf-ratio'] ?? []).filter((point) => !point.estimated);
    const found = points.length ? Math.min(...points.map((point) => Number(point.value))) : null;
    const point = points.find((one) => one.value === found);
    const ours = point ? `${found} (PaO2 ${point.parts.pao2}, FiO2 ${point.parts.fio2}) at ${new Date(point.at).toISOString()}` : 'none';
    if (ratios.length > 0) {
      const truth = Math.min(...ratios);
      const row = all.find((one) => truthNumber(one.pao2fio2ratio) === truth);
      lowest.push({
        id: number,
        ours,
        truth: `${truth} (PaO2 ${row?.po2}, FiO2 ${row?.fio2_chartevents || row?.fio2}) ${row?.charttime}`,
        agrees: found !== null && Math.abs(found - truth) <= TOLERANCE * truth,
      });
    } else none.push({ id: number, ours, truth: `none of ${all.length} gases`, agrees: found === null });
  }
  return [agreementRow('pf-lowest', 'lowest P/F within 2 %', lowest), countRow('pf-without-truth', 'P/F where the truth has none', none)];
}

/** KDIGO stage by creatinine alone, known at the time: the highest of the encounter, exact; and kidney injury or not. */
export function kidneyRows({ mapped, table }: Scored): Row[] {
  const stages: Compared[] = [];
  const injury: Answered[] = [];
  for (const [number, rows] of table('kdigo_creatinine_all_wards.csv')) {
    const truth = Math.max(...rows.map((row) => Number(row.stage)));
    const points = mapped.get(number)?.measures['kdigo-stage'] ?? [];
    const stage = Math.max(0, ...points.map((point) => point.parts.creatinine ?? 0));
    const top = points.find((point) => point.parts.creatinine === stage);
    const detail = {
      ours: `stage ${stage}${top ? ` at ${new Date(top.at).toISOString()}` : ' (no point)'}`,
      truth: `stage ${truth}; ${deciding(rows, truth)}`,
    };
    stages.push({ id: number, ...detail, agrees: stage === truth });
    injury.push({ id: number, ours: stage > 0, truth: truth > 0, detail });
  }
  return [
    agreementRow('kdigo-creatinine', 'KDIGO stage by creatinine, exact', stages),
    binaryRow('aki', 'AKI by creatinine or not', injury),
  ];
}

const deciding = (rows: readonly TruthRow[], stage: number): string => {
  const row = rows.find((one) => Number(one.stage) === stage);
  const short = (cell: string | undefined) => truthNumber(cell)?.toFixed(1) ?? '-';
  return `${short(row?.cr)} after ${short(row?.low48)} in 48 h, ${short(row?.low7)} in 7 d, ${row?.charttime}`;
};
