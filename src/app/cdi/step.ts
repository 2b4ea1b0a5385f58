/**
 * Moves the focus to the next or previous row (`data-row`) of the part the focus is in; from elsewhere, to the first row of the part shown.
 * Rows that are folded away are passed over.
 */
export function stepRow(root: HTMLElement | null, part: string, by: 1 | -1): void {
  const active = document.activeElement;
  const own = active?.closest<HTMLElement>('[data-part]');
  const inside = own && root?.contains(own) ? own : root?.querySelector<HTMLElement>(`[data-part="${part}"]`);
  const rows = [...(inside?.querySelectorAll<HTMLElement>('[data-row]:not(:disabled)') ?? [])].filter(
    (row) => row.closest('[hidden]') === null,
  );
  const at = rows.findIndex((row) => row === active || row.closest('tr')?.contains(active));
  const next = at < 0 ? rows[by === 1 ? 0 : rows.length - 1] : rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
  next?.focus();
  next?.scrollIntoView?.({ block: 'nearest' });
}
