/** How many lines a text has that another does not hold, each counted as often as it stands. */
function extra(of: string, against: string): number {
  const left = new Map<string, number>();
  for (const line of against.split(/\r?\n/)) left.set(line, (left.get(line) ?? 0) + 1);
  let count = 0;
  for (const line of of.split(/\r?\n/)) {
    const rest = left.get(line) ?? 0;
    if (rest === 0) count += 1;
    else left.set(line, rest - 1);
  }
  return count;
}

/** Lines that the newer text has and the older has not, and the other way round. Lines that only moved count in neither. */
export const linesThatDiffer = (older: string, newer: string): { readonly added: number; readonly gone: number } => ({
  added: extra(newer, older),
  gone: extra(older, newer),
});
