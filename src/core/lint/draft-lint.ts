import { choiceFindings } from './choices.ts';
import { type Draft, readDraft } from './draft.ts';
import { evidenceFindings } from './evidence.ts';
import { finding, type LintFinding } from './finding.ts';
import { forbiddenIn } from './forbidden.ts';
import { leadingFindings } from './leading.ts';
import { type Lens, type LintOptions, lensOf } from './lens.ts';
import type { LintLexicon } from './lexicon.ts';
import { slotFindings } from './pack-slots.ts';
import { recordFindings } from './record.ts';
import { structureFindings } from './structure.ts';
import { styleFindings } from './style.ts';
import { validationFindings } from './validation.ts';

/**
 * All remarks on one query record, in order of rule. Takes any parsed JSON: fields that are absent or of a wrong type make their rules
 * silent, except where absence is the fault (QL001, QL004, QL005; QL010 with `complete`). Never throws, never changes the draft.
 */
export function lintDraft(record: unknown, options: LintOptions): LintFinding[] {
  const draft = readDraft(record, options.lexicon);
  if (draft === null) return [finding('QL001', 'E', 'record', 'This is not a query record.')];
  const lens = lensOf(draft, options);
  return sorted([
    ...structureFindings(lens),
    ...leadingFindings(lens),
    ...wordFindings(lens),
    ...choiceFindings(lens),
    ...recordFindings(lens),
    ...evidenceFindings(lens),
    ...validationFindings(lens),
    ...styleFindings(lens),
    ...slotFindings(draft.title ?? '', draft.body ?? ''),
  ]);
}

/** QL024-QL027 over everything the recipient reads, except verbatim quotes of the record. */
function wordFindings({ draft, lexicon }: Lens): LintFinding[] {
  const places: readonly (readonly [string, string])[] = [
    ['title', draft.title ?? ''],
    ['body', withoutQuotes(draft)],
    ...(draft.options ?? []).map((each, index) => [`options[${index}]`, each.text] as const),
    ...(draft.indicators ?? []).map((each, index) => [`indicators[${index}]`, [each.label, each.relevance ?? ''].join(' ')] as const),
    ['criteriaNote', typeof draft.raw.criteriaNote === 'string' ? draft.raw.criteriaNote : ''],
  ];
  return places.flatMap(([at, text]) => (text === '' ? [] : forbiddenIn(text, at, lexicon)));
}

function withoutQuotes(draft: Draft): string {
  let body = draft.body ?? '';
  for (const { quote } of draft.statements ?? []) if (quote.trim().length >= 6) body = body.replaceAll(quote, ' ');
  return body;
}

const sorted = (findings: readonly LintFinding[]): LintFinding[] => {
  const seen = new Set<string>();
  return findings
    .filter((each) => {
      const key = `${each.rule} ${each.at} ${each.severity}`;
      return seen.has(key) ? false : seen.add(key);
    })
    .map((each, index) => ({ each, index }))
    .sort((a, b) => (a.each.rule < b.each.rule ? -1 : a.each.rule > b.each.rule ? 1 : a.index - b.index))
    .map(({ each }) => each);
};

/** A title and a text shown to a clinician that are not a whole query. */
export interface LintableText {
  readonly title: string;
  readonly text: string;
  readonly options?: readonly string[];
  /** Words of providers in this stay. */
  readonly documented: readonly string[];
}

/** The leading-language rules (QL020-QL027, QL031, QL062, QL073, QL078) for a prompt, a packet sentence or a template. */
export function lintText(shown: LintableText, lexicon: LintLexicon): LintFinding[] {
  const record = { title: shown.title, body: shown.text, options: shown.options ?? [], documentedStatements: [], kind: 'prompt' };
  const draft = readDraft(record, lexicon);
  if (draft === null) return [];
  const lens = lensOf(draft, { lexicon, documented: shown.documented });
  const kept = (each: LintFinding) => !(each.rule === 'QL021' && each.severity === 'W') && !['QL070', 'QL071', 'QL072'].includes(each.rule);
  return sorted([
    ...leadingFindings(lens),
    ...wordFindings(lens),
    ...choiceFindings(lens).filter((each) => ['QL028', 'QL030', 'QL031', 'QL034'].includes(each.rule)),
    ...validationFindings(lens).filter((each) => each.rule === 'QL062'),
    ...styleFindings(lens),
    ...slotFindings(shown.title, shown.text),
  ]).filter(kept);
}
