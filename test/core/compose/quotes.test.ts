import { describe, expect, test } from 'vitest';
import { queriesOf } from '../../../src/core/compose/index.ts';
import { checklist, review } from './stay.ts';

const list = checklist(`
queries:
  validate:
    when: unsupported
    purpose: clinical-validation
    title: Assessment of a documented condition
    cite: [elevated-lactate, low-pressure, fever]
    ask: In your clinical judgment, what is the current status of the condition documented, and its clinical basis?
    options:
      - { text: "Confirmed, with clinical basis", kind: confirmed }
`);
const VALUES = '0:00 arrived\n0:30 sbp 124 mm[Hg]\n0:55 lactate 1.1 mmol/L\n1:00 temperature 39 Cel\n20:00 now';
const draftWith = (...notes: readonly string[]) => {
  const { result, context } = review(`${VALUES}\n${notes.join('\n')}`, list);
  return queriesOf(result, context)[0];
};
const quotesWith = (...notes: readonly string[]) => draftWith(...notes)?.documentedStatements.map(({ quote }) => quote);

describe('quotes of a draft', () => {
  test('are the sentences that name the diagnosis itself, not those that give it as the cause of another', () => {
    const cause = (at: string, quote: string) => [
      `${at} note aki affirmed by attending linked-to sepsis quote "${quote}"`,
      `${at} note sepsis affirmed by attending quote "${quote}"`,
    ];
    const quotes = quotesWith(
      ...cause('2:00', 'AKI due to sepsis, creatinine rising.'),
      '2:00 note sepsis affirmed by attending quote "Sepsis, urinary source."',
      ...cause('12:00', 'AKI due to sepsis, resolved.'),
    );
    expect(quotes).toEqual(['Sepsis, urinary source.']);
  });

  test('keep the sentence that gives it as a cause where nobody names it otherwise', () => {
    const quote = 'AKI due to sepsis, creatinine rising.';
    const quotes = quotesWith(
      `2:00 note aki affirmed by attending linked-to sepsis quote "${quote}"`,
      `2:00 note sepsis affirmed by attending quote "${quote}"`,
    );
    expect(quotes).toEqual([quote]);
  });

  test('keep the sentence that names it first and another condition beside it', () => {
    const quote = 'Sepsis with AKI.';
    const quotes = quotesWith(
      `2:00 note sepsis affirmed by attending quote "${quote}"`,
      `2:00 note aki affirmed by attending linked-to sepsis quote "${quote}"`,
      '12:00 note sepsis affirmed by attending quote "Sepsis improving."',
    );
    expect(quotes).toEqual([quote, 'Sepsis improving.']);
  });

  test('list a sentence once among the findings, whatever number of words in it say the same', () => {
    const sentence = 'Conversational, no distress.';
    const said = `3:00 note comfortable-breathing affirmed by attending in hp quote "${sentence}"`;
    const { result, context } = review(`${VALUES}\n2:00 note sepsis affirmed by attending in hp quote "Sepsis."\n${said}\n${said}`, list);
    const exam = context.chart.facts.filter((fact) => fact.concept === 'comfortable-breathing');
    const [draft] = queriesOf({ ...result, against: [...result.against, ...exam] }, context);
    expect(exam).toHaveLength(2);
    expect(draft?.body.split(sentence)).toHaveLength(2);
  });
});
