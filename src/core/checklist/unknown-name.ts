import { nearest } from '../chart/author-error.ts';

/** `unknown anchor "x" - did you mean "y"?`, or with the names there are when none is near and they are few. */
export function unknownName(what: string, name: string, names: Iterable<string>): string {
  const all = [...names];
  const near = nearest(name, all);
  if (near) return `unknown ${what} "${name}" - did you mean "${near}"?`;
  return all.length > 0 && all.length <= 12 ? `unknown ${what} "${name}" - there are: ${all.join(', ')}` : `unknown ${what} "${name}"`;
}
