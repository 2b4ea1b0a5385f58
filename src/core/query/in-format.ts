import { bodyOf } from '../compose/query.ts';
import type { QueryDraft, QueryOption } from '../compose/statement.ts';
import { FORMATS, type QueryFormat } from './matrix.ts';
import { YES_NO_PURPOSES } from './policy.ts';

/** A draft in another format, or why it cannot be asked that way. */
export type InFormat = { readonly ok: true; readonly draft: QueryDraft } | { readonly ok: false; readonly why: string };

const plainOption = (text: string, kind: QueryOption['kind']): QueryOption => ({ text, kind, indicatorRefs: [], alreadyDocumented: false });
const OTHER = plainOption('Other (please specify)', 'other');
const UNDETERMINED = plainOption('Unable to determine', 'undetermined');
const ALWAYS: ReadonlySet<QueryOption['kind']> = new Set<QueryOption['kind']>(['other', 'undetermined']);
const YES_OR_NO: ReadonlySet<QueryOption['kind']> = new Set<QueryOption['kind']>(['yes', 'no']);

/** What a validation offers whatever the checklist says (section 3): both outcomes, worded alike and naming nothing. */
const VALIDATION: readonly QueryOption[] = [plainOption('Confirmed, clinical basis:', 'confirmed'), plainOption('Ruled out', 'ruled-out')];

/**
 * The same query in another format: its findings, quotes and title stay; the answers become what the format must contain, and the body is written anew. It
 * adds no diagnosis: choices come from the draft alone. Refused, in words, where the format would have nothing sound to offer. What the hospital's
 * policy permits is another question (`permitted`), and so is the linter, which judges the result like any draft.
 */
export function inFormat(draft: QueryDraft, format: QueryFormat): InFormat {
  if (format === draft.format) return { ok: true, draft };
  if (format === 'open') return made({ ...draft, format, options: [] });
  return format === 'multiple-choice' ? asChoice(draft) : asYesNo(draft);
}

/** The formats a draft can be given, its own first. */
export const formatsOf = (draft: QueryDraft): readonly QueryFormat[] => [
  draft.format,
  ...FORMATS.filter((format) => format !== draft.format && inFormat(draft, format).ok),
];

const made = (draft: Omit<QueryDraft, 'body'>): InFormat => ({ ok: true, draft: { ...draft, body: bodyOf(draft) } });

function asChoice(draft: QueryDraft): InFormat {
  const isValidation = draft.purpose === 'clinical-validation';
  const offered = draft.options.filter(({ kind }) => !ALWAYS.has(kind) && !YES_OR_NO.has(kind));
  const options = isValidation ? [...offered, ...VALIDATION.filter(({ kind }) => !offered.some((each) => each.kind === kind))] : offered;
  if (options.length === 0)
    return { ok: false, why: 'The checklist has no answers that the findings shown support: it stays a question without choices.' };
  if (isValidation && new Set(draft.indicators.map(({ polarity }) => polarity)).size < 2)
    return { ok: false, why: 'Findings for and against are needed beside these answers.' };
  return made({ ...draft, format: 'multiple-choice', options: [...options, OTHER, UNDETERMINED] });
}

function asYesNo(draft: QueryDraft): InFormat {
  if (!YES_NO_PURPOSES.some((purpose) => purpose === draft.purpose)) return { ok: false, why: 'Yes or no is not for this purpose.' };
  const question = yesNoQuestion(draft);
  if (question === null) return { ok: false, why: 'The question cannot be answered with yes or no.' };
  const own = (kind: 'yes' | 'no', text: string) => draft.options.find((each) => each.kind === kind) ?? plainOption(text, kind);
  const isValidation = draft.purpose === 'clinical-validation';
  const yes = own('yes', isValidation ? 'Yes, clinical basis:' : 'Yes');
  const no = own('no', isValidation ? 'No, ruled out' : 'No');
  return made({ ...draft, format: 'yes-no', question, options: [yes, no, OTHER, UNDETERMINED], rationale: null });
}

const LEAD = 'Based on your clinical judgment, ';
const ASKS = /^(?:based on your clinical judgment, )?(?:is|are|was|were|does|do|did|has|have)\b[^?]*\?$/i;

/** The draft's own question where it is one of yes or no; else a plain one about what is quoted. Null: nothing documented is in question. */
function yesNoQuestion({ question, purpose, documentedStatements }: QueryDraft): string | null {
  if (ASKS.test(question) && !/\bor\b/i.test(question)) return question;
  if (documentedStatements.length === 0) return null;
  if (purpose === 'clinical-validation') return `${LEAD}is the diagnosis quoted above confirmed?`;
  if (purpose === 'poa') return `${LEAD}was the condition quoted above present at the time of the inpatient admission?`;
  return null;
}
