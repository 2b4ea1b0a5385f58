/** A criterion in words: one line, and what stands under it. `name`: the criterion, definition or clock of the same checklist that it refers to. */
export interface RuleLine {
  readonly text: string;
  readonly name: string | null;
  readonly parts: readonly RuleLine[];
}

const lowered = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

/** 'All of: a; b; any of (c; d)': a criterion in one line, named parts by their labels. */
export function inline(line: RuleLine): string {
  if (line.parts.length === 0) return line.text;
  const parts = line.parts.map((part) => (part.parts.length === 0 ? part.text : lowered(inline(part).replace(': ', ' (').concat(')'))));
  return `${line.text} ${parts.join('; ')}`;
}

/** A line and everything under it as one text, for a filter. */
export const wholeText = (line: RuleLine | null): string => (line ? [line.text, ...line.parts.map(wholeText)].join(' ') : '');
