import { useState } from 'preact/hooks';
import type { Verdict } from '../../../core/chart/verdict.ts';
import type { ChecklistResult } from '../../../core/evaluate/result.ts';
import { cdiWords } from '../words.ts';
import { AnswerRow } from './AnswerRow.tsx';
import styles from './Case.module.css';
import type { CaseContext } from './case-context.ts';
import { RowTable } from './RowTable.tsx';
import { VerdictMark } from './Verdict.tsx';

const VERDICTS: readonly Verdict[] = ['met', 'not-met', 'not-found', 'not-known'];

/** Every criterion of the checklist with its verdict and the facts or the search it rests on. */
export function Criteria({ result, context }: { readonly result: ChecklistResult; readonly context: CaseContext }) {
  const [only, setOnly] = useState<Verdict | null>(null);
  const all = Object.values(result.criteria);
  const shown = only === null ? all : all.filter((criterion) => criterion.verdict === only);
  const count = (verdict: Verdict) => all.filter((criterion) => criterion.verdict === verdict).length;
  const filters = [null, ...VERDICTS.filter((verdict) => count(verdict) > 0)] as const;
  return (
    <section class={styles.section} aria-labelledby="criteria-head">
      <div class={styles.head}>
        <h3 id="criteria-head">{cdiWords.case.criteria}</h3>
        <fieldset class={styles.filters} aria-label={cdiWords.case.filter}>
          {filters.map((verdict) => (
            <button
              key={verdict ?? 'all'}
              type="button"
              class={styles.filter}
              aria-pressed={only === verdict}
              onClick={() => setOnly(only === verdict ? null : verdict)}
            >
              {verdict === null ? cdiWords.case.all(all.length) : `${count(verdict)} ${cdiWords.case.verdict[verdict]}`}
            </button>
          ))}
        </fieldset>
      </div>
      <RowTable heads={cdiWords.case.criterionHead}>
        {shown.map((criterion) => (
          <AnswerRow
            key={criterion.id}
            label={criterion.label}
            mark={<VerdictMark verdict={criterion.verdict} />}
            answer={criterion}
            context={context}
            entry={[result.id, criterion.id]}
          />
        ))}
      </RowTable>
    </section>
  );
}
