import type { Scored } from './score-mimic.ts';
import { agreementRow, binaryRow, type Compared, type Row } from './score-row.ts';
import type { Point } from './score-seen.ts';
import { grouped, type TruthRow, truthNumber, truthTime } from './score-truth.ts';

const DAY_MS = 86_400_000;
const PARTS = ['respiration', 'coagulation', 'liver', 'cardiovascular', 'cns', 'renal'] as const;

const value = (point: Point) => Number(point.value);

/** 'respiration 3 cns 1': what a sum is made of. */
const made = (of: (part: string) => number | null | undefined): string =>
  PARTS.flatMap((part) => (of(part) ? [`${part} ${of(part)}`] : [])).join(' ') || 'nothing';

const ours = (points: readonly Point[]): { readonly sum: number; readonly text: string } => {
  const sum = Math.max(0, ...points.map(value));
  const top = points.find((point) => value(point) === sum);
  return { sum, text: top ? `${sum} (${made((part) => top.parts[part])}) at ${new Date(top.at).toISOString()}` : 'no point' };
};

/** SOFA over each ICU stay, highest within 1 point; over its first day, within 2. A stay without a point of ours counts as 0. */
export function sofaRows({ mapped, table, zone }: Scored): Row[] {
  const whole: Compared[] = [];
  const first: Compared[] = [];
  for (const [number, rows] of table('icu_sofa_hourly.csv.gz')) {
    for (const [stay, hours] of grouped(rows, 'stay_id')) {
      const starts = hours.flatMap((hour) => truthTime(hour.starttime, zone) ?? []);
      const ends = hours.flatMap((hour) => truthTime(hour.endtime, zone) ?? []);
      const [from, to] = [Math.min(...starts), Math.max(...ends)];
      const points = (mapped.get(number)?.measures.sofa ?? []).filter((point) => point.at >= from && point.at <= to);
      const truth = Math.max(...hours.map((hour) => Number(hour.sofa_24hours)));
      const top = hours.find((hour) => Number(hour.sofa_24hours) === truth) as TruthRow;
      const all = ours(points);
      const id = `${number}/${stay}`;
      whole.push({
        id,
        ours: all.text,
        truth: `${truth} (${made((part) => worstOfDay(hours, top, part))})`,
        agrees: Math.abs(all.sum - truth) <= 1,
      });
      const day = (table('icu_first_day_sofa.csv').get(number) ?? []).find((row) => row.stay_id === stay);
      if (!day) continue;
      const early = ours((mapped.get(number)?.measures.sofa ?? []).filter((point) => point.at >= from && point.at < from + DAY_MS));
      const wanted = Number(day.sofa);
      first.push({
        id,
        ours: early.text,
        truth: `${wanted} (${made((part) => truthNumber(day[part]))})`,
        agrees: Math.abs(early.sum - wanted) <= 2,
      });
    }
  }
  return [
    agreementRow('sofa-stay', 'SOFA over the ICU stay, highest within 1', whole),
    agreementRow('sofa-first-day', 'SOFA of the first ICU day, within 2', first),
  ];
}

/** The hourly table scores each hour by itself; its sum is of the worst of the 24 hours up to that one. */
function worstOfDay(hours: readonly TruthRow[], top: TruthRow, part: string): number | null {
  const last = Number(top.hr);
  const scores = hours
    .filter((hour) => Number(hour.hr) <= last && Number(hour.hr) > last - 24)
    .flatMap((hour) => truthNumber(hour[part]) ?? []);
  return scores.length ? Math.max(...scores) : null;
}

/**
 * Whether the published pair of culture and antimicrobial exists at all, per hospital encounter, as the table counts it: surveillance swabs and
 * prophylaxis included. Then the same without those that we set aside, which is what conclusions rest on.
 */
export function suspicionRows({ mapped, encounters, table }: Scored): Row[] {
  const row = (measure: string, label: string, counts: (point: Point) => boolean) =>
    binaryRow(
      measure,
      label,
      encounters.map(({ hadm_id: number = '' }) => {
        const rows = table('suspicion_of_infection.csv').get(number) ?? [];
        const suspected = rows.filter((one) => one.suspected_infection === '1');
        const points = (mapped.get(number)?.measures['suspected-infection'] ?? []).filter(counts);
        return {
          id: number,
          ours: points.length > 0,
          truth: suspected.length > 0,
          detail: {
            ours: points[0] ? new Date(points[0].at).toISOString() : 'none',
            truth: suspected[0]
              ? `${suspected[0].antibiotic} ${suspected[0].antibiotic_time}, ${suspected[0].specimen} ${suspected[0].culture_time} (${suspected.length})`
              : `none of ${rows.length}`,
          },
        };
      }),
    );
  return [
    row('suspected-infection', 'suspicion of infection', () => true),
    row('suspected-infection-counted', 'the same, without swabs and prophylaxis', (point) => !point.setAside),
  ];
}

/** Sepsis-3 of each hospital encounter with an ICU stay: our definition `sepsis-3` met, or any of its ICU stays in the table. */
export function sepsisRow({ mapped, table }: Scored): Row {
  return binaryRow(
    'sepsis-3',
    'Sepsis-3 per ICU encounter',
    [...table('icu_sofa_hourly.csv.gz').keys()].map((number) => {
      const rows = (table('icu_sepsis3.csv').get(number) ?? []).filter((row) => row.sepsis3 === 'true' || row.sepsis3 === '1');
      const verdict = mapped.get(number)?.checklists.sepsis?.definitions['sepsis-3'] ?? 'no result';
      return {
        id: number,
        ours: verdict === 'met',
        truth: rows.length > 0,
        detail: {
          ours: verdict,
          truth: rows[0]
            ? `SOFA ${rows[0].sofa_score} (${made((part) => truthNumber(rows[0]?.[part]))}) ${rows[0].sofa_time}, suspected ${rows[0].suspected_infection_time}`
            : 'none',
        },
      };
    }),
  );
}
