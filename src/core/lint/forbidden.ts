import { finding, type LintFinding, type Severity } from './finding.ts';
import type { AmbiguousWord, LintLexicon } from './lexicon.ts';
import { blank, has, hits, normalize, plain } from './text.ts';

const NEAR = 60;
const MONEY = /(?:\$|usd\s?|eur\s?|€)\s?\d[\d,.]*(?:\s?(?:k|m|million|thousand))?|\d[\d,.]*\s?(?:dollars|usd)\b/;

/**
 * QL024-QL027 in one piece of text: money, quality scores, payer pressure, threats. Words with a clinical sense ("CC", "ROM", "RAF") are
 * judged by what stands near them: free, a warning, or an error. `text` is as written: capitals tell "CC" from "cc".
 */
export function forbiddenIn(text: string, at: string, lexicon: LintLexicon): LintFinding[] {
  const written = plain(text);
  const normal = normalize(text, lexicon);
  const read = blank(normal, hits(normal, lexicon.lists.free));
  const out: LintFinding[] = [];
  for (const [rule, entry] of Object.entries(lexicon.forbidden)) {
    const hit = hits(read, entry.words)[0];
    const money = entry.money ? MONEY.exec(read) : null;
    const found = hit?.text ?? money?.[0];
    if (found !== undefined) out.push(finding(rule, 'E', at, `"${found}": a query holds no word about ${entry.what}.`));
  }
  for (const word of lexicon.ambiguous) {
    const severity = sense(written, word);
    if (severity && !out.some((each) => each.rule === word.rule && each.severity === 'E'))
      out.push(
        finding(
          word.rule,
          severity,
          at,
          `"${word.word}" ${severity === 'E' ? 'is used in its coding sense' : 'can be read in its coding sense: write the clinical meaning out'}.`,
        ),
      );
  }
  return out;
}

/** Null when the clinical sense is plain; else how grave the use is. */
function sense(written: string, word: AmbiguousWord): Severity | null {
  const upper = word.word === word.word.toUpperCase();
  const expression = new RegExp(`(?<![A-Za-z0-9/])${word.word.replace('/', '\\/')}(?:s|[ -]?\\d{2})?(?![A-Za-z0-9/])`, upper ? 'g' : 'gi');
  let worst: Severity | null = null;
  for (const match of written.matchAll(expression)) {
    const start = sentenceStart(written, match.index);
    const end = match.index + match[0].length;
    const window = written.slice(start, end + sentenceLength(written, end)).toLowerCase();
    const own = match.index - start;
    const around = `${window.slice(0, own)} | ${window.slice(own + match[0].length)}`.replace(/\bcc\s*:/g, ' ');
    const numbered = `${word.word} ${/\d{2}/.exec(match[0])?.[0] ?? ''}`.toLowerCase().trim();
    const next = window.slice(own + match[0].length).trimStart();
    // "CC: dyspnea", "O/E: alert": a heading of the note, whatever stands after it
    if (word.clinical.includes(':') && next.startsWith(':')) continue;
    const clinical =
      has(
        around,
        word.clinical.filter((cue) => cue !== ':'),
      ) ||
      (word.clinical.includes(':') && next.startsWith(':'));
    const coding =
      has(around, word.coding) ||
      (/\d/.test(numbered) && word.coding.includes(numbered)) ||
      /\b(?:affects?|impacts?|captur\w*)\b/.test(around);
    const found: Severity | null = coding && !clinical ? 'E' : clinical && !coding ? null : clinical && coding ? 'W' : word.otherwise;
    if (found === 'E') return 'E';
    worst = found ?? worst;
  }
  return worst;
}

/** Where the sentence of a place begins, looked for as far back as the window reaches. */
const sentenceStart = (text: string, at: number): number => {
  const from = Math.max(0, at - NEAR);
  let start = from;
  for (const match of text.slice(from, at).matchAll(/[.?!;\n](?=\s|$)/g)) start = from + match.index + 1;
  return start;
};

const sentenceLength = (text: string, from: number): number => {
  const end = text.slice(from, from + NEAR).search(/[.?!;\n](?=\s|$)/);
  return end < 0 ? NEAR : end;
};
