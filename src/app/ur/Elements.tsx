import { noteWords, roleWords } from '../../core/compose/wording.ts';
import type { ChecklistResult, CriterionResult } from '../../core/evaluate/result.ts';
import { type MarkState, StateMark } from '../ui/StateMark.tsx';
import { Table } from '../ui/Table.tsx';
import styles from './Block.module.css';
import { sourcesOf } from './open.ts';
import { SourceText } from './SourceText.tsx';
import { zonedTime } from './wall.ts';
import { urWords } from './words.ts';

/** Elements of the level-of-care reference, section 4, in its order. A site's checklist may lack some: they are left out. */
const ELEMENTS = ['expectation-stated', 'severity-stated', 'risk-stated', 'comorbidity-stated', 'needs-stated', 'alternatives-stated'];
const AFTER_DISCHARGE = 'unforeseen-event';

const MARK: Readonly<Record<CriterionResult['verdict'], MarkState>> = {
  met: 'fine',
  'not-met': 'info',
  'not-found': 'info',
  'not-known': 'unknown',
};

/** What the notes state of the elements a reviewer looks for: who and when, or the search that found nothing. */
export function Elements({
  result,
  isClosed,
  zone,
}: {
  readonly result: ChecklistResult;
  readonly isClosed: boolean;
  readonly zone: string | null;
}) {
  const ids = isClosed ? [...ELEMENTS, AFTER_DISCHARGE] : ELEMENTS;
  const criteria = ids.flatMap((id) => result.criteria[id] ?? []);
  return (
    <section class={styles.block} aria-labelledby="ur-elements" data-stop tabIndex={-1}>
      <h2 id="ur-elements" class={styles.title}>
        {urWords.elements.title}
      </h2>
      <Table caption={urWords.elements.caption} head={urWords.elements.head}>
        {criteria.map((criterion) => (
          <tr key={criterion.id}>
            <th scope="row">{criterion.label}</th>
            <td>
              <StateMark state={MARK[criterion.verdict]}>{urWords.elements.words[criterion.verdict]}</StateMark>{' '}
              <Where criterion={criterion} zone={zone} />
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}

/** '01-10 13:20 EST, attending, progress note'; for what was not found the search behind it. */
function Where({ criterion, zone }: { readonly criterion: CriterionResult; readonly zone: string | null }) {
  const said = criterion.facts.filter((fact) => fact.note !== undefined);
  const first = said[0] ?? criterion.facts[0];
  if (criterion.verdict === 'met' && first) {
    const who = [first.by && first.by !== 'unknown' ? roleWords(first.by) : null, first.note ? noteWords(first.note.type) : first.text];
    const text = [zonedTime(first.at, zone), ...who].filter(Boolean).join(', ');
    const others = criterion.facts.length - 1;
    return (
      <SourceText title={`${criterion.label}: ${text}`} sources={sourcesOf(criterion.facts)}>
        {text} {others > 0 && <span class="meta">{urWords.elements.more(others)}</span>}
      </SourceText>
    );
  }
  if (criterion.facts.length > 0) {
    return (
      <SourceText title={`${criterion.label}: ${urWords.elements.words[criterion.verdict]}`} sources={sourcesOf(criterion.facts)}>
        <span class="meta">{urWords.rules.facts(sourcesOf(criterion.facts).length)}</span>
      </SourceText>
    );
  }
  if (criterion.search === null) return null;
  const source = { search: criterion.search, at: criterion.searchedAt ?? 0 };
  return (
    <SourceText title={`${criterion.label}: ${urWords.elements.words[criterion.verdict]}`} sources={[source]}>
      <span class="meta">{urWords.elements.search}</span>
    </SourceText>
  );
}
