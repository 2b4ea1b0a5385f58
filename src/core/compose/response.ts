import type { EvidenceLine, Prompt } from './statement.ts';
import { ascii, flagWords } from './wording.ts';

type Option = Prompt['options'][number];

/**
 * What a clinician pastes into the note: the chosen answer, the own words, then the data reviewed with value, unit and time. No rule, no score
 * of ours, no name of this product; ASCII throughout. Empty while nothing is chosen or written. "Other" is only a door to own words.
 */
export function responseText(option: Option | null, ownWords: string, lines: readonly EvidenceLine[]): string {
  const own = ownWords.trim().replace(/\r\n?/g, '\n');
  const chosen = option === null || (option.id === 'other' && own !== '') ? '' : option.text;
  const said = chosen === '' || own === '' ? chosen || own : /[:,]$/.test(chosen) ? `${chosen} ${own}` : `${chosen}: ${own}`;
  if (said === '') return '';
  const reviewed = lines.filter((line) => !line.flags.some((flag) => flag === 'withdrawn' || flag === 'score')).map(reviewedText);
  return ascii(
    [`${said}${/[.?!:]$/.test(said) ? '' : '.'}`, ...(reviewed.length > 0 ? ['Data reviewed:', ...new Set(reviewed)] : [])].join('\n'),
  );
}

/** '- Lactate 3.1 mmol/L, 03-02 00:55', with only those remarks that change how the value is read. */
export function reviewedText(line: EvidenceLine): string {
  const body = [line.label, line.value, line.unit].filter((part): part is string => part !== null && part !== '').join(' ');
  const remarks = line.flags
    .filter((flag) => ['estimated', 'fio2-estimated', 'other-stay', 'preliminary', 'unsigned'].includes(flag))
    .flatMap((flag) => flagWords(flag) ?? []);
  return `- ${body}, ${line.time}${remarks.length > 0 ? ` (${remarks.join(', ')})` : ''}`;
}
