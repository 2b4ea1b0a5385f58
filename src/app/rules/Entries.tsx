import type { ComponentChildren } from 'preact';
import type { RuleEntry, RuleItem, RuleText } from '../../core/compose/rule-text.ts';
import { AnswerFacts } from '../cdi/case/AnswerFacts.tsx';
import { StateOfItem, VerdictMark } from '../cdi/case/Verdict.tsx';
import { words } from '../words.ts';
import type { ForPatient } from './for-patient.ts';
import { type LineContext, Lines } from './Lines.tsx';
import styles from './Rules.module.css';
import { ruleWords } from './words.ts';

/** What every entry needs: the rule it stands in, its links, and the open chart. */
export interface EntryContext {
  readonly rule: RuleText;
  readonly lines: LineContext;
  readonly patient: ForPatient | null;
}

/** Where an entry stands on the page; what a link goes to. */
export const placeOf = (checklist: string, entry: string): string => `rule-${checklist}-${entry}`;

const sourceTitle = (rule: RuleText, id: string | null) => rule.sources.find((source) => source.id === id)?.title ?? null;

/** One entry: a heading that can take the focus, its verdict, and what belongs to it. */
export function Entry({
  id,
  label,
  mark,
  meta,
  children,
}: {
  readonly id: string;
  readonly label: string;
  readonly mark?: ComponentChildren;
  readonly meta?: string;
  readonly children: ComponentChildren;
}) {
  return (
    <li class={styles.entry}>
      <div class={styles.entryHead}>
        <h4 id={id} tabIndex={-1} class={styles.label} data-row>
          {label}
        </h4>
        {mark && <span class={`${styles.mark} no-print`}>{mark}</span>}
      </div>
      {meta && <p class="meta">{meta}</p>}
      {children}
    </li>
  );
}

/** A criterion, definition or clock with what it asks, and how it stands for the open chart. */
export function NamedEntry({ entry, context }: { readonly entry: RuleEntry; readonly context: EntryContext }) {
  const { rule, lines, patient } = context;
  const answer = patient?.answerOf(entry.id) ?? null;
  const governs = entry.id === rule.governing ? ruleWords.governs : null;
  const meta = [governs, sourceTitle(rule, entry.source)].filter(Boolean).join(' · ');
  return (
    <Entry id={placeOf(rule.id, entry.id)} label={entry.label} mark={answer && <VerdictMark verdict={answer.verdict} />} meta={meta}>
      <Lines line={entry.asks} context={lines} />
      {answer && patient && (
        <div class="no-print">
          <AnswerFacts answer={answer} label={entry.label} context={patient.context} most={2} />
        </div>
      )}
    </Entry>
  );
}

/** An item with when it applies, what proves it, who is asked, its source, and its state in the open chart. */
export function ItemEntry({
  item,
  part,
  context,
}: {
  readonly item: RuleItem;
  readonly part: 'expect' | 'conflicts' | 'status';
  readonly context: EntryContext;
}) {
  const { rule, lines, patient } = context;
  const result = patient?.itemOf(item.id) ?? null;
  const meta = [
    words.kinds[item.kind],
    item.ref,
    item.prompt === null ? ruleWords.listed : ruleWords.askedOf(item.audience.map((who) => ruleWords.audience[who]).join(', ')),
    sourceTitle(rule, item.source),
  ];
  return (
    <Entry
      id={placeOf(rule.id, item.id)}
      label={item.label}
      mark={result && <StateOfItem state={result.state} />}
      meta={meta.filter(Boolean).join(' · ')}
    >
      <dl class={styles.facts}>
        {item.asked && [<dt key="asked">{ruleWords.when}</dt>, <dd key="asked-text">{item.asked}</dd>]}
        {(item.when || !item.asked) && [
          <dt key="when">{ruleWords.when}</dt>,
          <dd key="when-text">{item.when ? <Lines line={item.when} context={lines} /> : ruleWords.always}</dd>,
        ]}
        <dt>{part === 'conflicts' ? ruleWords.raisedBy : ruleWords.looksFor}</dt>
        <dd>{item.looksFor ? <Lines line={item.looksFor} context={lines} /> : ruleWords.statusLooksFor}</dd>
        {item.prompt && [<dt key="asks">{ruleWords.asks}</dt>, <dd key="asks-text">{item.prompt}</dd>]}
      </dl>
      {item.answers.length > 0 && <p class="meta">{ruleWords.answers(item.answers.join(', '))}</p>}
      {result && patient && result.state !== 'not-applicable' && (
        <div class="no-print">
          <AnswerFacts answer={result.found} label={item.label} context={patient.context} most={2} />
        </div>
      )}
    </Entry>
  );
}
