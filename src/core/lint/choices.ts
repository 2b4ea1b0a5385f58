import { mentionsIn } from './diagnoses.ts';
import type { DraftOption } from './draft.ts';
import { finding, type LintFinding } from './finding.ts';
import type { Lens } from './lens.ts';
import { has, hits, normalize, plain } from './text.ts';

/** ICD-10 at the start of an answer, or with its dot anywhere. Vitamins and vertebrae (B12, T12, L4) are not codes. */
const CODE_START =
  /^\s*\(?(?!B12\b|B6\b|T(?:[1-9]|1[0-2])\b|L[1-5]\b|C[1-7]\b|S[1-5]\b|A1C\b)[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?(?=[\s:)-]|$)/;
const CODE_DOTTED = /(?<![A-Za-z0-9])[A-TV-Z]\d[0-9A-Z]\.[0-9A-Z]{1,4}(?![A-Za-z0-9])|\bICD-?(?:9|10)\b/i;
const EMPHASIS =
  /\*\*|(?<!_)__(?=[A-Za-z])|<\/?(?:b|strong|u|em|mark|font|span)\b|[★☆✔✓→►⭐]|!$|\((?:preferred|recommended|most likely|best|suggested)\)|^\s*\*(?!\s)/i;

/** Below this a longer answer is no more detailed, only worded longer: 'NSTEMI' beside 'Myocardial injury due to ___'. */
const LONG = 35;

/** QL028-QL035: the answers are equal in form and weight, and declining is as easy as agreeing. */
export function choiceFindings(lens: Lens): LintFinding[] {
  const options = lens.draft.options ?? [];
  return [
    ...emphasis(options, lens),
    ...parallel(options),
    ...codes(options),
    ...loaded(lens),
    ...fillers(options, lens),
    ...single(options, lens),
    ...preselected(options, lens),
    ...declinable(options, lens),
  ];
}

const content = (options: readonly DraftOption[]) => options.filter((each) => each.kind === 'diagnosis');

function shouts(text: string, lens: Lens): boolean {
  const words = plain(text)
    .split(/[^A-Za-z]+/)
    .filter((each) => each.length >= 4 && each === each.toUpperCase());
  return words.some((each) => !lens.lexicon.lists.abbreviations.includes(each));
}

function emphasis(options: readonly DraftOption[], lens: Lens): LintFinding[] {
  const marked = options.map(
    (each) =>
      EMPHASIS.test(each.text) ||
      shouts(each.text, lens) ||
      ['bold', 'emphasis', 'highlight', 'color', 'starred'].some((key) => Boolean(each.raw[key])),
  );
  if (marked.every((each) => each === marked[0])) return [];
  return marked.flatMap((each, index) =>
    each ? [finding('QL028', 'W', `options[${index}]`, 'One answer is emphasised over the others; set all alike.')] : [],
  );
}

function parallel(options: readonly DraftOption[]): LintFinding[] {
  const texts = content(options).map((each) => each.text.trim());
  if (texts.length < 2) return [];
  const lengths = texts.map((each) => each.replace(/_+/g, '').trim().length);
  const bracketed = texts.filter((each) => /\([^)]*\)/.test(each)).length;
  if (
    (Math.max(...lengths) >= LONG && Math.max(...lengths) > 3 * Math.min(...lengths)) ||
    (bracketed === 1 && texts.length > 2) ||
    (bracketed === 1 && texts.length === 2)
  )
    return [finding('QL029', 'W', 'options', 'The answers differ in detail; word them alike.')];
  return [];
}

const codes = (options: readonly DraftOption[]): LintFinding[] =>
  options.flatMap((each, index) =>
    CODE_START.test(plain(each.text)) || CODE_DOTTED.test(plain(each.text))
      ? [finding('QL030', 'W', `options[${index}]`, 'Answers carry no codes.')]
      : [],
  );

function loaded({ stem, lexicon }: Lens): LintFinding[] {
  const free = hits(stem, lexicon.lists['loaded-free']);
  const word = hits(stem, lexicon.lists.loaded).find((each) => !free.some((other) => each.start < other.end && each.end > other.start));
  return word ? [finding('QL031', 'W', 'body', `"${word.text}" judges; give the value and let the reader judge.`)] : [];
}

function fillers(options: readonly DraftOption[], { lexicon, draft }: Lens): LintFinding[] {
  const shown = normalize((draft.indicators ?? []).map((each) => each.line).join(' | '), lexicon);
  return options.flatMap((each, index) => {
    const hit = hits(normalize(each.text, lexicon), lexicon.lists.fillers)[0];
    const whole = hit !== undefined && hit.text.length >= normalize(each.text, lexicon).trim().replace(/[.!]$/, '').length - 3;
    if (!whole || shown.includes(hit.text)) return [];
    return [
      finding('QL032', 'W', `options[${index}]`, 'Nothing shown makes this answer plausible: a filler makes another answer look chosen.'),
    ];
  });
}

function single(options: readonly DraftOption[], { draft, isMultipleChoice, lexicon }: Lens): LintFinding[] {
  if (
    !isMultipleChoice ||
    draft.rationale !== null ||
    content(options).length !== 1 ||
    options.some((each) => each.kind === 'confirmed' || each.kind === 'ruled-out')
  )
    return [];
  const only = content(options)[0];
  if (only && only.raw.kind === undefined && mentionsIn(normalize(only.text, lexicon), lexicon).length === 0 && draft.purpose === 'poa')
    return [];
  return [
    finding(
      'QL033',
      'W',
      'options',
      'A single clinical answer needs its rationale: no other condition is supported by the findings shown.',
    ),
  ];
}

function preselected(options: readonly DraftOption[], { draft }: Lens): LintFinding[] {
  const field = draft.raw.preselected ?? draft.raw.defaultOption ?? draft.raw.selected;
  const whole = field !== undefined && field !== null && field !== false && field !== '' && !(Array.isArray(field) && field.length === 0);
  const one = options.findIndex(
    (each) =>
      ['preselected', 'selected', 'checked', 'default'].some((key) => each.raw[key] === true) ||
      /^\s*(?:\[\s*[xX✓✔]\s*\]|\([xX•]\)|[☑☒✅◉●])/u.test(each.text),
  );
  if (!whole && one < 0) return [];
  return [finding('QL034', 'E', one >= 0 ? `options[${one}]` : 'preselected', 'No answer may be chosen beforehand.')];
}

function declinable(options: readonly DraftOption[], { draft, body, lexicon }: Lens): LintFinding[] {
  const { raw } = draft;
  const shut = ['dismissible', 'closable', 'canClose', 'canDecline', 'allowDecline', 'declinable'].some((key) => raw[key] === false);
  const forced = ['requireDiagnosis', 'requiredDiagnosis', 'diagnosisRequired', 'closeDisabled', 'forceDiagnosis'].some(
    (key) => raw[key] === true,
  );
  const closed = options.some(
    (each) => (each.kind === 'other' || each.kind === 'undetermined') && ['disabled', 'hidden'].some((key) => each.raw[key] === true),
  );
  const completing = ['requiredOptions', 'completingOptions', 'validAnswers', 'sendRequires', 'requires'].flatMap((key) =>
    Array.isArray(raw[key]) ? [raw[key] as readonly unknown[]] : [],
  )[0];
  const unequal =
    completing !== undefined &&
    completing.length > 0 &&
    options.some(
      (each, index) =>
        (each.kind === 'other' || each.kind === 'undetermined') &&
        !completing.some((want) => want === index || want === index + 1 || want === each.text || want === each.kind),
    );
  if (!shut && !forced && !closed && !unequal && !has(body, lexicon.lists['decline-blocked'])) return [];
  return [finding('QL035', 'E', 'options', '"Other" and "Unable to determine" must complete the query just as a diagnosis does.')];
}
