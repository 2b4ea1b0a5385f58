import type { Concepts } from '../chart/concept.ts';
import { nodesOf } from '../checklist/criterion.ts';
import type { Audience, PromptKind, Status } from '../checklist/kinds.ts';
import type { AttributeUse, Criterion, LinkedChecklist, LinkedItem, NamedCriterion, SourceEntry } from '../checklist/linked.ts';
import { measures } from '../measures/index.ts';
import { isMeasure, labelOf } from './concept-words.ts';
import { criterionLine, type RuleWords } from './criterion-words.ts';
import type { RuleLine } from './rule-line.ts';

/** A criterion, definition or clock of a checklist as it is read: its label, its source, and what it asks. */
export interface RuleEntry {
  readonly id: string;
  readonly label: string;
  /** Id of its source; null for a clock. */
  readonly source: string | null;
  readonly asks: RuleLine;
}

/** An expected item, a conflict, or a cell of the status table, in words. */
export interface RuleItem {
  readonly id: string;
  readonly ref: string;
  readonly kind: PromptKind;
  readonly audience: readonly Audience[];
  readonly label: string;
  readonly source: string;
  readonly group: string;
  /** In words, for an item of the status table: what is documented, and what the governing definition shows. */
  readonly asked: string | null;
  readonly when: RuleLine | null;
  readonly looksFor: RuleLine | null;
  readonly title: string | null;
  readonly prompt: string | null;
  /** Ids of review rationales. Not for clinicians. */
  readonly answers: readonly string[];
}

export interface RuleSource extends SourceEntry {
  readonly id: string;
}

/** How a policy changes a checklist. */
export interface RulePolicy {
  readonly title: string;
  readonly because: string;
  readonly changed: readonly string[];
}

/** One checklist as people read it: everything that stands in the file, in plain words, with the thirteen source attributes. Nothing of any patient. */
export interface RuleText {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly stage: LinkedChecklist['stage'];
  readonly owner: string;
  readonly reviewBy: string;
  readonly policy: string;
  readonly governing: string;
  /** The first is the developer; citations stand in `sources`. */
  readonly attributes: readonly { readonly name: string; readonly text: string }[];
  readonly sources: readonly RuleSource[];
  readonly documented: RuleLine;
  readonly appliesTo: RuleLine | null;
  readonly definitions: readonly RuleEntry[];
  readonly criteria: readonly RuleEntry[];
  readonly clocks: readonly RuleEntry[];
  readonly expect: readonly RuleItem[];
  readonly conflicts: readonly RuleItem[];
  readonly status: readonly RuleItem[];
  readonly queries: readonly RuleQuery[];
  /** Calculated facts that the rules name: what each is, and where it comes from. */
  readonly calculated: readonly { readonly label: string; readonly source: string; readonly from: string }[];
  readonly changes: readonly { readonly version: string; readonly text: string }[];
  readonly policies: readonly RulePolicy[];
}

/** A query of a checklist. Its options may name a diagnosis: they are offered only with the findings that support them, and never shown to clinicians here. */
export interface RuleQuery {
  readonly id: string;
  readonly title: string;
  readonly ask: string;
  readonly when: string;
  readonly cites: readonly string[];
  readonly options: readonly { readonly text: string; readonly with: string | null }[];
}

const USES: Readonly<Record<AttributeUse, string>> = {
  race: 'Race',
  ethnicity: 'Ethnicity',
  language: 'Language',
  'sexual-orientation': 'Sexual orientation',
  'gender-identity': 'Gender identity',
  sex: 'Sex',
  'date-of-birth': 'Date of birth',
  'social-determinants': 'Social determinants of health',
  'health-status-assessments': 'Health status assessments',
};

/** The source attributes in the order of the regulation, without the citations. */
export const attributeLines = ({ attributes }: LinkedChecklist): RuleText['attributes'] => [
  { name: 'Developer', text: attributes.developer },
  { name: 'Funding', text: attributes.funding },
  { name: 'First released', text: attributes.released },
  { name: 'Last revised', text: attributes.revised },
  ...(Object.keys(USES) as AttributeUse[]).map((use) => {
    const { used, how } = attributes.uses[use];
    return { name: USES[use], text: used ? `used: ${how ?? 'see the criteria'}` : 'not used' };
  }),
];

const GROUPS: Readonly<Record<string, string>> = {
  CI: 'Clinical indicators',
  OD: 'Organ function and support',
  TX: 'Treatment',
  DOC: 'Documentation',
  TIM: 'Timing',
  COH: 'Agreement across the record',
  payer: 'Rule set',
  order: 'Order',
  benchmark: 'Expected stay',
  reasons: 'Reasons for hospital care',
  timers: 'Times and notices',
  change: 'Change of status',
  NOTE: 'Notes',
  LIST: 'Problem list',
  RES: 'Results',
  PROC: 'Procedures',
  DS: 'Discharge summary',
};
/** A group of items as a heading; an unknown one as it is written. */
export const groupWords = (group: string | null): string => (group === null ? 'Other' : (GROUPS[group] ?? group));

/** Labels of everything that a criterion of this checklist can name. */
export function ruleWords(checklist: LinkedChecklist, concepts: Concepts): RuleWords {
  return {
    concepts,
    nameOf(name) {
      if (name === 'documented') return `${checklist.title} is documented`;
      if (name === 'governing')
        return `The governing definition: ${checklist.definitions[checklist.governing]?.label ?? checklist.governing}`;
      return checklist.criteria[name]?.label ?? checklist.definitions[name]?.label ?? `${name.replaceAll('-', ' ')} (clock)`;
    },
  };
}

export function itemLines(item: LinkedItem, words: RuleWords): Pick<RuleItem, 'when' | 'looksFor'> {
  return {
    when: item.when && criterionLine(item.when, words),
    looksFor: item.looksFor && criterionLine(item.looksFor, words),
  };
}

const STATUS: Readonly<Record<string, string>> = {
  unsupported: 'Documented',
  conflicting: 'Statements differ',
  uncertain: 'Documented as possible',
  undocumented: 'Not documented',
};
const VERDICT: Readonly<Record<string, string>> = { met: 'met', 'not-met': 'not met', 'not-found': 'not found', 'not-known': 'not known' };

/** `policies`: what each policy changes of this checklist, with its reason. */
export function ruleText(checklist: LinkedChecklist, concepts: Concepts, policies: readonly RulePolicy[] = []): RuleText {
  const words = ruleWords(checklist, concepts);
  const entries = (named: Readonly<Record<string, NamedCriterion>>): RuleEntry[] =>
    Object.entries(named).map(([id, { label, source, criterion }]) => ({ id, label, source, asks: criterionLine(criterion, words) }));
  const item = (linked: LinkedItem, asked: string | null = null): RuleItem => ({
    ...{ id: linked.id, ref: linked.ref, kind: linked.kind, audience: linked.audience, label: linked.label, source: linked.source },
    ...{ group: groupWords(linked.group), asked, title: linked.title, answers: linked.answers },
    ...{ ...itemLines(linked, words), prompt: linked.prompt && templateWords(linked.prompt, checklist, words) },
  });
  return {
    ...{ id: checklist.id, title: checklist.title, version: checklist.version, stage: checklist.stage, owner: checklist.owner },
    ...{ reviewBy: checklist.reviewBy, policy: checklist.policy, governing: checklist.governing },
    attributes: attributeLines(checklist),
    sources: Object.entries(checklist.sources).map(([id, source]) => ({ id, ...source })),
    documented: checklist.documentedBy
      ? criterionLine(checklist.documentedBy, words)
      : { text: `${checklist.documentedAs.map((id) => labelOf(id, concepts)).join(', ')}, stated by a provider`, name: null, parts: [] },
    appliesTo: checklist.appliesTo && criterionLine(checklist.appliesTo, words),
    definitions: entries(checklist.definitions),
    criteria: entries(checklist.criteria),
    clocks: Object.entries(checklist.anchors).map(([id, criterion]) => ({
      ...{ id, label: id.replaceAll('-', ' '), source: null },
      asks: criterionLine(criterion, words),
    })),
    expect: checklist.expect.map((one) => item(one)),
    conflicts: checklist.conflicts.map((one) => item(one)),
    status: Object.entries(checklist.statusPrompts).flatMap(([status, cells]) => {
      // The same items in each cell: the language wrote `any`.
      const seen = new Map<string, { item: LinkedItem; verdicts: string[] }>();
      for (const [verdict, list] of Object.entries(cells ?? {}))
        for (const one of list ?? []) {
          const known = seen.get(one.id) ?? { item: one, verdicts: [] };
          known.verdicts.push(VERDICT[verdict] ?? verdict);
          seen.set(one.id, known);
        }
      const said = (verdicts: readonly string[]) => (verdicts.length > 2 ? '' : `; the governing definition is ${verdicts.join(' or ')}`);
      return [...seen.values()].map((each) => item(each.item, `${STATUS[status] ?? status}${said(each.verdicts)}`));
    }),
    queries: checklist.queries.map((query) => ({
      ...{ id: query.id, title: query.title, ask: query.ask },
      when: whenOf(query.when, checklist),
      cites: [...query.cite.map(words.nameOf), ...query.show.map((concept) => labelOf(concept, concepts))],
      options: query.options.map((option) => ({
        text: option.text,
        with: option.supportedBy.length === 0 ? null : option.supportedBy.map(words.nameOf).join('; '),
      })),
    })),
    calculated: calculatedIn(checklist, concepts),
    changes: Object.entries(checklist.changes).map(([version, text]) => ({ version, text })),
    policies,
  };
}

const WHEN: Readonly<Record<Status, string>> = {
  supported: 'documented and shown',
  unsupported: 'documented, the definition not shown',
  undocumented: 'findings without a statement',
  conflicting: 'statements differ',
  uncertain: 'documented as possible',
  quiet: 'nothing to ask',
  'cannot-check': 'cannot be checked',
};

const whenOf = (when: LinkedChecklist['queries'][number]['when'], checklist: LinkedChecklist): string => {
  if ('statuses' in when) return when.statuses.map((status) => WHEN[status]).join(' or ');
  return [...checklist.expect, ...checklist.conflicts].find(({ id }) => id === when.item)?.label ?? when.item;
};

/** A prompt's template with its slots in words: '{lactate.first.value}' -> '[Lactate, first value]'. */
function templateWords(template: string, checklist: LinkedChecklist, words: RuleWords): string {
  return template.replace(/\{([^}]+)\}/g, (_, slot: string) => {
    const [name = '', ...rest] = slot.split('.');
    const known = checklist.criteria[name] ?? checklist.definitions[name];
    const label = known?.label ?? labelOf(name, words.concepts);
    return `[${[label, rest.join(' ')].filter(Boolean).join(', ')}]`;
  });
}

function calculatedIn(checklist: LinkedChecklist, concepts: Concepts): RuleText['calculated'] {
  const items = [...checklist.expect, ...checklist.conflicts];
  const criteria: (Criterion | null)[] = [
    ...[...Object.values(checklist.criteria), ...Object.values(checklist.definitions)].map(({ criterion }) => criterion),
    ...Object.values(checklist.anchors),
    ...items.flatMap(({ when, looksFor }) => [when, looksFor]),
  ];
  const used = new Set<string>();
  for (const criterion of criteria)
    for (const node of criterion ? nodesOf(criterion) : []) if (node.form === 'fact' && isMeasure(node.concept)) used.add(node.concept);
  return measures
    .filter(({ id }) => used.has(id))
    .map((measure) => ({
      label: labelOf(measure.id, concepts),
      source: measure.source,
      from: [...measure.needs, ...(measure.eitherOf ?? []).flat()].map((id) => labelOf(id, concepts)).join(', '),
    }));
}
