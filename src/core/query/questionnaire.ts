import { indicatorText } from '../compose/query-parts.ts';
import type { QueryOption } from '../compose/statement.ts';
import { roundOf } from './course.ts';
import { type Built, dateTime, identifierOf, writable } from './fhir.ts';
import type { Coding, Questionnaire, QuestionnaireItem, QuestionnaireResponse, Reference } from './fhir-shapes.ts';
import type { QueryRecord, QueryResponse } from './record.ts';
import { RESPONSE_WORDS } from './words.ts';

const OPTIONS = 'urn:corroborate:query-option';
const FORM = 'form';

const optionCoding = (option: QueryOption, index: number): Coding => ({
  system: OPTIONS,
  code: `${index + 1}-${option.kind}`,
  display: option.text,
});

/**
 * The form of a query: what is documented, what was found, the question with its options in the order sent, and room for words. Nothing is required and nothing
 * is chosen beforehand (QL034, QL035).
 */
export function questionnaireOf(record: QueryRecord): Built<Questionnaire> {
  const why = writable(record);
  if (why !== null) return { ok: false, why };
  return { ok: true, resource: form(record) };
}

function form({ draft }: QueryRecord): Questionnaire {
  const shown = (linkId: string, text: string): QuestionnaireItem => ({ linkId, text, type: 'display' });
  const question: QuestionnaireItem =
    draft.options.length === 0
      ? { linkId: 'answer', text: draft.question, type: 'text', required: false, repeats: false }
      : {
          ...{ linkId: 'answer', text: draft.question, type: 'open-choice', required: false, repeats: false },
          answerOption: draft.options.map((option, index) => ({ valueCoding: optionCoding(option, index) })),
        };
  return {
    resourceType: 'Questionnaire',
    id: FORM,
    url: `urn:corroborate:query-template:${draft.checklist}:${draft.id}`,
    version: draft.version,
    title: draft.title,
    status: 'active',
    subjectType: ['Patient'],
    item: [
      ...draft.documentedStatements.map((each, index) =>
        shown(`documented-${index + 1}`, `"${each.quote}" (${each.author}, ${each.noteType}, ${each.time})`),
      ),
      ...draft.indicators.map((each, index) =>
        shown(
          `finding-${index + 1}`,
          `${each.polarity === 'against' ? 'Points the other way: ' : ''}${indicatorText(each).replace(/^- /, '')}`,
        ),
      ),
      question,
      { linkId: 'words', text: 'Own words, clinical basis', type: 'text', required: false, repeats: false },
    ],
  };
}

/**
 * The answer on its form, which it contains. Open while nobody has answered. The provider's own words stand beside the answer.
 */
export function questionnaireResponseOf(record: QueryRecord, zone: string | null): Built<QuestionnaireResponse> {
  const built = questionnaireOf(record);
  if (!built.ok) return built;
  const { answers, withdrawn, sent } = roundOf(record);
  const answer = answers.at(-1) ?? null;
  const stopped = withdrawn !== null && withdrawn.reason === 'sent-in-error' ? 'entered-in-error' : 'stopped';
  const status = withdrawn !== null ? stopped : answer === null ? 'in-progress' : 'completed';
  const author: Reference | null = answer === null ? null : authorOf(record, answer.by);
  return {
    ok: true,
    resource: {
      resourceType: 'QuestionnaireResponse',
      contained: [built.resource],
      identifier: identifierOf(record),
      questionnaire: `#${FORM}`,
      status,
      subject: { reference: record.patient },
      encounter: { reference: record.encounter },
      authored: dateTime(answer?.at ?? sent?.at ?? record.createdAt, zone),
      ...(author === null ? {} : { author }),
      item: [
        {
          linkId: 'answer',
          text: record.draft.question,
          ...(answer === null ? {} : { answer: [answerOf(record, answer.response)] as const }),
        },
        ...(answer?.basis
          ? [{ linkId: 'words', text: 'Own words, clinical basis', answer: [{ valueString: answer.basis }] as const }]
          : []),
      ],
    },
  };
}

/** The provider by reference where the answer came from the recipient; by name otherwise. */
const authorOf = ({ recipient }: QueryRecord, by: string): Reference =>
  recipient !== null && recipient.ref !== null && recipient.name === by ? { reference: recipient.ref, display: by } : { display: by };

/** Which kinds of options a recorded response chooses. */
const CHOSEN: Readonly<Record<QueryResponse, readonly QueryOption['kind'][]>> = {
  'agree-new-diagnosis': ['diagnosis'],
  'agree-validated': ['confirmed', 'yes'],
  'disagree-ruled-out': ['ruled-out', 'no'],
  'other-diagnosis': ['other'],
  'no-additional': ['no-additional'],
  'not-significant': ['not-significant'],
  'unable-to-determine': ['undetermined'],
  'wrong-recipient': [],
};

/** The option that was chosen, where the recorded response names exactly one; else the response in words. Among several diagnoses none is guessed. */
function answerOf({ draft }: QueryRecord, response: QueryResponse): { readonly valueCoding: Coding } | { readonly valueString: string } {
  const [only, ...more] = draft.options.flatMap((option, index) =>
    CHOSEN[response].includes(option.kind) ? [optionCoding(option, index)] : [],
  );
  return only !== undefined && more.length === 0 ? { valueCoding: only } : { valueString: RESPONSE_WORDS[response] };
}
