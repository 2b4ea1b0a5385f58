import type { EvidenceLine } from '../../core/compose/statement.ts';
import { plainAscii } from '../clipboard.ts';
import { words } from '../words.ts';

/** A fact as one line of plain text: 'Lactate 3.1 mmol/L, 03-02 00:55'. */
export function lineText(line: EvidenceLine): string {
  const value = [line.label, line.value, line.unit].filter(Boolean).join(' ');
  const prior = line.flags.includes('other-stay') ? ` (${words.evidence.prior})` : '';
  return `${value}, ${line.time}${prior}`;
}

/**
 * What is pasted into the note: the chosen answer in words, the clinician's own words, and the facts that were ticked, with value, unit and time.
 * No name of a rule, no score of ours, no mention of the app. Empty while nothing was chosen or written. A withdrawn fact is never in it.
 */
export function addendum(option: string | null, own: string, facts: readonly EvidenceLine[]): string {
  const statement = [option, own.trim()].filter((part): part is string => part !== null && part !== '').join('\n');
  if (statement === '') return '';
  const lines = facts.filter((line) => !line.flags.includes('withdrawn')).map(lineText);
  const reviewed = lines.length > 0 ? `\n${words.compose.reviewed}\n${lines.map((line) => `- ${line}`).join('\n')}` : '';
  return plainAscii(`${statement}${reviewed}`);
}
