import { describe, expect, test } from 'vitest';
import { evidenceOf } from '../../../src/core/compose/evidence.ts';
import { promptsOf } from '../../../src/core/compose/index.ts';
import { checklist, review } from './stay.ts';

const NOTE = '2:00 note sepsis affirmed by attending in hp quote "Sepsis, likely urinary source."';
const STATUS = `
status-prompts:
  unsupported:
    not-met: { item: without-indicators, ref: SEP-COH-04, label: Sepsis without indicators, prompt: "Sepsis is documented {sepsis.last.date}. Shown: {for}. Against: {against}. Current assessment and its basis?" }
    not-found: { item: not-shown, ref: SEP-OD-07, label: Sepsis not shown, prompt: "Sepsis is documented {sepsis.last.date}. Indicators are not in the chart. Current assessment and its basis?" }
  undocumented:
    any: { item: without-diagnosis, ref: SEP-DOC-01, label: Findings without a diagnosis, prompt: "Lactate {lactate.first}. Which condition, if any, is being evaluated and treated?" }
expect:
  lactate-repeat:
    kind: validation
    ref: SEP-CI-06
    group: CI
    label: Repeat lactate after an elevated one
    source: s
    when: { fact: lactate, pick: first, above: 2 mmol/L }
    found: { fact: lactate, window: first-elevated-lactate + 1h .. first-elevated-lactate + 12h }
    prompt: Lactate {lactate.first}; no later value was found. Trend or clinical interpretation?
  source-linked:
    kind: linkage
    ref: SEP-DOC-04
    group: DOC
    label: Source stated
    source: s
    when: { met: documented }
    found: { fact: sepsis, says: affirmed, linked-to: uti }
    prompt: Sepsis documented {sepsis.last.date}; its source is not stated. Which source, if known?
`;
const list = checklist(STATUS);
const HIGH = '0:00 arrived\n0:55 lactate 3.1 mmol/L\n20:00 now';

describe('prompts', () => {
  test('come from missing items, in order of rank, each with sources and the search that found nothing', () => {
    const { result, context } = review(`${HIGH}\n${NOTE}`, list);
    const prompts = promptsOf(result, context);
    expect(prompts.map((prompt) => prompt.ref)).toEqual(['SEP-CI-06', 'SEP-DOC-04']);
    const [lactate] = prompts;
    expect(lactate?.text.text).toMatch(/^Lactate 3\.1 mmol\/L \(01-\d\d 00:55\); no later value was found\. Trend/);
    expect(lactate?.absent.map((each) => each.text)[0]).toMatch(
      /^Not found: repeat lactate after an elevated one \(01-\d\d 01:55 to 01-\d\d 12:55\)$/,
    );
    expect(lactate?.text.sources.some((source) => typeof source !== 'string')).toBe(true);
    expect(lactate?.evidence.map((line) => line.text)).toEqual([expect.stringMatching(/^Lactate 3\.1 mmol\/L, 01-\d\d 00:55$/)]);
    expect(lactate?.evidence[0]?.threshold).toBe(2);
  });

  test('show the values their text names first, then what is written, and context last', () => {
    const mixed = `0:00 arrived\n0:30 note hp by attending\n0:40 note home-oxygen denied by attending in hp quote "No oxygen at home."`;
    const { result, context } = review(`${mixed}\n0:55 lactate 3.1 mmol/L\n1:00 sbp 130 mm[Hg]\n${NOTE}\n20:00 now`, list);
    const lactate = promptsOf(result, context).find((prompt) => prompt.item === 'lactate-repeat');
    const named = context.chart.facts.filter((fact) => ['home-oxygen', 'sepsis', 'sbp', 'note'].includes(fact.concept));
    const [fact] = context.chart.facts.filter((one) => one.concept === 'lactate');
    const item = result.expect['lactate-repeat'];
    if (!fact || !item || !lactate) throw new Error('no prompt');
    const order = (kind: typeof item.kind) =>
      evidenceOf({ ...item, kind, found: { ...item.found, facts: named } }, [fact], false, result, context).map((line) => line.concept);
    expect(order('validation')[0]).toBe('lactate');
    expect(order('validation').indexOf('sbp')).toBeLessThan(order('validation').indexOf('sepsis'));
    expect(order('validation').indexOf('sepsis')).toBeLessThan(order('validation').indexOf('home-oxygen'));
    expect(order('conflict').indexOf('sepsis')).toBeLessThan(order('conflict').indexOf('sbp'));
    expect(order('conflict').indexOf('sbp')).toBeLessThan(order('conflict').indexOf('note'));
  });

  test('are never made from what could not be read', () => {
    const { result, context } = review(`${HIGH}\n${NOTE}\nunread lactate`, list);
    expect(promptsOf(result, context).map((prompt) => prompt.item)).not.toContain('lactate-repeat');
  });

  test('are never made from a window that is still open', () => {
    const { result, context } = review(`0:00 arrived\n0:55 lactate 3.1 mmol/L\n${NOTE}\n3:00 now`, list);
    expect(promptsOf(result, context).map((prompt) => prompt.item)).not.toContain('lactate-repeat');
  });

  test('of validation show what speaks for and what against, and offer "ruled out" with nothing preselected', () => {
    const { result, context } = review(`0:00 arrived\n0:30 sbp 124 mm[Hg]\n0:55 lactate 1.1 mmol/L\n${NOTE}\n20:00 now`, list);
    const [prompt] = promptsOf(result, context);
    expect(prompt?.ref).toBe('SEP-COH-04');
    expect(prompt?.text.text).toContain('Against: ');
    expect(prompt?.evidence.filter((line) => line.polarity === 'against').map((line) => line.concept)).toEqual(
      expect.arrayContaining(['lactate', 'sbp']),
    );
    expect(prompt?.options.map((option) => option.id)).toEqual(['confirmed', 'ruled-out', 'other', 'unable-to-determine']);
    expect(prompt?.title.text).toMatch(/^Sepsis is documented 01-\d\d$/);
  });

  test('name no diagnosis that nobody documented, whatever the author wrote', () => {
    const { result, context } = review(HIGH, list);
    const leading = {
      ...list,
      statusPrompts: { undocumented: { met: [{ ...item(list), title: 'Sepsis?', prompt: 'Sepsis may be present. Which diagnosis?' }] } },
    };
    const made = promptsOf(
      {
        ...result,
        statusItem: result.statusItem && {
          ...result.statusItem,
          title: 'Sepsis?',
          prompt: 'Is this septic shock? Lactate {lactate.first}.',
        },
      },
      { ...context, checklist: leading },
    );
    expect(made.map((prompt) => `${prompt.title.text} ${prompt.text.text}`).join(' ')).not.toMatch(/sepsis|septic/i);
    expect(made.flatMap((prompt) => prompt.options.map((option) => option.text)).join(' ')).not.toMatch(/sepsis|septic/i);
    expect(made.length).toBeGreaterThan(0);
  });

  test('are suppressed when a slot stays empty', () => {
    const { result, context } = review(HIGH, list);
    const broken = {
      ...result,
      statusItem: result.statusItem && { ...result.statusItem, prompt: 'Creatinine {creatinine.last}. Which condition, if any?' },
    };
    expect(promptsOf(broken, context).map((prompt) => prompt.item)).not.toContain('without-diagnosis');
  });

  test('that ask the same become one prompt with two reasons', () => {
    const twice = checklist(`${STATUS}  lactate-trend:
    kind: validation
    ref: SEP-CI-99
    group: CI
    label: Lactate trend
    source: s
    when: { fact: lactate, pick: first, above: 2 mmol/L }
    found: { fact: lactate, window: first-elevated-lactate + 2h .. first-elevated-lactate + 12h }
    prompt: Lactate {lactate.first}; no later value was found. Trend or clinical interpretation?
`);
    const { result, context } = review(`${HIGH}\n${NOTE}`, twice);
    const same = promptsOf(result, context).filter((prompt) => prompt.text.text.startsWith('Lactate'));
    expect(same).toHaveLength(1);
    expect(same[0]?.reasons).toHaveLength(2);
  });

  test('about the level of care leave the clinician once the stay has closed', () => {
    const loc = checklist(`
expect:
  expectation:
    kind: level-of-care
    ref: LOC-expectation
    label: Expected stay stated
    source: s
    found: { fact: expectation-statement }
    prompt: No expected length of stay was found in the notes. How long is hospital care expected to be needed, and why?
`);
    const open = review('0:00 arrived\n20:00 now', loc);
    expect(promptsOf(open.result, open.context)[0]?.audience).toEqual(['ur', 'clinician']);
    const closed = review('0:00 arrived\n20:00 discharged\n21:00 now', loc);
    expect(promptsOf(closed.result, closed.context)[0]?.audience).toEqual(['ur', 'physician-advisor']);
  });

  test('about notes that differ show what each of them says', () => {
    const differ = checklist(`
status-prompts:
  conflicting:
    any: { item: differ, ref: X-03, label: Notes differ, prompt: "Notes differ on sepsis. What is the final assessment?" }
`);
    const { result, context } = review(
      `0:00 arrived\n${NOTE}\n9:00 note sepsis denied by consultant in consult quote "No sepsis."\n20:00 now`,
      differ,
    );
    const [prompt] = promptsOf(result, context);
    const quotes = prompt?.evidence.map((line) => line.value) ?? [];
    expect(quotes).toEqual(expect.arrayContaining(['"Sepsis, likely urinary source."', '"No sepsis."']));
  });

  test('list as not found only what would speak for the governing definition, and name the event where that is missing', () => {
    const anchored = checklist(`${STATUS}`);
    const late = { ...anchored, criteria: { ...anchored.criteria } };
    const { result, context } = review(`0:00 arrived\n${NOTE}\n20:00 now`, late);
    const [prompt] = promptsOf(result, context).filter((each) => each.item === 'not-shown');
    const absent = prompt?.absent.map((each) => each.text) ?? [];
    expect(absent.some((text) => text.includes('lactate above'))).toBe(true);
    // fever is no part of the governing definition
    expect(absent.join(' ')).not.toMatch(/temperature/i);
    const lactate = result.criteria['elevated-lactate'];
    if (!lactate) throw new Error('no criterion');
    const unanchored = {
      ...result,
      criteria: { ...result.criteria, 'elevated-lactate': { ...lactate, window: null, why: 'no first-elevated-lactate' } },
    };
    const [other] = promptsOf(unanchored, context).filter((each) => each.item === 'not-shown');
    expect(other?.absent.map((each) => each.text)).toContain('Not found: lactate');
  });

  test('are the same bytes for the same input', () => {
    const bytes = () => {
      const { result, context } = review(`${HIGH}\n${NOTE}`, list);
      return JSON.stringify(promptsOf(result, context));
    };
    expect(bytes()).toBe(bytes());
  });
});

function item(from: typeof list) {
  const [first] = from.statusPrompts.undocumented?.met ?? [];
  if (!first) throw new Error('no status prompt');
  return first;
}
