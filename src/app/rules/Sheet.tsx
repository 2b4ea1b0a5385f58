import type { ComponentChildren } from 'preact';
import { inline, type RuleLine, wholeText } from '../../core/compose/rule-line.ts';
import type { RuleText } from '../../core/compose/rule-text.ts';
import { words } from '../words.ts';
import { Entry, type EntryContext, ItemEntry, NamedEntry, placeOf } from './Entries.tsx';
import styles from './Rules.module.css';
import { Side } from './Side.tsx';
import { ruleWords } from './words.ts';

/** True when every word of the filter stands somewhere in the texts. */
export function holds(filter: string, ...texts: readonly (string | RuleLine | null)[]): boolean {
  const all = texts
    .map((text) => (typeof text === 'string' ? text : wholeText(text)))
    .join(' ')
    .toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

/** The rule with only the entries that hold the words of a filter. */
export function filtered(rule: RuleText, filter: string): RuleText {
  if (filter.trim() === '') return rule;
  const entry = ({ label, asks }: RuleText['criteria'][number]) => holds(filter, label, asks);
  const item = ({ label, ref, when, looksFor, prompt, answers }: RuleText['expect'][number]) =>
    holds(filter, label, ref, when, looksFor, prompt, answers.join(' '));
  return {
    ...rule,
    definitions: rule.definitions.filter(entry),
    criteria: rule.criteria.filter(entry),
    clocks: rule.clocks.filter(entry),
    expect: rule.expect.filter(item),
    conflicts: rule.conflicts.filter(item),
    status: rule.status.filter(item),
    queries: rule.queries.filter(({ title, ask, options }) => holds(filter, title, ask, ...options.map(({ text }) => text))),
    calculated: rule.calculated.filter(({ label, source, from }) => holds(filter, label, source, from)),
    sources: rule.sources.filter(({ id, title }) => holds(filter, id, title)),
    attributes: rule.attributes.filter(({ name, text }) => holds(filter, name, text)),
    policies: rule.policies.filter(({ title, because, changed }) => holds(filter, title, because, ...changed)),
    changes: rule.changes.filter(({ version, text }) => holds(filter, version, text)),
  };
}

export type PartId = keyof typeof ruleWords.parts;
const PARTS: readonly PartId[] = [
  ...(['definitions', 'expect', 'conflicts', 'status', 'criteria', 'clocks', 'queries', 'calculated'] as const),
  ...(['sources', 'attributes', 'policies', 'changes'] as const),
];

/** The parts of a rule that hold something, with how much. */
export const partsIn = (rule: RuleText): readonly { readonly id: PartId; readonly count: number }[] =>
  PARTS.map((id) => ({ id, count: rule[id].length })).filter(({ count }) => count > 0);

/** A checklist as a sheet to read: governance first, then the definitions side by side, items by group, criteria, and where all of it comes from. */
export function Sheet({ rule, context }: { readonly rule: RuleText; readonly context: EntryContext }) {
  const groups = (items: RuleText['expect']) => [...new Set(items.map(({ group }) => group))];
  const has = new Set(partsIn(rule).map(({ id }) => id));
  return (
    <div class={styles.sheet}>
      {has.has('definitions') && (
        <Part id="definitions">
          <Side definitions={rule.definitions} context={context} />
        </Part>
      )}
      {(['expect', 'conflicts', 'status'] as const)
        .filter((part) => has.has(part))
        .map((part) => (
          <Part key={part} id={part}>
            {groups(rule[part]).map((group) => (
              <div key={group}>
                {part !== 'status' && <p class={styles.group}>{group}</p>}
                <ul class={styles.entries}>
                  {rule[part]
                    .filter((item) => item.group === group)
                    .map((item) => (
                      <ItemEntry key={`${item.id} ${item.asked}`} item={item} part={part} context={context} />
                    ))}
                </ul>
              </div>
            ))}
          </Part>
        ))}
      {(['criteria', 'clocks'] as const)
        .filter((part) => has.has(part))
        .map((part) => (
          <Part key={part} id={part}>
            <ul class={styles.entries}>
              {rule[part].map((entry) => (
                <NamedEntry key={entry.id} entry={entry} context={context} />
              ))}
            </ul>
          </Part>
        ))}
      {has.has('queries') && (
        <Part id="queries">
          <ul class={styles.entries}>
            {rule.queries.map((query) => (
              <Entry key={query.id} id={placeOf(rule.id, `query-${query.id}`)} label={query.title} meta={query.when}>
                <p>{query.ask}</p>
                <p class="meta">
                  {ruleWords.cites}: {query.cites.join('; ')}
                </p>
                <p class="meta">{ruleWords.options}</p>
                <ul class={styles.under}>
                  {query.options.map((option) => (
                    <li key={option.text}>
                      {option.text} {option.with && <span class="meta">{ruleWords.offeredWith(option.with)}</span>}
                    </li>
                  ))}
                </ul>
              </Entry>
            ))}
          </ul>
        </Part>
      )}
      {has.has('calculated') && (
        <Part id="calculated">
          <dl class={styles.pairs}>
            {rule.calculated.map((one) => [
              <dt key={`${one.label} ${one.source}`}>{one.label}</dt>,
              <dd key={`${one.label} ${one.source} text`}>
                {one.source}{' '}
                <span class="meta">
                  {ruleWords.from}: {one.from}
                </span>
              </dd>,
            ])}
          </dl>
        </Part>
      )}
      <Provenance rule={rule} has={has} />
    </div>
  );
}

/** Sources with links and periods, the other source attributes, what policies change, and what each version changed. */
function Provenance({ rule, has }: { readonly rule: RuleText; readonly has: ReadonlySet<PartId> }) {
  return (
    <>
      {has.has('sources') && (
        <Part id="sources">
          <ul class={styles.plain}>
            {rule.sources.map((source) => (
              <li key={source.id}>
                {source.link ? (
                  <a href={source.link} target="_blank" rel="noreferrer">
                    {source.title}
                  </a>
                ) : (
                  source.title
                )}{' '}
                <span class="meta">{ruleWords.period(source.from, source.until)}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {has.has('attributes') && (
        <Part id="attributes">
          <dl class={styles.pairs}>
            {rule.attributes.map(({ name, text }) => [<dt key={name}>{name}</dt>, <dd key={`${name} text`}>{text}</dd>])}
          </dl>
        </Part>
      )}
      {has.has('policies') && (
        <Part id="policies">
          <ul class={styles.plain}>
            {rule.policies.map((policy) => (
              <li key={policy.title}>
                <strong>{policy.title}</strong>: {policy.changed.join('; ')}.{' '}
                <span class="meta">
                  {ruleWords.because}: {policy.because}
                </span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {has.has('changes') && (
        <Part id="changes">
          <dl class={styles.pairs}>
            {rule.changes.map(({ version, text }) => [<dt key={version}>{version}</dt>, <dd key={`${version} text`}>{text}</dd>])}
          </dl>
        </Part>
      )}
    </>
  );
}

function Part({ id, children }: { readonly id: PartId; readonly children: ComponentChildren }) {
  return (
    <section aria-labelledby={`part-${id}`}>
      <h3 id={`part-${id}`} tabIndex={-1} class={styles.part}>
        {ruleWords.parts[id]}
      </h3>
      {children}
    </section>
  );
}

/** Title, version, stage, owner, review date, policy, and what counts as documented. */
export function Governance({ rule }: { readonly rule: RuleText }) {
  const head = ruleWords.head;
  const rows: readonly (readonly [string, string])[] = [
    [head.version, rule.version],
    [head.stage, words.help.stage[rule.stage]],
    [head.owner, rule.owner],
    [head.reviewBy, rule.reviewBy],
    ...(rule.policy === 'base' ? [] : [[head.policy, rule.policy] as const]),
  ];
  return (
    <dl class={styles.governance}>
      {rows.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
      <div>
        <dt>{head.documented}</dt>
        <dd>{inline(rule.documented)}</dd>
      </div>
      {rule.appliesTo && (
        <div>
          <dt>{head.appliesTo}</dt>
          <dd>{inline(rule.appliesTo)}</dd>
        </div>
      )}
    </dl>
  );
}
