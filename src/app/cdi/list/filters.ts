import type { PromptKind } from '../../../core/checklist/kinds.ts';
import { nowIn, type Row } from './row.ts';

export type DayBand = '1' | '2-3' | '4-7' | '8+';
export const DAY_BANDS: readonly DayBand[] = ['1', '2-3', '4-7', '8+'];

/** What the list is narrowed to. Nulls, false and an empty text: not narrowed. */
export interface Filter {
  readonly text: string;
  readonly unit: string | null;
  readonly service: string | null;
  readonly day: DayBand | null;
  readonly kind: PromptKind | null;
  readonly mine: boolean;
  readonly due: boolean;
  readonly query: boolean;
  readonly risk: boolean;
}

export const NO_FILTER: Filter = {
  text: '',
  unit: null,
  service: null,
  day: null,
  kind: null,
  mine: false,
  due: false,
  query: false,
  risk: false,
};
export const isNarrowed = (filter: Filter): boolean =>
  Object.values(filter).some((value) => value !== null && value !== false && value !== '');

/** The end of today on the hospital's clock, as far ahead as `now` is short of its next midnight; without a zone 24 h from now. */
function endOfDay(now: number, zone: string | null): number {
  if (zone === null) return now + 86_400_000;
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const [hour = '0', minute = '0'] = format.format(now).split(':');
  return now + 86_400_000 - (Number(hour) * 60 + Number(minute)) * 60_000;
}

const bandOf = (day: number): DayBand => (day <= 1 ? '1' : day <= 3 ? '2-3' : day <= 7 ? '4-7' : '8+');

/** To look at now, or before the hospital's day is over. */
export function isDueToday(row: Row, device: number): boolean {
  const { nextReview, zone, asOf } = row.core;
  if (nextReview.due) return true;
  return asOf !== null && nextReview.at !== null && nextReview.at < endOfDay(nowIn(row, device), zone);
}

/** Whether a row fits. `unknown`: it asks for something of the chart, and this chart was not read, or not in full, so that what is absent is not known. */
export function fits(row: Row, filter: Filter, device: number): 'yes' | 'no' | 'unknown' {
  const { core } = row;
  const words = filter.text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const said = [row.identity?.name, row.identity?.mrn, row.location, core.unit, core.service, core.reason?.text, row.encounter];
  const text = said.filter(Boolean).join(' ').toLowerCase();
  if (!words.every((word) => text.includes(word))) return 'no';
  const isRead = core.reading === 'read';
  const unit = core.unit ?? row.location;
  if (filter.unit !== null && unit !== filter.unit) return unit === null && !isRead ? 'unknown' : 'no';
  if (filter.mine && core.lastReviewAt === null) return 'no';
  if (filter.query && core.openQueries.length === 0) return 'no';
  const asks =
    filter.day !== null || filter.kind !== null || filter.due || filter.risk || (filter.service !== null && core.service === null);
  if (asks && !isRead) return 'unknown';
  if (filter.service !== null && core.service !== filter.service) return 'no';
  if (filter.day !== null && (core.day === null || bandOf(core.day) !== filter.day)) return core.day === null ? 'unknown' : 'no';
  const isWhole = core.unchecked === 0 && (row.state.kind !== 'read' || row.state.partial === 0);
  if (filter.kind !== null && !core.kinds.some(({ kind }) => kind === filter.kind)) return isWhole ? 'no' : 'unknown';
  if (filter.due && !isDueToday(row, device)) return row.state.kind === 'read' && row.state.partial > 0 ? 'unknown' : 'no';
  if (filter.risk && core.secondLevel.raised.length === 0) return core.secondLevel.notKnown.length > 0 ? 'unknown' : 'no';
  return 'yes';
}
