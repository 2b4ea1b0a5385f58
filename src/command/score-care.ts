import type { Scored } from './score-mimic.ts';
import { agreementRow, type Row } from './score-row.ts';

/** Midnights from first care, and the status, where the record holds the billed class. An encounter without a line of ours disagrees. */
export function careRows({ mapped, encounters }: Scored): Row[] {
  return [
    agreementRow(
      'midnights',
      'midnights from first care',
      encounters.map((row) => {
        const found = mapped.get(row.hadm_id ?? '')?.midnights ?? null;
        return {
          id: row.hadm_id ?? '',
          ours: String(found ?? 'not counted'),
          truth: `${row.midnights_from_first_care}, care ${row.first_care} to ${row.dischtime}`,
          agrees: found !== null && found === Number(row.midnights_from_first_care),
        };
      }),
    ),
    agreementRow(
      'status-mapped',
      'status, mapped data',
      encounters.map((row) => {
        const found = mapped.get(row.hadm_id ?? '')?.status ?? 'no line';
        return {
          id: row.hadm_id ?? '',
          ours: found,
          truth: `${row.billed_status}, ${row.admission_type}`,
          agrees: found === row.billed_status,
        };
      }),
    ),
  ];
}
