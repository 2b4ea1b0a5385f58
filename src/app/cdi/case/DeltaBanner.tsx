import { useState } from 'preact/hooks';
import type { Statement } from '../../../core/compose/statement.ts';
import type { CaseDelta } from '../../../core/worklist/index.ts';
import { Icon } from '../../ui/Icon.tsx';
import { cdiWords } from '../words.ts';
import styles from './Delta.module.css';
import { FactLinks, SourceLink } from './FactLink.tsx';

/** "Since your review on Tue 14:20: 2 new facts, 1 resolved", with every line behind it. Nothing new is one quiet line. */
export function DeltaBanner({ delta, hasReview }: { readonly delta: CaseDelta | null; readonly hasReview: boolean }) {
  const [isOpen, setOpen] = useState(false);
  const { delta: say } = cdiWords.case;
  if (delta === null) return <p class={styles.quiet}>{hasReview ? say.unreadable : say.none}</p>;
  const hasLines = !delta.isEmpty || delta.others.length > 0;
  if (!hasLines) return <p class={styles.quiet}>{delta.summary.text}</p>;
  const lists: readonly (readonly [string, readonly Statement[]])[] = [
    [say.prompts, delta.prompts.map(({ statement }) => statement)],
    [say.documentation, delta.documentation.map(({ statement }) => statement)],
    [say.verdicts, delta.verdicts.map(({ statement }) => statement)],
    [say.late, delta.late],
    [say.others, delta.others],
  ];
  return (
    <section class={`${styles.delta} ${delta.isEmpty ? styles.calm : ''}`} aria-label={say.show}>
      <h3 class={styles.head}>
        <button type="button" class={styles.toggle} data-delta aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <Icon name={isOpen ? 'unfold' : 'open'} />
          <span>{delta.summary.text}</span>
        </button>
      </h3>
      {isOpen && (
        <div class={styles.lines}>
          {delta.facts.length > 0 && (
            <div>
              <h4>{say.facts}</h4>
              <FactLinks lines={delta.facts} most={8} />
            </div>
          )}
          {lists
            .filter(([, list]) => list.length > 0)
            .map(([title, list]) => (
              <div key={title}>
                <h4>{title}</h4>
                <ul>
                  {list.map((each) => (
                    <li key={each.text}>
                      <SourceLink text={each.text} title={title} sources={each.sources} />
                    </li>
                  ))}
                </ul>
              </div>
            ))}
        </div>
      )}
    </section>
  );
}
