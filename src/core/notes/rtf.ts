import { cp1252 } from './charset.ts';

/** Groups whose contents are not text of the note. */
const SKIPPED: ReadonlySet<string> = new Set(
  'fonttbl colortbl stylesheet info pict object header footer headerl headerr headerf footerl footerr footerf listtable listoverridetable rsidtbl generator themedata colorschememapping datastore xmlnstbl latentstyles fldinst bkmkstart bkmkend revtbl filetbl pntext nonshppict shpinst mmathPr panose blipuid'.split(
    ' ',
  ),
);
const WRITTEN: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  sect: '\n',
  page: '\n',
  row: '\n',
  nestrow: '\n',
  cell: ' | ',
  nestcell: ' | ',
  tab: '\t',
  emdash: '\u2014',
  endash: '\u2013',
  bullet: '\u2022',
  lquote: '\u2018',
  rquote: '\u2019',
  ldblquote: '\u201c',
  rdblquote: '\u201d',
  emspace: ' ',
  enspace: ' ',
  qmspace: ' ',
  '~': '\u00a0',
  _: '-',
};

interface State {
  readonly skip: boolean;
  readonly struck: boolean;
  readonly hidden: boolean;
  readonly unicodeSkip: number;
}

/**
 * The text of an RTF document: paragraphs as lines, `|` between table cells, escapes decoded (Windows-1252 and \\u), tables of fonts, pictures,
 * fields' instructions and hidden or struck-through text left out. One pass; null when it is not RTF. Never throws.
 */
export function textOfRtf(source: string): string | null {
  if (!/^\s*\{\\rtf/.test(source.slice(0, 100))) return null;
  const parts: string[] = [];
  const states: State[] = [];
  let state: State = { skip: false, struck: false, hidden: false, unicodeSkip: 1 };
  let pending = 0;
  const put = (text: string) => {
    if (pending > 0) {
      pending -= 1;
      return;
    }
    if (!state.skip && !state.struck && !state.hidden) parts.push(text);
  };
  let i = 0;
  while (i < source.length) {
    const sign = source.charAt(i);
    if (sign === '{') {
      states.push(state);
      i += 1;
      pending = 0;
    } else if (sign === '}') {
      state = states.pop() ?? state;
      i += 1;
      pending = 0;
    } else if (sign === '\r' || sign === '\n') i += 1;
    else if (sign !== '\\') {
      let end = i + 1;
      while (pending === 0 && end < source.length && !'{}\\\r\n'.includes(source.charAt(end))) end += 1;
      put(source.slice(i, end));
      i = end;
    } else {
      const word = wordAt(source, i);
      i = word.next;
      if (word.name === 'bin') {
        i += Math.max(0, word.value ?? 0);
        continue;
      }
      state = apply(word, state, put, (count) => {
        pending = count;
      });
    }
  }
  return parts.join('');
}

interface Word {
  readonly name: string;
  readonly value: number | null;
  readonly next: number;
}

/** The control word or sign at a backslash, with its number and the space that ends it. */
function wordAt(source: string, at: number): Word {
  const sign = source.charAt(at + 1);
  if (!/[a-z]/i.test(sign)) {
    if (sign === "'") return { name: "'", value: Number.parseInt(source.slice(at + 2, at + 4), 16), next: at + 4 };
    return { name: sign, value: null, next: at + 2 };
  }
  let end = at + 1;
  while (end < source.length && end - at < 40 && /[a-z]/i.test(source.charAt(end))) end += 1;
  const name = source.slice(at + 1, end);
  let digits = end;
  if (source.charAt(digits) === '-') digits += 1;
  while (digits < source.length && digits - end < 12 && /\d/.test(source.charAt(digits))) digits += 1;
  const number = source.slice(end, digits);
  const value = number === '' || number === '-' ? null : Number(number);
  return { name, value, next: source.charAt(digits) === ' ' ? digits + 1 : digits };
}

function apply(word: Word, state: State, put: (text: string) => void, skipNext: (count: number) => void): State {
  const { name, value } = word;
  if (SKIPPED.has(name)) return { ...state, skip: true };
  switch (name) {
    case '*':
      return { ...state, skip: true };
    case '\\':
    case '{':
    case '}':
      put(name);
      return state;
    case "'":
      put(value === null || Number.isNaN(value) ? '' : cp1252(value));
      return state;
    case 'u':
      put(String.fromCharCode((value ?? 0) < 0 ? (value ?? 0) + 65536 : (value ?? 0)));
      skipNext(state.unicodeSkip);
      return state;
    case 'uc':
      return { ...state, unicodeSkip: value ?? 1 };
    case 'strike':
    case 'striked':
    case 'deleted':
      return { ...state, struck: value !== 0 };
    case 'v':
      return { ...state, hidden: value !== 0 };
    case 'plain':
      return { ...state, struck: false, hidden: false };
    default: {
      const written = WRITTEN[name];
      if (written !== undefined) put(written);
      return state;
    }
  }
}
