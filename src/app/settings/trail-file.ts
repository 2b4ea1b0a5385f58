import type { AuditEvent } from '../../store/index.ts';
import { csvText } from '../csv.ts';
import { VERSION } from '../version.ts';

/** Who exported, when, and how many events this device lost before. */
export interface Made {
  readonly user: string;
  readonly now: number;
  readonly lost: number;
}

const FIELDS = ['time', 'action', 'user', 'patient', 'encounter', 'about', 'outcome'] as const;
const row = (event: AuditEvent) => ({ time: new Date(event.at).toISOString(), ...event });

/** The trail as a table. The last row says who exported it and how much was lost, so that a cut file is noticed. */
export function trailCsv(events: readonly AuditEvent[], { user, now, lost }: Made): string {
  const rows = events.map((event) => FIELDS.map((field) => row(event)[field]));
  return csvText(FIELDS, [
    ...rows,
    [new Date(now).toISOString(), 'end-of-export', user, '', '', `events:${events.length} lost:${lost}`, 'ok'],
  ]);
}

export function trailJson(events: readonly AuditEvent[], { user, now, lost }: Made): string {
  const lines = events.map((event) => Object.fromEntries(FIELDS.map((field) => [field, row(event)[field]])));
  const file = {
    format: 'corroborate-audit',
    version: 1,
    app: VERSION,
    exportedAt: new Date(now).toISOString(),
    exportedBy: user,
    lost,
    events: lines,
  };
  return `${JSON.stringify(file, null, 1)}\n`;
}
