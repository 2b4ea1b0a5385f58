/** A mistake in content: stops the build, names the place and, where there is one, the nearest right name. */
export interface AuthorError {
  readonly file: string;
  /** Path inside the file, as in 'lactate.units'. */
  readonly path: string;
  readonly message: string;
}

/** One line for the author: 'checklists/_concepts/labs.yaml: lactate.unit: ...'. */
export const authorErrorText = (error: AuthorError): string =>
  `${error.file}: ${error.path === '' ? '' : `${error.path}: `}${error.message}`;

/** The known name closest to a wrong one (edit distance at most a third of its length, two for short names), or null. */
export function nearest(name: string, known: Iterable<string>): string | null {
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const distance = edits(name, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** ' - did you mean "lactate"?', or nothing. */
export const suggestion = (name: string, known: Iterable<string>): string => {
  const near = nearest(name, known);
  return near === null ? '' : ` - did you mean "${near}"?`;
};

/** Edit distance with two swapped neighbours counted once. */
function edits(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : change;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change, swapped));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
