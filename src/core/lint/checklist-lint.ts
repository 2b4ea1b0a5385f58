import type { Concepts } from '../chart/concept.ts';
import type { Criterion, LinkedChecklist, LinkedItem, LinkedQuery } from '../checklist/linked.ts';
import { allItems } from '../checklist/resolve.ts';
import { lintText } from './draft-lint.ts';
import { finding, type LintFinding } from './finding.ts';
import type { LintLexicon } from './lexicon.ts';
import { type LintTemplate, lintTemplate } from './pack.ts';

/** A remark on one template of a checklist; `at` is the path inside its file. */
export type PackFinding = LintFinding & { readonly checklist: string };

export interface PackOptions {
  readonly lexicon: LintLexicon;
  readonly concepts: Concepts;
  readonly today?: number;
}

/** Statuses that presuppose a provider's statement. */
const DOCUMENTED_STATUS: ReadonlySet<string> = new Set(['unsupported', 'supported', 'conflicting', 'uncertain']);

/**
 * QL080-QL084 over a whole checklist: every query template, and the words of every prompt with its slots taken out. What a template may name
 * is what must have been written before it applies: the subject, when its `when` asks for it, and diagnoses its `when` looks for.
 */
export function lintChecklist(checklist: LinkedChecklist, options: PackOptions): readonly PackFinding[] {
  const here = (at: string) => (each: LintFinding) => ({ ...each, at: `${at}.${each.at}`, checklist: checklist.id });
  return [
    ...checklist.queries.flatMap((query) => lintTemplate(templateOf(query, checklist, options), options).map(here(`queries.${query.id}`))),
    ...allItems(checklist).flatMap((item) => promptFindings(item, checklist, options).map(here(item.id))),
  ];
}

function templateOf(query: LinkedQuery, checklist: LinkedChecklist, { concepts }: PackOptions): LintTemplate {
  const { when } = query;
  const item = 'item' in when ? allItems(checklist).find((each) => each.id === when.item) : undefined;
  const subject = 'statuses' in when && when.statuses.every((status) => DOCUMENTED_STATUS.has(status));
  return {
    id: query.id,
    purpose: query.purpose,
    format: query.format,
    title: query.title,
    ask: query.ask,
    options: query.options.map(({ text, kind, supportedBy }) => ({
      text,
      diagnosis: kind === 'diagnosis',
      bound: subject || item !== undefined || supportedBy.length > 0,
    })),
    against: query.cite,
    // a checklist names its next review; the last one lies a year before it
    reviewedOn: yearBefore(checklist.reviewBy),
    owner: checklist.owner,
    documented: subject ? namesOf(checklist, concepts) : item ? documentedIn(item, checklist, concepts) : [],
  };
}

const yearBefore = (day: string): string => day.replace(/^\d{4}/, (year) => String(Number(year) - 1));

function promptFindings(item: LinkedItem, checklist: LinkedChecklist, { lexicon, concepts }: PackOptions): LintFinding[] {
  if (item.prompt === null) return [];
  const plain = (text: string) => text.replace(/\{[^}]*\}/g, ' ');
  const shown = { title: plain(item.title ?? ''), text: plain(item.prompt), documented: documentedIn(item, checklist, concepts) };
  return lintText(shown, lexicon)
    .filter((each) => each.severity === 'E')
    .map((each) => finding('QL084', 'E', each.at === 'body' ? 'prompt' : each.at, `${each.rule}: ${each.message}`));
}

/** Names of the subject: its label and phrases, and those of what documents it. */
const namesOf = (checklist: LinkedChecklist, concepts: Concepts): string[] =>
  [checklist.about, ...checklist.documentedAs].flatMap((id) => wordsOf(id, concepts));

const wordsOf = (id: string, concepts: Concepts): string[] => {
  const concept = concepts[id];
  return concept?.family === 'diagnosis' ? [concept.label, ...(concept.phrases ?? [])] : [];
};

/** Diagnoses that must have been written for the item to apply. */
function documentedIn(item: LinkedItem, checklist: LinkedChecklist, concepts: Concepts): string[] {
  const status = Object.entries(checklist.statusPrompts).find(([, cells]) =>
    Object.values(cells ?? {}).some((cell) => cell?.some((each) => each.id === item.id)),
  );
  const out = status && DOCUMENTED_STATUS.has(status[0]) ? namesOf(checklist, concepts) : [];
  const seen = new Set<string>();
  const walk = (criterion: Criterion): void => {
    if (criterion.form === 'fact') {
      if (criterion.says === null || criterion.says.includes('affirmed') || criterion.says.includes('uncertain'))
        for (const id of criterion.members) out.push(...wordsOf(id, concepts));
    } else if (criterion.form === 'met') {
      if (criterion.name === 'documented') out.push(...namesOf(checklist, concepts));
      if (seen.has(criterion.name)) return;
      seen.add(criterion.name);
      const named = checklist.criteria[criterion.name]?.criterion ?? checklist.anchors[criterion.name];
      if (named) walk(named);
    } else if (criterion.form !== 'not') for (const part of criterion.parts) walk(part);
  };
  for (const criterion of [item.when, checklist.conflicts.includes(item) ? item.looksFor : null]) if (criterion) walk(criterion);
  return out;
}
