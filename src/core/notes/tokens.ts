/** A piece of note text that phrases are matched against. Offsets are into the plain text of the note. */
export interface Token {
  readonly start: number;
  readonly end: number;
  /** Lower case, without apostrophes, misspellings and short forms replaced: 'resp' reads 'respiratory'. */
  readonly norm: string;
  readonly kind: 'word' | 'number' | 'mark';
  /** Number of line breaks before it in the whole text. */
  readonly line: number;
}

const DIGIT = 1;
const LETTER = 2;

function classOf(code: number): number {
  if (code >= 48 && code <= 57) return DIGIT;
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) return LETTER;
  if (!(code >= 192)) return 0;
  // Latin, Greek and the rest of the letters; the multiplication and division signs are marks, as is everything from U+2000 to U+2BFF.
  if (code === 215 || code === 247 || (code >= 0x2000 && code <= 0x2bff) || (code >= 0x3000 && code <= 0x303f)) return 0;
  return LETTER;
}

const APOSTROPHES = new Set([0x27, 0x2019, 0x2018, 0x60]);
const HYPHENS = new Set([0x2d, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212, 0xad]);
const SPACES = new Set([0x20, 0x09, 0x0b, 0x0c, 0xa0, 0x2002, 0x2003, 0x2007, 0x2009, 0x202f, 0x200b, 0xfeff]);

/**
 * Splits text into words, numbers and single marks, in one pass. A hyphen between a letter and a letter or digit is no token
 * ("culture-negative" reads as two words); between digits it stays a mark ("88-92"). "2L" is a number and a word, "q6h" one word.
 * `same` maps a spelling to the one the lexicon uses. Never throws.
 */
export function tokensOf(text: string, same: ReadonlyMap<string, string>): Token[] {
  const tokens: Token[] = [];
  let line = 0;
  let i = 0;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === 10 || code === 13) {
      line += code === 13 && text.charCodeAt(i + 1) === 10 ? 0 : 1;
      i += 1;
      continue;
    }
    if (SPACES.has(code)) {
      i += 1;
      continue;
    }
    const kind = classOf(code);
    const start = i;
    if (kind === DIGIT) {
      i += 1;
      while (i < text.length) {
        const next = text.charCodeAt(i);
        if (classOf(next) === DIGIT) i += 1;
        else if ((next === 46 || next === 44) && classOf(text.charCodeAt(i + 1)) === DIGIT && decimal(text, i)) i += 2;
        else break;
      }
      const raw = text.slice(start, i);
      tokens.push({ start, end: i, norm: raw.includes(',') ? raw.replaceAll(',', '') : raw, kind: 'number', line });
      continue;
    }
    if (kind === LETTER) {
      let apostrophe = false;
      i += 1;
      while (i < text.length) {
        const next = text.charCodeAt(i);
        if (classOf(next) !== 0) i += 1;
        else if (APOSTROPHES.has(next) && classOf(text.charCodeAt(i + 1)) === LETTER) {
          apostrophe = true;
          i += 1;
        } else break;
      }
      let norm = text.slice(start, i).toLowerCase();
      if (apostrophe) norm = norm.replace(/['’‘`]/g, '');
      tokens.push({ start, end: i, norm: same.get(norm) ?? norm, kind: 'word', line });
      continue;
    }
    i += 1;
    if (HYPHENS.has(code)) {
      const before = classOf(text.charCodeAt(start - 1));
      const after = classOf(text.charCodeAt(i));
      if (before !== 0 && after !== 0 && (before === LETTER || after === LETTER) && start > 0) continue;
      tokens.push({ start, end: i, norm: '-', kind: 'mark', line });
    } else if (code === 38) {
      tokens.push({ start, end: i, norm: 'and', kind: 'word', line });
    } else {
      tokens.push({ start, end: i, norm: text.charAt(start), kind: 'mark', line });
    }
  }
  return tokens;
}

/** "2.1" and "1,200" are one number; "1,2" and "1.A" are not. */
function decimal(text: string, at: number): boolean {
  if (text.charCodeAt(at) === 46) return true;
  for (let k = 1; k <= 3; k += 1) if (classOf(text.charCodeAt(at + k)) !== DIGIT) return false;
  return classOf(text.charCodeAt(at + 4)) !== DIGIT;
}

/** The word forms of a phrase as the lexicon compares them: 'E. coli-positive' -> ['e', '.', 'coli', 'positive']. */
export const normsOf = (phrase: string, same: ReadonlyMap<string, string>): string[] => tokensOf(phrase, same).map((token) => token.norm);
