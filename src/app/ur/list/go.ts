import type { App } from '../../model.ts';
import { type StayRow, sorted } from './row.ts';
import type { StayList } from './stays.ts';

/** Opens a stay in the place of the one on screen; the list gives way to its board. What was just done can still be taken back there. */
export function openStay(app: App, list: StayList, row: Pick<StayRow, 'encounter' | 'patient'>): void {
  const { others } = app;
  list.isShown.value = false;
  if (!others || row.encounter === app.session.encounter) return;
  const undoable = app.undoable.value;
  list.opened.value = row.encounter;
  others.open(row.encounter === others.launched.session.encounter ? null : row);
  const now = others.shown.value ?? others.launched;
  if (undoable && now !== app) now.undoable.value = undoable;
}

/** The stay after the one on screen, in the order of the list, from the end to the beginning; where nothing is listed yet, the list. */
export function nextStay(app: App, list: StayList): void {
  const rows = sorted(list.rows.value, Date.now()).filter(({ state }) => state.kind !== 'failed');
  const at = rows.findIndex(({ encounter }) => encounter === app.session.encounter);
  const next = rows[(at + 1) % Math.max(1, rows.length)];
  if (list.phase.value === 'new' || !next || next.encounter === app.session.encounter) list.isShown.value = true;
  else openStay(app, list, next);
}
