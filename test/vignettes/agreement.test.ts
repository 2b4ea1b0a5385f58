import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { evaluateInput } from '../../src/command/evaluate-input.ts';
import { evaluateLine } from '../../src/command/schema.ts';
import { differences, type Expected } from '../../src/command/score-differences.ts';
import { compileContent } from '../../src/content/compile.ts';

// The twelve written stays against the expert's answer. Acceptance uses other stays: a difference is a rule to understand, not words to fit.
const here = import.meta.dirname;
const content = compileContent(resolve(here, '../..'));
const cases = readdirSync(resolve(here, 'expected')).map(
  (name) => JSON.parse(readFileSync(resolve(here, 'expected', name), 'utf8')) as Expected,
);

describe.each(cases.map((entry) => [entry.id, entry.title, entry] as const))('%s: %s', (id, _title, entry) => {
  const text = readFileSync(resolve(here, `../../sandbox/patients/${id}.json`), 'utf8');
  const result = evaluateInput({ where: id, text }, { review: {}, full: false }, content);
  const lines = 'lines' in result ? result.lines.map((line) => JSON.parse(line) as unknown) : [];

  test('every line is of the published form and holds no problem of ours', () => {
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(evaluateLine.parse(line).problems.filter((problem) => problem.kind === 'bug')).toEqual([]);
  });

  test('documentation, status, prompts and level of care agree with the expert', () => {
    const line = lines.map((each) => evaluateLine.parse(each)).find((each) => each.encounter === entry.encounter);
    expect(line && differences(line, entry)).toEqual([]);
  });

  test('every drafted query passes the linter untouched', () => {
    const findings = lines
      .map((each) => evaluateLine.parse(each))
      .flatMap((line) => line.checklists.flatMap((checklist) => checklist.queries.flatMap((query) => query.lint)));
    expect(findings.filter((finding) => finding.severity === 'E')).toEqual([]);
  });
});
