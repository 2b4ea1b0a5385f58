import type { Concepts } from '../chart/concept.ts';
import type { Fact, Instant } from '../chart/fact.ts';
import type { Verdict } from '../chart/verdict.ts';
import { labelOf } from '../compose/concept-words.ts';
import { documentedConcepts, undocumentedName } from '../compose/documented.ts';
import { ascii, wallTime } from '../compose/index.ts';
import { factSources, searchOf, statementOf } from '../compose/sources.ts';
import type { Source, Statement } from '../compose/statement.ts';
import { noteWords, roleWords } from '../compose/wording.ts';
import type { Answer, ChecklistResult, ItemResult } from '../evaluate/result.ts';
import type { Review } from '../review/review.ts';
import { type CaseLook, itemsOf, statedIn } from './look.ts';
import { DOCUMENTATION_WORDS, VERDICT_WORDS } from './words.ts';

/** A criterion or definition whose answer is another one now: 'Lactate above 2 mmol/L: not found -> met'. */
export interface VerdictChange {
  readonly checklist: string;
  readonly id: string;
  readonly before: Verdict;
  readonly after: Verdict;
  readonly statement: Statement;
}

/** `cannot-check`: it was asked, and now its source cannot be read. That is no resolution. */
export interface PromptChange {
  readonly change: 'new' | 'resolved' | 'changed' | 'cannot-check';
  readonly key: string;
  readonly statement: Statement;
}

/** A diagnosis that is said otherwise than before, or for the first time, with who says so. */
export interface DocumentationChange {
  /** Null where no checklist is about it. */
  readonly checklist: string | null;
  readonly concept: string;
  readonly at: Instant | null;
  readonly statement: Statement;
}

/** Answers that differ. A criterion that the look does not know (a new version) is no change; nor is a definition of a diagnosis nobody wrote: its criteria tell. */
export function verdictChanges(look: CaseLook, review: Review, concepts: Concepts): readonly VerdictChange[] {
  const { chart } = review;
  // two checklists may ask the same ("the stay has ended"): told once
  const told = new Set<string>();
  return review.checklists.flatMap((result) => {
    const before = look.checklists.find(({ id, version }) => id === result.id && version === result.version);
    if (before === undefined) return [];
    const documented = documentedConcepts(chart, result, concepts);
    const asked = [...Object.values(result.criteria), ...(isNamed(result) ? Object.values(result.definitions) : [])];
    return asked.flatMap((answer): VerdictChange[] => {
      const was = before.verdicts[answer.id];
      if (was === undefined || was === answer.verdict) return [];
      const label = undocumentedName(answer.label, documented, concepts) === null ? answer.label : 'A criterion on findings';
      const text = ascii(`${label}: ${VERDICT_WORDS[was]} -> ${VERDICT_WORDS[answer.verdict]}${unread(answer)}`);
      if (told.has(text)) return [];
      told.add(text);
      return [
        {
          checklist: result.id,
          id: answer.id,
          before: was,
          after: answer.verdict,
          statement: statementOf(text, sourcesFor(answer, review), chart),
        },
      ];
    });
  });
}

const unread = (answer: Answer): string => (answer.verdict === 'not-known' ? ' (its source could not be read in full)' : '');

function sourcesFor(answer: Answer, { chart }: Review): readonly Source[] {
  const search = searchOf(answer, chart);
  return [...factSources(answer.facts), ...(search === null ? [] : [search])];
}

const isNamed = ({ documentation }: ChecklistResult): boolean => documentation.state !== 'silent' && documentation.state !== 'denied';

/** Prompts that came, went or rest on something else. One that another prompt asks along with its own has not gone. */
export function promptChanges(look: CaseLook, review: Review): readonly PromptChange[] {
  const { chart } = review;
  const before = new Map(look.prompts.map((prompt) => [prompt.key, prompt]));
  const askedBefore = new Set(look.prompts.flatMap(({ items }) => items));
  const now = new Map(review.prompts.map((prompt) => [prompt.key, prompt]));
  const askedNow = new Set(review.prompts.flatMap((prompt) => itemsOf(prompt)));
  const came = review.prompts.flatMap((prompt): PromptChange[] => {
    const was = before.get(prompt.key);
    if (was === undefined)
      return askedBefore.has(`${prompt.checklist}/${prompt.item}`)
        ? []
        : [{ change: 'new', key: prompt.key, statement: statementOf(`New: ${prompt.title.text}`, prompt.title.sources, chart) }];
    if (was.fingerprint === prompt.fingerprint) return [];
    const text = `Changed: ${prompt.title.text} (${changedParts(was.fingerprint, prompt.fingerprint)})`;
    return [{ change: 'changed', key: prompt.key, statement: statementOf(text, prompt.title.sources, chart) }];
  });
  const went = look.prompts.flatMap((prompt): PromptChange[] => {
    const [own = ''] = prompt.items;
    if (now.has(prompt.key) || askedNow.has(own)) return [];
    return [{ key: prompt.key, ...gone(own, review) }];
  });
  return [...came, ...went];
}

/** What a fingerprint says more or otherwise: 'documentation, elevated lactate'. */
function changedParts(before: string, after: string): string {
  const old = new Set(before.split(' '));
  const names = after
    .split(' ')
    .filter((part) => !old.has(part))
    .map((part) => (part.includes('=') ? (part.split('=')[0] ?? '') : 'checklist version'))
    .map((name) => ({ when: 'why it applies', found: 'what is found' })[name] ?? name.replaceAll('-', ' '));
  return names.length === 0 ? 'less rests under it' : names.slice(0, 4).join(', ');
}

function gone(item: string, review: Review): Pick<PromptChange, 'change' | 'statement'> {
  const [checklist, id] = item.split('/');
  const result = review.checklists.find((one) => one.id === checklist);
  const { chart } = review;
  const found = result ? itemIn(result, id ?? '') : null;
  const label = result && found && isNamed(result) ? found.label : 'A question on findings';
  // a checklist that failed, or notes that cannot be read, answer nothing: what was asked is not settled by it
  const isUnread =
    result === undefined || found?.state === 'cannot-check' || result.status === 'cannot-check' || (!found && !result.documentation.known);
  if (isUnread) {
    const sources = found ? sourcesFor(found.found, review) : [];
    return { change: 'cannot-check', statement: statementOf(`Cannot be checked now: ${label}`, sources, chart) };
  }
  const sources = found
    ? [...sourcesFor(found.found, review), ...(found.when ? sourcesFor(found.when, review) : [])]
    : factSources(result.documentation.statements);
  return { change: 'resolved', statement: statementOf(`Resolved: ${label}`, sources, chart) };
}

/** The item of a result by its id; null for one of the status table that the table no longer asks. */
const itemIn = (result: ChecklistResult, id: string): ItemResult | null =>
  result.expect[id] ?? result.conflicts[id] ?? (result.statusItem?.id === id ? result.statusItem : null);

/** Diagnoses that providers say otherwise now, or for the first time, and states of checklists that changed without a new statement. */
export function documentationChanges(look: CaseLook, review: Review, concepts: Concepts): readonly DocumentationChange[] {
  const { chart } = review;
  const said = [...statedIn(review, concepts)].flatMap(([concept, fact]): DocumentationChange[] => {
    const was = Object.hasOwn(look.stated, concept) ? look.stated[concept] : undefined;
    if (was === fact.says) return [];
    // "no pneumonia" written for the first time takes nothing back
    if (was === undefined && fact.says === 'denied') return [];
    const text = `${labelOf(concept, concepts)}: ${was === undefined ? 'first ' : 'now '}${SAID[fact.says ?? 'affirmed']} ${whoWhen(fact, review)}`;
    return [{ checklist: aboutOf(concept, review), concept, at: fact.at, statement: statementOf(ascii(text), fact.from, chart) }];
  });
  const told = new Set(said.map(({ checklist }) => checklist));
  const states = review.checklists.flatMap((result): DocumentationChange[] => {
    const was = look.checklists.find(({ id }) => id === result.id);
    const { state, known, statements } = result.documentation;
    if (was === undefined || told.has(result.id) || was.documentation === state || !known || !was.known) return [];
    if (concepts[result.about]?.family !== 'diagnosis') return [];
    const text = `${labelOf(result.about, concepts)}: ${DOCUMENTATION_WORDS[was.documentation]} -> ${DOCUMENTATION_WORDS[state]}`;
    return [{ checklist: result.id, concept: result.about, at: null, statement: statementOf(text, factSources(statements), chart) }];
  });
  return [...said, ...states];
}

const SAID = {
  affirmed: 'documented',
  uncertain: 'documented as possible',
  denied: 'denied or ruled out',
  historical: 'named as history',
} as const;

const whoWhen = (fact: Fact, { chart }: Review): string =>
  `by ${roleWords(fact.by)}${fact.note ? `, ${noteWords(fact.note.type)}` : ''}, ${wallTime(fact.at, chart.zone, chart.asOf)}${
    fact.note ? `: "${fact.note.snippet.trim()}"` : ''
  }`;

const aboutOf = (concept: string, { checklists }: Review): string | null =>
  checklists.find((result) => result.about === concept || result.documentation.statements.some((fact) => fact.concept === concept))?.id ??
  null;
