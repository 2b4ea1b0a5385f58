import { finding, type LintFinding } from './finding.ts';
import { titleFindings } from './leading.ts';
import type { Lens } from './lens.ts';
import { holds, measuredNumbers, numbersIn } from './quantity.ts';
import { has, normalize, plain } from './text.ts';

const WORDS_PER_MINUTE = 200;
const MAX_WORDS = 250;
const MAX_INDICATORS = 12;
const SENT = new Set(['sent', 'viewed', 'responded', 'documented', 'closed', 'copied', 'printed', 'reminded', 'escalated']);

/** QL070-QL079: length, words, identity, and how the draft came about. */
export function styleFindings(lens: Lens): LintFinding[] {
  return [
    ...size(lens),
    ...abbreviations(lens),
    ...opener(lens),
    ...identity(lens),
    ...confirmed(lens),
    ...unmapped(lens),
    ...changed(lens),
    ...sentUnchecked(lens),
    ...headline(lens),
    ...retrospective(lens),
  ];
}

function size({ draft }: Lens): LintFinding[] {
  const words = (draft.body ?? '').split(/\s+/).filter(Boolean).length;
  const count = draft.indicators?.length ?? 0;
  const out: LintFinding[] = [];
  if (words > MAX_WORDS)
    out.push(
      finding('QL070', 'W', 'body', `${words} words, about ${Math.ceil((words / WORDS_PER_MINUTE) * 60)} s to read; keep to ${MAX_WORDS}.`),
    );
  if (count > MAX_INDICATORS)
    out.push(finding('QL070', 'W', 'indicators', `${count} indicators; show the ${MAX_INDICATORS} most relevant.`));
  return out;
}

function abbreviations({ draft, stem, lexicon }: Lens): LintFinding[] {
  const allowed = new Set(lexicon.lists.abbreviations);
  const written = plain(draft.body ?? '').replace(/"[^"\n]*"/g, ' ');
  // a body in capitals throughout says nothing about abbreviations
  const small = [...written].filter((each) => each >= 'a' && each <= 'z').length;
  if (small < written.length / 4) return [];
  const ambiguous = new Set(lexicon.ambiguous.map((each) => each.word.toUpperCase()));
  const unknown = [...written.matchAll(/(?<![A-Za-z0-9./])[A-Z][A-Z0-9]{1,6}(?![A-Za-z0-9.]*[a-z0-9])/g)]
    .map((match) => match[0])
    .find((each) => !allowed.has(each) && !ambiguous.has(each) && !/^[A-Z]\d+$/.test(each) && stem.includes(each.toLowerCase()));
  return unknown ? [finding('QL071', 'W', 'body', `"${unknown}" is not on the list of plain abbreviations; write it out.`)] : [];
}

function opener({ draft, body, lexicon }: Lens): LintFinding[] {
  if (draft.body === null || has(body, lexicon.lists['neutral-openers'])) return [];
  return [finding('QL072', 'I', 'body', 'A neutral opener helps: "Based on your clinical judgment ..."')];
}

const IDENTIFIERS: readonly RegExp[] = [
  /\b(?:Mr|Mrs|Ms|Miss)\.?\s+[A-Z][a-z]+/,
  /\bMRN\b\s*[:#]?\s*[A-Z]?\d{3,}/i,
  /(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)/,
  /\b(?:DOB|date of birth|born(?: on)?)\b\s*:?\s*\d{1,4}[/-]\d{1,2}/i,
  /(?<!\d)(?:\+1[ .-]?)?\(?\d{3}\)?[ .-]\d{3}[.-]\d{4}(?!\d)/,
  /\b\d{1,5}\s+[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?\s+(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Lane|Ln|Drive|Court|Ct)\b/,
  /[\w.+-]+@[\w-]+\.[a-z]{2,}/i,
  /\b[A-Z][a-z]+,?\s+[A-Z][a-z]+,?\s+(?:is\s+)?(?:an?\s+)?\d{1,3}[\s-]?(?:y\/?o|year)/,
  /\bpatient(?:'s)? name\b\s*:?\s*[A-Z][a-z]+/i,
];

function identity({ draft, options }: Lens): LintFinding[] {
  const out: LintFinding[] = [];
  const own = [draft.raw.patientName, ...(options.encounter?.names ?? [])].filter(
    (each): each is string => typeof each === 'string' && each.trim().length > 2,
  );
  const places: readonly (readonly [string, string])[] = [
    ['title', draft.title ?? ''],
    ['body', draft.body ?? ''],
    ...(draft.options ?? []).map((each, index) => [`options[${index}]`, each.text] as const),
  ];
  for (const [at, text] of places) {
    const written = plain(text);
    const named = own.some((name) =>
      name
        .split(/[\s,]+/)
        .some((part) => part.length > 2 && new RegExp(`(?<![A-Za-z])${part.replace(/[^A-Za-z'-]/g, '')}(?![A-Za-z])`).test(written)),
    );
    if (named || IDENTIFIERS.some((each) => each.test(written)))
      out.push(finding('QL073', 'E', at, 'The text identifies the patient; write "the patient".'));
  }
  return out;
}

function confirmed({ draft }: Lens): LintFinding[] {
  if (!draft.origin?.startsWith('ai')) return [];
  const open = (draft.indicators ?? []).filter((each) => each.confirmed !== true).length;
  const author = draft.raw.author;
  const nobody = author === null || (typeof author === 'string' && /^\s*$|\b(?:ai|model|gpt|assistant|bot)\b/i.test(author));
  if (open === 0 && !nobody) return [];
  return [
    finding(
      'QL074',
      'E',
      'indicators',
      open > 0 ? `${open} indicators of this assisted draft are not confirmed by its author.` : 'An assisted draft needs a human author.',
    ),
  ];
}

function unmapped(lens: Lens): LintFinding[] {
  const { draft, lexicon, body } = lens;
  // what a person typed is his own to answer for; text that was made must map to its items
  if (draft.indicators === null || draft.indicators.length === 0 || draft.origin === 'human') return [];
  const known = [
    ...draft.indicators.flatMap((each) => [each.line, textOfTrend(each.raw.trend)]),
    ...(draft.statements ?? []).map((each) => `${each.quote} ${each.time ?? ''}`),
    ...(draft.options ?? []).map((each) => each.text),
  ].join(' | ');
  const numbers = new Set(numbersIn(known));
  const free = draft.origin?.startsWith('ai') === true;
  const stray = measuredNumbers(body, lexicon).find((each) => !holds(numbers, each.value));
  if (stray) return [finding('QL075', 'E', 'body', `"${stray.text}" is in the text but in none of the indicators.`)];
  if (!free) return [];
  const text = normalize(known, lexicon);
  const named = lens.inStem.find((each) => !each.context && !text.includes(each.text.trim()));
  return named ? [finding('QL075', 'E', 'body', `"${named.text}" is in the text but in none of the indicators.`)] : [];
}

const textOfTrend = (trend: unknown): string =>
  Array.isArray(trend)
    ? trend
        .map((each: unknown) => (typeof each === 'object' && each !== null && 'value' in each ? String(each.value) : String(each)))
        .join(' ')
    : String(trend ?? '');

function changed({ draft }: Lens): LintFinding[] {
  const { raw } = draft;
  if (raw.edited !== true && raw.templateChanged !== true) return [];
  const linted = typeof raw.lint === 'object' && raw.lint !== null;
  if (linted && typeof raw.templateId === 'string') return [];
  return [finding('QL076', 'W', 'templateId', 'The template was changed: keep its id and check the draft again.')];
}

function sentUnchecked({ draft }: Lens): LintFinding[] {
  const status = typeof draft.raw.status === 'string' ? draft.raw.status.toLowerCase() : '';
  if (!SENT.has(status)) return [];
  const lint = draft.raw.lint;
  const version = typeof lint === 'object' && lint !== null && 'version' in lint ? lint.version : undefined;
  const found = typeof lint === 'object' && lint !== null && 'findings' in lint && Array.isArray(lint.findings) ? lint.findings : [];
  const blocked = found.some((each: unknown) => typeof each === 'object' && each !== null && 'severity' in each && each.severity === 'E');
  if (typeof version === 'string' && !blocked) return [];
  return [
    finding(
      'QL077',
      'E',
      'lint',
      blocked ? 'Sent although a blocking finding stood.' : 'Sent without the version of the checks it passed.',
    ),
  ];
}

/** A prompt in the record form: its headline answers to QL078 as well as QL020. */
function headline(lens: Lens): LintFinding[] {
  const { raw } = lens.draft;
  const isPrompt =
    raw.kind === 'prompt' ||
    raw.type === 'prompt' ||
    raw.template === 'prompt' ||
    typeof raw.headline === 'string' ||
    raw.audience === 'clinician';
  return isPrompt ? titleFindings('QL078', 'W', lens) : [];
}

function retrospective({ options }: Lens): LintFinding[] {
  const closed = options.encounter?.daysClosed;
  const limit = options.encounter?.retrospectiveDays;
  if (closed === undefined || limit === undefined || closed <= limit) return [];
  return [finding('QL079', 'I', 'encounter', `The encounter closed ${closed} days ago; policy allows queries for ${limit}.`)];
}
