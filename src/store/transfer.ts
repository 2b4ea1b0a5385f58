import { isOver, type Lifetimes } from './lifetimes.ts';
import { mergedWork } from './merge.ts';
import { readWork } from './read-work.ts';
import { idOf, nameOf } from './shelf.ts';
import { WORK_KINDS, type WorkItem, type WorkKind, type WorkStore } from './work.ts';

const FORMAT = 'corroborate-work';
const VERSION = 1;
/** A file of a user's own work is far below these; a larger one is something else. */
const LARGEST = 8_000_000;
const MOST = 20_000;
const ID = /^[A-Za-z0-9.-]{1,64}$/;

/** What became of a file: how many items were taken, how many were already here as new or newer, how many were not usable. */
export type ImportReport =
  | { readonly ok: true; readonly taken: number; readonly known: number; readonly refused: number; readonly isKept: boolean }
  | { readonly ok: false; readonly reason: 'too-large' | 'not-a-file' | 'newer-format' | 'other-server' | 'other-user' };

/** `owner` is server|user, a context is server|patient|encounter|user. */
function partsOf(owner: string): { readonly server: string; readonly user: string } {
  const at = owner.indexOf('|');
  return { server: owner.slice(0, at), user: owner.slice(at + 1) };
}

/** A user's own work on this server as a file: JSON, versioned, with who, when and by which build. It names patients by id and holds what the user wrote. */
export async function exportWork(
  store: Pick<WorkStore, 'items'>,
  owner: string,
  made: { readonly app: string; readonly now: number },
): Promise<string> {
  const { server, user } = partsOf(owner);
  const items = (await store.items(owner)).flatMap(({ context, kind, savedAt, value }) => {
    const middle = context.slice(server.length + 1, -(user.length + 1)).split('|');
    return middle.length === 2 ? [{ kind, patient: middle[0], encounter: middle[1], savedAt, value }] : [];
  });
  const file = { format: FORMAT, version: VERSION, app: made.app, exportedAt: new Date(made.now).toISOString(), server, user, items };
  return `${JSON.stringify(file, null, 1)}\n`;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textIn = (value: unknown, fits: RegExp): string | null => (typeof value === 'string' && fits.test(value) ? value : null);

/** One entry of a file as an item of this owner, or null: unknown kind, wrong shape, no usable id or time, or another patient's query. */
function itemOf(entry: unknown, owner: string): WorkItem | null {
  if (!isRecord(entry) || !WORK_KINDS.includes(entry.kind as WorkKind)) return null;
  const kind = entry.kind as WorkKind;
  const [patient, encounter] = [textIn(entry.patient, ID), textIn(entry.encounter, ID)];
  const value = readWork(kind, entry.value);
  const { savedAt } = entry;
  if (!patient || !encounter || !value || typeof savedAt !== 'number' || !Number.isFinite(savedAt)) return null;
  if (kind === 'query' && (value as { readonly patient?: unknown }).patient !== `Patient/${patient}`) return null;
  const { server, user } = partsOf(owner);
  return { context: [server, patient, encounter, user].join('|'), owner, kind, savedAt, value };
}

/**
 * Takes the work of a file that this user exported from this server, on this or another device. Of two the newer wins, and the histories of a query are
 * joined. Nothing is taken of another user's or server's file; of an own file everything usable is. What is past its days is refused.
 */
export async function importWork(
  store: Pick<WorkStore, 'items' | 'take'>,
  owner: string,
  text: string,
  { days, now }: { readonly days: Lifetimes; readonly now: number },
): Promise<ImportReport> {
  if (text.length > LARGEST) return { ok: false, reason: 'too-large' };
  let file: unknown;
  try {
    file = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { ok: false, reason: 'not-a-file' };
  }
  if (!isRecord(file) || file.format !== FORMAT || !Array.isArray(file.items)) return { ok: false, reason: 'not-a-file' };
  if (file.version !== VERSION) return { ok: false, reason: 'newer-format' };
  const { server, user } = partsOf(owner);
  if (file.server !== server) return { ok: false, reason: 'other-server' };
  if (file.user !== user) return { ok: false, reason: 'other-user' };
  if (file.items.length > MOST) return { ok: false, reason: 'too-large' };

  const here = new Map((await store.items(owner)).map((item) => [idOf(nameOf(item)), item.value]));
  let [taken, known, refused, isKept] = [0, 0, 0, true];
  for (const entry of file.items) {
    const item = itemOf(entry, owner);
    if (!item || isOver(item.savedAt, days[item.kind], now)) {
      refused += 1;
      continue;
    }
    const id = idOf(nameOf(item));
    const before = here.get(id) ?? null;
    const value = mergedWork(item.kind, before, item.value, true);
    if (before && JSON.stringify(value) === JSON.stringify(before)) {
      known += 1;
      continue;
    }
    here.set(id, value);
    isKept = (await store.take({ ...item, value })) && isKept;
    taken += 1;
  }
  return { ok: true, taken, known, refused, isKept };
}
