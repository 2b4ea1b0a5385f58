import type { Verdict } from '../../../core/chart/verdict.ts';
import type { ChecklistResult } from '../../../core/evaluate/result.ts';
import { RuleLink } from '../../shell/RuleLink.tsx';
import { cdiWords } from '../words.ts';
import { AnswerFacts } from './AnswerFacts.tsx';
import styles from './Case.module.css';
import type { CaseContext } from './case-context.ts';
import { VerdictMark } from './Verdict.tsx';

/** All definitions of the condition beside each other, the governing one marked, and whether they agree for this patient. */
export function Definitions({ result, context }: { readonly result: ChecklistResult; readonly context: CaseContext }) {
  const all = Object.entries(result.definitions);
  if (all.length < 2) return null;
  const labels = (test: (verdict: string) => boolean) => all.filter(([, each]) => test(each.verdict)).map(([, each]) => nameOf(each.label));
  const met = labels((verdict) => verdict === 'met');
  const open = labels((verdict) => verdict === 'not-known');
  const others = labels((verdict) => verdict === 'not-met' || verdict === 'not-found');
  return (
    <section class={styles.section} aria-labelledby="definitions-head">
      <h3 id="definitions-head">{cdiWords.case.definitions}</h3>
      <p class={styles.plain}>
        {met.length > 0 && others.length > 0 && cdiWords.case.definitionsDiffer(met.join(', '), others.join(', '))}
        {met.length + others.length > 0 && !(met.length > 0 && others.length > 0) && cdiWords.case.definitionsAgree}
        {open.length > 0 && ` ${cdiWords.case.definitionsOpen(open.join(', '))}`}
      </p>
      <div class={styles.grid} data-keys>
        {all.map(([id, definition]) => (
          <div key={id} class={`${styles.cell} ${id === result.governing ? styles.governing : ''}`} tabIndex={-1} data-row>
            <div>
              {definition.label} {id === result.governing && <span class="meta">({cdiWords.case.governing})</span>}
            </div>
            <div class={styles.withRule}>
              <VerdictMark verdict={definition.verdict} />
              <RuleLink checklist={result.id} entry={id} label={definition.label} />
            </div>
            {id !== result.governing && <p class={styles.plain}>{besideGoverning(definition.verdict, result)}</p>}
            <AnswerFacts answer={definition} label={definition.label} context={context} most={2} />
          </div>
        ))}
      </div>
    </section>
  );
}

/** How an answer stands to the governing one. What is not known on either side is no difference. */
function besideGoverning(own: Verdict, { definitions, governing }: ChecklistResult): string {
  const other = definitions[governing]?.verdict;
  const words = cdiWords.case;
  if (other === undefined || own === 'not-known' || other === 'not-known') return words.notComparable;
  return own === other ? words.sameAsGoverning : words.differsFromGoverning(words.verdict[own], words.verdict[other]);
}

/** 'Sepsis-3, infection with SOFA two or more above baseline' -> 'Sepsis-3' */
const nameOf = (label: string): string => label.split(',')[0] ?? label;
