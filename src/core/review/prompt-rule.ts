import type { LinkedChecklist } from '../checklist/linked.ts';
import { documentedConcepts, undocumentedName } from '../compose/documented.ts';
import type { Essentials } from '../compose/essentials.ts';
import type { RuleLine } from '../compose/rule-line.ts';
import { type RulePolicy, type RuleSource, type RuleText, ruleText } from '../compose/rule-text.ts';
import type { Prompt } from '../compose/statement.ts';
import { plainEssentials, ruleForClinicians } from '../lint/plain-rule.ts';
import { checklistsUnder, type ReviewContent, toolkitOf } from './content.ts';
import type { Review } from './review.ts';

/** A checklist as a reader may see it, and its one page. */
export interface ReadableRule {
  readonly rule: RuleText;
  readonly essentials: Essentials;
}

/** One item behind a prompt, in words. A null was left out: it would name what nobody has documented. */
export interface PromptReason {
  readonly checklist: string;
  readonly item: string;
  readonly label: string | null;
  /** Of an item of the status table: what is documented and what the findings show. */
  readonly asked: string | null;
  readonly when: RuleLine | null;
  readonly looksFor: RuleLine | null;
  readonly source: RuleSource | null;
}

/** Why a prompt is asked: its items in plain words with their sources, and the source attributes of its checklist. */
export interface PromptRule {
  /** Null where the subject is not documented: the name of the checklist would suggest it. */
  readonly title: string | null;
  readonly version: string;
  readonly stage: RuleText['stage'];
  readonly owner: string;
  readonly reviewBy: string;
  readonly attributes: RuleText['attributes'];
  readonly reasons: readonly PromptReason[];
  readonly leftOut: boolean;
}

/** Every checklist under a policy in plain words; `base` where the policy is not known. Clinicians get the reference page, others the whole rule. */
export function readableRules(content: ReviewContent, policy: string, isClinician: boolean): readonly ReadableRule[] {
  const { lint } = toolkitOf(content);
  const list = checklistsUnder(content, policy) ?? checklistsUnder(content, 'base') ?? [];
  return list.map((checklist) => ({
    rule: readRule(checklist, content, isClinician),
    essentials: plainEssentials(checklist, content.concepts, lint),
  }));
}

/** Putting a checklist in words and through the linter takes some tenths of a second: done once for each kind of reader. */
const read = { clinician: new WeakMap<LinkedChecklist, RuleText>(), reviewer: new WeakMap<LinkedChecklist, RuleText>() };

function readRule(checklist: LinkedChecklist, content: ReviewContent, isClinician: boolean): RuleText {
  const known = read[isClinician ? 'clinician' : 'reviewer'];
  const whole = () => ruleText(checklist, content.concepts, policiesOn(content, checklist.id));
  const made = known.get(checklist) ?? (isClinician ? ruleForClinicians(whole(), toolkitOf(content).lint) : whole());
  known.set(checklist, made);
  return made;
}

/** What each policy of the content changes of one checklist: the governing definition, criteria by label, items turned off. */
function policiesOn(content: ReviewContent, id: string): readonly RulePolicy[] {
  const base = content.checklists.base?.find((one) => one.id === id);
  return Object.entries(content.checklists).flatMap(([policy, list]) => {
    const changed = policy === 'base' ? undefined : list.find((one) => one.id === id);
    if (!base || !changed) return [];
    const differs = (section: 'criteria' | 'definitions' | 'anchors') =>
      Object.entries(changed[section]).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(base[section][name]));
    const named = [...differs('criteria'), ...differs('definitions')].map(([name, value]) => ('label' in value ? value.label : name));
    const items = (['expect', 'conflicts'] as const).flatMap((section) =>
      base[section].flatMap((item) => {
        const now = changed[section].find((one) => one.id === item.id);
        return now === undefined ? [`Not asked: ${item.label}`] : JSON.stringify(now) === JSON.stringify(item) ? [] : [now.label];
      }),
    );
    const governing =
      changed.governing === base.governing ? [] : [`Governing: ${changed.definitions[changed.governing]?.label ?? changed.governing}`];
    const about = content.policies?.[policy];
    return [
      {
        title: about?.title ?? policy,
        because: about?.because[id] ?? '',
        changed: [...new Set([...governing, ...named, ...differs('anchors').map(([name]) => name.replaceAll('-', ' ')), ...items])],
      },
    ];
  });
}

/**
 * The rule behind one prompt. For a clinician it names no diagnosis that nobody has documented: such lines, titles and sources are left out, and
 * `leftOut` says that something was. Null when the review does not hold the prompt's checklist.
 */
export function promptRule(content: ReviewContent, review: Review, prompt: Prompt, isClinician: boolean): PromptRule | null {
  const list = checklistsUnder(content, review.policy) ?? checklistsUnder(content, 'base') ?? [];
  const about = list.find(({ id }) => id === prompt.checklist);
  if (!about || !review.checklists.some(({ id }) => id === prompt.checklist)) return null;
  let leftOut = false;
  const guardFor = (checklist: string) => {
    const result = review.checklists.find(({ id }) => id === checklist);
    const documented = result ? documentedConcepts(review.chart, result, content.concepts) : new Set<string>();
    return (text: string): boolean => {
      const isFine = !isClinician || undocumentedName(text, documented, content.concepts) === null;
      if (!isFine) leftOut = true;
      return isFine;
    };
  };
  const reasonOf = ({ checklist, item }: { readonly checklist: string; readonly item: string }): PromptReason[] => {
    const linked = list.find(({ id }) => id === checklist);
    if (!linked) return [];
    const rule = readRule(linked, content, isClinician);
    const found = [...rule.expect, ...rule.conflicts, ...rule.status].find(({ id }) => id === item);
    if (!found) return [];
    const mayBeSaid = guardFor(checklist);
    // An item of the status table asks for the governing definition.
    const governing = found.asked === null ? undefined : rule.definitions.find(({ id }) => id === rule.governing);
    const looksFor = found.looksFor ?? governing?.asks ?? null;
    const source = rule.sources.find(({ id }) => id === found.source) ?? null;
    return [
      {
        ...{ checklist, item },
        label: mayBeSaid(found.label) ? found.label : null,
        asked: found.asked,
        when: found.when && kept(found.when, mayBeSaid),
        looksFor: looksFor && kept(looksFor, mayBeSaid),
        source: source && mayBeSaid(source.title) ? source : null,
      },
    ];
  };
  const text = readRule(about, content, false);
  const mayBeSaid = guardFor(about.id);
  const reasons = [{ checklist: prompt.checklist, item: prompt.item }, ...(prompt.also ?? [])].flatMap(reasonOf);
  const attributes = text.attributes.filter((one) => mayBeSaid(one.text));
  const title = mayBeSaid(about.title) ? about.title : null;
  return {
    ...{ title, version: about.version, stage: about.stage, owner: about.owner, reviewBy: about.reviewBy },
    ...{ attributes, reasons, leftOut },
  };
}

/** A line with the parts that may be said; null when nothing of it may. */
function kept(line: RuleLine, mayBeSaid: (text: string) => boolean): RuleLine | null {
  if (!mayBeSaid(line.text)) return null;
  const parts = line.parts.flatMap((part) => kept(part, mayBeSaid) ?? []);
  return line.parts.length > 0 && parts.length === 0 ? null : { ...line, parts };
}
