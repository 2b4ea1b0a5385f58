import type { LintLexicon } from './lexicon.ts';
import { type OptionKind, optionKind } from './option-kind.ts';
import { normalize } from './text.ts';

/** One answer of a draft. `bound` tells whether the record says at all what the option rests on. */
export interface DraftOption {
  readonly text: string;
  readonly kind: OptionKind;
  readonly indicatorRefs: readonly string[] | null;
  readonly alreadyDocumented: boolean | null;
  readonly raw: Readonly<Record<string, unknown>>;
}

export interface DraftIndicator {
  readonly ref: string | null;
  readonly label: string;
  readonly value: string | null;
  readonly unit: string | null;
  readonly time: string | null;
  readonly scope: string | null;
  readonly polarity: string | null;
  readonly relevance: string | null;
  readonly confirmed: boolean | null;
  /** Everything it says, as one line. */
  readonly line: string;
  /** Given as a bare sentence: value, time and source are looked for inside it. */
  readonly sentence: boolean;
  readonly raw: Readonly<Record<string, unknown>>;
}

export interface DraftStatement {
  readonly quote: string;
  readonly author: string | null;
  readonly noteType: string | null;
  readonly time: string | null;
  readonly ref: string | null;
  readonly raw: Readonly<Record<string, unknown>>;
}

/** A query record as it came, field by field; null means absent. Nothing is invented: a wrong type counts as absent. */
export interface Draft {
  readonly id: string | null;
  readonly title: string | null;
  readonly body: string | null;
  readonly format: 'multiple-choice' | 'open' | 'yes-no' | null;
  readonly purpose: string | null;
  readonly options: readonly DraftOption[] | null;
  readonly indicators: readonly DraftIndicator[] | null;
  readonly statements: readonly DraftStatement[] | null;
  readonly rationale: string | null;
  readonly origin: string | null;
  readonly raw: Readonly<Record<string, unknown>>;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Text of a field; numbers are text too, empty text is absent. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

const list = (value: unknown): readonly unknown[] | null => (Array.isArray(value) ? value : null);
const texts = (value: unknown): readonly string[] | null => list(value)?.flatMap((each) => textOf(each) ?? []) ?? null;

const FORMATS: Readonly<Record<string, Draft['format']>> = {
  'multiple-choice': 'multiple-choice',
  multiplechoice: 'multiple-choice',
  mc: 'multiple-choice',
  open: 'open',
  'open-ended': 'open',
  'yes-no': 'yes-no',
  yesno: 'yes-no',
  'yes/no': 'yes-no',
};
const PURPOSES: Readonly<Record<string, string>> = {
  'validate-documented': 'clinical-validation',
  validation: 'clinical-validation',
  'present-on-admission': 'poa',
  conflict: 'resolve-conflict',
};
const word = (value: unknown) =>
  textOf(value)
    ?.trim()
    .toLowerCase()
    .replace(/[_\s]+/g, '-') ?? null;

function option(value: unknown, lexicon: LintLexicon): DraftOption | null {
  const raw = isRecord(value) ? value : {};
  const text = textOf(isRecord(value) ? (value.text ?? value.label) : value);
  if (text === null) return null;
  return {
    text,
    kind: optionKind(normalize(text, lexicon), raw.kind),
    indicatorRefs: texts(raw.indicatorRefs),
    alreadyDocumented: typeof raw.alreadyDocumented === 'boolean' ? raw.alreadyDocumented : null,
    raw,
  };
}

function indicator(value: unknown): DraftIndicator | null {
  if (typeof value === 'string') {
    const absent = { ref: null, value: null, unit: null, time: null, scope: null, polarity: null, relevance: null, confirmed: null };
    return value.trim() === '' ? null : { ...absent, label: value, line: value, sentence: true, raw: {} };
  }
  if (!isRecord(value)) return null;
  const read = {
    ref: textOf(value.ref) ?? textOf(value.source) ?? textOf(value.sourceRef),
    label: textOf(value.label) ?? textOf(value.name) ?? textOf(value.text) ?? '',
    value: textOf(value.value) ?? textOf(value.quote),
    unit: textOf(value.unit),
    time: textOf(value.time) ?? textOf(value.at) ?? textOf(value.date),
    scope: word(value.scope),
    polarity: word(value.polarity),
    relevance: textOf(value.relevance),
    confirmed: typeof value.confirmed === 'boolean' ? value.confirmed : null,
  };
  const line = [read.label, read.value, read.unit, read.time].filter((part) => part !== null && part !== '').join(' ');
  return { ...read, line, sentence: false, raw: value };
}

function statement(value: unknown): DraftStatement | null {
  if (typeof value === 'string') return { quote: value, author: null, noteType: null, time: null, ref: null, raw: {} };
  if (!isRecord(value)) return null;
  const quote = textOf(value.quote) ?? textOf(value.text);
  if (quote === null) return null;
  return {
    quote,
    author: textOf(value.author),
    noteType: textOf(value.noteType) ?? textOf(value.type),
    time: textOf(value.time) ?? textOf(value.at) ?? textOf(value.date),
    ref: textOf(value.ref),
    raw: value,
  };
}

const present = <T>(values: readonly (T | null)[]): T[] => values.filter((each): each is T => each !== null);

/** The record as the rules read it. Null when it is not a record at all; otherwise every field it has is used and the rest is absent. */
export function readDraft(record: unknown, lexicon: LintLexicon): Draft | null {
  if (!isRecord(record)) return null;
  const body = textOf(record.body);
  const question = textOf(record.question);
  const stem = body !== null && question !== null && !body.includes(question) ? `${body}\n${question}` : (body ?? question);
  const purpose = word(record.purpose);
  return {
    id: textOf(record.id),
    title: textOf(record.title) ?? textOf(record.headline),
    body: stem,
    format: FORMATS[word(record.format) ?? ''] ?? null,
    purpose: purpose === null ? null : (PURPOSES[purpose] ?? purpose),
    options: list(record.options) === null ? null : present((list(record.options) ?? []).map((each) => option(each, lexicon))),
    indicators: list(record.indicators) === null ? null : present((list(record.indicators) ?? []).map(indicator)),
    statements: list(record.documentedStatements) === null ? null : present((list(record.documentedStatements) ?? []).map(statement)),
    rationale: textOf(record.rationale),
    origin: word(record.origin),
    raw: record,
  };
}
