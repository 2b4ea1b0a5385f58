import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReviewContent } from '../core/review/index.ts';
import type { Review } from '../core/review/review.ts';
import { evaluateInput } from './evaluate-input.ts';
import { bundleOf, linesOf } from './input.ts';
import { progress } from './output.ts';
import type { EvaluateLine } from './schema.ts';
import { differences, type Expected } from './score-differences.ts';
import { gapRows } from './score-gap-rows.ts';
import { type Gap, gapsOf } from './score-gaps.ts';
import { momentsOf } from './score-moments.ts';
import { type Normal, normalOf, normalRows } from './score-normal.ts';
import { type Replay, replaysOf } from './score-replay.ts';
import { replayRows } from './score-replay-rows.ts';
import { agreementRow, type Compared, countRow, type Row } from './score-row.ts';
import { ruleRows } from './score-rules.ts';

const FORBIDDEN = /forbidden prompt|claims "|, at most/;

/**
 * Written stays against the expert's answer: a stay agrees when nothing at all differs. Then, checklist by checklist, the share of stays whose
 * documentation, status, definitions and prompts agree, and the stays with a forbidden prompt, a forbidden word or a prompt too many.
 */
export async function vignetteRows(folder: string, content: ReviewContent, { replay }: { readonly replay: boolean }): Promise<Row[]> {
  const expected = new Map(
    readdirSync(join(folder, 'expected'))
      .filter((name) => name.endsWith('.json'))
      .map((name) => JSON.parse(readFileSync(join(folder, 'expected', name), 'utf8')) as Expected)
      .map((entry) => [entry.encounter, entry] as const),
  );
  const found = new Map<string, EvaluateLine>();
  const gaps: Gap[] = [];
  const normals: Normal[] = [];
  const replays: Replay[] = [];
  const bar = progress('stays read');
  for await (const text of linesOf(join(folder, 'bundles.ndjson'))) {
    if (text.trim() === '') continue;
    const result = evaluateInput({ where: 'bundles.ndjson', text }, { review: {}, full: false }, content);
    for (const line of 'lines' in result ? result.lines.map((one) => JSON.parse(one) as EvaluateLine) : []) found.set(line.encounter, line);
    const bundle = bundleOf({ where: 'bundles.ndjson', text });
    if (!('entry' in bundle) || !Array.isArray(bundle.entry)) continue;
    const entries = bundle.entry as readonly unknown[];
    gaps.push(...gapsOf(entries, content, {}));
    const reviews = momentsOf(entries, content, {}, 'all');
    if (replay) replays.push(...replaysOf(entries, content, {}, { checklists: (content.checklists.base ?? []).map(({ id }) => id) }));
    bar.step();
    for (const entry of expected.values()) normals.push(...normalIn(entry, reviews));
  }
  bar.end();
  const stays = [...expected.values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((entry) => {
      const line = found.get(entry.encounter);
      return { entry, differing: line ? differences(line, entry) : ['no line for this stay'] };
    });
  const compared = (which: (text: string) => boolean, judged: readonly (typeof stays)[number][] = stays): Compared[] =>
    judged.map(({ entry, differing }) => {
      const those = differing.filter(which);
      return { id: entry.id, ours: those.join('; '), truth: 'the expert differs', agrees: those.length === 0 };
    });
  const checklists = [...new Set(stays.flatMap(({ entry }) => Object.keys(entry.expected)))].sort();
  return [
    agreementRow(
      'vignettes',
      'written stays, everything',
      compared(() => true),
    ),
    countRow(
      'vignettes-forbidden',
      'written stays with a forbidden prompt or word',
      compared((text) => FORBIDDEN.test(text)),
    ),
    ...checklists.map((id) =>
      agreementRow(
        `vignettes-${id}`,
        `written stays, ${id}`,
        compared(
          (text) => text.startsWith(`${id}: `) || text.startsWith('no line'),
          stays.filter(({ entry }) => Object.hasOwn(entry.expected, id)),
        ),
      ),
    ),
    agreementRow(
      'vignettes-level-of-care',
      'written stays, level of care and measures',
      compared((text) => !checklists.some((id) => text.startsWith(`${id}: `)) && !FORBIDDEN.test(text)),
    ),
    ...gapRows(gaps),
    ...normalRows(normals),
    ...(replay ? replayRows(replays) : []),
    ...ruleRows(
      stays.flatMap(({ entry }) => {
        const line = found.get(entry.encounter);
        return line ? [{ entry, line }] : [];
      }),
    ),
  ];
}

/** The checklists about which the expert has nothing to ask: no diagnosis and no findings, or a level of care that is supported. */
function normalIn(entry: Expected, reviews: readonly Review[]): readonly Normal[] {
  const own = reviews.filter(({ encounter }) => encounter === entry.encounter);
  if (own.length === 0) return [];
  return Object.entries(entry.expected).flatMap(([checklist, wanted]) => {
    const quiet = wanted.status === 'quiet' && (wanted.documentation === 'silent' || wanted.documentation === 'denied');
    const settled = checklist === 'inpatient-status' && wanted.status === 'supported';
    const because = quiet ? 'neither documented nor shown' : 'supported, nothing to ask';
    return (quiet || settled) && (wanted.mustPrompt ?? []).length === 0 ? [normalOf(entry.id, checklist, because, own)] : [];
  });
}
