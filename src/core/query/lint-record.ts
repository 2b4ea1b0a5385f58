import { isoInZone } from '../chart/instant.ts';
import { LINT_VERSION, type LintOptions, lintDraft } from '../lint/index.ts';
import { authorFaults } from './author-words.ts';
import { roundOf } from './course.ts';
import type { QueryRecord } from './record.ts';

/**
 * The checks of a record made again, on the very text that leaves: before sending, after an import, whenever the text may have changed. Where the text holds
 * more than the draft's title and body, all of it is judged. Reasons for warnings stay with the warnings that still stand, and go with the others.
 */
export function lintRecord(record: QueryRecord, options: LintOptions): QueryRecord['lint'] {
  const { draft, text } = record;
  const isDraft = text.replace(draft.body, '').replace(draft.title, '').trim() === '';
  const judged = {
    ...draft,
    body: isDraft ? draft.body : text,
    origin: record.origin,
    concept: record.concept,
    patient: record.patient,
    encounter: record.encounter,
    author: record.author.name,
    createdAt: isoInZone(record.createdAt, null),
    ...(record.recipient === null ? {} : { recipient: roundOf(record).lastSent?.to ?? record.recipient.name }),
  };
  const findings = [...lintDraft(judged, { ...options, complete: true }), ...authorFaults(draft)];
  const overrides = record.lint.overrides.filter((each) => findings.some(({ rule, at }) => rule === each.rule && at === each.at));
  return { version: `${LINT_VERSION}+${options.lexicon.version}`, findings, overrides };
}
