import { cannotCheck } from '../../../core/compose/index.ts';
import type { ChecklistResult } from '../../../core/evaluate/result.ts';
import { cdiWords } from '../words.ts';
import styles from './Case.module.css';
import type { CaseContext } from './case-context.ts';
import { FactLinks } from './FactLink.tsx';
import { fewLines } from './lines.ts';

/** What speaks for the governing definition and what speaks against it, with the same weight. */
export function Sides({ result, context }: { readonly result: ChecklistResult; readonly context: CaseContext }) {
  const { lineOf, concepts } = context;
  const isHidden = cannotCheck(result, context.review.chart).length > 0;
  const supports = fewLines(result.for, lineOf, concepts, 'supports');
  const against = fewLines(result.against, lineOf, concepts, 'against');
  if (supports.length === 0 && against.length === 0) return null;
  return (
    <section class={styles.section} aria-labelledby="sides-head">
      <h3 id="sides-head">{cdiWords.case.sides}</h3>
      {isHidden && <p class={styles.unknown}>{cdiWords.case.timeline.unread}</p>}
      <div class={styles.sides}>
        <div>
          <h4>{cdiWords.case.for}</h4>
          {supports.length === 0 ? <p class={styles.plain}>{cdiWords.case.noneFor}</p> : <FactLinks lines={supports} most={6} />}
        </div>
        <div>
          <h4>{cdiWords.case.against}</h4>
          {against.length === 0 ? <p class={styles.plain}>{cdiWords.case.noneAgainst}</p> : <FactLinks lines={against} most={6} />}
        </div>
      </div>
    </section>
  );
}
