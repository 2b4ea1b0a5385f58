import type { Draft } from './draft.ts';
import type { LintLexicon } from './lexicon.ts';
import { blank, literal, normalize } from './text.ts';

/** What stands before quotation marks that dictate. */
const DICTATES =
  /\b(?:write|document|add|state|enter|record|list|term|terms|words?|diagnosis of|note|use|include|put|say|code)\s+(?:(?:the|of|as|a|an|that|simply|just)\s+)*$/;

/** Where the body repeats a text (spaces aside), so that quoting a fact is not taken for the sender's own words. */
function stretches(body: string, text: string): { start: number; end: number }[] {
  const wanted = text.trim();
  if (wanted.length < 2) return [];
  return [...body.matchAll(literal(wanted))].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

/**
 * The body with everything blanked that is not the sender's own words: quoted statements and indicators, answers, lists of answers. Same length
 * as the body, so that places agree. Quotation marks after "write" or "the term" dictate and stay.
 */
export function stemOf(draft: Draft, body: string, lexicon: LintLexicon): string {
  const norm = (text: string) => normalize(text, lexicon);
  let stem = body;
  // short quotes are judged by what they document: "chronic heart failure" must not hide the "acute on" before it
  const isLong = (text: string, words: number) => text.trim().split(/\s+/).length >= words;
  const quoted = [
    ...(draft.statements ?? []).map((each) => each.quote).filter((text) => isLong(text, 6)),
    ...(draft.indicators ?? []).flatMap((each) => [each.line, each.value ?? '']).filter((text) => isLong(text, 4)),
  ];
  for (const text of quoted) stem = blank(stem, stretches(stem, norm(text)));
  // where a line or clause begins with the label of an indicator, it repeats that indicator; a listed line does so to its end
  for (const { label, value } of draft.indicators ?? []) {
    const name = norm(label).trim();
    if (value === null || name.length < 3) continue;
    const places = [...stem.matchAll(new RegExp(`(?:^|\\n)\\s*(?:[-*\\u2022]\\s*)?${literal(name).source}[^\\n]*`, 'g'))];
    stem = blank(
      stem,
      places.map((match) => {
        const start = match.index + (match[0].startsWith('\n') ? 1 : 0);
        const line = stem.slice(start, match.index + match[0].length);
        const clause = /^\s*[-*\u2022]/.test(line) ? line : (/^.*?(?=[,;](?!\d)|\.(?!\d)|$)/.exec(line)?.[0] ?? line);
        return { start, end: start + clause.length };
      }),
    );
  }
  for (const option of draft.options ?? []) {
    const text = norm(option.text);
    // an answer inside a running sentence stays: only where it stands as an answer (own line, or in a list) is it blanked
    stem = blank(
      stem,
      stretches(stem, text).filter(
        ({ start, end }) =>
          /(?:^|[\n:/,;|?]|[-*•☐□○)\]]|\bor)\s*$/.test(stem.slice(Math.max(0, start - 12), start)) &&
          /^\s*(?:$|[\n/,;|.:_(]|or\b)/.test(stem.slice(end, end + 12)),
      ),
    );
  }
  stem = blank(
    stem,
    [...stem.matchAll(/"[^"\n]{12,400}"/g)]
      .filter((match) => !DICTATES.test(stem.slice(Math.max(0, match.index - 40), match.index)))
      .map((match) => ({ start: match.index, end: match.index + match[0].length })),
  );
  stem = blank(stem, choiceLines(stem));
  return blank(stem, inlineChoices(stem));
}

/** A line that offers an answer: a box, a bullet, a number or a letter in front of it. */
const MARKED = /^\s*(?:\[\s*\]|\(\s*\)|[\u2610\u25CB\u25A1\u2022*-]|\d{1,2}[.)]|[a-z][.)])\s/;
const BOX = /^\s*(?:\[\s*\]|\(\s*\)|[\u2610\u25CB\u25A1])/;
const ESCAPE_ANSWER = /\bother\b|\bunable to (?:clinically )?determine|\bundetermined\b/;

/** Lists of answers in the body: boxes, and runs of marked lines that end in "Other" or "Unable to determine". */
function choiceLines(stem: string): { start: number; end: number }[] {
  const lines: { text: string; start: number; end: number }[] = [];
  let at = 0;
  for (const text of stem.split('\n')) {
    lines.push({ text, start: at, end: at + text.length });
    at += text.length + 1;
  }
  const out = lines.filter((line) => BOX.test(line.text) || /^\s*other\b.{0,40}\bspecify\b/.test(line.text));
  let run: typeof lines = [];
  for (const line of [...lines, { text: '', start: at, end: at }]) {
    if (MARKED.test(line.text)) run.push(line);
    else {
      if (run.length > 1 && run.some((each) => ESCAPE_ANSWER.test(each.text))) out.push(...run);
      run = [];
    }
  }
  return out;
}

/** "Acute / Chronic / Other / Unable to determine" inside a line. */
function inlineChoices(stem: string): { start: number; end: number }[] {
  return [...stem.matchAll(/[^?!\n]+/g)].flatMap((match) => {
    const slash = match[0].indexOf(' / ');
    if (slash < 0 || !ESCAPE_ANSWER.test(match[0].slice(slash))) return [];
    const before = match[0].slice(0, slash);
    const from = Math.max(before.lastIndexOf('.'), before.lastIndexOf(':'), before.lastIndexOf('|')) + 1;
    return [{ start: match.index + from, end: match.index + match[0].length }];
  });
}
