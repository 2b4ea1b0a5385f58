import { describe, expect, test } from 'vitest';
import type { Instant } from '../../src/core/chart/fact.ts';
import { parseTemplate } from '../../src/core/checklist/template.ts';
import { documentedConcepts, documentedWords, undocumentedName } from '../../src/core/compose/documented.ts';
import { lintDraft, lintPrompt, mayBeSent } from '../../src/core/lint/index.ts';
import type { Review } from '../../src/core/review/index.ts';
import { content, lexicon, review, untouched, type Written, written } from './stays.ts';

const HOUR = 3_600_000;

/** A stay seen every three hours, from arrival to after its end. */
function replay(stay: Written): readonly Review[] {
  const last = untouched(stay).at(-1);
  if (!last) return [];
  const start = Math.min(...last.chart.facts.filter(({ concept }) => concept === 'arrived' || concept === 'admitted').map(({ at }) => at));
  const moments: Instant[] = [];
  for (let asOf = start; asOf <= last.asOf + 3 * HOUR; asOf += 3 * HOUR) moments.push(asOf);
  return moments.flatMap((asOf) => review(stay.resources, { asOf, encounter: last.encounter }));
}

/** What a person could notice of a review: verdicts, states, prompts. */
function seen(one: Review): Readonly<Record<string, string>> {
  const entries = one.checklists.flatMap((result) => [
    [`${result.id} documentation`, result.documentation.state],
    [`${result.id} status`, result.status],
    ...Object.values({ ...result.criteria, ...result.definitions }).map(({ id, verdict }) => [`${result.id} ${id}`, verdict]),
    ...Object.values({ ...result.expect, ...result.conflicts }).map(({ id, state }) => [`${result.id} item ${id}`, state]),
  ]);
  return Object.fromEntries([
    ...entries,
    ['prompts', one.prompts.map(({ key }) => key).join()],
    ['queries', one.queries.map(({ id }) => id).join()],
  ]);
}

describe.each(written.map((stay) => [stay.id, stay] as const))('%s', (_id, stay) => {
  const reviews = replay(stay);

  test('no hour of the stay shows a prompt or a query that leads', () => {
    expect(reviews.length).toBeGreaterThan(5);
    for (const one of reviews)
      for (const result of one.checklists) {
        const documented = documentedWords(one.chart, result, content.concepts);
        const said = { where: `${one.encounter} ${new Date(one.asOf).toISOString()}` };
        for (const prompt of one.prompts.filter(({ checklist }) => checklist === result.id)) {
          const findings = lintPrompt(prompt, { lexicon, documented }).filter(({ severity }) => severity === 'E');
          expect({ ...said, prompt: prompt.item, findings }).toEqual({ ...said, prompt: prompt.item, findings: [] });
        }
        for (const draft of one.queries.filter(({ checklist }) => checklist === result.id)) {
          const findings = lintDraft(draft, { lexicon, documented });
          expect({ ...said, query: draft.id, findings: mayBeSent(findings) ? [] : findings }).toEqual({
            ...said,
            query: draft.id,
            findings: [],
          });
        }
      }
  });

  test('no prompt, and no title of a query, names a diagnosis that nobody has written by then', () => {
    for (const one of reviews)
      for (const result of one.checklists) {
        const documented = documentedConcepts(one.chart, result, content.concepts);
        const texts = [
          ...one.prompts
            .filter(({ checklist }) => checklist === result.id)
            .flatMap((prompt) =>
              [prompt.title, prompt.text, ...prompt.absent, ...(prompt.reasons ?? []), ...prompt.options].map(({ text }) => text),
            ),
          ...one.queries.filter(({ checklist }) => checklist === result.id).flatMap(({ title, question }) => [title, question]),
        ];
        for (const text of texts) expect([text, undocumentedName(text, documented, content.concepts)]).toEqual([text, null]);
      }
  });

  test('nothing changes between two moments unless a fact arrived, a window closed or a midnight passed', () => {
    const last = reviews.at(-1);
    if (!last) return;
    // What can make a difference: anything that became true, known or over, and the end of any window a criterion looked in.
    const events = new Set<Instant>();
    for (const fact of [...untouched(stay), last].flatMap(({ chart }) => chart.facts)) {
      for (const at of [fact.at, fact.known, fact.until]) if (at !== undefined) events.add(at);
    }
    for (const one of reviews)
      for (const result of one.checklists) {
        const answers = [
          ...Object.values({ ...result.criteria, ...result.definitions }),
          ...Object.values({ ...result.expect, ...result.conflicts }).flatMap(({ when, found }) => (when ? [when, found] : [found])),
        ];
        for (const { window } of answers) if (window) events.add(window.to).add(window.to + 1);
      }
    const moments = [...events].filter((at) => at > (reviews[0]?.asOf ?? 0) && at < last.asOf).sort((a, b) => a - b);
    const quiet = moments
      .map((at, index) => [at, (moments[index + 1] ?? at) - 1] as const)
      .filter(([from, to]) => to - from > HOUR / 2)
      .sort(([a, b], [c, d]) => d - c - (b - a))
      .slice(0, 6);
    for (const [from, to] of quiet) {
      const [before, after] = [from, to].map((asOf) => review(stay.resources, { asOf, encounter: last.encounter }).map(seen));
      expect({ from: new Date(from).toISOString(), to: new Date(to).toISOString(), seen: after }).toEqual({
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        seen: before,
      });
    }
  });
});

test('no template of a prompt or a query holds a figure (names such as PaO2 apart) or a broken slot', () => {
  for (const checklist of content.checklists.base ?? []) {
    const items = [
      ...checklist.expect,
      ...checklist.conflicts,
      ...Object.values(checklist.statusPrompts).flatMap((byVerdict) => Object.values(byVerdict ?? {}).flat()),
    ];
    const templates = [
      ...items.flatMap(({ prompt, title }) => [prompt, title]),
      ...checklist.queries.flatMap(({ title, ask }) => [title, ask]),
    ];
    for (const template of templates) {
      if (template === null) continue;
      const { parts, errors } = parseTemplate(template);
      expect([template, errors]).toEqual([template, []]);
      for (const part of parts) if (typeof part === 'string') expect([template, /(?<![A-Za-z])\d/.test(part)]).toEqual([template, false]);
    }
  }
});
