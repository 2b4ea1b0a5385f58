import type { RuleEntry } from '../../core/compose/rule-text.ts';
import { AnswerFacts } from '../cdi/case/AnswerFacts.tsx';
import { VerdictMark } from '../cdi/case/Verdict.tsx';
import { type EntryContext, placeOf } from './Entries.tsx';
import { Lines } from './Lines.tsx';
import styles from './Rules.module.css';
import { ruleWords } from './words.ts';

/** Definitions beside each other: what each asks, and, for the open chart, how each part stands and which parts make them differ. */
export function Side({ definitions, context }: { readonly definitions: readonly RuleEntry[]; readonly context: EntryContext }) {
  const { rule, lines, patient } = context;
  return (
    <>
      {patient && <Difference definitions={definitions} context={context} />}
      <ul class={styles.side}>
        {definitions.map((definition) => {
          const answer = patient?.answerOf(definition.id) ?? null;
          const source = rule.sources.find(({ id }) => id === definition.source)?.title;
          return (
            <li key={definition.id} class={`${styles.card} ${definition.id === rule.governing ? styles.governing : ''}`}>
              <h4 id={placeOf(rule.id, definition.id)} tabIndex={-1} class={styles.label} data-row>
                {definition.label}
              </h4>
              <p class="meta">{[definition.id === rule.governing ? ruleWords.governs : null, source].filter(Boolean).join(' · ')}</p>
              {answer && (
                <p class="no-print">
                  <VerdictMark verdict={answer.verdict} />
                </p>
              )}
              <Lines line={definition.asks} context={lines} />
              {answer && patient && (
                <div class="no-print">
                  <AnswerFacts answer={answer} label={definition.label} context={patient.context} most={1} />
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** Which definitions are met and which are not, and the named parts that keep each of the others from it. */
function Difference({ definitions, context }: { readonly definitions: readonly RuleEntry[]; readonly context: EntryContext }) {
  const verdictOf = context.lines.verdictOf;
  const short = ({ label }: RuleEntry) => label.split(',')[0] ?? label;
  const met = definitions.filter(({ id }) => verdictOf(id) === 'met');
  const others = definitions.filter(({ id }) => verdictOf(id) !== null && verdictOf(id) !== 'met');
  if (met.length === 0 || others.length === 0) return <p class={`${styles.differs} no-print`}>{ruleWords.agree}</p>;
  return (
    <div class={`${styles.differs} no-print`}>
      <p>{ruleWords.differs(met.map(short).join(', '), others.map(short).join(', '))}</p>
      <dl>
        {others.map((definition) => {
          const lacking = [definition.asks, ...definition.asks.parts].filter(
            ({ name, text }) => name !== null && !text.startsWith('Not: ') && verdictOf(name) !== null && verdictOf(name) !== 'met',
          );
          if (lacking.length === 0) return null;
          return [
            <dt key={definition.id}>{short(definition)}</dt>,
            <dd key={`${definition.id} lacks`}>
              {lacking.map(({ name, text }) => (
                <span key={text} class={styles.lacking}>
                  {text} {name !== null && <VerdictMark verdict={verdictOf(name) ?? 'not-known'} />}
                </span>
              ))}
            </dd>,
          ];
        })}
      </dl>
    </div>
  );
}
