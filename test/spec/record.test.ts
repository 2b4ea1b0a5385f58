import { describe, expect, test } from 'vitest';
import { mistakes, review } from './language.ts';

const ABOUT_RECORD = `
about: note
documented-as: none
conflicts:
  raised-lactate: { ref: R-1, kind: source, label: A raised lactate, source: book, raised: { fact: lactate, above: 2 mmol/L } }`;
const lines = (more: string) => `0:00 arrived\n2:00 note sepsis by attending\n20:00 now\n${more}`;

describe('a checklist about the record itself', () => {
  test.each([
    ['met', '1:00 lactate 3 mmol/L', 'quiet', 'raised'],
    ['not-met', '1:00 lactate 1 mmol/L', 'quiet', 'clear'],
    ['not-found', '', 'quiet', 'clear'],
    ['not-known', 'unread lactate', 'cannot-check', 'cannot-check'],
  ])('evidence %s: no status asks for a diagnosis, items stand for themselves', (evidence, more, status, state) => {
    const result = review(ABOUT_RECORD, lines(more));
    expect([result.evidence, result.status, result.conflicts['raised-lactate']?.state]).toEqual([evidence, status, state]);
    expect(result.documentation).toEqual({ state: 'silent', known: true, statements: [], coded: false });
    expect(result.statusItem).toBeNull();
  });

  test('notes that cannot be read hide nothing that does not rest on them', () => {
    expect(review(ABOUT_RECORD, lines('1:00 lactate 1 mmol/L\nunread notes')).status).toBe('quiet');
  });

  test('it has no status to ask about, and nothing that documents it', () => {
    const prompts = `${ABOUT_RECORD}
status-prompts: { undocumented: { any: { item: it, ref: R-2, label: It, prompt: What is it? } } }`;
    expect(mistakes(prompts)).toEqual(['tiny.yaml: status-prompts: a checklist that nothing documents has no status to ask about']);
    expect(mistakes(ABOUT_RECORD.replace('about: note', 'about: sepsis'))).toEqual([
      'tiny.yaml: about: a checklist that nothing documents is about: note',
    ]);
    expect(mistakes(`${ABOUT_RECORD}\ndocumented-by: { fact: note }`)).toEqual([
      'tiny.yaml: documented-as: a checklist that nothing documents has no documented-by',
    ]);
  });
});
