import type { AuthorError } from '../core/chart/author-error.ts';
import { siteFrom } from '../core/chart/site.ts';
import type { LinkedChecklist } from '../core/checklist/linked.ts';
import { BASE_POLICY } from '../core/checklist/policy.ts';
import { linkUnder, policiesIn } from '../core/checklist/under-policies.ts';
import { yieldFaults } from '../core/checklist/yields.ts';
import { readLexicon } from '../core/lint/index.ts';
import { compileLexicon, type LexiconFiles } from '../core/notes/lexicon.ts';
import { phrasesMistakes } from '../core/notes/lexicon-site.ts';
import type { ReviewContent } from '../core/review/content.ts';
import { readInpatientOnly } from '../core/stay/inpatient-only.ts';
import { type Content, ContentError, loadContent } from './load.ts';
import { workflowsIn } from './workflow.ts';

/** Lexicon file that guards queries and prompts; the others are for reading notes. */
const LINT = 'lint';

/**
 * Everything under `checklists/` of the folder `root`, linked under every policy and checked. Throws ContentError with all mistakes of the
 * authors, each with file, path inside the file and the nearest right name.
 */
export function compileContent(root: string): ReviewContent {
  return linkContent(loadContent(root));
}

/** As compileContent, from content already read. */
export function linkContent(given: Content): ReviewContent {
  const errors: AuthorError[] = [];
  const content = withInpatientOnly(given, errors);
  const { policies, errors: mistakes } = policiesIn(
    content.policies,
    content.checklists.map(({ id }) => id),
  );
  errors.push(...mistakes);
  const checklists: Record<string, readonly LinkedChecklist[]> = {};
  for (const policy of policies) {
    const linked = content.checklists.flatMap(({ id, checklist }) => {
      const one = linkUnder(id, checklist, policy, content.concepts);
      errors.push(...one.errors);
      return one.checklist ? [one.checklist] : [];
    });
    checklists[policy.policy.id] = linked;
  }
  const fileOf = (id: string) => content.checklists.find((one) => one.id === id)?.checklist.file ?? id;
  if (errors.length === 0) errors.push(...yieldFaults(checklists[BASE_POLICY.id] ?? [], fileOf));
  const { [LINT]: lint, ...reading } = content.lexicon;
  const lexicon = Object.fromEntries(Object.entries(reading).map(([id, file]) => [id, file.content])) as unknown as LexiconFiles;
  const attempt = (file: string, check: () => unknown) => {
    try {
      check();
    } catch (error) {
      errors.push({ file, path: '', message: error instanceof Error ? error.message : String(error) });
    }
  };
  const before = errors.length;
  attempt('checklists/_lexicon', () => compileLexicon(lexicon, content.concepts));
  const lexiconIsRight = errors.length === before;
  attempt(`checklists/_lexicon/${LINT}.yaml`, () => readLexicon(lint?.content));
  const sites: Record<string, { settings: unknown; codes: unknown; phrases?: unknown }> = {};
  for (const raw of content.sites) {
    errors.push(...siteFrom(raw.id, raw.site, raw.codes, content.concepts).errors);
    if (raw.phrases && lexiconIsRight) errors.push(...phrasesMistakes(raw.phrases.file, raw.phrases.content, lexicon, content.concepts));
    sites[raw.id] = {
      settings: raw.site?.content ?? null,
      codes: raw.codes?.content ?? null,
      ...(raw.phrases ? { phrases: raw.phrases.content } : {}),
    };
  }
  errors.push(...workflowsIn(content).errors);
  if (errors.length > 0) throw new ContentError(errors);
  const about = policies.map(({ policy: { id, title, changes } }) => {
    const because = Object.fromEntries(Object.entries(changes).map(([checklist, change]) => [checklist, String(change.because ?? '')]));
    return [id, { title, because }] as const;
  });
  return { concepts: content.concepts, checklists, policies: Object.fromEntries(about), lexicon, lint: lint?.content, sites };
}

/** The concept of listed procedures with the codes of the list that was loaded, so that a hospital edits one file. */
function withInpatientOnly(content: Content, errors: AuthorError[]): Content {
  const { tables, concepts } = content;
  const table = tables['inpatient-only'];
  const concept = concepts['inpatient-only-listed'];
  if (!table || !concept) return content;
  const { list, errors: mistakes } = readInpatientOnly(table.content, table.file);
  errors.push(...mistakes);
  const codes: Record<string, string[]> = {};
  for (const [system, code] of [...list.codes.keys()].map(splitCode)) codes[system] = [...(codes[system] ?? []), code];
  return { ...content, concepts: { ...concepts, [concept.id]: { ...concept, codes } } };
}

/** 'system|code' at its last bar: a system's URL may hold one. */
const splitCode = (key: string): readonly [string, string] => [key.slice(0, key.lastIndexOf('|')), key.slice(key.lastIndexOf('|') + 1)];
