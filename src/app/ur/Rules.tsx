import type { ChecklistResult, CriterionResult } from '../../core/evaluate/result.ts';
import type { Review } from '../../core/review/review.ts';
import { RuleLink } from '../shell/RuleLink.tsx';
import { Banner } from '../ui/Banner.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { type MarkState, StateMark } from '../ui/StateMark.tsx';
import { Table } from '../ui/Table.tsx';
import styles from './Block.module.css';
import { sourcesOf } from './open.ts';
import { ruleSet, shownRules, supportWords } from './rules.ts';
import { SourceText } from './SourceText.tsx';
import { urWords } from './words.ts';

const MARK: Readonly<Record<CriterionResult['verdict'], MarkState>> = {
  met: 'fine',
  'not-met': 'info',
  'not-found': 'info',
  'not-known': 'unknown',
};

/** The rules of the payer class, each with a word and the facts behind it. The reader concludes. */
export function Rules({ review, result }: { readonly review: Review; readonly result: ChecklistResult }) {
  const set = ruleSet(review);
  const rules = shownRules(result, review);
  const words = urWords.rules;
  // The benchmark is what every reviewer asks first; of the others those that are shown, or could not be looked at.
  const isFirst = (rule: CriterionResult) => rule.id === 'two-midnight' || rule.verdict === 'met' || rule.verdict === 'not-known';
  const first = rules.filter(isFirst);
  const others = rules.filter((rule) => !isFirst(rule));
  return (
    <section class={styles.block} aria-labelledby="ur-rules" data-stop tabIndex={-1}>
      <h2 id="ur-rules" class={styles.title}>
        {words.title}
      </h2>
      {set === 'unknown' && <Banner state="unknown">{words.unknownPayer}</Banner>}
      {set === 'other' ? <Banner state="info">{words.otherPayer}</Banner> : <p>{supportWords(review)}.</p>}
      {first.length > 0 && <RuleTable rules={first} checklist={result.id} />}
      {others.length > 0 && (
        <Disclosure title={words.others(others.length)}>
          <RuleTable rules={others} checklist={result.id} />
        </Disclosure>
      )}
      <p class="meta">{words.note}</p>
    </section>
  );
}

function RuleTable({ rules, checklist }: { readonly rules: readonly CriterionResult[]; readonly checklist: string }) {
  const words = urWords.rules;
  return (
    <Table caption={words.caption} head={words.head}>
      {rules.map((rule) => (
        <tr key={rule.id}>
          <th scope="row">{rule.label}</th>
          <td>
            <StateMark state={MARK[rule.verdict]}>{words.words[rule.verdict]}</StateMark> <Facts rule={rule} />{' '}
            <RuleLink checklist={checklist} entry={rule.id} label={rule.label} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

function Facts({ rule }: { readonly rule: CriterionResult }) {
  const sources = sourcesOf(rule.facts);
  const title = `${rule.label}: ${urWords.rules.words[rule.verdict]}`;
  if (sources.length > 0) {
    return (
      <SourceText title={title} sources={sources}>
        {urWords.rules.facts(sources.length)}
      </SourceText>
    );
  }
  if (rule.search === null) return null;
  return (
    <SourceText title={title} sources={[{ search: rule.search, at: rule.searchedAt ?? 0 }]}>
      {urWords.elements.search}
    </SourceText>
  );
}
