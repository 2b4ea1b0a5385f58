import type { ChecklistResult } from '../../../core/evaluate/result.ts';
import { cdiWords } from '../words.ts';
import styles from './CaseView.module.css';

/** The parts of a case by their headings: each is one step away, however long what stands before it. */
export function Jump({ result }: { readonly result: ChecklistResult }) {
  const { case: say } = cdiWords;
  const has = (all: object) => Object.keys(all).length > 0;
  const parts: readonly (readonly [string, string, boolean])[] = [
    ['timeline-head', say.timeline.title, true],
    ['criteria-head', say.criteria, true],
    ['definitions-head', say.definitions, Object.keys(result.definitions).length > 1],
    ['statements-head', say.statements, true],
    ['sides-head', say.sides, result.for.length + result.against.length > 0],
    ['items-head', say.items, has(result.conflicts) || has(result.expect)],
  ];
  const go = (id: string) => {
    const head = document.getElementById(id);
    if (!head) return;
    head.tabIndex = -1;
    head.focus();
    head.scrollIntoView?.({ block: 'start' });
  };
  return (
    <nav class={styles.jump} aria-label={say.jump}>
      {parts
        .filter(([, , isThere]) => isThere)
        .map(([id, text]) => (
          <button key={id} type="button" class={styles.to} onClick={() => go(id)}>
            {text}
          </button>
        ))}
    </nav>
  );
}
