import { withoutEntities } from './entities.ts';

/** One piece of markup, as `markupOf` gives them: a tag that opens or closes, or text. */
type Piece =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: string; readonly empty: boolean }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

/** Tags, and the text between them; comments, processing instructions, doctypes and their contents are left out. One pass, never throws. */
export function* markupOf(source: string): Generator<Piece> {
  let at = 0;
  while (at < source.length) {
    const open = source.indexOf('<', at);
    if (open < 0) break;
    if (open > at) yield { kind: 'text', text: source.slice(at, open) };
    if (source.startsWith('<!--', open)) {
      at = after(source, '-->', open + 4);
      continue;
    }
    if (source.startsWith('<![CDATA[', open)) {
      const end = source.indexOf(']]>', open);
      // What is inside is text already: its "&lt;" stays as it is.
      yield { kind: 'text', text: source.slice(open + 9, end < 0 ? source.length : end).replaceAll('&', '&amp;') };
      at = end < 0 ? source.length : end + 3;
      continue;
    }
    const sign = source.charAt(open + 1);
    if (sign === '!' || sign === '?') {
      at = sign === '!' ? afterDoctype(source, open) : after(source, '>', open);
      continue;
    }
    if (!/[a-z/]/i.test(sign)) {
      // "SpO2 <90": a bare sign, not a tag.
      yield { kind: 'text', text: '<' };
      at = open + 1;
      continue;
    }
    const close = tagEnd(source, open);
    const inside = source.slice(open + 1, close);
    at = close + 1;
    const name = (/^\/?([a-z][\w:.-]*)/i.exec(inside)?.[1] ?? '').toLowerCase();
    if (inside.startsWith('/')) yield { kind: 'close', name };
    else yield { kind: 'open', name, attributes: inside.slice(name.length), empty: inside.endsWith('/') };
    if (RAW.has(name) && !inside.startsWith('/') && !inside.endsWith('/')) at = rawEnd(source, name, at);
  }
  if (at < source.length) yield { kind: 'text', text: source.slice(at) };
}

/** Elements whose contents are not text of the note. */
const RAW: ReadonlySet<string> = new Set(['script', 'style', 'noscript', 'template', 'iframe', 'object', 'svg', 'math', 'title', 'head']);

function after(source: string, mark: string, from: number): number {
  const end = source.indexOf(mark, from);
  return end < 0 ? source.length : end + mark.length;
}

/** A doctype may hold entity definitions in brackets: nothing of it is expanded, all of it is left out. */
function afterDoctype(source: string, from: number): number {
  const end = source.indexOf('>', from);
  const bracket = source.indexOf('[', from);
  if (bracket >= 0 && (end < 0 || bracket < end)) return after(source, '>', after(source, ']', bracket) - 1);
  return end < 0 ? source.length : end + 1;
}

/** The sign `>` that ends a tag; one inside a quoted attribute does not. */
function tagEnd(source: string, from: number): number {
  let quote = '';
  for (let i = from + 1; i < source.length; i += 1) {
    const sign = source.charAt(i);
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === '>') return i;
    else if ((sign === '"' || sign === "'") && source.charAt(i - 1) === '=') quote = sign;
    else if (sign === '<') return i - 1;
  }
  return source.length;
}

function rawEnd(source: string, name: string, from: number): number {
  const closing = `</${name}`;
  for (let at = source.indexOf('</', from); at >= 0; at = source.indexOf('</', at + 2)) {
    if (source.slice(at, at + closing.length).toLowerCase() === closing) return after(source, '>', at);
  }
  return source.length;
}

const BLOCKS: ReadonlySet<string> = new Set(
  'p div br li ul ol tr table tbody thead tfoot caption h1 h2 h3 h4 h5 h6 hr section article header footer pre blockquote dl dt dd address main aside nav form fieldset legend option paragraph list item content.block renderMultiMedia text component'.split(
    ' ',
  ),
);
const CELLS: ReadonlySet<string> = new Set(['td', 'th']);
const STRUCK: ReadonlySet<string> = new Set(['s', 'strike', 'del']);
/** Elements that never have contents, so nothing waits for their end. */
const VOID: ReadonlySet<string> = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));

/** True when the element's own attributes take its text out of sight, or strike it through (struck through is deleted). */
function isHidden(name: string, attributes: string): boolean {
  if (STRUCK.has(name)) return true;
  if (!attributes) return false;
  if (/(?:^|\s)hidden(?:\s|=|$|\/)/i.test(attributes) && !/hidden\s*=\s*["']?false/i.test(attributes)) return true;
  if (/revised\s*=\s*["']?delete/i.test(attributes)) return true;
  const style = /style\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(attributes);
  const css = (style?.[1] ?? style?.[2] ?? '').toLowerCase().replace(/\s+/g, '');
  if (/stylecode\s*=\s*["'][^"']*(strike|line-?through)/i.test(attributes)) return true;
  return /(^|;)(display:none|visibility:(hidden|collapse)|text-decoration(-line)?:[^;]*line-through|opacity:0(;|$)|font-size:0)/.test(css);
}

/**
 * The text of HTML or CDA markup: lines where blocks end, `|` between table cells, entities decoded, scripts, styles, hidden and struck-through
 * text left out. `keep` may limit it to elements of one name (CDA: `text` and `title` of sections).
 */
export function textOfMarkup(source: string, keep: ReadonlySet<string> | null = null): string {
  const parts: string[] = [];
  const open: { readonly name: string; readonly hidden: boolean; readonly kept: boolean }[] = [];
  let hidden = 0;
  let kept = keep === null ? 1 : 0;
  const put = (text: string) => {
    if (hidden === 0 && kept > 0) parts.push(text);
  };
  let preformatted = 0;
  for (const piece of markupOf(source)) {
    if (piece.kind === 'text') {
      const text = withoutEntities(preformatted > 0 ? piece.text : piece.text.replace(/[ \t\r\n\f]+/g, ' '));
      put(text);
      continue;
    }
    const { name } = piece;
    if (BLOCKS.has(name)) put('\n');
    if (piece.kind === 'open') {
      if (CELLS.has(name)) put(' | ');
      if (name === 'input') put(/checked/i.test(piece.attributes) ? '[x] ' : /checkbox|radio/i.test(piece.attributes) ? '[ ] ' : ' ');
      if (piece.empty || VOID.has(name)) continue;
      const entry = { name, hidden: isHidden(name, piece.attributes), kept: keep?.has(name) ?? false };
      if (entry.hidden) hidden += 1;
      if (entry.kept) kept += 1;
      if (name === 'pre') preformatted += 1;
      open.push(entry);
      if (open.length > DEEPEST) open.shift();
      continue;
    }
    const index = open.findLastIndex((entry) => entry.name === name);
    if (index < 0) continue;
    // An end tag closes what was left open inside it.
    for (const entry of open.splice(index)) {
      if (entry.hidden) hidden -= 1;
      if (entry.kept) kept -= 1;
      if (entry.name === 'pre') preformatted -= 1;
      if (entry.kept) parts.push('\n');
    }
  }
  return tidy(parts.join(''));
}

/** Deeper nesting than this is no note; the outermost tags are forgotten so that no document can make the search long. */
const DEEPEST = 400;

/** Spaces at line ends and more than one empty line say nothing; a line never begins with the mark of a first cell. */
export const tidy = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.trim().replace(/^\|\s*/, ''))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
