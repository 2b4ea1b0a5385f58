import type { Fact } from '../../../core/chart/fact.ts';
import { labelOf } from '../../../core/compose/concept-words.ts';
import { wallTime } from '../../../core/compose/index.ts';
import { noteWords, roleWords } from '../../../core/compose/wording.ts';
import type { ChecklistResult } from '../../../core/evaluate/result.ts';
import type { Timeline, TimelinePoint } from '../../../core/evaluate/timeline.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { cdiWords } from '../words.ts';
import styles from './Case.module.css';
import { type CaseContext, notesWereRead } from './case-context.ts';
import { FactLink, SourceLink } from './FactLink.tsx';
import { RowTable, TableRow } from './RowTable.tsx';

interface Group {
  readonly key: string;
  readonly first: Fact;
  readonly last: Fact;
  /** Last time in words that were not copied from an earlier note; null when all after the first are copies. */
  readonly lastNew: Fact | null;
  readonly count: number;
}

/** Statements about the condition, one line per wording of meaning: first and last mention, and the last that was not copied. */
export function statementGroups(statements: readonly Fact[]): Group[] {
  const groups = new Map<string, Fact[]>();
  for (const fact of statements) {
    const key = `${fact.concept} ${fact.says ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), fact]);
  }
  return [...groups].flatMap(([key, facts]) => {
    const inTime = [...facts].sort((a, b) => a.at - b.at);
    const [first] = inTime;
    const last = inTime.at(-1);
    if (!first || !last) return [];
    return [{ key, first, last, lastNew: inTime.findLast((fact) => !fact.note?.copied) ?? null, count: inTime.length }];
  });
}

/** What providers wrote about the condition: first and last mention, the last in new words, and what the order of notes amounts to. */
export function Statements({ result, context }: { readonly result: ChecklistResult; readonly context: CaseContext }) {
  const { documentation } = result;
  const groups = statementGroups(documentation.statements);
  return (
    <section class={styles.section} aria-labelledby="statements-head">
      <h3 id="statements-head">{cdiWords.case.statements}</h3>
      {groups.length === 0 && (
        <p class={documentation.known ? styles.plain : styles.unknown}>
          {documentation.known ? cdiWords.case.noStatements : cdiWords.case.noStatementsUnknown}
        </p>
      )}
      {groups.length > 0 && !notesWereRead(context.review) && <p class={styles.unknown}>{cdiWords.case.moreUnread}</p>}
      {documentation.timeline && documentation.timeline.points.length > 0 && (
        <Course timeline={documentation.timeline} title={result.title} context={context} />
      )}
      {groups.length > 0 && (
        <RowTable heads={cdiWords.case.statementHead}>
          {groups.map((group) => (
            <StatementRow key={group.key} group={group} context={context} />
          ))}
        </RowTable>
      )}
      {documentation.timeline && documentation.timeline.points.length > 1 && (
        <Disclosure title={<span class="meta">{`${cdiWords.case.allMentions} (${documentation.timeline.points.length})`}</span>}>
          <Notes result={result} timeline={documentation.timeline} context={context} />
        </Disclosure>
      )}
    </section>
  );
}

/** First and last statement in new words, what the order amounts to, and how much of it is copied. */
function Course({
  timeline,
  title,
  context: { review },
}: {
  readonly timeline: Timeline;
  readonly title: string;
  readonly context: CaseContext;
}) {
  const { first, last, points, patterns } = timeline;
  const copied = points.filter((point) => point.weak).length;
  const when = (point: TimelinePoint) => (
    <SourceLink text={wallTime(point.at, review.zone, review.asOf)} title={title} sources={[point.from]} />
  );
  return (
    <p class={styles.course}>
      {first && (
        <span>
          {cdiWords.case.firstNew} {when(first)}
        </span>
      )}
      {last && last !== first && (
        <span>
          {cdiWords.case.lastNew} {when(last)}
        </span>
      )}
      {patterns.map((pattern) => (
        <span key={pattern}>{cdiWords.case.patterns[pattern]}</span>
      ))}
      <span class={copied > 0 ? styles.copied : 'meta'}>
        {copied > 0 ? cdiWords.case.copiedCount(copied, points.length) : cdiWords.case.noneCopied}
      </span>
    </p>
  );
}

/** Every note that says something of it, in order of time: new words or copied ones. */
function Notes({
  result,
  timeline,
  context: { review },
}: {
  readonly result: ChecklistResult;
  readonly timeline: Timeline;
  readonly context: CaseContext;
}) {
  const whose = (point: TimelinePoint) => {
    const fact = result.documentation.statements.find((each) => each.from[0] === point.from);
    return [roleWords(fact?.by), fact?.note ? noteWords(fact.note.type) : null].filter(Boolean).join(', ');
  };
  return (
    <RowTable heads={cdiWords.case.mentionHead}>
      {timeline.points.map((point) => (
        <TableRow key={point.note} name={<span class="numbers">{wallTime(point.at, review.zone, review.asOf)}</span>}>
          <td>
            <SourceLink text={whose(point)} title={result.title} sources={[point.from]} />
          </td>
          <td>{cdiWords.case.pointSays[point.says]}</td>
          <td>{point.weak ? <span class={styles.copied}>{cdiWords.case.copiedWords}</span> : cdiWords.case.newWords}</td>
        </TableRow>
      ))}
    </RowTable>
  );
}

function StatementRow({ group, context }: { readonly group: Group; readonly context: CaseContext }) {
  const { review, concepts, lineOf } = context;
  const { first, last, lastNew, count } = group;
  const label = labelOf(first.concept, concepts);
  const where = (fact: Fact) =>
    [wallTime(fact.at, review.zone, review.asOf), ...(fact.note ? [roleWords(fact.by), noteWords(fact.note.type)] : [])].join(', ');
  return (
    <TableRow
      name={
        <>
          {label}{' '}
          <span class="meta">
            {[first.says ? cdiWords.case.says[first.says] : null, cdiWords.case.mentions(count)].filter(Boolean).join(', ')}
          </span>
        </>
      }
    >
      <td>
        <SourceLink text={where(first)} title={label} sources={first.from} />
      </td>
      <td>{last !== first && <SourceLink text={where(last)} title={label} sources={last.from} />}</td>
      <td>
        {lastNew && lastNew !== first && lastNew !== last && <SourceLink text={where(lastNew)} title={label} sources={lastNew.from} />}
        {lastNew && lastNew === last && last !== first && <span class={styles.note}>=</span>}
        {(!lastNew || (lastNew === first && last !== first)) && <span class={styles.note}>{cdiWords.case.copiedOnly}</span>}
      </td>
      <td>
        <FactLink line={lineOf(first)} />
      </td>
    </TableRow>
  );
}
