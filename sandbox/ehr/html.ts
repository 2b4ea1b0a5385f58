/** Text that is already safe to put into a page. */
export interface Html {
  readonly __html: string;
}

type Part = Html | string | number | null | undefined | false | readonly Part[];

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);

function render(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  if ('__html' in part) return part.__html;
  return part.map(render).join('');
}

/** A template whose values are escaped unless they come from this tag themselves; lists are joined, null and false leave nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Html {
  return { __html: strings.reduce((text, piece, index) => text + piece + (index < values.length ? render(values[index]) : ''), '') };
}
