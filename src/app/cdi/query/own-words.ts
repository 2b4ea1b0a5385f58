import type { QueryEvent } from '../../../core/query/record.ts';

/** The words of an event that a person typed: they stand in the history, on the audit sheet and in what is filed. Codes and names from lists are none. */
export function ownWordsOf(event: QueryEvent): readonly string[] {
  const comment = 'comment' in event ? event.comment : undefined;
  const more =
    event.kind === 'responded'
      ? [event.by, event.basis]
      : event.kind === 'reopened'
        ? [event.reason]
        : event.kind === 'sent'
          ? [event.to]
          : [];
  return [comment, ...more].filter((each): each is string => typeof each === 'string' && each.trim() !== '');
}
