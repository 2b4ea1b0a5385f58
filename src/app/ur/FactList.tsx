import type { Gap } from '../../core/compose/level-of-care-gaps.ts';
import type { EvidenceLine, Statement } from '../../core/compose/statement.ts';
import { useApp } from '../model.ts';
import { Icon } from '../ui/Icon.tsx';
import { Sparkline } from '../ui/Sparkline.tsx';
import { StateMark } from '../ui/StateMark.tsx';
import { words } from '../words.ts';
import block from './Block.module.css';
import styles from './FactList.module.css';
import { byProblem } from './gaps.ts';
import { openLine, openStatement } from './open.ts';
import { SourceText } from './SourceText.tsx';
import { urWords } from './words.ts';

const isLine = (one: EvidenceLine | Statement): one is EvidenceLine => 'concept' in one;

/** One of the three lists: facts with value, unit, time and source; then what was looked for in vain; then what could not be looked at. */
export function FactList({
  id,
  title,
  more,
  lines,
  gaps,
  marked,
}: {
  readonly id: string;
  readonly title: string;
  readonly more: string;
  readonly lines: readonly (EvidenceLine | Statement)[];
  readonly gaps: readonly Gap[];
  /** Sources of the facts that the checklist calls far from normal: shown first, and said so. */
  readonly marked?: ReadonlySet<string>;
}) {
  const isMarked = (one: EvidenceLine | Statement) => one.sources.some((source) => typeof source === 'string' && marked?.has(source));
  const sorted = [...lines.filter(isMarked), ...lines.filter((one) => !isMarked(one))];
  return (
    <section class={block.block} aria-labelledby={id} data-stop tabIndex={-1}>
      <h2 id={id} class={block.title}>
        {title} <span class={styles.more}>{more}</span>
      </h2>
      {sorted.length === 0 && gaps.some((gap) => gap.problem === null) && <p class="meta">{urWords.lists.empty}</p>}
      <ul class={styles.list}>
        {sorted.map((one) => (
          <li key={`${one.text} ${one.sources.length}`}>
            {isLine(one) ? <Line line={one} isMarked={isMarked(one)} /> : <Plain statement={one} />}
          </li>
        ))}
      </ul>
      {sorted.some(isMarked) && (
        <p class={`${styles.legend} meta`}>
          <Icon name="look" /> {urWords.lists.farFromNormal}
        </p>
      )}
      <Gaps gaps={gaps} />
    </section>
  );
}

/** 'SpO2 on room air   86 %   09-15 02:40', or a quotation with who wrote it. */
function Line({ line, isMarked }: { readonly line: EvidenceLine; readonly isMarked: boolean }) {
  const app = useApp();
  const isQuote = line.value?.startsWith('"') ?? false;
  const when = line.text.slice(Math.max(0, line.text.lastIndexOf(line.time)));
  return (
    <button type="button" data-source class={`${styles.fact} ${isQuote ? styles.quote : ''}`} onClick={() => openLine(app, line)}>
      <span class={styles.label}>
        <bdi>{line.label}</bdi>{' '}
      </span>
      {!isQuote && (
        <span class={styles.trend}>
          {line.trend.length > 1 && <Sparkline points={line.trend} threshold={line.threshold} width={48} height={18} />}
        </span>
      )}
      <span class={`${styles.value} ${isMarked ? styles.marked : ''}`}>
        {isMarked && <Icon name="look" />}
        <span>
          <bdi>{line.value}</bdi> {line.unit && <span class="meta">{line.unit}</span>}{' '}
        </span>
      </span>
      <span class={`${styles.when} meta numbers`}>
        {when}
        <span class="hidden-text">
          {isMarked && `, ${urWords.lists.farFromNormal}`}, {urWords.source}
        </span>
      </span>
    </button>
  );
}

function Plain({ statement }: { readonly statement: Statement }) {
  const app = useApp();
  const comma = statement.text.lastIndexOf(', ');
  const [what, when] = comma < 0 ? [statement.text, ''] : [statement.text.slice(0, comma), statement.text.slice(comma + 2)];
  return (
    <button type="button" data-source class={`${styles.fact} ${styles.plain}`} onClick={() => openStatement(app, statement)}>
      <span class={styles.value}>
        <bdi>{what}</bdi>{' '}
      </span>
      <span class="meta numbers">
        {when}
        <span class="hidden-text">, {urWords.source}</span>
      </span>
    </button>
  );
}

/** Looked for in vain, with the searches; and, apart and dashed, what could not be looked at and why. */
function Gaps({ gaps }: { readonly gaps: readonly Gap[] }) {
  return (
    <ul class={styles.gaps}>
      {byProblem(gaps).map(({ problem, names, sources }) => {
        const text = problem === null ? urWords.lists.notFound(names) : urWords.lists.cannot(names, words.problems[problem]);
        return (
          <li key={text}>
            <SourceText title={text} sources={sources} look={problem === null ? 'plain' : 'search'}>
              {problem === null ? (
                <span class="meta">
                  <bdi>{text}</bdi>
                </span>
              ) : (
                <StateMark state="unknown">
                  <span class={styles.cannot}>{text}</span>
                </StateMark>
              )}
            </SourceText>
          </li>
        );
      })}
    </ul>
  );
}
