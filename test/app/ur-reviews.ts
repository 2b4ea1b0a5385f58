import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { compileContent } from '../../src/content/compile.ts';
import type { Problem } from '../../src/core/chart/chart.ts';
import { bundleReads } from '../../src/core/chart/reads.ts';
import type { Prompt } from '../../src/core/compose/statement.ts';
import { forbiddenIn } from '../../src/core/lint/forbidden.ts';
import { type LintFinding, lintPrompt } from '../../src/core/lint/index.ts';
import { type Review, reviewStays, toolkitOf } from '../../src/core/review/index.ts';
import type { UrEntry } from '../../src/core/stay/entry.ts';
import type { LevelOfCare } from '../../src/core/stay/stay.ts';

const root = resolve(import.meta.dirname, '../..');
const content = compileContent(root);

interface Entry {
  readonly resource: { readonly resourceType: string };
}

export interface Case {
  /** '2026-01-10T13:40:00-08:00': the chart as known then. */
  readonly asOf?: string;
  /** Types that the EHR refuses. */
  readonly refused?: readonly string[];
  /** What the level of care would say under another payer or status. */
  readonly care?: Partial<LevelOfCare>;
  /** What this user entered on this device, as the app hands it over: others may have entered more. Absent: nobody was asked. */
  readonly entries?: readonly UrEntry[];
}

/** The real review of one of the sandbox's written stays. */
export function written(id: string, { asOf, refused = [], care, entries }: Case = {}): Review {
  const bundle = JSON.parse(readFileSync(resolve(root, `sandbox/patients/vig-${id}.json`), 'utf8')) as { readonly entry: readonly Entry[] };
  const now = asOf === undefined ? undefined : Date.parse(asOf);
  const problem: Problem = { kind: 'not-permitted', what: 'DocumentReference', detail: '403' };
  const reads = bundleReads(new Set(bundle.entry.map(({ resource }) => resource.resourceType)), now ?? 0).map((source) =>
    refused.includes(source.type)
      ? { ...source, read: { ok: false as const, search: `${source.type}?patient=...`, at: now ?? 0, problem } }
      : source,
  );
  const [review] = reviewStays({
    resources: bundle.entry.filter(({ resource }) => !refused.includes(resource.resourceType)),
    sources: reads,
    content,
    ...(entries === undefined ? {} : { entries }),
    entriesAreComplete: false,
    ...(now === undefined ? {} : { options: { asOf: now } }),
  });
  if (!review) throw new Error(`no stay in vig-${id}`);
  return care ? { ...review, levelOfCare: { ...review.levelOfCare, ...care } } : review;
}

/** What the worker answers before a copy: the real linter. */
export async function realCheck(prompt: Prompt, text: string): Promise<readonly LintFinding[]> {
  const { lint } = toolkitOf(content);
  return [...lintPrompt(prompt, { lexicon: lint, documented: [] }), ...forbiddenIn(text, 'text', lint)].filter(
    ({ severity }) => severity === 'E',
  );
}
