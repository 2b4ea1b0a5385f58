import type { Lens } from './lens.ts';
import { sentences } from './text.ts';

const REQUEST =
  /(?:^|[.;:|\n,]\s*|\b(?:please|kindly)\s+|\bcan you\s+|\bcould you\s+|\bwould you\s+|\band (?:also )?)(?:please\s+|kindly\s+|also\s+)*(?:clarify|document|specify|indicate|state|describe|explain|provide|address|reconcile|identify|confirm|advise|add|update|amend|comment on)\b/;
/** Requests about the answer itself, not a second subject. */
const SAME_SUBJECT =
  /\b(?:(?:your|the) (?:response|answer|reply|clinical basis|basis|rationale|reasoning|supporting findings|clinical judgment|clinical determination|determination)|in (?:the|your) (?:next |progress )?(?:note|notes|record|chart|addendum|discharge summary)|if known|one of the following|below)\b/;
const ATTRIBUTE = '(?:type|acuity|stage|severity|cause|etiology|source|specificity|status|organism|laterality|mechanism)';
const TWO_TOPICS =
  /\b(?:and also|and\/or also|as well as also|in addition,? (?:please )?(?:clarify|document|specify|indicate)|additionally,? (?:please )?(?:clarify|document|specify|indicate)|and if so\b|also (?:please )?(?:clarify|document|specify|indicate))/;
const LINKING = /\b(?:between|relationship|related to|due to|link|caused by|association|versus|vs)\b/;

/**
 * How many things the body asks for. A question mark or a request ("Document ...", "please clarify ...") is one; a request that only says
 * where or on what basis to answer belongs to the question before it; two diagnoses each with its own detail are two.
 */
export function asksIn({ stem, inStem, draft }: Lens): { readonly count: number } {
  let count = 0;
  for (const { text, start, end } of sentences(stem)) {
    const asks = text.endsWith('?') || REQUEST.test(text);
    if (!asks) continue;
    if (count > 0 && !text.endsWith('?') && SAME_SUBJECT.test(text)) continue;
    // "Y/N", "Yes / No" after the question is the list of answers
    if (/^\W*(?:y\s*\/\s*n|yes\s*\/\s*no)\W*$/.test(text)) continue;
    count += 1;
    if (TWO_TOPICS.test(text)) count += 1;
    else if (draft.purpose !== 'cause-effect' && draft.purpose !== 'complication' && !LINKING.test(text)) {
      const details = [...text.matchAll(new RegExp(`\\b${ATTRIBUTE}\\b`, 'g'))].length;
      const groups = new Set(
        inStem.filter((each) => each.start >= start && each.start < end && !each.instrument && !each.reported).map((each) => each.group),
      );
      if (details > 1 && groups.size > 1) count += 1;
    }
  }
  return { count };
}
