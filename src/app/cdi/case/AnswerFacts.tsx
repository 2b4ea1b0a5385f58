import { wallTime } from '../../../core/compose/index.ts';
import { partWords } from '../../../core/compose/wording.ts';
import type { Answer } from '../../../core/evaluate/result.ts';
import type { Review } from '../../../core/review/review.ts';
import { cdiWords } from '../words.ts';
import styles from './Case.module.css';
import type { CaseContext } from './case-context.ts';
import { FactLinks, SourceLink } from './FactLink.tsx';
import { fewLines } from './lines.ts';

/** What an answer rests on: its facts; for absence the search; what was not measured; why it is not known. */
export function AnswerFacts({
  answer,
  label,
  context,
  most = 3,
}: {
  readonly answer: Answer;
  readonly label: string;
  readonly context: CaseContext;
  readonly most?: number;
}) {
  const { review, lineOf, concepts } = context;
  const lines = fewLines(answer.facts, lineOf, concepts);
  const says = [
    answer.verdict === 'not-known' || (lines.length === 0 && answer.verdict === 'not-found') ? answer.why : null,
    answer.missing.length > 0 ? cdiWords.case.notMeasured(answer.missing.map(partWords).join(', ')) : null,
    answer.open ? cdiWords.case.windowOpen : null,
  ].filter((text): text is string => text !== null && text !== '');
  return (
    <div class={styles.facts}>
      {lines.length > 0 && <FactLinks lines={lines} most={most} />}
      {says.map((text) => (
        <span key={text} class={answer.verdict === 'not-known' ? styles.unknown : styles.note}>
          {text}
        </span>
      ))}
      {answer.search !== null && (answer.verdict === 'not-known' || (answer.verdict !== 'met' && lines.length === 0)) && (
        <SourceLink
          text={searchWords(answer, review)}
          title={label}
          sources={[{ search: answer.search, at: answer.searchedAt ?? review.asOf }]}
        />
      )}
    </div>
  );
}

/** 'searched 03-02 08:14, looked from 03-02 00:55 to 03-02 06:55' */
function searchWords(answer: Answer, review: Review): string {
  const time = (at: number) => wallTime(at, review.zone, review.asOf);
  if (answer.verdict === 'not-known') return cdiWords.case.asked;
  const window = answer.window ? `, ${cdiWords.case.window(time(answer.window.from), time(Math.min(answer.window.to, review.asOf)))}` : '';
  return `${cdiWords.case.searched(time(answer.searchedAt ?? review.asOf))}${window}`;
}
