import type { ChecklistResult, ItemResult } from '../../core/evaluate/result.ts';
import type { Review } from '../../core/review/review.ts';
import type { Feedback } from '../../store/index.ts';
import { documentedTitle, mayBeNamed } from '../prompt-life.ts';
import { clock, day } from '../time.ts';
import { words } from '../words.ts';

/** One word of a fingerprint. `at`: of which of the joined items, 0 for the prompt's own; `nth` item of its checklist. */
type Part = { readonly checklist: string; readonly name: string; readonly verdict: string; readonly at: number; readonly nth: number };

/** A fingerprint taken apart: 'sepsis@1.2.0 documentation=affirmed found=not-found & ...' of one or several items. */
function partsOf(fingerprint: string): Part[] {
  const seen = new Map<string, number>();
  return fingerprint.split(' & ').flatMap((item, at) => {
    const [head = '', ...rest] = item.split(' ');
    const checklist = head.replace(/@.*$/, '');
    const nth = seen.get(checklist) ?? 0;
    seen.set(checklist, nth + 1);
    return [
      { checklist, name: 'version', verdict: head, at, nth },
      ...rest.map((pair) => {
        const [name = '', verdict = ''] = pair.split('=');
        return { checklist, name, verdict, at, nth };
      }),
    ];
  });
}

const LEGS: ReadonlySet<string> = new Set(['when', 'found']);
/** A criterion is the same whichever item asks for it; the legs are each item's own. */
const keyOf = ({ checklist, name, nth }: Part): string => `${checklist} ${name}${LEGS.has(name) ? ` ${nth}` : ''}`;

/**
 * What differs between the record a prompt was closed on and the record now, in words and at most two: 'Lactate above 2 mmol/L now met'. Criteria whose name
 * might suggest a condition that nobody documented keep it to themselves. `item`: the item of the prompt, whose own answer is told by its label.
 */
export function changesSince(closedOn: string, now: string, review: Review, item: ItemResult | null): string[] {
  const before = new Map(partsOf(closedOn).map((part) => [keyOf(part), part.verdict]));
  const differing = partsOf(now).filter((part) => before.get(keyOf(part)) !== part.verdict);
  // What can no longer be looked at reopens nothing, so it is no reason where there is another.
  const looked = differing.filter(({ verdict }) => verdict !== 'not-known');
  const changed = looked.length > 0 ? looked : differing;
  // What a criterion says explains the legs of the item that rest on it: the legs are told only where no criterion changed.
  const criteria = changed.filter(({ name }) => !['version', 'policy', 'when', 'found', 'documentation'].includes(name));
  const others = changed.filter((part) => !criteria.includes(part));
  const told = (criteria.length > 0 ? [...criteria, ...others.filter(({ name }) => name === 'documentation')] : others).flatMap((part) =>
    inWords(part, review, item),
  );
  const [first, second, ...rest] = [...new Set(told)];
  // Two items that are asked as one now share their names: what differs has no word of its own.
  if (first === undefined) return [words.reopened.changed];
  return [first, second, rest.length > 0 ? words.reopened.andMore(rest.length) : undefined].filter((each) => each !== undefined);
}

function inWords({ checklist, name, verdict, at }: Part, review: Review, item: ItemResult | null): string[] {
  if (name === 'version' || name === 'policy') return [words.reopened.rules];
  if (name === 'documentation') return [words.reopened.documentation[verdict] ?? words.reopened.changed];
  const said = words.reopened.verdicts[verdict];
  const isNamed = documentedTitle(review, checklist) !== null;
  const result = review.checklists.find(({ id }) => id === checklist);
  // Only the prompt's own item is at hand; a joined one's legs have no label here.
  const label = LEGS.has(name) ? (at === 0 ? item?.label : null) : result && labelOf(result, name);
  return said && label && isNamed ? [`${label} ${said}`] : [words.reopened.changed];
}

function labelOf(result: ChecklistResult, name: string): string | null {
  const criterion = Object.hasOwn(result.criteria, name) ? result.criteria[name] : undefined;
  return criterion && mayBeNamed(result, criterion) ? criterion.label : null;
}

/** How a closed prompt was closed, for people: 'Closed 03-02: not clinically relevant.' Of the same day the clock: 'Closed 08:14'. */
export function closedWords(feedback: Feedback, now: number, zone: string | null): string {
  const when = day(feedback.at, zone) === day(now, zone) ? clock(feedback.at, zone) : day(feedback.at, zone);
  if (feedback.action === 'answered') return words.reopened.answered(when);
  if (feedback.action === 'snoozed') return words.reopened.putOff(when);
  return words.reopened.closed(when, feedback.reason ? words.dismiss.reasons[feedback.reason].toLowerCase() : '');
}
